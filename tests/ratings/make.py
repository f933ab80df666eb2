"""Closed incidents whose callers may be asked, and those who were, through the services."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from kentongan.calls import services as calls
from kentongan.calls.types import NewCall
from kentongan.dispatch import services as dispatch
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ClosingCode, ContactSafety, Feedback, PartyRole
from kentongan.incidents.models import Incident
from kentongan.incidents.types import ReportInput
from kentongan.kernel.actors import CITIZEN, REACTIONS, SETUP, TIMEKEEPER
from kentongan.messaging.enums import Medium
from kentongan.messaging.models import Message
from kentongan.ratings import services
from kentongan.ratings.models import Complaint, Invitation, Rating
from kentongan.ratings.types import Said, Terms
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import FROM, new_incident

PHONE = "+6281298765432"
SIX = NIGHT + timedelta(hours=3)
EIGHT = NIGHT + timedelta(hours=5)
"""NIGHT is three in the morning: the hours begin at eight."""
TERMS: dict[str, Any] = {
    "opens_at": time(8), "closes_at": time(20), "delay_min": 30, "link_lasts_h": 72,
    "change_within_min": 60, "again_after_days": 7, "low_upto": 2, "answer_within_h": 72,
    "after_hospital": False, "medium": Medium.SMS, "address": "https://112.kendalkab.go.id",
    "legal_basis": "SK Bupati 1/2026 (karangan)",
}  # fmt: skip


def make_terms(at: datetime = FROM, **overrides: Any):
    return services.set_terms(by=SETUP, terms=Terms(**TERMS | overrides), at=at)


def make_closed(
    cast: Cast,
    *,
    phone: str = PHONE,
    org: str | None = "fire",
    feedback: str = Feedback.TOLD,
    closing_code: str = ClosingCode.HANDLED,
    closing_note: str = "",
    answers: dict[str, str] | None = None,
    at: datetime = NIGHT,
    **overrides: Any,
) -> Incident:
    """A call, an incident whose caller says SAFE, its ticket, and its end."""
    call = calls.receive_call(by=cast.operator, new=NewCall(phone=phone), at=at)
    calls.answer_call(by=cast.operator, call_id=call.id, at=at)
    said = ReportInput(phone=phone, name="TANDA-NAMA", narrative=overrides.pop("told", "Roboh."))
    values = {"contact_safety": ContactSafety.SAFE, "report": said, "narrative": "Roboh."}
    incident = calls.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(**values | overrides), at=at
    )
    if org is not None:
        dispatch.forward_ticket(
            by=cast.dispatcher, incident_id=incident.id, org_id=cast.org_id(org),
            role=PartyRole.LEAD, at=at,
        )  # fmt: skip
    if answers:
        incident.tickets.update(answers=answers)
    incident.refresh_from_db()
    return close(cast, incident, feedback, closing_code, closing_note, at=at)


def close(
    cast: Cast, incident: Incident, feedback: str = Feedback.TOLD, code: str = ClosingCode.HANDLED,
    note: str = "", *, at: datetime = NIGHT,
) -> Incident:  # fmt: skip
    """Somebody was there, it is done, and the caller was told."""
    Incident.objects.filter(id=incident.id).update(
        state="REVIEW", attendance="ARRIVED", units_committed=0
    )
    return incidents.close_incident(
        by=cast.operator, incident_id=incident.id, closing_code=ClosingCode(code),
        feedback=Feedback(feedback), note=note, at=at,
    )  # fmt: skip


def plan(incident: Incident, at: datetime = NIGHT) -> list[Invitation]:
    return services.plan_invitations(by=REACTIONS, incident_id=incident.id, at=at)


def send(invitation: Invitation, at: datetime = EIGHT) -> Invitation | None:
    return services.send_invitation(by=TIMEKEEPER, invitation_id=invitation.id, at=at)


def make_sent(cast: Cast, *, at: datetime = EIGHT, **overrides: Any) -> tuple[Invitation, str]:
    """An invitation, and the token that is in the message only."""
    [invitation] = plan(make_closed(cast, **overrides))
    sent = send(invitation, at)
    assert sent is not None
    return sent, token_of(sent)


def token_of(invitation: Invitation) -> str:
    text = Message.objects.get(subject_id=invitation.id).text
    return str(re.search(r"/n/([A-Za-z0-9_-]{22})", text)[1])  # type: ignore[index]


def rate(token: str, score: int = 5, *, at: datetime = EIGHT, **said: Any) -> Rating:
    return services.give_rating(by=CITIZEN, token=token, said=Said(score=score, **said), at=at)


def make_complaint(cast: Cast, score: int = 1, **said: Any) -> Complaint:
    return rate(make_sent(cast)[1], score, **said).complaint
