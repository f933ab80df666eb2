"""What the coming days need: forecast, Erlang A, names on the roster. It rosters nobody."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.calls import selectors as calls
from kentongan.calls.types import MeasuredCall
from kentongan.journal.selectors import node
from kentongan.levels import limits
from kentongan.levels.rules import erlang, forecast, measures
from kentongan.levels.rules import staffing as rules
from kentongan.levels.selectors.holidays import holidays_between
from kentongan.levels.types import HourNeed, Staffing
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import DutyKind, OrgKind, Right
from kentongan.orgs.types import Organisation, Rights

DAYS_AHEAD = 7
HANDLED_DAYS = 28
_HOUR = timedelta(hours=1)


def staffing(rights: Rights, *, at: datetime, days: int = DAYS_AHEAD) -> Staffing:
    """The hours from the next one on, and the shifts that lie in them. Raises NotAllowed for who
    does not see the board. Reads half a year of hourly counts and four weeks of calls.
    """
    rights.require_anywhere(Right.SEE_BOARD)
    zone = ZoneInfo(node().zone)
    local = at.astimezone(zone)
    start = local.replace(minute=0, second=0, microsecond=0) + _HOUR
    counts = _counts(rights, local)
    since = min(counts, default=local)
    off, unnamed = holidays_between(since.date(), (start + timedelta(days=days)).date())
    weeks = forecast.weeks_of(counts, local, since, off) if counts else []
    recent = calls.measured_calls(rights, at - timedelta(days=HANDLED_DAYS), at)
    answered = [call for call in recent if call.answered_at is not None]
    handling_s, handling_n = rules.mean_handling_s(
        map(measures.talk_s, answered), map(measures.after_s, answered)
    )
    patience_s, lost_n = _patience(recent)
    model = forecast.learn(weeks)
    why_not = _why_not(len(weeks), handling_s, handling_n)
    hours: tuple[HourNeed, ...] = ()
    shifts: list[rules.ShiftNeed] = []
    if model is not None and handling_s is not None:
        centres = [org for org in orgs.list_orgs() if org.kind == OrgKind.CENTRE]
        need = _needed(handling_s, patience_s, at)
        hours = _hours(model, need, _names(centres, start, days), off, start, days)
        shifts = _shifts(centres, hours, start, days, zone)
    return Staffing(
        why_not=why_not, weeks=len(weeks), handling_s=handling_s, handling_n=handling_n,
        patience_s=patience_s, lost_n=lost_n, back_test=forecast.back_test(weeks),
        past_holidays=sum(len(week.holidays) for week in weeks),
        least_holidays=forecast.LEAST_HOLIDAYS,
        holidays=model.holidays if model else None, unnamed_years=tuple(unnamed), hours=hours,
        shifts=tuple(shifts),
    )  # fmt: skip


def _counts(rights: Rights, local: datetime) -> dict[datetime, int]:
    """Calls by the beginning of each local hour in which there was one."""
    since = local - timedelta(weeks=forecast.MOST_WEEKS + 1)
    found = calls.hourly_calls(rights, since, local)
    return {hour.astimezone(local.tzinfo): count for hour, count in found.items()}


def _patience(recent: Sequence[MeasuredCall]) -> tuple[float | None, int]:
    """Only of those who waited long enough to mean it (practice.md §4)."""
    lost = [
        (call.ended_at - call.arrived_at).total_seconds()
        for call in recent
        if measures.is_lost(call) and call.share == measures.LOST_LONG and call.ended_at is not None
    ]
    waits = [wait for wait in map(measures.wait_s, recent) if wait is not None]
    return rules.mean_patience_s(waits, lost), len(lost)


def _why_not(weeks: int, handling_s: float | None, handling_n: int) -> str:
    if weeks < forecast.LEAST_WEEKS:
        said = _("Belum cukup data: {n} minggu penuh tercatat, perlu {least}.")
        return said.format(n=weeks, least=forecast.LEAST_WEEKS)
    if handling_s is None:
        said = _("Belum cukup data: lama bicara {n} panggilan terukur, perlu {least}.")
        return said.format(n=handling_n, least=rules.LEAST_HANDLED)
    return ""


def _needed(handling_s: float, patience_s: float | None, at: datetime) -> Callable[[float], int]:
    goals = (
        erlang.Goal(limits.GOAL_SECOND.at(at) / 100, limits.ANSWERED_SECOND.at(at)),
        erlang.Goal(limits.GOAL_THIRD.at(at) / 100, limits.ANSWERED_THIRD.at(at)),
    )
    shrinkage = limits.SHRINKAGE.at(at)

    @cache
    def people(tenths: int) -> int:
        load = erlang.Load(tenths / 10, handling_s, patience_s)
        return erlang.with_shrinkage(erlang.agents_needed(load, goals), shrinkage)

    # rounded up to a tenth of a call: hours that are alike are computed once
    return lambda calls_per_hour: people(int(-(-calls_per_hour * 10 // 1)))


def _hours(
    model: forecast.Model,
    need: Callable[[float], int],
    names: Sequence[rules.Named],
    off: Mapping[date, str],
    start: datetime,
    days: int,
) -> tuple[HourNeed, ...]:
    found = []
    for offset in range(days * 24):
        hour = start + offset * _HOUR
        slot, holiday = forecast.slot_of(hour), off.get(hour.date(), "")
        said = model.at_holiday(slot) if holiday else model.at(slot)
        likely, busy = (need(said.mean), need(said.high80)) if said else (None, None)
        there = rules.rostered_at(names, hour)
        found.append(HourNeed(hour, said, likely, busy, there, holiday))
    return tuple(found)


def _names(centres: Sequence[Organisation], start: datetime, days: int) -> list[rules.Named]:
    """Who is rostered to take calls, each by account or, without one, by name."""
    since, until = start - timedelta(days=2), start + timedelta(days=days)
    return [
        rules.Named(str(duty.user_id or duty.person_name), duty.starts_at, duty.ends_at)
        for org in centres
        for duty in orgs.list_month(org.id, since, until)
        if duty.kind == DutyKind.OPERATOR and duty.signed_off_at is None
    ]


def _shifts(
    centres: Sequence[Organisation],
    hours: Sequence[HourNeed],
    start: datetime,
    days: int,
    zone: ZoneInfo,
) -> list[rules.ShiftNeed]:
    """Of the shifts that begin within the hours known: one that runs already is on duty now."""
    known = [(s.name, s.starts, s.ends) for org in centres for s in orgs.list_shifts(org.id)]
    turns = rules.turns(known, start.date(), days, zone)
    until = start + timedelta(days=days)
    whole = [turn for turn in turns if turn.starts_at >= start and turn.ends_at <= until]
    return rules.shift_needs(whole, hours)
