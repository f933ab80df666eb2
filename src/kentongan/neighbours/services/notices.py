"""Telling the asker how it goes with what was taken over: units sent, somebody there, the end."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch.enums import AssignmentState
from kentongan.dispatch.selectors import access_assignment
from kentongan.incidents.selectors import get_incident
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import new_id
from kentongan.neighbours import events, selectors
from kentongan.neighbours.enums import NoticeCode
from kentongan.neighbours.models import Aid, Letter
from kentongan.neighbours.services.change import record, send, told
from kentongan.neighbours.wire import Notice
from kentongan.orgs.selectors import duty_phone

S = AssignmentState
_OF_STATE = {
    S.ASSIGNED: NoticeCode.UNIT_SENT,
    S.ON_SCENE: NoticeCode.UNIT_ARRIVED,
    S.CLEARED: NoticeCode.UNIT_RELEASED,
    S.DECLINED: NoticeCode.UNIT_RELEASED,
    S.CANCELLED: NoticeCode.UNIT_RELEASED,
    S.BROKEN_DOWN: NoticeCode.UNIT_RELEASED,
}


def tell_unit(
    *, by: Actor, assignment_id: UUID, incident_id: UUID, state: str, cause: UUID, at: datetime
) -> int:
    """A unit of ours was sent, has arrived or was released. Returns how many askers are told."""
    code, aids = _OF_STATE.get(AssignmentState(state)), selectors.list_taken_of(incident_id)
    if code is None or not aids:
        return 0
    sent = access_assignment(by, assignment_id)
    org = sent.ticket.org
    reached = duty_phone(org.id, at)
    for aid in aids:
        notice = Notice(
            id=new_id(), reference=aid.reference, code=code, happened_at=at, unit=assignment_id,
            call_sign=sent.unit.call_sign[:40], agency=org.short_name[:80],
            person_name=reached.title[:200] if reached else "",
            phone=reached.phone[:60] if reached else "",
        )  # fmt: skip
        _tell(by, aid, notice, cause, at)
    return len(aids)


def tell_on_scene(*, by: Actor, incident_id: UUID, cause: UUID, at: datetime) -> int:
    """Somebody is there whom no unit here stands for. Returns how many askers are told."""
    if get_incident(incident_id).units_committed:
        return 0  # the unit's own arrival is told
    return _tell_all(by, incident_id, NoticeCode.ON_SCENE, "", cause, at)


def tell_end(*, by: Actor, incident_id: UUID, outcome: str, cause: UUID, at: datetime) -> int:
    """It has ended here, and how. Returns how many askers are told."""
    return _tell_all(by, incident_id, NoticeCode.CLOSED, outcome, cause, at)


def _tell_all(
    by: Actor, incident_id: UUID, code: NoticeCode, outcome: str, cause: UUID, at: datetime
) -> int:
    aids = selectors.list_taken_of(incident_id)
    for aid in aids:
        notice = Notice(
            id=new_id(), reference=aid.reference, code=code, happened_at=at, outcome=outcome[:200]
        )
        _tell(by, aid, notice, cause, at)
    return len(aids)


def _tell(by: Actor, aid: Aid, notice: Notice, cause: UUID, at: datetime) -> None:
    """Once of each entry, however often it is reacted to."""
    with journal.act(by=by, at=at, cause=cause) as act:
        is_known = Letter.objects.filter(aid=aid, cause=cause).exists()
        if is_known or selectors.find_neighbour(aid.org_id) is None:
            return
        send(act, aid, notice, cause=cause)
        record(act, events.NoticeSent(**told(aid), notice=str(notice.code)))
