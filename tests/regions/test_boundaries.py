"""Polygons: which are used, which are only reported, and which village a point is in."""

from collections import Counter
from unittest.mock import patch

import pytest
import shapely

from kentongan.geo.areas import from_wkb
from kentongan.geo.points import haversine_m
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.regions import selectors, services
from kentongan.regions.errors import NotGeoJson
from kentongan.regions.models import Boundary, Region
from kentongan.regions.types import contains
from tests.data import shared_data
from tests.regions.make import AT, BOWTIE, KENDAL, make_boundaries, square

PEKAUMAN = "3324151013"
TAMANREJO = "3324032001"


def codes_of(region):
    return region.code if region else None


def test_without_polygons_a_point_has_no_village(kendal):
    assert selectors.find_village_at(-6.92, 110.2) is None
    assert not selectors.has_boundaries("33.24")


def test_a_point_in_a_valid_polygon_has_its_village(kendal):
    report = make_boundaries((PEKAUMAN, square(-6.93, 110.2)))
    assert report.used == 1
    assert codes_of(selectors.find_village_at(-6.925, 110.205)) == PEKAUMAN
    assert selectors.find_village_at(-6.95, 110.205) is None
    assert selectors.has_boundaries(KENDAL)
    assert selectors.has_boundaries("33.24.15")
    assert not selectors.has_boundaries("33.24.03")


def test_a_point_in_two_polygons_has_no_village(kendal):
    make_boundaries((PEKAUMAN, square(-6.93, 110.2)), ("3324151014", square(-6.93, 110.2)))
    assert selectors.find_village_at(-6.925, 110.205) is None


def test_a_kecamatan_is_found_by_its_own_polygon_and_is_no_village(kendal):
    make_boundaries(("332415", square(-6.93, 110.2)))
    assert selectors.find_village_at(-6.925, 110.205) is None
    assert codes_of(selectors.find_region_at(-6.925, 110.205, level=3)) == "332415"
    assert not selectors.has_boundaries(KENDAL)


def test_a_faulty_polygon_is_reported_with_its_reason_and_used_for_nothing(kendal):
    report = make_boundaries(("33.24.15.1013", BOWTIE))
    assert report.used == 0
    assert [each.at for each in report.faulty] == ["33.24.15.1013"]
    assert "Self-intersection" in report.faulty[0].reason
    stored = Boundary.objects.get()
    assert not stored.is_valid
    assert selectors.list_faulty_boundaries() == [stored]
    assert selectors.find_village_at(-6.99, 110.05) is None
    assert not selectors.has_boundaries(KENDAL)


def test_a_faulty_polygon_does_not_replace_a_valid_one(kendal):
    make_boundaries((PEKAUMAN, square(-6.93, 110.2)))
    report = make_boundaries((PEKAUMAN, BOWTIE))
    assert len(report.faulty) == 1
    assert codes_of(selectors.find_village_at(-6.925, 110.205)) == PEKAUMAN


def test_a_newer_polygon_replaces_the_older(kendal):
    make_boundaries((PEKAUMAN, BOWTIE))
    make_boundaries((PEKAUMAN, square(-6.93, 110.2)))
    make_boundaries((PEKAUMAN, square(-6.80, 110.2)))
    assert selectors.find_village_at(-6.925, 110.205) is None
    assert codes_of(selectors.find_village_at(-6.795, 110.205)) == PEKAUMAN


def test_unknown_codes_and_what_cannot_be_read_are_reported(kendal):
    report = make_boundaries(
        ("33.25.01.2001", square(-6.93, 110.2)),
        ("", square(-6.93, 110.2)),
        ("Kendal", square(-6.93, 110.2)),
        (PEKAUMAN, b"null"),
        (TAMANREJO, square(-6.93, 110.2)),
        (TAMANREJO, square(-6.93, 110.2)),
    )
    assert report.unknown == ["33.25.01.2001"]
    assert [each.at for each in report.unreadable] == ["#2", "Kendal", PEKAUMAN, TAMANREJO]
    assert report.used == 1


def test_loading_writes_counts_to_the_journal(kendal):
    make_boundaries((PEKAUMAN, square(-6.93, 110.2)), (TAMANREJO, BOWTIE))
    entry = Entry.objects.get(kind="regions.boundaries.loaded")
    assert '"faulty_count":1' in entry.data
    assert '"used_count":1' in entry.data


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"type":"Feature"}', b'{"type":"FeatureCollection"}',
     b'{"type":"FeatureCollection","features":{}}', b"\xff\xfe", b"code,name\n1,2\n",
     b'{"features":[]}', b"[" * 100_000],
)  # fmt: skip
def test_a_file_that_is_no_geojson_is_refused_and_changes_nothing(kendal, tmp_path, content):
    path = tmp_path / "batas.geojson"
    path.write_bytes(content)
    with pytest.raises(NotGeoJson, match=r"batas\.geojson"):
        services.load_boundary_file(by=SETUP, path=path, at=AT)
    assert not Boundary.objects.exists()


def test_a_file_that_cannot_be_opened_is_refused(kendal, tmp_path):
    with pytest.raises(NotGeoJson):
        services.load_boundary_file(by=SETUP, path=tmp_path / "tiada.geojson", at=AT)


def test_a_file_with_a_byte_order_mark_and_bare_features_is_read(kendal, tmp_path):
    path = tmp_path / "batas.geojson"
    path.write_bytes(
        b'\xef\xbb\xbf{"type":"FeatureCollection","features":[{"type":"Feature"},'
        b'{"type":"Feature","properties":{"KDEPUM":"33.24.15.1013"},"geometry":'
        + square(-6.93, 110.2)
        + b"}]}"
    )
    report = services.load_boundary_file(by=SETUP, path=path, at=AT)
    assert (report.used, len(report.unreadable)) == (1, 1)


def load_public(name):
    path = shared_data(f"boundaries/{name}.geojson")
    return services.load_boundary_file(by=SETUP, path=path, at=AT)


@pytest.mark.data
def test_all_286_villages_of_kendal_have_a_valid_polygon(kendal):
    report = load_public("desa_33.24")
    assert (report.used, report.faulty, report.unknown, report.unreadable) == (286, [], [], [])
    assert selectors.list_boundaries(KENDAL, level=4).count() == 286


@pytest.mark.data
@pytest.mark.parametrize(
    ("root", "name", "code"),
    [("1506", "desa_15.06", "15.06.03.1001"), ("640707", "desa_64", "64.07.07.2002")],
)
def test_the_two_faulty_village_polygons_are_reported(node, root, name, code):
    services.load_regions(by=SETUP, root=root, at=AT)
    report = load_public(name)
    assert [each.at for each in report.faulty] == [code]
    assert "Self-intersection" in report.faulty[0].reason
    assert report.used > 5


@pytest.mark.data
def test_a_centre_of_a_kecamatan_would_name_the_wrong_one_and_is_never_asked(kendal):
    """practice.md §2.1: with kecamatan centres a quarter of the villages go wrong."""
    load_public("desa_33.24")
    villages = {
        row.region_id: from_wkb(row.wkb) for row in selectors.list_boundaries(KENDAL, level=4)
    }
    kecamatan = {
        code: shapely.union_all([a for village, a in villages.items() if contains(code, village)])
        for code in Region.objects.filter(level=3).values_list("code", flat=True)
    }
    centres = {code: area.centroid for code, area in kecamatan.items()}
    wrong: Counter[bool] = Counter()
    for village, area in villages.items():
        inside = area.representative_point()
        nearest = min(
            centres, key=lambda c: haversine_m(inside.y, inside.x, centres[c].y, centres[c].x)
        )
        wrong[not contains(nearest, village)] += 1
        assert codes_of(selectors.find_village_at(inside.y, inside.x)) == village
    assert 0.15 < wrong[True] / 286 < 0.35


@pytest.mark.data
def test_polygons_are_read_once_per_process(kendal):
    load_public("desa_33.24")
    assert selectors.find_village_at(-6.92, 110.2) is not None
    with patch("kentongan.regions.selectors.boundaries.from_wkb") as decode:
        selectors.find_village_at(-6.93, 110.1)
    decode.assert_not_called()
