"""What a supervisor decides: over a colleague who holds a call; that nobody goes to a silence."""

from datetime import datetime
from uuid import UUID

from kentongan.calls import events, rules, selectors
from kentongan.calls.enums import Awaited, Disposition
from kentongan.calls.errors import NothingToDecide, ReasonMissing
from kentongan.calls.models import Call
from kentongan.calls.services.agents import follow_line
from kentongan.calls.services.change import facts_of, is_person, record, save, step
from kentongan.calls.services.drafts import drop_draft
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import has_taken

DECIDED = ("decided_at", "decided_by", "decision", "overruled_at")
LONGEST = 500


def take_over(act: Act, call: Call, reason: str) -> UUID | None:
    """Let an act be done with a call that a colleague has in hand, if it may be. Answers whom a
    supervisor has overruled: he is told.

    Whoever took it over by name at the end of a shift holds it. A line that reports itself dead is
    no colleague. Raises HeldByColleague.
    """
    held_by = selectors.holder_of(call)
    if held_by is None or held_by == act.by.id or not is_person(act.by):
        return None
    if has_taken(act.by.id, call.id, act.at):
        return None
    is_supervisor = selectors.is_supervisor(act.by)
    rules.require_may_overrule(held_by=held_by, is_supervisor=is_supervisor, reason=reason)
    _decide(act, call, reason)
    call.overruled_at = act.at
    return held_by


def tell(act: Act, call: Call, overruled: UUID | None) -> None:
    """Say in the journal who was overruled, once the call is as the supervisor wants it."""
    if overruled is not None:
        record(act, call, events.CallOverruled(**facts_of(call), held_by=overruled))


def decide_silence(*, by: Actor, call_id: UUID, reason: str, at: datetime) -> Call:
    """Nobody goes to a silence in which a person was heard: a supervisor says so, and why.

    Refuses without a reason (CALLS-022), and where nothing waits to be decided (CALLS-021).
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if not selectors.is_supervisor(by):
            raise NotAllowed(right=Right.TAKE_CALLS.value)
        if call.awaits != Awaited.DECIDE:
            raise NothingToDecide
        if not reason.strip():
            raise ReasonMissing
        step(call, "decide")
        call.disposition = Disposition.SILENT
        call.classified_at, call.classified_by = (
            call.classified_at or at,
            call.classified_by or by.id,
        )
        _decide(act, call, reason)
        save(act, call, "disposition", "classified_at", "classified_by", *DECIDED)
        drop_draft(call)
        follow_line(act, call)
        record(act, call, events.SilenceDecided(**facts_of(call)))
    return call


def read_overruling(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """The one who held a call has read that a supervisor disposed of it. Read already: nothing
    changes.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if call.overruled_at is not None and call.answered_by == by.id:
            call.overruled_at = None
            save(act, call, "overruled_at")
            record(act, call, events.OverrulingRead(**facts_of(call)))
    return call


def _decide(act: Act, call: Call, reason: str) -> None:
    call.decision = require_storable("reason", reason.strip())[:LONGEST]
    call.decided_at, call.decided_by = act.at, act.by.id
