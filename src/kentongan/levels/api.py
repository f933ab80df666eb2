"""Service levels and staffing over HTTP: figures, never a caller."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.http import HttpRequest, HttpResponse

from kentongan.calls.types import Shares
from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.kernel.percentiles import Percentiles
from kentongan.levels import selectors
from kentongan.levels.enums import HolidayKind, Step
from kentongan.levels.rules.forecast import BackTest, Forecast
from kentongan.levels.types import Levels, Promise, StepLevels
from kentongan.orgs.selectors import rights_of
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Stamp, stamp

api = Api(tag="Levels")


class WireShare(msgspec.Struct, kw_only=True):
    """So many of n."""

    count: int
    n: int


class WireTimes(msgspec.Struct, kw_only=True):
    """Seconds by nearest rank; `missing` have no stamp. Null where nothing was measured."""

    n: int
    missing: int
    p50_s: int | None
    p90_s: int | None


class WirePromise(msgspec.Struct, kw_only=True):
    """How many kept a promised time, and the times."""

    kept: WireShare
    times: WireTimes


class WireStep(msgspec.Struct, kw_only=True):
    """One step of the period. `within` is by the thresholds, in their order."""

    starts_at: Stamp
    ends_at: Stamp
    offered: int
    answered: int
    untimed: int
    within: list[WireShare]
    lost_short: int
    lost_long: int
    waited: WireTimes
    talked: WireTimes
    wrote: WireTimes
    forwarded: WirePromise
    accepted: WirePromise


class WireAgency(msgspec.Struct, kw_only=True):
    """One agency's tickets."""

    org_id: UUID
    org_name: str
    accepted: WirePromise


class WireShares(msgspec.Struct, kw_only=True):
    """What the calls were. Real, prank, silent and information stand apart."""

    real: int
    prank: int
    silent: int
    information: int
    other: int
    abandoned_short: int
    abandoned_long: int
    open: int


class WireLevels(msgspec.Struct, kw_only=True):
    """The service levels of a period."""

    step: Step
    thresholds_s: list[int]
    forwarded_within_s: int
    accepted_within_s: int
    steps: list[WireStep]
    total: WireStep
    agencies: list[WireAgency]
    shares: WireShares
    national: dict[str, int]
    """Calls by class of the national return."""
    national_unsaid: int
    mapping: dict[str, str]
    """Class by disposition."""
    mapping_basis: str


class WireHour(msgspec.Struct, kw_only=True):
    """An hour ahead. The bounds hold 80 and 95 of 100 such hours; null on a `holiday` where too few
    past ones are known.
    """

    starts_at: Stamp
    calls: float | None
    low80: int | None
    high80: int | None
    low95: int | None
    high95: int | None
    needed: int | None
    needed_when_busy: int | None
    rostered: int
    holiday: str


class WireShift(msgspec.Struct, kw_only=True):
    """A shift beside its need; `needed` is null where an hour of it is not forecast."""

    name: str
    starts_at: Stamp
    ends_at: Stamp
    needed: int | None
    rostered: int
    short: int
    holiday: str


class WireStaffing(msgspec.Struct, kw_only=True):
    """What the coming week needs; `why_not` says why where there are no hours."""

    why_not: str
    weeks: int
    handling_s: float | None
    patience_s: float | None
    error: float | None
    """Mean absolute error of the forecast on past weeks, in calls an hour."""
    naive_error: float | None
    """The same of the hour a week before."""
    cover80: float | None
    cover95: float | None
    holiday_error: float | None
    """The same of hours on past holidays alone."""
    ordinary_error: float | None
    """Of those hours, had they been taken for ordinary ones."""
    past_holidays: int
    holiday_factor: float | None
    """Calls of a holiday for each of an ordinary day; null of fewer than four."""
    unnamed_years: list[int]
    """Of these nobody has entered the holidays that move."""
    hours: list[WireHour]
    shifts: list[WireShift]


class WireHoliday(msgspec.Struct, kw_only=True):
    """What a day is. `is_fixed`: by the date alone, each year; the regency has said nothing."""

    day: date
    name: str
    kind: HolidayKind
    legal_basis: str
    is_fixed: bool


class WireHolidays(msgspec.Struct, kw_only=True):
    """The days of a year that are named. Where `is_named` is false nobody has entered those that
    move: only the fixed ones are known.
    """

    year: int
    is_named: bool
    days: list[WireHoliday]


class YearQuery(msgspec.Struct, kw_only=True):
    """Which year; without it, this one by the clocks of the node."""

    year: Annotated[int, msgspec.Meta(ge=2000, le=2100)] | None = None


class PeriodQuery(msgspec.Struct, kw_only=True):
    """Which days, both counted, and in what steps. Without them: the seven days up to today."""

    first: date | None = None
    last: date | None = None
    step: Step = Step.DAY


@api.get("/service-levels", answer=WireLevels)
def get_service_levels(request: HttpRequest, *, query: PeriodQuery) -> HttpResponse:
    """How well calls were answered, forwarded and accepted, at most over a year. For who sees the
    leader's board; nobody's single figures.
    """
    rights, at = rights_of(actor_of(request)), clock.now()
    first, last = selectors.period_of(query.first, query.last, at)
    found = selectors.service_levels(rights, first=first, last=last, step=query.step, at=at)
    return answer(
        WireLevels(
            step=found.step,
            thresholds_s=list(found.thresholds_s),
            forwarded_within_s=found.forwarded_s,
            accepted_within_s=found.accepted_s,
            steps=[_step(each) for each in found.steps],
            total=_step(found.total),
            agencies=[
                WireAgency(org_id=each.org_id, org_name=each.name, accepted=_promise(each.accepted))
                for each in found.agencies
            ],
            shares=_shares(found.shares),
            national={key.value: count for key, count in found.national.counts.items()},
            national_unsaid=found.national.unsaid,
            mapping={str(key): str(value) for key, value in found.national.classes.items()},
            mapping_basis=found.national.legal_basis,
        )
    )


@api.get("/staffing", answer=WireStaffing)
def get_staffing(request: HttpRequest) -> HttpResponse:
    """How many people the coming week needs by hour and shift, beside the roster. For who sees the
    leader's board. Nobody is rostered by it.
    """
    found = selectors.staffing(rights_of(actor_of(request)), at=clock.now())
    return answer(
        WireStaffing(
            why_not=found.why_not, weeks=found.weeks, handling_s=found.handling_s,
            patience_s=found.patience_s,
            **_tested(found.back_test), past_holidays=found.past_holidays,
            holiday_factor=found.holidays.factor if found.holidays else None,
            unnamed_years=list(found.unnamed_years),
            hours=[
                WireHour(
                    starts_at=stamp(h.starts_at), **_expected(h.forecast), needed=h.likely,
                    needed_when_busy=h.busy, rostered=h.rostered, holiday=h.holiday,
                )
                for h in found.hours
            ],
            shifts=[
                WireShift(
                    name=s.name, starts_at=stamp(s.starts_at), ends_at=stamp(s.ends_at),
                    needed=s.needed, rostered=s.rostered, short=s.short, holiday=s.holiday,
                )
                for s in found.shifts
            ],
        )
    )  # fmt: skip


@api.get("/holidays", answer=WireHolidays)
def get_holidays(request: HttpRequest, *, query: YearQuery) -> HttpResponse:
    """The holidays of a year, by which the forecast of calls goes. For everybody signed in."""
    rights_of(actor_of(request))
    year = query.year or clock.now().astimezone(ZoneInfo(node().zone)).year
    found = selectors.holidays_of_year(year)
    return answer(
        WireHolidays(
            year=year,
            is_named=any(own for _, own in found),
            days=[
                WireHoliday(
                    day=row.day, name=row.name, kind=row.kind, legal_basis=row.legal_basis,
                    is_fixed=own is None,
                )
                for row, own in found
            ],
        )
    )  # fmt: skip


def _tested(found: BackTest | None) -> dict[str, float | None]:
    names = ("error", "naive_error", "cover80", "cover95", "holiday_error", "ordinary_error")
    return {name: None if found is None else getattr(found, name) for name in names}


def _expected(said: Forecast | None) -> dict[str, Any]:
    bounds = ("low80", "high80", "low95", "high95")
    named = {name: None if said is None else getattr(said, name) for name in bounds}
    return named | {"calls": None if said is None else round(said.mean, 3)}


def _step(each: StepLevels) -> WireStep:
    levels: Levels = each.levels
    return WireStep(
        starts_at=stamp(each.starts_at), ends_at=stamp(each.ends_at), offered=levels.offered,
        answered=levels.answered, untimed=levels.untimed,
        within=[WireShare(count=s.count, n=s.n) for s in levels.within],
        lost_short=levels.lost_short, lost_long=levels.lost_long, waited=_times(levels.waited),
        talked=_times(levels.talked), wrote=_times(levels.wrote),
        forwarded=_promise(each.forwarded), accepted=_promise(each.accepted),
    )  # fmt: skip


def _promise(kept: Promise) -> WirePromise:
    share = WireShare(count=kept.kept.count, n=kept.kept.n)
    return WirePromise(kept=share, times=_times(kept.times))


def _times(measured: Percentiles) -> WireTimes:
    return WireTimes(
        n=measured.n, missing=measured.missing, p50_s=measured.p50_s, p90_s=measured.p90_s
    )


def _shares(shares: Shares) -> WireShares:
    return WireShares(
        real=shares.real, prank=shares.prank, silent=shares.silent, information=shares.information,
        other=shares.other, abandoned_short=shares.abandoned_short,
        abandoned_long=shares.abandoned_long, open=shares.open,
    )  # fmt: skip
