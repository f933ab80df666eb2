"""How a room's values become what the API writes."""

from dataclasses import dataclass

import msgspec
import pytest

from kentongan.web.wire import Stamp, copied, stamp
from tests.conftest import NIGHT


class WireThing(msgspec.Struct, kw_only=True):
    name: str
    at: Stamp
    ended_at: Stamp | None
    parts: list[str]
    phone: str


@dataclass
class Thing:
    name: str = "satu"
    at: object = NIGHT
    ended_at: object = None
    parts: tuple[str, ...] = ("a", "b")
    phone: str = "+6281234567890"
    secret: str = "tidak keluar"


def test_values_of_the_same_name_are_copied_and_the_given_ones_are_not_read():
    told = copied(WireThing, Thing(), phone="•••")
    assert msgspec.structs.asdict(told) == {
        "name": "satu", "at": stamp(NIGHT), "ended_at": None, "parts": ["a", "b"], "phone": "•••",
    }  # fmt: skip


def test_value_that_the_source_does_not_have_is_a_bug():
    with pytest.raises(AttributeError):
        copied(WireThing, object(), phone="")
