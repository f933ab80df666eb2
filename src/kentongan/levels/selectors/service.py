"""Service levels of a period: one read of its calls, one of its incidents, one of its tickets.

Counted from the rows themselves and bounded by the period (a year at most), so what is corrected
later is counted anew and no summary can be wrong (ADR 0025).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.accounts.selectors import names_of
from kentongan.calls import selectors as calls
from kentongan.calls.types import MeasuredCall, Shares
from kentongan.dispatch import selectors as dispatch
from kentongan.journal.limits import get_limit
from kentongan.journal.selectors import node
from kentongan.levels import limits
from kentongan.levels.enums import Step
from kentongan.levels.rules import measures, national, steps
from kentongan.levels.selectors.mapping import mapping_at
from kentongan.levels.types import (
    AgencyLevels,
    NationalReturn,
    OperatorLevels,
    ServiceLevels,
    StepLevels,
)
from kentongan.orgs.enums import Right, Role
from kentongan.orgs.types import Rights

T = TypeVar("T")
Accepted = tuple[datetime, UUID, str, float | None]
Forwarded = tuple[datetime, float | None]

FIRST_SHOWN = timedelta(days=6)

SEE_OPERATORS = frozenset({Role.SUPERVISOR, Role.LEADER})
"""An operator's figures are no league table and nobody else's business (practice.md §4)."""


def may_see_operators(rights: Rights) -> bool:
    """Whether figures of single operators may be shown."""
    return bool(SEE_OPERATORS & rights.roles)


def period_of(first: date | None, last: date | None, at: datetime) -> tuple[date, date]:
    """The days that were asked; else up to today, by the clocks of the node, and seven of them."""
    ends = last or at.astimezone(ZoneInfo(node().zone)).date()
    return first or ends - min(FIRST_SHOWN, ends - date.min), ends


def service_levels(
    rights: Rights, *, first: date, last: date, step: Step, at: datetime
) -> ServiceLevels:
    """The levels from `first` to `last`, both counted, by the clocks of the node. Raises NotAllowed
    for who does not see the board, PeriodTooLong, PeriodBackwards.
    """
    rights.require_anywhere(Right.SEE_BOARD)
    shown = steps.stretches(first, last, step, ZoneInfo(node().zone))
    since, until = shown[0].start, shown[-1].end
    thresholds = (
        limits.ANSWERED_FIRST.at(at), limits.ANSWERED_SECOND.at(at), limits.ANSWERED_THIRD.at(at),
    )  # fmt: skip
    found = calls.measured_calls(rights, since, until)
    forwarded = dispatch.forward_times(rights, since=since, until=until)
    accepted = dispatch.accept_times(rights, since=since, until=until)
    split_calls = _split(found, shown, lambda call: call.arrived_at)
    split_forwarded = _split(forwarded, shown, lambda row: row[0])
    split_accepted = _split(accepted, shown, lambda row: row[0])
    promises = (limits.FORWARDED_WITHIN.at(at), limits.ACCEPTED_WITHIN.at(at))
    whole = steps.Stretch(since, until, "")
    return ServiceLevels(
        step=step,
        thresholds_s=thresholds,
        goal_pct=limits.GOAL_SECOND.at(at),
        forwarded_s=promises[0],
        accepted_s=promises[1],
        short_s=get_limit("calls.short_wait_s").at(at),
        steps=tuple(
            _step(each, of_calls, of_forwarded, of_accepted, thresholds, promises)
            for each, of_calls, of_forwarded, of_accepted in zip(
                shown, split_calls, split_forwarded, split_accepted, strict=True
            )
        ),
        total=_step(whole, found, forwarded, accepted, thresholds, promises),
        operators=_operators(found, thresholds) if may_see_operators(rights) else None,
        agencies=_agencies(accepted, promises[1]),
        shares=Shares(**Counter(call.share for call in found)),
        national=_national(found, at),
    )


def _split(
    rows: Iterable[T], shown: Sequence[steps.Stretch], moment: Callable[[T], datetime]
) -> list[list[T]]:
    starts = [each.start for each in shown]
    found: list[list[T]] = [[] for _ in shown]
    for row in rows:
        found[steps.place(starts, moment(row))].append(row)
    return found


def _step(
    stretch: steps.Stretch,
    found: Sequence[MeasuredCall],
    forwarded: Sequence[Forwarded],
    accepted: Sequence[Accepted],
    thresholds: Sequence[int],
    promises: tuple[int, int],
) -> StepLevels:
    forward_s, accept_s = promises
    return StepLevels(
        label=stretch.label,
        starts_at=stretch.start,
        ends_at=stretch.end,
        levels=measures.measure(found, thresholds),
        forwarded=measures.promise((row[1] for row in forwarded), forward_s, silence_fails=False),
        accepted=measures.promise((row[3] for row in accepted), accept_s, silence_fails=True),
    )


def _operators(
    found: Iterable[MeasuredCall], thresholds: Sequence[int]
) -> tuple[OperatorLevels, ...]:
    of_person: dict[UUID, list[MeasuredCall]] = defaultdict(list)
    for call in found:
        if call.answered_by is not None and call.answered_at is not None:
            of_person[call.answered_by].append(call)
    names = names_of(set(of_person))
    lines = [
        OperatorLevels(person, names.get(person, "—"), measures.measure(taken, thresholds))
        for person, taken in of_person.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.name, line.user_id)))


def _agencies(accepted: Iterable[Accepted], within_s: int) -> tuple[AgencyLevels, ...]:
    of_org: dict[tuple[UUID, str], list[float | None]] = defaultdict(list)
    for _, org_id, name, took in accepted:
        of_org[org_id, name].append(took)
    lines = [
        AgencyLevels(org_id, name, measures.promise(times, within_s, silence_fails=True))
        for (org_id, name), times in of_org.items()
    ]
    return tuple(sorted(lines, key=lambda line: line.name))


def _national(found: Sequence[MeasuredCall], at: datetime) -> NationalReturn:
    classes, basis = mapping_at(at)
    said = [call.disposition for call in found if call.disposition]
    return NationalReturn(
        counts=national.national_return(said, classes),
        unsaid=len(found) - len(said),
        classes=classes,
        legal_basis=basis,
    )
