"""Shifts, readiness and the states of a unit: pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.fleet import errors, rules
from kentongan.fleet.enums import UnitState
from kentongan.fleet.types import require_capabilities

EIGHT_HOURS = timedelta(hours=8)
WIB = ZoneInfo("Asia/Jakarta")
THREE_SHIFTS = [(time(7), time(15)), (time(15), time(23)), (time(23), time(7))]


@pytest.mark.parametrize(
    ("hour", "ends"),
    [
        (7, "2026-11-22T15:00:00+07:00"),
        (14, "2026-11-22T15:00:00+07:00"),
        (15, "2026-11-22T23:00:00+07:00"),
        (23, "2026-11-23T07:00:00+07:00"),
        (3, "2026-11-22T07:00:00+07:00"),
    ],
)
def test_running_shift_ends_at_its_end(hour, ends):
    local = datetime(2026, 11, 22, hour, 0, tzinfo=WIB)
    assert rules.end_of_shift(THREE_SHIFTS, local, unknown=EIGHT_HOURS) == datetime.fromisoformat(
        ends
    )


def test_without_patterns_readiness_holds_eight_hours():
    local = datetime(2026, 11, 22, 3, 0, tzinfo=WIB)
    assert rules.end_of_shift([], local, unknown=EIGHT_HOURS) == local + timedelta(hours=8)


@given(st.integers(0, 24 * 60 - 1))
def test_a_shift_always_ends_later_and_within_its_length(minute):
    local = datetime(2026, 11, 22, tzinfo=WIB) + timedelta(minutes=minute)
    rest = rules.end_of_shift(THREE_SHIFTS, local, unknown=EIGHT_HOURS) - local
    assert timedelta() < rest <= timedelta(hours=8)


@given(st.sampled_from(UnitState.values), st.sampled_from(rules.UNITS.steps_from("AVAILABLE")))
def test_steps_by_hand_never_reach_or_leave_busy(state, step):
    if step in {"assign", "free", "break-down"}:
        return
    if state == UnitState.BUSY:
        assert not rules.UNITS.allows(step, state)
    else:
        assert rules.UNITS.target(step, state) != UnitState.BUSY


def test_busy_is_not_set_by_hand():
    with pytest.raises(errors.BusyIsNotSetByHand):
        rules.require_settable(UnitState.BUSY, UnitState.AVAILABLE, "Damkar 1")


@pytest.mark.parametrize(
    "measures", [{"crew_count": 0}, {"fuel_percent": 101}, {"oxygen_percent": -1}, {"water_l": -1}]
)
def test_impossible_measures_are_refused(measures):
    given = {"crew_count": 4, "fuel_percent": None, "water_l": None, "oxygen_percent": None}
    with pytest.raises(errors.NotAMeasure):
        rules.require_measures(**(given | measures))


def test_unknown_capability_is_refused_and_known_ones_are_sorted_once():
    assert require_capabilities(["RESCUE", "FIRE", "FIRE"]) == ["FIRE", "RESCUE"]
    with pytest.raises(errors.NoSuchCapability):
        require_capabilities(["FLYING"])
