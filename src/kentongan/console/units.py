"""The T-board: units by post, the ready ones first, with what their post has said this shift.

What is not confirmed is shown and sorted after, never hidden (practice.md §1.8).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from kentongan.dispatch.types import Proposal
from kentongan.fleet.enums import UnitState
from kentongan.fleet.types import Readiness, Unit


@dataclass(frozen=True, slots=True)
class UnitShown:
    """One unit, and what was confirmed of it."""

    unit: Unit
    is_ready: bool
    level: str
    state: str
    said: Readiness | None
    confirmed_age_s: int

    @property
    def rank(self) -> int:
        """Ready, ready but not confirmed, at work, cannot go."""
        return ("ok", "warn", "info", "bad").index(self.level)


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post and its units. `is_empty`: none of them could leave now, so its area has no cover."""

    name: str
    units: list[UnitShown]

    @property
    def is_empty(self) -> bool:
        return all(unit.unit.state != UnitState.AVAILABLE for unit in self.units)


def t_board(
    units: Iterable[Unit], readiness: Mapping[UUID, Readiness], at: datetime
) -> list[PostShown]:
    """Units by post, in the order of the units given; within a post the ready ones first."""
    return [
        PostShown(
            post.name, _ready_first(_shown(unit, readiness.get(unit.id), at) for unit in group)
        )
        for post, group in groupby(units, key=lambda unit: unit.post)
    ]


def _ready_first(units: Iterable[UnitShown]) -> list[UnitShown]:
    return sorted(units, key=lambda each: (each.rank, each.unit.call_sign))


def _shown(unit: Unit, said: Readiness | None, at: datetime) -> UnitShown:
    ready = unit.ready_until is not None and at < unit.ready_until
    levels = {UnitState.AVAILABLE: "ok" if ready else "warn", UnitState.BUSY: "info"}
    return UnitShown(
        unit=unit,
        is_ready=ready,
        level=levels.get(UnitState(unit.state), "bad"),
        state=str(UnitState(unit.state).label),
        said=said,
        confirmed_age_s=int((at - said.confirmed_at).total_seconds()) if said else 0,
    )


def leaves_post_empty(proposal: Proposal | None) -> set[UUID]:
    """The proposed units that are the last one available at their post: sending one uncovers its
    area. Counted over the whole agency, so only where all of its units are proposed.
    """
    if proposal is None:
        return set()
    available = [unit for unit in proposal.units if unit.is_available]
    at_post = Counter((unit.org_id, unit.post_name) for unit in available)
    return {u.unit_id for u in available if at_post[u.org_id, u.post_name] == 1}
