"""Links by their token, and whether one may be sent to a caller at all."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from kentongan.calls.models import Call
from kentongan.incidents import selectors as incidents
from kentongan.incidents.enums import ENDANGERED, ContactSafety, IncidentState
from kentongan.kernel.errors import Failure
from kentongan.kernel.ids import hash_token
from kentongan.locating import errors, rules
from kentongan.locating.models import LocationLink

ENDANGERED_WORDS = frozenset(ENDANGERED)
OVER = (IncidentState.CLOSED, IncidentState.CANCELLED)


def find_link(token: str, at: datetime, *, lock: bool = False) -> LocationLink | None:
    """The link that is still good: known, within its hours, not ended, its incident not over."""
    if not rules.is_token(token):
        return None
    rows = LocationLink.objects.select_related("call__incident")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    link = rows.filter(token_hash=hash_token(token), ended_at=None, expires_at__gt=at).first()
    if link is None or words_of(link.call) & ENDANGERED_WORDS:
        return None
    incident = link.call.incident
    return None if incident is not None and incident.state in OVER else link


def may_still_reach(link_id: UUID, at: datetime) -> bool:
    """Whether the message with this link may leave now: it opens something, and nobody has said
    since that a message could betray its caller.
    """
    link = LocationLink.objects.select_related("call").filter(id=link_id).first()
    if link is None or link.ended_at is not None or link.expires_at <= at:
        return False
    return not words_of(link.call) & ENDANGERED_WORDS


def words_of(call: Call) -> set[str]:
    """Every word about writing to this caller: the call's own, and its incident's."""
    linked = call.incident_id
    return {call.contact_safety, *(incidents.contact_words(linked) if linked else ())}


def why_not_send(call: Call, *, is_agreed: bool) -> Failure | None:
    """Why no link goes to this caller; None where one may (practice.md §3.1).

    `is_agreed`: the caller has said on the line that a message is safe. Against what is known of
    somebody in danger it counts for nothing: another may hold the telephone.
    """
    words = words_of(call)
    if words & ENDANGERED_WORDS or not (is_agreed or words == {ContactSafety.SAFE}):
        return errors.NotAgreed()
    if not rules.is_mobile(call.caller_phone):
        return errors.NoMobileNumber()
    return None if settings.PUBLIC_ADDRESS else errors.NoAddress()


def may_send(call: Call) -> Failure | None:
    """The same before anybody has asked the caller: what the desk's key says."""
    return why_not_send(call, is_agreed=True)
