"""Loading the tree, adding regions of our own, and reading them."""

import pytest
from django.db import connection

from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.regions import selectors, services
from kentongan.regions.enums import RegionKind
from kentongan.regions.errors import NoSuchCode, NoSuchRegion, NotInGazetteer, RegionTaken
from kentongan.regions.models import Region
from kentongan.regions.services import tree
from kentongan.regions.types import region_id, subtree
from tests.regions.make import AT, KENDAL


def test_kendal_has_286_villages_in_20_kecamatan(kendal):
    assert selectors.count_regions(KENDAL) == {1: 0, 2: 1, 3: 20, 4: 286}
    assert selectors.count_regions() == {1: 1, 2: 1, 3: 20, 4: 286}


def test_a_region_has_its_kind_and_postal_code(kendal):
    assert selectors.get_region("33").kind == RegionKind.PROVINSI
    assert selectors.get_region("33.24").kind == RegionKind.KABUPATEN
    assert selectors.get_region("33.24.15").kind == RegionKind.KECAMATAN
    village = selectors.get_region("33.24.15.1013")
    assert village.kind == RegionKind.KELURAHAN
    assert len(village.postal_code) == 5
    assert str(village) == "Pekauman (33.24.15.1013)"


def test_loading_is_one_entry_in_the_journal(kendal):
    entry = Entry.objects.get(kind="regions.tree.loaded")
    assert entry.region == KENDAL
    assert entry.subject_id == region_id(KENDAL)
    assert '"region_count":308' in entry.data


def test_loading_again_changes_nothing_and_writes_nothing(kendal):
    assert services.load_regions(by=SETUP, root="33.24", at=AT) == 0
    assert Entry.objects.filter(kind__startswith="regions.").count() == 1


def test_loading_again_restores_a_name_and_keeps_our_figures(kendal):
    services.note_figures(
        by=SETUP, code=KENDAL, population=1_094_214, area_km2=1_006.0, source="uji", at=AT
    )
    Region.objects.filter(code=KENDAL).update(name="X")
    assert services.load_regions(by=SETUP, root=KENDAL, at=AT) == 1
    region = selectors.get_region(KENDAL)
    assert (region.name, region.population) == ("Kabupaten Kendal", 1_094_214)


def test_a_large_tree_is_loaded_in_slices_with_one_entry_at_the_end(node, monkeypatch):
    monkeypatch.setattr(tree, "SLICE", 100)
    steps = []
    assert services.load_regions(by=SETUP, root=KENDAL, at=AT, progress=steps.append) == 308
    assert steps == [100, 100, 100, 8]
    kinds = list(
        Entry.objects.filter(kind__startswith="regions.")
        .order_by("seq")
        .values_list("kind", flat=True)
    )
    assert kinds == ["regions.tree.slice_loaded"] * 3 + ["regions.tree.loaded"]


def test_a_code_that_is_not_listed_is_refused(node):
    with pytest.raises(NotInGazetteer):
        services.load_regions(by=SETUP, root="3399", at=AT)
    with pytest.raises(NoSuchCode):
        services.load_regions(by=SETUP, root="Kendal", at=AT)


def test_a_region_outside_kemendagri_is_added_once(node):
    first = services.add_custom_region(by=SETUP, code="9901", name="San Francisco", at=AT)
    again = services.add_custom_region(by=SETUP, code="99.01", name="San Francisco", at=AT)
    assert (first.code, first.level, first.kind) == ("9901", 2, RegionKind.CUSTOM)
    assert again.code == first.code
    assert Entry.objects.filter(kind="regions.region.added").count() == 1


def test_a_code_that_is_taken_is_refused(kendal):
    with pytest.raises(RegionTaken):
        services.add_custom_region(by=SETUP, code="3324", name="Kabupaten Kendal", at=AT)
    services.add_custom_region(by=SETUP, code="9901", name="A", at=AT)
    with pytest.raises(RegionTaken):
        services.add_custom_region(by=SETUP, code="9901", name="B", at=AT)


def test_figures_carry_their_source_and_a_version(kendal):
    facts = {"population": 1_094_214, "area_km2": 1_006.0, "source": "BPS 2025"}
    first = services.note_figures(by=SETUP, code="33.24", **facts, at=AT)
    again = services.note_figures(by=SETUP, code="33.24", **facts, at=AT)
    assert (first.version, again.version) == (2, 2)
    assert Entry.objects.filter(kind="regions.region.figures_noted").count() == 1


def test_a_region_that_is_not_loaded_is_missing(kendal):
    assert selectors.find_region("33.25") is None
    with pytest.raises(NoSuchRegion):
        selectors.get_region("33.25")


def test_children_are_one_level_below_and_by_name(kendal):
    kecamatan = selectors.list_children("33.24")
    assert len(kecamatan) == 20
    assert kecamatan[0].name == "Boja"
    assert len(selectors.list_children("33.24.15")) == 20
    assert selectors.list_children("33.24.15.1013") == []
    assert [root.code for root in selectors.list_roots()] == ["33"]


def test_an_empty_node_has_no_roots(node):
    assert selectors.list_roots() == []


def test_a_subtree_is_found_by_the_index_and_not_by_a_scan(kendal):
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    start, until = subtree("332415")
    plan = Region.objects.filter(code__gte=start, code__lt=until).explain()
    assert "USING INDEX" in plan
