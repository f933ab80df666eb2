"""Steps by the clocks of a zone, measures counted by hand, the return, what shifts lack."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from kentongan.calls.enums import Disposition
from kentongan.calls.types import MeasuredCall
from kentongan.dispatch.types import Share
from kentongan.levels.enums import NationalClass, Step
from kentongan.levels.errors import (
    MappingBasisMissing,
    MappingIncomplete,
    PeriodBackwards,
    PeriodTooLong,
)
from kentongan.levels.rules import measures, national, staffing
from kentongan.levels.rules.steps import place, stretches

WIB, WITA, WIT = (ZoneInfo(f"Asia/{name}") for name in ("Jakarta", "Makassar", "Jayapura"))
RANG = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
ME = UUID(int=1)


def call(
    waited: float | None = None, *, talk: float | None = None, after: float | None = None,
    share: str = "real", lost: float | None = None,
) -> MeasuredCall:  # fmt: skip
    answered = None if waited is None else RANG + timedelta(seconds=waited)
    ended = None if answered is None or talk is None else answered + timedelta(seconds=talk)
    if lost is not None:
        ended = RANG + timedelta(seconds=lost)
    said = None if ended is None or after is None else ended + timedelta(seconds=after)
    return MeasuredCall(RANG, answered, ended, said, ME, "EMERGENCY", share)


@pytest.mark.parametrize(("zone", "utc_hour"), [(WIB, 17), (WITA, 16), (WIT, 15)])
def test_days_begin_at_midnight_of_the_zone(zone, utc_hour):
    days = stretches(date(2026, 11, 30), date(2026, 12, 1), Step.DAY, zone)
    assert [d.start.astimezone(UTC).hour for d in days] == [utc_hour, utc_hour]
    assert [d.label for d in days] == ["30-11-2026", "01-12-2026"]
    starts = [d.start for d in days]
    edge = datetime(2026, 11, 30, utc_hour, tzinfo=UTC)
    assert place(starts, edge - timedelta(microseconds=1)) == 0
    assert place(starts, edge) == 1


def test_months_and_weeks_are_cut_at_the_period():
    months = stretches(date(2026, 1, 31), date(2026, 3, 1), Step.MONTH, WIB)
    assert [(m.label, (m.end - m.start).days) for m in months] == [
        ("01-2026", 1), ("02-2026", 28), ("03-2026", 1),
    ]  # fmt: skip
    weeks = stretches(date(2026, 11, 25), date(2026, 12, 8), Step.WEEK, WIB)
    assert [w.label for w in weeks] == ["25-11–29-11-2026", "30-11–06-12-2026", "07-12–08-12-2026"]
    assert len(stretches(date(2026, 11, 29), date(2026, 11, 29), Step.HOUR, WIB)) == 24


def test_a_period_is_bounded():
    with pytest.raises(PeriodTooLong):
        stretches(date(2026, 1, 1), date(2026, 1, 9), Step.HOUR, WIB)
    with pytest.raises(PeriodTooLong):
        stretches(date(2024, 1, 1), date(2025, 12, 31), Step.MONTH, WIB)
    for first, last in ((date(2026, 1, 2), date(2026, 1, 1)), (date(1, 1, 1), date(1, 1, 2))):
        with pytest.raises(PeriodBackwards):
            stretches(first, last, Step.DAY, WIB)


def test_levels_counted_by_hand():
    found = [
        call(4, talk=60, after=30),
        call(10, talk=120, after=0),
        call(14.9, talk=180, after=-20),
        call(21, talk=30),
        call(0, talk=90, after=5),  # written down when it was answered: nobody measured a ring
        call(share="abandoned_short", lost=3),
        call(share="abandoned_long", lost=25),
        call(share="open"),
    ]
    levels = measures.measure(found, (10, 15, 20))
    assert (levels.offered, levels.answered, levels.untimed) == (8, 5, 1)
    assert (levels.lost_short, levels.lost_long) == (1, 1)
    # of four measured answers and the one who waited 25 s for nothing
    assert levels.within == (Share(2, 5), Share(3, 5), Share(3, 5))
    assert (levels.waited.n, levels.waited.missing, levels.waited.p90_s) == (4, 1, 21)
    assert (levels.talked.n, levels.talked.p50_s, levels.talked.p90_s) == (5, 90, 180)
    assert (levels.wrote.n, levels.wrote.missing, levels.wrote.p90_s) == (4, 1, 30)


def test_no_calls_are_no_zeros():
    levels = measures.measure([], (10, 15, 20))
    assert levels.within == (Share(0, 0),) * 3
    assert (levels.waited.p90_s, levels.talked.p90_s) == (None, None)


def test_a_dropped_line_that_was_answered_is_not_given_up():
    answered = call(4, talk=2, share="abandoned_long")
    assert not measures.is_lost(answered)
    assert measures.measure([answered], (10,)).lost_long == 0


def test_silence_of_an_agency_fails_and_an_incident_that_needed_none_does_not():
    accepted = measures.promise([30, 61, None], 60, silence_fails=True)
    assert accepted.kept == Share(1, 3)
    assert (accepted.times.n, accepted.times.missing) == (2, 1)
    assert measures.promise([30, 61, None], 60, silence_fails=False).kept == Share(1, 2)
    assert measures.promise([-5], 60, silence_fails=False).kept == Share(0, 0)


def test_the_return_counts_each_call_once_by_the_mapping():
    said = ["EMERGENCY", "SILENT", "PRANK", "PRANK", "INFORMATION", "TEST"]
    counts = national.national_return(said, national.STARTING)
    assert sum(counts.values()) == 6
    assert counts[NationalClass.PRANK] == 2
    moved = national.STARTING | {"PRANK": "GHOST"}
    assert national.national_return(said, moved)[NationalClass.GHOST] == 3


def test_a_mapping_leaves_nothing_out_and_has_a_basis():
    national.require_mapping(national.STARTING, "SK 1/2026")
    for broken in ({}, national.STARTING | {Disposition.PRANK: "LUCU"}):
        with pytest.raises(MappingIncomplete):
            national.require_mapping(broken, "SK 1/2026")
    with pytest.raises(MappingBasisMissing):
        national.require_mapping(national.STARTING, "  ")


def test_saturdays_night_shift_is_one_short():
    found = staffing.turns(
        [("Pagi", time(7), time(15)), ("Malam", time(22), time(6))], date(2026, 11, 28), 1, WIB
    )
    night = datetime(2026, 11, 28, 22, tzinfo=WIB)
    names = [
        staffing.Named("siti", night, night + timedelta(hours=8)),
        staffing.Named("siti", night, night + timedelta(hours=8)),
        staffing.Named("budi", night + timedelta(minutes=30), night + timedelta(hours=8)),
    ]
    hours = [
        staffing.HourNeed(hour, None, 2, 3, staffing.rostered_at(names, hour))
        for hour in (night + timedelta(hours=h) for h in range(8))
    ]
    (need,) = staffing.shift_needs(found, hours)
    assert (need.name, need.ends_at.hour) == ("Malam", 6)
    # of the first hour Budi answers half
    assert (need.needed, need.busy, need.rostered, need.short, need.spare) == (2, 3, 1, 1, 0)


def test_a_shift_that_touches_a_day_nobody_can_forecast_is_neither_short_nor_enough():
    on = datetime(2026, 12, 24, 22, tzinfo=WIB)
    hours = [
        staffing.HourNeed(at, None, *((2, 3, 0) if at.day == 24 else (None, None, 0, "Natal")))
        for at in (on + timedelta(hours=h) for h in range(8))
    ]
    turn = staffing.Turn("Malam", on, on + timedelta(hours=8))
    (need,) = staffing.shift_needs([turn], hours)
    assert (need.needed, need.busy, need.short, need.spare) == (None, None, 0, 0)
    assert need.holiday == "Natal"


def test_means_need_enough():
    assert staffing.mean_handling_s([60.0] * 29, [None] * 29) == (None, 29)
    assert staffing.mean_handling_s([60.0] * 30, [30.0] * 30) == (90.0, 30)
    assert staffing.mean_patience_s([5.0] * 90, [20.0] * 9) is None
    assert staffing.mean_patience_s([5.0] * 90, [20.0] * 10) == 65.0
