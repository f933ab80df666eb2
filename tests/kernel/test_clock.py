"""The clock against the vectors of the public data: WIB, WITA, WIT and their history."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kentongan.kernel import clock
from tests.data import shared_data

ZONES = {"Asia/Jakarta": clock.WIB, "Asia/Makassar": clock.WITA, "Asia/Jayapura": clock.WIT}


@pytest.mark.data
def test_every_vector_gives_its_local_time_day_and_month():
    vectors = json.loads(shared_data("hostile/timezones.json").read_text())
    assert len(vectors) > 20
    for vector in vectors:
        moment = clock.from_wire(vector["utc"])
        zone = ZONES[vector["zone"]]
        local = moment.astimezone(zone)
        assert local.isoformat() == vector["local"], vector
        assert local.tzname() == vector["abbr"], vector
        assert local.date().isoformat() == vector["local_date"], vector
        assert f"{local:%Y-%m}" == vector["report_month"], vector
        assert clock.zone_label(zone, moment) == vector["label"], vector


@pytest.mark.parametrize(
    ("zone", "expected"), [("WIB", "14.05 WIB"), ("WITA", "15.05 WITA"), ("WIT", "16.05 WIT")]
)
def test_a_moment_is_shown_with_dot_and_label(zone, expected):
    moment = datetime(2026, 11, 22, 7, 5, 59, tzinfo=UTC)
    assert clock.shown(moment, getattr(clock, zone)) == expected


def test_a_zone_outside_indonesia_is_shown_by_its_own_abbreviation():
    moment = datetime(2017, 1, 1, 20, 0, tzinfo=UTC)
    assert clock.shown(moment, ZoneInfo("America/Los_Angeles")) == "12.00 PST"


def test_the_wire_has_milliseconds_and_z():
    moment = datetime(2026, 11, 22, 10, 5, 0, 123_999, tzinfo=clock.WIB)
    assert clock.to_wire(moment) == "2026-11-22T03:05:00.123Z"


def test_what_went_over_the_wire_comes_back():
    moment = datetime(2026, 2, 28, 16, 59, 59, tzinfo=UTC)
    assert clock.from_wire(clock.to_wire(moment)) == moment


def test_a_time_without_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        clock.from_wire("2026-11-22T03:00:00")


def test_a_set_clock_is_read_inside_its_block_only():
    at = datetime(2017, 1, 1, tzinfo=UTC)
    with clock.using(clock.SetClock(at)) as standing:
        assert clock.now() == at
        standing.at = at.replace(hour=5)
        assert clock.now().hour == 5
    assert clock.now() > at


def test_now_is_aware_and_utc():
    assert clock.now().utcoffset() == datetime(2026, 1, 1, tzinfo=UTC).utcoffset()
