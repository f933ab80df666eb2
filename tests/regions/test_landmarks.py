"""Landmarks: loading, near a point, by name."""

import pytest

from kentongan.geo.errors import NoSuchPoint
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.ids import new_id
from kentongan.regions import selectors, services
from kentongan.regions.errors import NoSuchLandmark, NotALandmarkFile
from kentongan.regions.models import Landmark
from tests.regions.make import AT, make_landmark

TITLES = "name,kind,lat,lon,region,aliases,invented\n"


def load(*rows):
    return services.load_landmarks(by=SETUP, rows=rows, at=AT)


def load_file(tmp_path, text):
    path = tmp_path / "patokan.csv"
    path.write_text(text, encoding="utf-8")
    return services.load_landmark_file(by=SETUP, path=path, at=AT)


def test_loading_again_changes_nothing(node):
    assert load(make_landmark()) == 1
    assert load(make_landmark()) == 0
    assert Landmark.objects.count() == 1
    assert Entry.objects.filter(kind="regions.landmarks.loaded").count() == 1


def test_loading_again_with_another_alias_changes_that_one(node):
    load(make_landmark())
    kept = Landmark.objects.get().id
    assert load(make_landmark(aliases=("Pasar Baru",))) == 1
    assert (Landmark.objects.get().id, Landmark.objects.get().aliases) == (kept, ["Pasar Baru"])


def test_of_doubles_in_one_file_the_last_stands(node):
    assert load(make_landmark(kind="OTHER"), make_landmark(kind="MARKET")) == 1
    assert Landmark.objects.get().kind == "MARKET"


def test_a_landmark_off_the_globe_is_refused(node):
    with pytest.raises(NoSuchPoint):
        load(make_landmark(lat=110.0, lon=-7.0))


def test_near_by_is_nearest_first_and_within_the_radius(node):
    load(
        make_landmark(name="A", lat=-6.9720, lon=110.0720),
        make_landmark(name="B", lat=-6.9730, lon=110.0720),
        make_landmark(name="C", lat=-6.9920, lon=110.0720),
    )
    near = selectors.list_landmarks_near(-6.9732, 110.0720, radius_m=1_000)
    assert [each.landmark.name for each in near] == ["B", "A"]
    assert near[0].distance_m == pytest.approx(22, abs=2)
    assert len(selectors.list_landmarks_near(-6.9732, 110.0720, radius_m=5_000, limit=1)) == 1


def test_a_landmark_is_found_by_name_part_alias_and_with_a_slip(node):
    load(
        make_landmark(name="Pasar Weleri", aliases=("Pasar Sentral",)),
        make_landmark(name="Masjid Agung Kendal", region_code="3324151001"),
    )
    for asked in ("pasar weleri", "weleri", "pasar sentral", "pasr weleri"):
        assert selectors.search_landmarks(asked)[0].name == "Pasar Weleri"
    assert selectors.search_landmarks("weleri", within="33.24.15") == []
    assert selectors.search_landmarks("?") == []


def test_an_invented_landmark_says_so(node):
    load(make_landmark(invented=True))
    assert selectors.search_landmarks("weleri")[0].invented


def test_one_landmark_is_got_or_missing(node):
    load(make_landmark())
    assert selectors.get_landmark(Landmark.objects.get().id).name == "Pasar Weleri"
    assert len(selectors.list_landmarks()) == 1
    with pytest.raises(NoSuchLandmark):
        selectors.get_landmark(new_id())


def test_a_file_is_read_and_its_bad_rows_are_named(node, tmp_path):
    report = load_file(
        tmp_path,
        TITLES
        + "Pasar Weleri,market,-6.972,110.072,33.24.11.2006,Pasar Baru|Sentral,ya\n"
        + "Tanpa titik,MARKET,x,110,33.24,,\n"
        + ",MARKET,-6.9,110,33.24,,\n"
        + "Jenis lain,BENTENG,-6.9,110,33.24,,\n"
        + "Di luar,MARKET,110,-6.9,33.24,,\n"
        + "Tanpa wilayah,MARKET,-6.9,110,Kendal,,\n"
        + "Kurang kolom\n",
    )
    assert report.stored == 1
    assert [each.at for each in report.refused] == ["3", "4", "5", "6", "7", "8"]
    stored = Landmark.objects.get()
    assert (stored.kind, stored.aliases, stored.invented) == (
        "MARKET",
        ["Pasar Baru", "Sentral"],
        True,
    )


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "name,kind,lat,lon\nA,MARKET,1,2\n"])
def test_a_file_without_its_columns_is_refused(node, tmp_path, text):
    with pytest.raises(NotALandmarkFile, match="region"):
        load_file(tmp_path, text)


def test_a_file_that_cannot_be_read_is_refused(node, tmp_path):
    path = tmp_path / "patokan.csv"
    with pytest.raises(NotALandmarkFile):
        services.load_landmark_file(by=SETUP, path=path, at=AT)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotALandmarkFile, match="UTF-8"):
        services.load_landmark_file(by=SETUP, path=path, at=AT)


def test_a_file_with_a_field_beyond_all_measure_is_refused(node, tmp_path):
    with pytest.raises(NotALandmarkFile):
        load_file(tmp_path, TITLES + '"' + "a" * 200_000 + '"\n')
