"""The overflow group: chosen beforehand, asked by message in a surge, thanked when it is over."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from kentongan.calls import selectors as calls
from kentongan.calls import services as call_services
from kentongan.calls.enums import AgentState
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.surge import errors, events, rules, selectors
from kentongan.surge.enums import CALLED, WAITED_FOR, RequestState
from kentongan.surge.models import OverflowOperator, OverflowRequest, Surge
from kentongan.surge.selectors.measuring import AT_DESK


def add_operator(
    *, by: Actor, user_id: UUID, phone: str, extension: str = "", medium: Medium = Medium.CHAT,
    at: datetime,
) -> OverflowOperator:  # fmt: skip
    """One more who may be asked; in a surge at once.

    Refuses who takes no calls (SURGE-005), who is in the group (-006), and no number (-007).
    """
    region = node().region
    rights_of(by).require(Right.DECLARE_SURGE, region=region)
    number, desk = rules.clean_phone(phone), rules.clean_extension(extension)
    if not rights_of(Actor(id=user_id)).has_anywhere(Right.TAKE_CALLS):
        raise errors.NotAnOperator
    try:
        with journal.act(by=by, at=at) as act:
            row = OverflowOperator.objects.create(
                user_id=user_id, phone=number, extension=desk, medium=medium,
                added_at=at, added_by=by.id,
            )  # fmt: skip
            act.record(events.OperatorAdded(operator_id=row.id, user_id=user_id), region=region)
            surge = selectors.lock_open()
            if surge is not None and user_id not in _at_desk(act):
                _ask(act, surge, row)
    except IntegrityError:
        raise errors.AlreadyInGroup from None
    return row


def remove_operator(*, by: Actor, operator_id: UUID, at: datetime) -> OverflowOperator:
    """Asked no more. What was asked of him in the surge that goes on stays until it ends."""
    with journal.act(by=by, at=at) as act:
        row = selectors.get_operator(by, operator_id)
        row.removed_at, row.removed_by = at, by.id
        row.save(update_fields=["removed_at", "removed_by"])
        removed = events.OperatorRemoved(operator_id=row.id, user_id=row.user_id)
        act.record(removed, region=node().region)
    return row


def ask_group(act: Act, surge: Surge) -> None:
    """Each of the group is asked by his own way. Who is at the desk already is left in peace."""
    busy = _at_desk(act)
    for row in OverflowOperator.objects.filter(removed_at=None).order_by("added_at", "id"):
        if row.user_id not in busy:
            _ask(act, surge, row)


def _at_desk(act: Act) -> set[UUID]:
    there = calls.list_agents(rights_of(act.by), act.at)
    return {one.user_id for one in there if one.state in AT_DESK}


def _ask(act: Act, surge: Surge, row: OverflowOperator) -> None:
    text = _(
        "Lonjakan panggilan 112: mohon bantu menerima panggilan. Masuk ke Kentongan dan tekan "
        "Siap, atau hubungi pengawas piket."
    )
    message_id = _send(act, surge, row, text, Purpose.ESCALATION)
    request = OverflowRequest.objects.create(
        surge=surge, operator=row, message_id=message_id, asked_at=act.at
    )
    asked = events.HelpAsked(request_id=request.id, surge_id=surge.id, user_id=row.user_id)
    act.record(asked, region=surge.region)


def _send(act: Act, surge: Surge, row: OverflowOperator, text: str, why: Purpose) -> UUID:
    message = messaging.queue_message(
        by=act.by, medium=Medium(row.medium), recipient=row.phone, text=text, purpose=why,
        subject_kind="surge", subject_id=surge.id, at=act.at,
    )  # fmt: skip
    return message.id


def answer_request(
    *, by: Actor, request_id: UUID, is_coming: bool, at: datetime
) -> OverflowRequest:  # fmt: skip
    """Yes or no, by himself at any page, or by the supervisor who has rung him; it may be changed.
    Refuses one that is not waited for any more (SURGE-008).
    """
    with journal.act(by=by, at=at) as act:
        request = _waited_for(by, request_id)
        request.state = RequestState.COMING if is_coming else RequestState.DECLINED
        request.answered_at, request.answered_by = at, by.id
        request.save(update_fields=["state", "answered_at", "answered_by"])
        answered = events.RequestAnswered(**_facts(request), is_coming=is_coming)
        act.record(answered, region=request.surge.region)
    return request


def put_ready(*, by: Actor, request_id: UUID, at: datetime) -> OverflowRequest:
    """He sits at a telephone and takes calls from now on: said by himself, or by the supervisor
    whom he has told so. Refuses one that is not waited for any more (SURGE-008).
    """
    with journal.act(by=by, at=at) as act:
        request = _waited_for(by, request_id)
        user_id = request.operator.user_id
        if by.id == user_id:
            call_services.set_agent_state(by=by, state=AgentState.READY, at=at)
        else:
            call_services.call_agent_in(by=by, user_id=user_id, at=at)
        _note_ready(act, request)
    return request


def follow_agent(*, by: Actor, user_id: UUID, at: datetime) -> None:
    """Whoever was asked and says at the desk that he is ready need not say it here too."""
    with journal.act(by=by, at=at) as act:
        surge = selectors.lock_open()
        rows = OverflowRequest.objects.select_for_update(no_key=True, of=("self",))
        rows = rows.filter(surge=surge, operator__user_id=user_id, state__in=WAITED_FOR)
        for request in rows.select_related("operator", "surge") if surge else ():
            _note_ready(act, request)


def _note_ready(act: Act, request: OverflowRequest) -> None:
    request.state, request.ready_at = RequestState.READY, act.at
    request.save(update_fields=["state", "ready_at"])
    act.record(events.HelperReady(**_facts(request)), region=request.surge.region)


def release_group(act: Act, surge: Surge) -> None:
    """Who came is thanked and waits for no more calls; who was still waited for need not come."""
    rows = OverflowRequest.objects.select_for_update(no_key=True, of=("self",))
    found = rows.filter(surge=surge, state__in=CALLED).select_related("operator", "surge")
    for request in found.order_by("asked_at", "id"):
        _release(act, request)


def _release(act: Act, request: OverflowRequest) -> None:
    row, was_ready = request.operator, request.state == RequestState.READY
    was_waiting = was_ready and call_services.let_agent_go(
        by=act.by, user_id=row.user_id, at=act.at
    )
    request.state, request.released_at = RequestState.RELEASED, act.at
    request.save(update_fields=["state", "released_at"])
    released = events.HelperReleased(**_facts(request), was_waiting=was_waiting)
    act.record(released, region=request.surge.region)
    if row.phone:
        text = _thanks(was_ready=was_ready, was_waiting=was_waiting)
        _send(act, request.surge, row, text, Purpose.NOTICE)


def _thanks(*, was_ready: bool, was_waiting: bool) -> str:
    if was_waiting:
        return _(
            "Lonjakan panggilan 112 berakhir. Terima kasih atas bantuan Anda; keadaan Anda kini "
            "Tidak siap."
        )
    if was_ready:
        return _(
            "Lonjakan panggilan 112 berakhir. Terima kasih atas bantuan Anda. Panggilan yang masih "
            "Anda pegang tetap pada Anda; setelah itu tekan Tidak siap."
        )
    return _("Lonjakan panggilan 112 berakhir. Anda tidak perlu datang. Terima kasih.")


def _waited_for(by: Actor, request_id: UUID) -> OverflowRequest:
    surge = selectors.lock_open()  # before its requests, as the end does
    request = selectors.access_request(by, request_id)
    is_open = surge is not None and surge.id == request.surge_id
    if not is_open or request.state not in (*WAITED_FOR, RequestState.DECLINED):
        raise errors.NotWaitedFor
    return request


def _facts(request: OverflowRequest) -> dict[str, UUID]:
    return {
        "request_id": request.id,
        "surge_id": request.surge_id,
        "user_id": request.operator.user_id,
    }
