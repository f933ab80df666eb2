"""Names that callers say: all shared and near names of Kendal, which may never select (§2.2)."""

import pytest

from kentongan.journal import watchers
from kentongan.kernel.actors import SETUP
from kentongan.regions import selectors, services
from kentongan.regions.models import Region
from tests.regions.make import AT, KENDAL, make_landmark

SHARED = {
    "Tamanrejo": {"Sukorejo", "Limbangan"},
    "Karangsari": {"Kendal", "Rowosari"},
    "Purwosari": {"Sukorejo", "Patebon"},
    "Peron": {"Sukorejo", "Limbangan"},
    "Rejosari": {"Brangsong", "Kangkung", "Ngampel"},
    "Margosari": {"Limbangan", "Patebon"},
    "Gondang": {"Limbangan", "Cepiring"},
    "Wonosari": {"Pegandon", "Patebon"},
    "Sukodadi": {"Singorojo", "Kangkung"},
    "Kalirejo": {"Singorojo", "Kangkung"},
    "Kumpulrejo": {"Kaliwungu", "Patebon"},
    "Puguh": {"Boja", "Pegandon"},
    "Pucangrejo": {"Pegandon", "Gemuh"},
    "Purwokerto": {"Brangsong", "Patebon"},
    "Bangunsari": {"Pageruyung", "Patebon"},
}
NEAR = [
    ("Kedungsari", "Kedungasri"),
    ("Tambahsari", "Tambaksari"),
    ("Pagersari", "Magersari"),
    ("Tambahrejo", "Tambakrejo"),
    ("Gebangan", "Gebanganom"),
]


def test_the_fifteen_shared_names_are_all_there_are(kendal):
    names = list(Region.objects.filter(level=4).values_list("name", flat=True))
    assert {name for name in names if names.count(name) > 1} == set(SHARED)


@pytest.mark.parametrize("name", SHARED)
@pytest.mark.parametrize("written", [str, str.upper, "desa {}".format])
def test_a_shared_name_never_selects_and_shows_every_kecamatan(kendal, name, written):
    found = selectors.search_regions(written(name), within=KENDAL, limit=1)
    same = [each for each in found.candidates if each.name == name]
    assert {each.within for each in same} == SHARED[name]
    assert found.needs_choice
    assert found.selected is None
    assert all(kecamatan in found.question for kecamatan in SHARED[name])
    assert name in found.question


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_name_with_its_kecamatan_selects_unless_a_near_one_lies_there_too(kendal, name):
    for kecamatan in SHARED[name]:
        found = selectors.search_regions(f"{name}, kec. {kecamatan}", within=KENDAL)
        assert (found.candidates[0].name, found.candidates[0].within) == (name, kecamatan)
        # Donosari and Wonosari are both in Patebon: the kecamatan does not tell them apart
        assert found.needs_choice == ((name, kecamatan) == ("Wonosari", "Patebon"))


@pytest.mark.parametrize(("one", "other"), [*NEAR, *[(b, a) for a, b in NEAR]])
def test_a_near_name_never_selects_and_both_are_asked(kendal, one, other):
    found = selectors.search_regions(one, within=KENDAL, limit=1)
    assert found.candidates[0].name == one
    assert other in {each.name for each in found.candidates}
    assert found.needs_choice
    assert found.selected is None
    assert one in found.question
    assert other in found.question


def test_every_village_of_kendal_either_selects_itself_or_is_asked_about(kendal):
    for name in Region.objects.filter(level=4).values_list("name", flat=True):
        found = selectors.search_regions(name, within=KENDAL, level=4)
        assert found.candidates[0].name == name
        assert found.selected is None or found.selected.name == name
        assert found.needs_choice == bool(found.question)


def test_the_script_line_is_the_one_of_the_practice(kendal):
    found = selectors.search_regions("tamanrejo", within=KENDAL)
    assert found.question == "Tamanrejo Sukorejo atau Limbangan, Pak/Bu?"


def test_a_name_of_its_own_selects(kendal):
    found = selectors.search_regions("kebonharjo", within=KENDAL)
    assert found.selected is not None
    assert found.selected.label == "Kebonharjo, Patebon"
    assert found.selected.path == "Kebonharjo, Patebon, Kabupaten Kendal"
    assert found.question == ""


@pytest.mark.parametrize("typed", ["kebonhajo", "kebonharjoo", "kebonhrajo", "kebonhardjo"])
def test_a_slip_finds_the_name_and_asks(kendal, typed):
    found = selectors.search_regions(typed, within=KENDAL)
    assert found.candidates[0].name == "Kebonharjo"
    assert found.needs_choice
    assert found.question.startswith("Kebonharjo Patebon")


def test_a_village_and_its_kecamatan_of_one_name_are_asked_unless_the_level_is_said(kendal):
    assert selectors.search_regions("Boja", within=KENDAL).needs_choice
    kecamatan = selectors.search_regions("Sukorejo", within=KENDAL, level=3)
    assert kecamatan.selected is not None
    assert kecamatan.selected.code == "332403"


def test_a_search_stays_within(kendal):
    found = selectors.search_regions("tamanrejo", within="33.24.06")
    assert {each.within for each in found.candidates} == {"Limbangan"}


def test_a_code_finds_its_region(kendal):
    found = selectors.search_regions("33.24.15")
    assert found.selected is not None
    assert found.selected.name == "Kendal"
    assert selectors.search_regions("33.25").selected is None


@pytest.mark.parametrize("text", ["", "  ", "?!", "zzzzzz", "qq"])
def test_nothing_like_it_is_nothing_found(kendal, text):
    found = selectors.search_regions(text, within=KENDAL)
    assert found.candidates == ()
    assert not found.needs_choice
    assert found.selected is None


def test_candidates_show_their_landmarks(kendal):
    code = next(
        each.code
        for each in selectors.search_regions("tamanrejo").candidates
        if each.within == "Sukorejo"
    )
    rows = [make_landmark(name="Balai Desa Tamanrejo", region_code=code, kind="OFFICE")]
    services.load_landmarks(by=SETUP, rows=rows, at=AT)
    shown = {
        each.within: each.landmarks for each in selectors.search_regions("tamanrejo").candidates
    }
    assert shown["Sukorejo"] == ("Balai Desa Tamanrejo",)
    assert shown["Limbangan"] == ()


def test_a_region_added_later_is_found_at_once(kendal):
    assert not selectors.search_regions("Nusantara").candidates
    services.add_custom_region(by=SETUP, code="9901", name="Nusantara", at=AT)
    assert selectors.search_regions("Nusantara").selected is not None


def test_a_region_no_longer_in_force_is_not_offered(kendal):
    Region.objects.filter(name="Kebonharjo").update(valid_until=AT.date())
    watchers.drop_everything()
    found = selectors.search_regions("Kebonharjo", within=KENDAL)
    assert "Kebonharjo" not in {each.name for each in found.candidates}


def test_names_for_screens(kendal):
    assert selectors.name_of("332415") == "Kendal"
    assert selectors.path_of("3324151013") == "Pekauman, Kendal, Kabupaten Kendal"
    assert selectors.name_of("7777") == ""
    assert selectors.path_of("7777") == ""
