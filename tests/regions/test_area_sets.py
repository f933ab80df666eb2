"""Sets of areas that are no subtree."""

import pytest

from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import Outdated
from kentongan.kernel.ids import new_id
from kentongan.regions import selectors, services
from kentongan.regions.errors import EmptyAreaSet, NoSuchAreaSet, NoSuchRegion
from kentongan.regions.models import AreaSet
from tests.regions.make import AT


def make_set(*codes, name="Pesisir"):
    return services.make_area_set(by=SETUP, name=name, codes=codes, basis="SK 1/2026", at=AT)


def test_a_set_holds_its_regions_in_order_and_once(kendal):
    made = make_set("33.24.15", "33.24.13", "332415")
    assert selectors.area_set_codes(made.id) == ("332413", "332415")
    assert selectors.list_area_sets() == [made]
    assert str(selectors.get_area_set(made.id)) == "Pesisir"
    entry = Entry.objects.get(kind="regions.area_set.changed")
    assert entry.subject_id == made.id


def test_an_empty_set_is_refused_and_nothing_is_left(kendal):
    with pytest.raises(EmptyAreaSet):
        make_set()
    with pytest.raises(NoSuchRegion):
        make_set("33.25")
    assert not AreaSet.objects.exists()


def test_a_set_is_given_other_regions(kendal):
    made = make_set("33.24.15")
    changed = services.change_area_set(
        by=SETUP, area_set_id=made.id, codes=["33.24.13"], version=1, at=AT
    )
    assert changed.version == 2
    assert selectors.area_set_codes(made.id) == ("332413",)


def test_a_change_that_saw_an_older_version_is_refused(kendal):
    made = make_set("33.24.15")
    with pytest.raises(Outdated):
        services.change_area_set(
            by=SETUP, area_set_id=made.id, codes=["33.24.13"], version=7, at=AT
        )
    assert selectors.area_set_codes(made.id) == ("332415",)


def test_a_set_that_is_not_there_is_missing(kendal):
    with pytest.raises(NoSuchAreaSet):
        selectors.get_area_set(new_id())
