"""Entries are canonical JSON (RFC 8785), however they are written."""

from typing import ClassVar
from uuid import UUID

import msgspec
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from kentongan.journal.services import canonical
from kentongan.kernel.events import Event
from kentongan.kernel.ids import new_id

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
INTEGERS = st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)


class Said(Event):
    kind: ClassVar[str] = "tests.canonical.said"
    subject: ClassVar[str] = "thing"
    thing_id: UUID
    words: list[str]
    zeta: str | None
    alpha: int
    is_so: bool


class Weighed(Event):
    kind: ClassVar[str] = "tests.canonical.weighed"
    subject: ClassVar[str] = "thing"
    thing_id: UUID
    weight_kg: float | None


@given(st.lists(TEXT), st.none() | TEXT, INTEGERS, st.booleans())
def test_plain_facts_are_written_as_the_standard_does(words, zeta, alpha, is_so):
    event = Said(thing_id=new_id(), words=words, zeta=zeta, alpha=alpha, is_so=is_so)
    assert canonical(event) == rfc8785.dumps(msgspec.to_builtins(event, enc_hook=str)).decode()


def test_fractions_are_written_as_the_standard_does():
    thing_id = new_id()
    for weight_kg, written in ((1e21, "1e+21"), (1.0, "1"), (0.1, "0.1"), (None, "null")):
        event = Weighed(thing_id=thing_id, weight_kg=weight_kg)
        assert canonical(event) == f'{{"thing_id":"{thing_id}","weight_kg":{written}}}'
