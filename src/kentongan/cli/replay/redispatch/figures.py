"""What the policies are compared by: percentiles over the same calls, and where choices differ.

A call's response is from its first ring to the first unit at the scene. Nearest rank, always with
its n. A choice counts once for each unit that was asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from kentongan.cli.replay.redispatch.demands import Call
from kentongan.cli.replay.redispatch.simulation import Task
from kentongan.cli.replay.redispatch.whys import Why
from kentongan.cli.replay.setting import PROMISED
from kentongan.kernel.percentiles import percentile

PROMISE_S = PROMISED.arrival_s
"""From the ticket to the first unit at the scene (practice.md §3.6, "Waktu OPD")."""
SHARES = (50, 75, 90, 95)
HOURS = 3
"""So many hours of the day are counted together: single ones hold too few calls."""
FEW = 10
"""Below it no percentile is shown by hour or area (practice.md §4)."""
ALIKE_S = 1.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Percentiles in seconds, by nearest rank; None of none."""

    n: int
    p50_s: float | None
    p75_s: float | None
    p90_s: float | None
    p95_s: float | None

    @property
    def shares(self) -> tuple[tuple[int, float | None], ...]:
        """(percent, seconds)"""
        values = (self.p50_s, self.p75_s, self.p90_s, self.p95_s)
        return tuple(zip(SHARES, values, strict=True))


def spread(seconds: Iterable[float]) -> Spread:
    """Of any order."""
    ordered = sorted(seconds)
    found = [percentile(ordered, share / 100) for share in SHARES]
    return Spread(len(ordered), *(None if each is None else round(each, 1) for each in found))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One policy's run: seconds by call, of those that any unit reached."""

    policy: str
    tasks: Sequence[Task]
    responses: Mapping[str, float]
    in_promise: frozenset[str]
    """The calls whose first unit came within the promise."""


def outcome(policy: str, tasks: Sequence[Task]) -> Outcome:
    """What the calls of a run have waited."""
    first: dict[str, Task] = {}
    for task in tasks:
        if task.arrived_at is not None:
            best = first.setdefault(task.call.name, task)
            if task.arrived_at < (best.arrived_at or 0.0):
                first[task.call.name] = task
    arrived = {name: (task.call, task.arrived_at or 0.0) for name, task in first.items()}
    return Outcome(
        policy=policy,
        tasks=tasks,
        responses={name: at - call.received_at for name, (call, at) in arrived.items()},
        in_promise=frozenset(
            name for name, (call, at) in arrived.items() if at - call.forwarded_at <= PROMISE_S
        ),
    )


@dataclass(frozen=True, slots=True)
class Result:
    """One policy's line of the report."""

    policy: str
    responses: Spread
    by_priority: dict[str, Spread]
    drives: Spread
    """Of every unit that arrived."""
    in_promise: int
    waited: int
    """Units asked for of which none was free at once."""
    longest_wait_s: float


def result(calls: Sequence[Call], run: Outcome) -> Result:
    """The percentiles of a run."""
    by_priority: dict[str, list[float]] = defaultdict(list)
    for call in calls:
        if call.name in run.responses:
            by_priority[call.priority].append(run.responses[call.name])
    waits = [task.waited_s for task in run.tasks if task.waited_s > 0]
    return Result(
        policy=run.policy,
        responses=spread(run.responses.values()),
        by_priority={priority: spread(some) for priority, some in sorted(by_priority.items())},
        drives=spread(task.drive_s for task in run.tasks if task.arrived_at is not None),
        in_promise=len(run.in_promise),
        waited=len(waits),
        longest_wait_s=round(max(waits, default=0.0), 1),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """The calls of some hours, or of one area, beside the record's choice."""

    name: str
    calls: int
    record_p90_s: float | None
    """None where there are fewer than FEW calls."""
    policy_p90_s: float | None
    saved_mean_s: float | None
    """Sooner at the scene than by the record's choice; below zero is later."""
    others: int
    """Units other than the record's, of `units`."""
    units: int


@dataclass(frozen=True, slots=True)
class Reason:
    """How often a choice differs for one reason, and what the way saves on average."""

    why: Why
    units: int
    saved_mean_s: float | None
    """None where the record's unit cannot be asked: it is busy, or nothing differs."""


@dataclass(frozen=True, slots=True)
class Against:
    """A policy beside the record's choice under the same model, call by call."""

    policy: str
    sooner: int
    later: int
    same: int
    reasons: tuple[Reason, ...]
    by_hour: tuple[Part, ...]
    by_area: tuple[Part, ...]
    without_wait: tuple[Spread, Spread]
    """The record's and the policy's responses, of calls for which the record's units were free in
    the model at once. In life they were: the model's own error is left out."""


def against(calls: Sequence[Call], record: Outcome, run: Outcome) -> Against:
    """What a policy changes, and where."""
    reached = [call for call in calls if call.name in record.responses]
    saved = {c.name: record.responses[c.name] - run.responses[c.name] for c in reached}
    waited = {task.call.name for task in record.tasks if task.waited_s > 0}
    at_once = [call.name for call in reached if call.name not in waited]
    return Against(
        policy=run.policy,
        sooner=sum(each >= ALIKE_S for each in saved.values()),
        later=sum(each <= -ALIKE_S for each in saved.values()),
        same=sum(abs(each) < ALIKE_S for each in saved.values()),
        reasons=reasons(run.tasks),
        by_hour=_parts(reached, record, run, _hours),
        by_area=_parts(reached, record, run, lambda call: call.area),
        without_wait=(
            spread(record.responses[name] for name in at_once),
            spread(run.responses[name] for name in at_once),
        ),
    )


def reasons(tasks: Sequence[Task]) -> tuple[Reason, ...]:
    """Every reason that there is, whether it occurs or not."""
    saved: dict[Why, list[float]] = {why: [] for why in Why}
    for task in tasks:
        saved[task.choice.why].append(task.choice.saved_s)
    untold = {Why.SAME, Why.BUSY, Why.WAITED}
    return tuple(
        Reason(why, len(some), None if why in untold or not some else round(fmean(some), 1))
        for why, some in saved.items()
    )


def _hours(call: Call) -> str:
    first = call.hour // HOURS * HOURS
    return f"{first:02d}–{first + HOURS:02d}"


def _parts(
    calls: Sequence[Call], record: Outcome, run: Outcome, part_of: Callable[[Call], str]
) -> tuple[Part, ...]:
    calls_of: dict[str, list[str]] = defaultdict(list)
    for call in calls:
        calls_of[part_of(call)].append(call.name)
    others: dict[str, list[bool]] = defaultdict(list)
    for task in run.tasks:
        others[part_of(task.call)].append(task.choice.why is not Why.SAME)
    return tuple(
        _part(name, calls_of[name], record, run, others[name]) for name in sorted(calls_of)
    )


def _part(
    name: str, calls: Sequence[str], record: Outcome, run: Outcome, others: Sequence[bool]
) -> Part:
    before, after = ([each.responses[call] for call in calls] for each in (record, run))
    enough = len(calls) >= FEW
    return Part(
        name=name,
        calls=len(calls),
        record_p90_s=spread(before).p90_s if enough else None,
        policy_p90_s=spread(after).p90_s if enough else None,
        saved_mean_s=round(fmean(before) - fmean(after), 1) if enough else None,
        others=sum(others),
        units=len(others),
    )
