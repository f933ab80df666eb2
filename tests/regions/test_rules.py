import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.regions import rules
from kentongan.regions.types import RegionMatch

words = st.text("abcdeorstu", min_size=1, max_size=12)


def match(name, within="Sukorejo", *, level=4, score=1.0):
    return RegionMatch(
        code="3324032001", name=name, level=level, within=within, path="", score=score
    )


@pytest.mark.parametrize(
    "text",
    [
        "Rejosari",
        "REJOSARI",
        "Rejo Sari",
        "desa Rejosari",
        "Ds. Rejosari",
        "Kel. Réjosari",
        " rejo-sari ",
    ],
)
def test_one_name_has_one_key_however_it_is_written(text):
    assert rules.name_key(text) == "rejosari"


def test_a_name_that_is_only_a_kind_keeps_it():
    assert rules.name_key("Desa") == "desa"
    assert rules.name_key("!?") == ""


@pytest.mark.parametrize(
    ("old", "new"), [("soekoredjo", "sukorejo"), ("tjepiring", "cepiring"), ("bhodri", "bhodri")]
)
def test_old_spelling_sounds_like_the_new(old, new):
    assert rules.sound(old) == rules.sound(new)
    assert rules.likeness(old, new) >= rules.SOUNDS_SAME


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [("", "", 0), ("a", "", 1), ("sari", "asri", 1), ("tambah", "tambak", 1), ("boja", "mojo", 2)],
)
def test_slips_are_counted_with_swaps_as_one(a, b, count):
    assert rules.slips(a, b) == count


@given(words, words)
def test_slips_are_the_same_both_ways(a, b):
    assert rules.slips(a, b) == rules.slips(b, a)
    assert (rules.slips(a, b) == 0) == (a == b)


@given(words, words)
def test_likeness_is_full_for_the_same_name_only(a, b):
    assert (rules.likeness(a, b) == rules.SAME) == (a == b)
    assert 0.0 <= rules.likeness(a, b) <= rules.SAME


def test_a_name_at_the_beginning_of_another_is_near():
    assert rules.is_near("gebangan", "gebanganom")
    assert rules.is_near("gebanganom", "gebangan")
    assert not rules.is_near("gebangan", "margosari")


def test_short_words_are_near_only_when_they_sound_the_same():
    assert not rules.is_near("abc", "abd")
    assert rules.is_near("abc", "abc")


def test_three_letters_find_what_begins_with_them():
    assert rules.likeness("tam", "tamanrejo") == rules.LEAST_LIKENESS
    assert rules.likeness("tam", "bangunsari") == 0.0


def test_a_part_of_a_name_is_offered():
    assert rules.best_likeness("harjo", ["kebonharjo", "kebonharjopatebon"]) > 0
    assert rules.best_likeness("patebon", ["kebonharjo", "kebonharjopatebon"]) == 0


def test_only_the_one_same_name_settles():
    assert rules.is_settled([match("A")])
    assert rules.is_settled([match("A"), match("B", score=0.8)])
    assert not rules.is_settled([])
    assert not rules.is_settled([match("A"), match("A", "Limbangan")])
    assert not rules.is_settled([match("A"), match("B", score=rules.NEAR)])
    assert not rules.is_settled([match("A", score=0.95)])


def test_the_question_says_a_shared_name_once():
    asked = rules.question([match("Tamanrejo"), match("Tamanrejo", "Limbangan")])
    assert asked == "Tamanrejo Sukorejo atau Limbangan, Pak/Bu?"


def test_the_question_puts_three_in_a_row():
    found = [match("Rejosari", name) for name in ("Brangsong", "Kangkung", "Ngampel")]
    assert rules.question(found) == "Rejosari Brangsong, Kangkung, atau Ngampel, Pak/Bu?"


def test_the_question_names_both_of_two_names_and_a_kecamatan_as_such():
    near = [match("Kedungsari", "Singorojo"), match("Kedungasri", "Ringinarum", score=0.9)]
    assert rules.question(near) == "Kedungsari Singorojo atau Kedungasri Ringinarum, Pak/Bu?"
    both = [match("Sukorejo", "Kabupaten Kendal", level=3), match("Sukorejo")]
    assert rules.question(both) == "Kecamatan Sukorejo atau Sukorejo Sukorejo, Pak/Bu?"


def test_nothing_found_is_nothing_to_ask():
    assert rules.question([]) == ""


def test_one_that_is_only_like_it_is_asked_about():
    assert rules.question([match("Boja", "Boja", score=0.8)]) == "Boja Boja, Pak/Bu?"
