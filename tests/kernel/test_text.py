"""Text is kept byte for byte, or refused; masks show less than they hide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.kernel.errors import Unreadable
from kentongan.kernel.text import mask_name, mask_phone, require_storable

GOOD = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"))


@given(GOOD)
def test_text_is_kept_as_it_is(text):
    assert require_storable("narrative", text) is text


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "baik \udfff", "\udc80\x00"])
def test_what_no_database_could_keep_is_refused(text):
    with pytest.raises(Unreadable) as refused:
        require_storable("narrative", text)
    assert refused.value.facts["field"] == "narrative"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+6281234567890", "+6281••••890"), ("112", "•••"), ("", ""), ("1234567", "•••••••")],
)
def test_number_shows_its_ends_only(number, shown):
    assert mask_phone(number) == shown


@given(st.text(alphabet="0123456789", min_size=8, max_size=16))
def test_masked_number_shows_eight_digits_at_most(number):
    assert sum(map(str.isdigit, mask_phone(number))) == 8


@pytest.mark.parametrize(
    ("name", "shown"), [("Siti Aminah", "S•• A••"), ("  Budi ", "B••"), ("", ""), ("   ", "")]
)
def test_name_shows_initials(name, shown):
    assert mask_name(name) == shown
