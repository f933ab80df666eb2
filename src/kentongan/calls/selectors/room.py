"""The room around the desk: who does what now, who asks for help, what hangs on its board.

Every change at any desk makes every desk read this again, and there is little of it: a process
keeps it until the journal says that it has changed.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta

from kentongan.accounts import selectors as accounts
from kentongan.calls.enums import AgentState
from kentongan.calls.models import Agent, DeskTimes, HelpRequest, ShiftNote
from kentongan.calls.types import AtWork, Times
from kentongan.journal.dated import is_in_force
from kentongan.journal.kept import Kept
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights

MOST = 200
"""Requests for help, and lines on the board: far more than a room has walls for."""

STARTING_TIMES = Times(
    help_answers_s=30,
    neighbour_answers_s=60,
    silence_listened_s=20,
    callback_within_s=300,
    legal_basis="bawaan Kentongan — belum ditetapkan daerah",
)
"""With what a new node begins (practice.md §1.7, §3.2); it says that nobody has decided it yet."""

SHIFT = timedelta(hours=12)
"""Whoever has not moved for so long has gone home."""

_PERSONAL = ("call__caller_phone", "call__caller_name", "call__note", "call__neighbour_name")
"""Of a call only its number is shown here: the rest is not even opened."""


def _load_agents() -> list[Agent]:
    rows = Agent.objects.select_related("call").defer(*_PERSONAL)
    return list(rows.order_by("since_at"))


def _load_help() -> list[HelpRequest]:
    rows = HelpRequest.objects.filter(answered_at=None).select_related("call").defer(*_PERSONAL)
    return list(rows.order_by("asked_at")[:MOST])


def _load_notes() -> list[ShiftNote]:
    return list(ShiftNote.objects.order_by("-posted_at")[:MOST])


def list_desk_times() -> list[DeskTimes]:
    """What the regency has decided of it, the newest first."""
    return list(DeskTimes.objects.order_by("-valid_from", "-id"))


_agents = Kept("calls.agent.", _load_agents)
_help = Kept("calls.help.", _load_help)
_notes = Kept("calls.note.", _load_notes)
_times = Kept("calls.times.", list_desk_times)


def desk_times(at: datetime) -> Times:
    """How long the desk waits for whom, by the row in force."""
    row = next((row for row in _times.get() if is_in_force(row, at)), None)
    if row is None:
        return STARTING_TIMES
    return Times(**{field.name: getattr(row, field.name) for field in fields(Times)})


def list_agents(rights: Rights, at: datetime) -> list[AtWork]:
    """Who takes calls now and what they are doing: the ready first, then by how long it lasts."""
    sees = _seen_by(rights)
    rows = [row for row in _agents.get() if row.since_at >= at - SHIFT and sees(row.region)]
    names = accounts.names_of({row.user_id for row in rows})
    found = [_at_work(row, names.get(row.user_id, "—")) for row in rows]
    order = list(AgentState)
    return sorted(found, key=lambda one: order.index(one.state))


def count_ready(at: datetime) -> int:
    """How many say that they are ready for the next call."""
    states = (row.state for row in _agents.get() if row.since_at >= at - SHIFT)
    return sum(state == AgentState.READY for state in states)


def is_on_call(by: Actor) -> bool:
    """Whether `by` is speaking with a caller."""
    return any(row.user_id == by.id and row.state == AgentState.ON_CALL for row in _agents.get())


def _at_work(row: Agent, name: str) -> AtWork:
    return AtWork(
        user_id=row.user_id,
        name=name,
        state=AgentState(row.state),
        since_at=row.since_at,
        call_id=row.call_id,
        call_number=row.call.number if row.call else "",
    )


def list_help_waiting(rights: Rights) -> list[HelpRequest]:
    """Who has asked for the supervisor and is still alone, the longest first."""
    sees = _seen_by(rights)
    return [row for row in _help.get() if sees(row.region)]


def list_notes(rights: Rights, at: datetime) -> list[ShiftNote]:
    """What hangs on the room's board now, the newest first."""
    sees = _seen_by(rights)
    return [row for row in _notes.get() if row.until_at > at and sees(row.region)]


def _seen_by(rights: Rights) -> Callable[[str], bool]:
    """Whether a region's room may be looked into. Raises NotAllowed for who sees no calls."""
    scope = rights.scope(Right.SEE_CALLS)
    return lambda region: (
        scope.everything or any(start <= region < until for start, until in scope.ranges)
    )
