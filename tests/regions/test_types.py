import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.regions.errors import NoSuchCode
from kentongan.regions.types import (
    LENGTHS,
    contains,
    dotted,
    level_of,
    parent,
    parents,
    region_id,
    subtree,
    undotted,
)

codes = st.sampled_from(LENGTHS).flatmap(
    lambda length: st.text("0123456789", min_size=length, max_size=length)
)


@pytest.mark.parametrize(
    ("given_", "digits"),
    [
        ("33", "33"),
        ("33.24", "3324"),
        ("33.24.15", "332415"),
        ("33.24.15.2001", "3324152001"),
        ("3324152001", "3324152001"),
        (" 33.24 ", "3324"),
        ("9901", "9901"),
    ],
)
def test_codes_are_accepted_with_and_without_dots(given_, digits):
    assert undotted(given_) == digits


@pytest.mark.parametrize(
    "text",
    ["", "3", "332", "33.2", "33.24.15.201", "33241520", "33.24.", ".33", "33..24", "3.324",
     "33.24.15.2001.1", "ab", "33.2a", "٣٣", "33 24", "-1", "33,24", "3324.15"],
)  # fmt: skip
def test_what_is_no_code_is_refused(text):
    with pytest.raises(NoSuchCode):
        undotted(text)


@given(codes)
def test_dots_come_and_go(code):
    assert undotted(dotted(code)) == code


def test_levels_follow_the_digits():
    assert [level_of(code) for code in ("33", "3324", "332415", "3324152001")] == [1, 2, 3, 4]
    with pytest.raises(NoSuchCode):
        level_of("33241")


def test_a_subtree_is_a_half_open_range_of_digits():
    assert subtree("3324") == ("3324", "3325")
    assert subtree("33") == ("33", "34")
    assert subtree("3399") == ("3399", "3400")
    assert subtree("09") == ("09", "10")


def test_the_last_subtree_ends_after_every_code():
    start, until = subtree("99")
    assert start <= "99" <= "9999999999" < until
    assert until.isdigit()


@pytest.mark.parametrize("code", ["", "33.24", "ab"])
def test_a_subtree_of_what_is_no_code_is_refused(code):
    with pytest.raises(NoSuchCode):
        subtree(code)


@given(codes, codes)
def test_a_region_contains_what_begins_with_its_code_and_nothing_else(above, below):
    assert contains(above, below) == below.startswith(above)


@given(codes, st.text("0123456789", max_size=8))
def test_a_region_contains_itself_and_all_below(code, rest):
    assert contains(code, (code + rest)[:10])


def test_parents_are_named_from_the_top():
    assert parents("3324152001") == ("33", "3324", "332415")
    assert parents("33") == ()
    assert parent("3324152001") == "332415"
    assert parent("33") is None


def test_the_journal_knows_a_region_by_one_id():
    assert region_id("3324") == region_id("3324")
    assert region_id("3324") != region_id("3325")
