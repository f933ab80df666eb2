"""The T-board: units by post, the ready ones first, with what their post has said this shift.

What is not confirmed is shown and sorted after, never hidden (practice.md §1.8).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext

from kentongan.dispatch.types import CoverLeft, Proposal, ProposedUnit
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


def what_it_leaves(unit: ProposedUnit) -> str:
    """In one sentence what a unit that goes would leave behind, how long its crew has been on duty,
    and why it stands before one that is there sooner. Empty where there is nothing to say of it.
    """
    parts = [
        _put_before(unit.put_before_s) if unit.put_before_s else "",
        _leaving(unit.left) if unit.left else "",
        "" if unit.crew_hours is None else _on_duty(unit.crew_hours),
    ]
    said = "; ".join(part for part in parts if part)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _put_before(later_s: int) -> str:
    return gettext("didahulukan walau ± %(n)s detik lebih lama") % {"n": later_s}


def _leaving(left: CoverLeft) -> str:
    now, after = round(left.unreached_now * 100), round(left.unreached_after * 100)
    facts = {"now": now, "after": after, "minutes": round(left.within_s / 60)}
    if now == after:
        return ""
    if left.calls:
        calls = gettext(
            "bila pergi, %(after)s dari 100 panggilan sejenis tak terjangkau %(minutes)s menit"
            " (kini %(now)s)"
        )
        return calls % facts
    places = gettext(
        "bila pergi, %(after)s dari 100 wilayah pos tak terjangkau %(minutes)s menit (kini %(now)s)"
    )
    return places % facts


def _on_duty(hours: float) -> str:
    return gettext("kru %(n)s jam bertugas") % {"n": math.floor(hours)}
