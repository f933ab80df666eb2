"""Events: their names, subjects, and that they hold plain values only."""

import re
import typing
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from uuid import UUID

import msgspec
import pytest

from kentongan.kernel.events import Event, all_events
from kentongan.kernel.ids import new_id

PLAIN = (UUID, str, int, float, bool, date, datetime, NoneType)
PERSONAL = re.compile(
    r"(^|_)(name|phone|address|narrative|note|text|recipient|title|story|comment|words?|reporter)$"
)
"""Names of fields that would hold a person; text in events is codes and numbers of things."""


def _ours():
    return [e for e in all_events().values() if e.__module__.startswith("kentongan")]


@pytest.mark.parametrize("event", _ours(), ids=lambda event: event.kind)
def test_kind_names_room_noun_and_what_has_happened(event):
    assert re.fullmatch(r"[a-z]+(\.[a-z]+([-_][a-z]+)*){2}", event.kind)
    assert event.kind.split(".")[0] == event.__module__.split(".")[1]


@pytest.mark.parametrize("event", _ours(), ids=lambda event: event.kind)
def test_event_says_what_it_is_about(event):
    assert f"{event.subject}_id" in event.__struct_fields__


@pytest.mark.parametrize("event", _ours(), ids=lambda event: event.kind)
def test_event_holds_plain_values_and_no_person(event):
    hints = typing.get_type_hints(event)
    odd = [
        f"{name}: {hints[name]}"
        for name in event.__struct_fields__
        if PERSONAL.search(name) or not _is_plain(hints[name])
    ]
    assert not odd, odd


def _is_plain(hint: typing.Any) -> bool:
    if typing.get_origin(hint) in {typing.Union, UnionType, list, tuple, dict}:
        return all(_is_plain(arg) for arg in typing.get_args(hint) if arg is not Ellipsis)
    return isinstance(hint, type) and (issubclass(hint, PLAIN) or issubclass(hint, Enum))


def test_a_kind_is_given_once():
    taken = next(iter(_ours()))
    with pytest.raises(ValueError, match=re.escape(taken.kind)):
        msgspec.defstruct("Thief", [], bases=(Event,), namespace={"kind": taken.kind})


def test_subject_id_is_the_field_that_the_subject_names():
    class Knocked(Event):
        kind: typing.ClassVar[str] = "tests.gate.knocked"
        subject: typing.ClassVar[str] = "gate"
        gate_id: UUID

    gate = new_id()
    assert Knocked(gate_id=gate).subject_id == gate
