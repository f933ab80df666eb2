"""Who may see the floor: by right, or for as long as they are on duty as its supervisor."""

from datetime import datetime
from uuid import UUID

from kentongan.calls.selectors import access_call
from kentongan.calls.types import Call
from kentongan.floor.errors import NoLead
from kentongan.floor.models import FollowUp
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import DutyKind, Right
from kentongan.orgs.selectors import is_present_as, rights_of
from kentongan.orgs.types import Rights


def may_lead(by: Actor, at: datetime) -> bool:
    """Whether `by` looks after the floor now: a supervisor, or a shift leader, who is an operator
    signed on as the supervisor of this shift.
    """
    rights = rights_of(by)
    if rights.has_anywhere(Right.WATCH_FLOOR):
        return True
    return rights.has_anywhere(Right.TAKE_CALLS) and is_present_as(by.id, DutyKind.SUPERVISOR, at)


def require_lead(by: Actor, at: datetime) -> Rights:
    """What such a one may see. Raises NoLead."""
    if not may_lead(by, at):
        raise NoLead
    return rights_of(by)


def lead_call(by: Actor, call_id: UUID, at: datetime, *, lock: bool = False) -> Call:
    """A colleague's call, for who looks after the floor where it was taken."""
    require_lead(by, at)
    return access_call(by, call_id, right=Right.TAKE_CALLS, lock=lock)


def access_follow_up(by: Actor, follow_up_id: UUID, *, lock: bool = False) -> FollowUp:
    """A follow-up, for a supervisor of its region or the one whom it is about; to all others it
    does not exist. A shift leader is not asked for a second factor, and sees none.
    """
    rows = FollowUp.objects.select_for_update(no_key=True) if lock else FollowUp.objects
    found = rows.filter(id=follow_up_id).first()
    if found is None or not _may_see(by, found):
        raise NotFound(thing=mark("Tindak lanjut"))
    return found


def _may_see(by: Actor, found: FollowUp) -> bool:
    return found.operator_id == by.id or rights_of(by).has(Right.WATCH_FLOOR, region=found.region)


def took_part(user_id: UUID, call: Call) -> bool:
    """Whether a person spoke with the caller, or wrote down what it was."""
    return user_id in {call.answered_by, call.classified_by}
