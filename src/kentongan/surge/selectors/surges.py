"""The surge that is open, the proposal that stands, and those that are over with their figures.

Every desk asks at every page whether there is one: a process keeps the answer until the journal
says that it has changed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.calls import selectors as calls
from kentongan.calls.types import MeasuredCall
from kentongan.journal.kept import Kept
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.orgs.types import Rights
from kentongan.surge import rules
from kentongan.surge.models import Proposal, Surge
from kentongan.surge.types import Figures, Told

SHOWN = 10
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Now:
    surge: Surge | None
    proposal: Proposal | None


def _load() -> _Now:
    return _Now(
        surge=Surge.objects.filter(ended_at=None).first(),
        proposal=Proposal.objects.filter(over_at=None, dismissed_at=None).first(),
    )


_now = Kept("surge.", _load)


def is_active(at: datetime) -> bool:
    """Whether the surge that is open had begun by then. Costs no query in a warm process."""
    surge = find_open()
    return surge is not None and surge.declared_at <= at


def find_open() -> Surge | None:
    """The surge that goes on."""
    return _now.get().surge


def find_standing() -> Proposal | None:
    """What is proposed to the supervisor and not decided yet."""
    return _now.get().proposal


def may_declare(rights: Rights) -> bool:
    """Whether somebody decides about surges here."""
    return rights.has(Right.DECLARE_SURGE, region=node().region)


def access_surge(by: Actor, surge_id: UUID, *, lock: bool = False) -> Surge:
    """A surge, for who decides about them. Raises NotFound, NotAllowed."""
    rights_of(by).require(Right.DECLARE_SURGE, region=node().region)
    rows = Surge.objects.select_for_update(no_key=True) if lock else Surge.objects
    found = rows.filter(id=surge_id).first()
    if found is None:
        raise NotFound(thing=mark("Lonjakan"))
    return found


def lock_open() -> Surge | None:
    """The open surge as the database has it, for a write that depends on it."""
    return Surge.objects.select_for_update(no_key=True).filter(ended_at=None).first()


def lock_standing() -> Proposal | None:
    """The proposal that stands, seen or dismissed, for a write."""
    return Proposal.objects.select_for_update(no_key=True).filter(over_at=None).first()


def list_surges(rights: Rights, at: datetime, *, limit: int = SHOWN) -> list[Told]:
    """The last ones with their figures, newest first. Raises NotAllowed for who sees no calls."""
    rights.require_anywhere(Right.SEE_CALLS)
    rows = Surge.objects.select_related("proposal").order_by("-declared_at", "-id")
    return [told_of(rights, row, at) for row in rows[:limit]]


def told_of(rights: Rights, surge: Surge, at: datetime) -> Told:
    """Its figures, counted anew from the calls themselves: what is corrected later is right. The
    calls of the window that led to it are drawn, and not counted.
    """
    until = surge.ended_at or at
    found = calls.measured_calls(rights, surge.declared_at, until + _TICK)
    drawn_from = surge.declared_at - timedelta(seconds=surge.window_s)
    arrivals = calls.arrival_times(rights, drawn_from, until)
    return Told(
        surge=surge,
        figures=_figures(found),
        steps=tuple(rules.steps_of(arrivals, start=drawn_from, until=until)),
    )


def _figures(found: list[MeasuredCall]) -> Figures:
    answered = sum(call.answered_at is not None for call in found)
    waiting = sum(call.answered_at is None and call.ended_at is None for call in found)
    return Figures(
        offered=len(found), answered=answered, waiting=waiting,
        abandoned=sum(call.answered_at is None and call.ended_at is not None for call in found),
    )  # fmt: skip
