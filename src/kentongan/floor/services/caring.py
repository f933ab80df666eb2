"""After a hard call: a pause is offered, and somebody asks how they are, twice."""

from datetime import datetime
from uuid import UUID

from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState
from kentongan.calls.selectors import access_call, get_calls
from kentongan.calls.types import Call
from kentongan.floor import errors, events, rules, selectors
from kentongan.floor.enums import HeavyCause, Rung, TalkOutcome
from kentongan.floor.limits import TALK_AGAIN, TALK_WITHIN
from kentongan.floor.models import FollowUp, Talk
from kentongan.floor.services.listening import tell_desk
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right

_NEXT_TALK = ("talk_due_at", "talk_number", "rings_at", "rings_whom", "rung_at")


def mark_hard(*, by: Actor, call_id: UUID, at: datetime) -> FollowUp:
    """Say that a call was hard: one's own, or as who looks after the floor a colleague's. Marked
    already: the same follow-up.

    Refuses a call that nobody has answered (FLOOR-007), and another's to who does not lead.
    """
    with journal.act(by=by, at=at) as act:
        call = access_call(by, call_id, right=Right.TAKE_CALLS)
        if selectors.took_part(by.id, call):
            return _open(act, by, call, by.id, HeavyCause.OWN)
        selectors.require_lead(by, at)
        if call.answered_by is None:
            raise errors.NobodyAnswered
        return _open(act, by, call, call.answered_by, HeavyCause.SUPERVISOR)


def notice_call(*, by: Actor, call_id: UUID, at: datetime) -> None:
    """A call has ended: where its incident says that it was hard, whoever answered is asked."""
    for call in get_calls([call_id]):
        _notice(by, call, at)


def notice_incident(*, by: Actor, incident_id: UUID, at: datetime) -> None:
    """More is known of an incident: the same for all its calls that are over, and for those of the
    incidents that were merged with it.
    """
    for call in get_calls(selectors.ended_calls(incident_id)):
        _notice(by, call, at)


def _notice(by: Actor, call: Call, at: datetime) -> None:
    if call.incident_id is None or call.answered_by is None or call.ended_at is None:
        return
    if FollowUp.objects.filter(call_id=call.id, operator_id=call.answered_by).exists():
        return
    cause = rules.cause_of(selectors.hard_facts(call.incident_id))
    if cause is not None:
        with journal.act(by=by, at=at) as act:
            _open(act, by, call, call.answered_by, cause)


def _open(act: Act, by: Actor, call: Call, operator_id: UUID, cause: HeavyCause) -> FollowUp:
    due_at = act.at + TALK_WITHIN.lasts(act.at)
    # marked by two at once: the constraint lets one in, and both have the same follow-up
    follow_up, is_new = FollowUp.objects.get_or_create(
        call_id=call.id, operator_id=operator_id,
        defaults={
            "region": call.region, "cause": str(cause), "opened_at": act.at, "opened_by": by.id,
            "talk_due_at": due_at, "rings_at": due_at,
        },
    )  # fmt: skip
    if is_new:
        act.record(events.FollowUpOpened(follow_up_id=follow_up.id), region=call.region)
        tell_desk(act, operator_id, call.region)
    return follow_up


def answer_offer(*, by: Actor, follow_up_id: UUID, takes: bool, at: datetime) -> FollowUp:
    """Take the pause that was offered, or not. To colleagues it is a break like any other.

    Refuses another's (FLOOR-006), and a pause while a caller is on the line (CALLS-011).
    """
    with journal.act(by=by, at=at) as act:
        follow_up = selectors.access_follow_up(by, follow_up_id, lock=True)
        if follow_up.operator_id != by.id:
            raise errors.NotYourDesk
        if follow_up.offer_answered_at is not None:
            return follow_up
        follow_up.offer_answered_at = at
        if takes:
            calls.set_agent_state(by=by, state=AgentState.BREAK, at=at)
            follow_up.pause_from = None if _rests(by.id) else at
        follow_up.save(update_fields=["offer_answered_at", "pause_from"])
        answered = events.OfferAnswered(follow_up_id=follow_up.id)
        act.record(answered, region=follow_up.region)
    return follow_up


def end_pause(*, by: Actor, user_id: UUID, at: datetime) -> None:
    """They do something else now, because they chose to."""
    if not _rests(user_id):
        return
    with journal.act(by=by, at=at) as act:
        rows = FollowUp.objects.select_for_update(no_key=True)
        for follow_up in rows.filter(
            operator_id=user_id, pause_from__isnull=False, pause_until=None
        ):
            follow_up.pause_until = max(at, follow_up.pause_from or at)
            follow_up.save(update_fields=["pause_until"])
            ended = events.PauseEnded(follow_up_id=follow_up.id)
            act.record(ended, region=follow_up.region)


def _rests(user_id: UUID) -> bool:
    rows = FollowUp.objects.filter(operator_id=user_id, pause_until=None)
    return rows.filter(pause_from__isnull=False).exists()


def read_follow_up(*, by: Actor, follow_up_id: UUID, at: datetime) -> FollowUp:
    """Open one: why, and what was said. The journal says who has, unless it is about themselves."""
    with journal.act(by=by, at=at) as act:
        follow_up = selectors.access_follow_up(by, follow_up_id)
        if follow_up.operator_id != by.id:
            read = events.FollowUpRead(follow_up_id=follow_up.id)
            act.record(read, region=follow_up.region)
    return follow_up


def note_talk(
    *, by: Actor, follow_up_id: UUID, number: int, outcome: TalkOutcome, note: str = "",
    at: datetime,
) -> Talk:  # fmt: skip
    """They were asked. After the first talk they are asked once more; after the second it is over.

    Refuses who it is about (FLOOR-008), a talk that was noted already or is not next (FLOOR-009).
    """
    require_storable("note", note)
    with journal.act(by=by, at=at) as act:
        follow_up = selectors.access_follow_up(by, follow_up_id, lock=True)
        if follow_up.operator_id == by.id:
            raise errors.OwnFollowUp
        if follow_up.talk_due_at is None or number != follow_up.talk_number:
            raise errors.TalkedBefore
        talk = Talk.objects.create(
            follow_up=follow_up, number=number, outcome=str(outcome), note=note, talked_by=by.id,
            talked_at=at,
        )  # fmt: skip
        is_last = number >= rules.LAST_TALK
        again_at = follow_up.opened_at + TALK_AGAIN.lasts(at)
        follow_up.talk_due_at = None if is_last else max(again_at, at)
        follow_up.talk_number = number if is_last else number + 1
        follow_up.rings_at, follow_up.rings_whom = follow_up.talk_due_at, Rung.SUPERVISOR
        follow_up.rung_at = None
        follow_up.save(update_fields=_NEXT_TALK)
        told = events.Talked(follow_up_id=follow_up.id, number=number)
        act.record(told, region=follow_up.region)
    return talk
