"""How many people a telephone needs: Erlang A (M/M/n+M), where callers lose patience.

Palm (1946); Garnett, Mandelbaum & Reiman, "Designing a Call Center with Impatient Customers", 2002.
Without a known patience it is Erlang C, which asks for more people, never for fewer.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

MOST_AGENTS = 500
_NEGLIGIBLE = 1e-12
_MOST_WAITING = 200_000


@dataclass(frozen=True, slots=True)
class Load:
    """What comes in: calls an hour, mean seconds a call occupies a person, mean patience of who
    waits in seconds (None: nobody gives up, or nobody knows).
    """

    calls_per_hour: float
    handling_s: float
    patience_s: float | None = None

    @property
    def erlangs(self) -> float:
        """Offered work, in people busy."""
        return self.calls_per_hour * self.handling_s / 3600


@dataclass(frozen=True, slots=True)
class Goal:
    """A share of calls that is to be answered within so many seconds."""

    share: float
    within_s: float


def erlang_b(erlangs: float, agents: int) -> float:
    """The share of calls that find all busy, where none waits. The stable recursion."""
    blocked = 1.0
    for n in range(1, agents + 1):
        blocked = erlangs * blocked / (n + erlangs * blocked)
    return blocked


def erlang_c(erlangs: float, agents: int) -> float:
    """The share of calls that wait, where all wait for ever; 1 of a desk that never keeps up."""
    if agents <= erlangs:
        return 1.0
    blocked = erlang_b(erlangs, agents)
    return blocked / (1 - erlangs / agents * (1 - blocked))


def answered_within(load: Load, agents: int, seconds: float) -> float:
    """The share of all calls that are answered within so many seconds."""
    if load.calls_per_hour <= 0:
        return 1.0
    if agents <= 0:
        return 0.0
    if load.patience_s is None:
        return _patient(load, agents, seconds)
    free, waiting = _states(load, agents, load.patience_s)
    return min(free + _served_in_time(load, agents, seconds, load.patience_s, waiting), 1.0)


def abandoned(load: Load, agents: int) -> float:
    """The share of all calls that are given up: rate of giving up over rate of coming in."""
    if load.calls_per_hour <= 0 or load.patience_s is None:
        return 0.0
    _, waiting = _states(load, agents, load.patience_s)
    in_queue = sum(ahead * share for ahead, share in enumerate(waiting))
    return in_queue / load.patience_s * 3600 / load.calls_per_hour


def agents_needed(load: Load, goals: Sequence[Goal]) -> int:
    """The fewest people with whom every goal is met; at least one, for the telephone may ring."""
    agents = 1
    while agents < MOST_AGENTS and not _meets(load, agents, goals):
        agents += 1
    return agents


def with_shrinkage(agents: int, percent: int) -> int:
    """How many to roster so that so many are at the telephone."""
    return math.ceil(agents * 100 / (100 - percent) - 1e-9)


def _meets(load: Load, agents: int, goals: Sequence[Goal]) -> bool:
    return all(answered_within(load, agents, goal.within_s) >= goal.share for goal in goals)


def _patient(load: Load, agents: int, seconds: float) -> float:
    if agents <= load.erlangs:
        return 0.0
    spare = (agents - load.erlangs) / load.handling_s
    return 1 - erlang_c(load.erlangs, agents) * math.exp(-spare * seconds)


def _states(load: Load, agents: int, patience_s: float) -> tuple[float, list[float]]:
    """The share of time in which somebody is free, and those with 0, 1, 2 … waiting and all busy.

    Both sides are counted from "all busy, none waits": downwards by Erlang B's recursion, upwards
    by the ratio of neighbours, so that nothing overflows.
    """
    blocked = erlang_b(load.erlangs, agents)
    below = 1 / blocked - 1 if blocked > 0 else math.inf
    if math.isinf(below):
        return 1.0, [0.0]
    come, serve, leave = load.calls_per_hour / 3600, agents / load.handling_s, 1 / patience_s
    waiting, last = [1.0], 1.0
    while len(waiting) < _MOST_WAITING:
        ratio = come / (serve + len(waiting) * leave)
        last *= ratio
        waiting.append(last)
        if ratio < 1 and last < _NEGLIGIBLE:
            break
    total = below + sum(waiting)
    return below / total, [share / total for share in waiting]


def _served_in_time(
    load: Load, agents: int, seconds: float, patience_s: float, waiting: Sequence[float]
) -> float:
    """The share that waits, and is answered within `seconds` before its own patience ends.

    With j ahead the wait is a sum of exponentials of rates nμ + iθ (i = 0 … j), so that
    exp(-θ·wait) is Beta(c, j+1) with c = nμ/θ; the caller's own patience weighs it with itself,
    which is Beta(c+1, j+1) times its mean.
    """
    spread = agents / load.handling_s * patience_s
    within = _beta_shares(spread + 1, seconds / patience_s)
    return sum(
        share * spread / (spread + ahead + 1) * answered
        for ahead, (share, answered) in enumerate(zip(waiting, within, strict=False))
        if share > _NEGLIGIBLE
    )


def _beta_shares(b: float, decay: float) -> Iterator[float]:
    """I_x(1, b), I_x(2, b), … of the regularised incomplete beta function at x = 1 - exp(-decay).

    By its recurrence in a (DLMF 8.17.20): each is the one before less a term, all of them between 0
    and 1. So the pages need no scipy, which would hold 12 MB in every process.
    """
    x = -math.expm1(-decay)
    rest = math.exp(-decay * b)
    value, term = 1 - rest, x * rest * b
    for a in count(1):
        yield max(value, 0.0)
        value -= term
        term *= x * (a + b) / (a + 1)
