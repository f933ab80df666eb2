"""What is known of an incident whose callers might be asked, and whom a link is for."""

from datetime import datetime
from functools import reduce
from uuid import UUID

from kentongan.calls.models import Call
from kentongan.dispatch.enums import TicketState
from kentongan.dispatch.models import Ticket
from kentongan.incidents import selectors as incidents
from kentongan.incidents.enums import ENDANGERED, ContactSafety, IncidentState, PartyRole, stricter
from kentongan.incidents.models import Incident, LogLine
from kentongan.incidents.types import Report
from kentongan.kernel.ids import hash_token
from kentongan.ratings import rules
from kentongan.ratings.models import Complaint, Invitation, OptOut, Rating
from kentongan.ratings.selectors.terms import find_terms
from kentongan.ratings.types import Page, Told

DID_NOT_COME = (TicketState.DECLINED, TicketState.PASSED_ON)
MOST_AT_ONCE = 200


def told_of(incident: Incident) -> Told:
    """All that the question whether to ask depends on, merged incidents and their calls too."""
    ids = incidents.family_of_merged(incident.id)
    family = list(Incident.objects.filter(id__in=ids))
    reports = incidents.list_reports(incident.id)
    tickets = list(Ticket.objects.filter(incident_id__in=ids))
    lines = LogLine.objects.filter(incident_id__in=ids)
    return Told(
        is_closed=incident.state == IncidentState.CLOSED,
        contact_safety=_strictest(incident.id, reports),
        is_restricted=any(each.is_restricted for each in family),
        kinds=frozenset((each.category, each.family) for each in family),
        closing_code=incident.closing_code,
        feedback=incident.feedback,
        answers=tuple(_answers(tickets)),
        has_child_victim=any(incidents.has_child_victim(each) for each in family),
        texts=(
            *(text for each in family for text in (each.narrative, each.closing_note)),
            *(each.narrative for each in reports),
            *(each.report for each in tickets),
            *lines.values_list("text", flat=True),
        ),
    )


def _strictest(incident_id: UUID, reports: list[Report]) -> str:
    """A call whose caller turned out to be endangered counts, whatever its report still says."""
    call_ids = [report.call_id for report in reports if report.call_id]
    of_calls = Call.objects.filter(id__in=call_ids, contact_safety__in=ENDANGERED)
    said = of_calls.values_list("contact_safety", flat=True)
    return reduce(stricter, said, incidents.strictest_contact(incident_id))


def _answers(tickets: list[Ticket]) -> list[tuple[str, str]]:
    found = [(code, str(value)) for each in tickets for code, value in each.answers.items()]
    return found + [("declared_dead", "YES") for each in tickets if each.declared_by]


def may_still_ask(invitation_id: UUID, at: datetime) -> bool:
    """Whether a question that was sent off, and still waits for its gateway, may reach its caller:
    what was no reason against it a while ago may be one now.
    """
    rows = Invitation.objects.select_related("report", "incident")
    invitation, terms = rows.filter(id=invitation_id).first(), find_terms(at)
    if invitation is None or terms is None:
        return False
    told = told_of(invitation.incident)
    number = number_of(invitation)
    is_silenced = number is None or is_opted_out(number)
    return not is_silenced and rules.why_not(told, after_hospital=terms.after_hospital) is None


def find_lead_org(incident_id: UUID) -> UUID | None:
    """The agency whose work is rated: the first that led and did not send the ticket away."""
    led = Ticket.objects.filter(incident_id=incident_id, role=PartyRole.LEAD)
    came = led.exclude(state__in=DID_NOT_COME).order_by("forwarded_at", "id")
    return came.values_list("org_id", flat=True).first()


def number_of(invitation: Invitation) -> bytes | None:
    """The blind index of the caller's number; None once retention has emptied it."""
    index = invitation.report.reporter_phone_index
    return None if index is None else bytes(index)


def is_opted_out(phone_index: bytes) -> bool:
    """Whether this number wants no more of these."""
    return OptOut.objects.filter(phone_index=phone_index).exists()


def was_asked_lately(phone_index: bytes, since: datetime) -> bool:
    """Whether this number was asked about anything since then."""
    same = Invitation.objects.filter(report__reporter_phone_index=phone_index)
    return same.filter(sent_at__gt=since).exists()


def invitations_due(now: datetime) -> list[UUID]:
    """Those whose hour has come, the longest due first."""
    due = Invitation.objects.filter(send_at__lte=now).order_by("send_at", "id")
    return list(due.values_list("id", flat=True)[:MOST_AT_ONCE])


def find_invitation(token: str, at: datetime, *, lock: bool = False) -> Invitation | None:
    """Whom a link is for. None for an unknown one, for one that is over, and where it has become
    dangerous since: all alike.
    """
    if not rules.is_token(token):
        return None
    rows = Invitation.objects.select_for_update(of=("self",)) if lock else Invitation.objects
    found = rows.select_related("incident", "report").filter(token_hash=hash_token(token)).first()
    if found is None or not _is_open(found, at):
        return None
    return found


def _is_open(invitation: Invitation, at: datetime) -> bool:
    incident = invitation.incident
    is_safe = incidents.strictest_contact(incident.id) == ContactSafety.SAFE
    lasts = invitation.expires_at is not None and at < invitation.expires_at
    return lasts and is_safe and not incident.is_restricted


def find_rating(invitation: Invitation) -> Rating | None:
    """What was said, if anything was."""
    return Rating.objects.filter(invitation_id=invitation.id).first()


def page_of(invitation: Invitation, at: datetime) -> Page:
    """What the public page may know of it."""
    rating = find_rating(invitation)
    complaint = Complaint.objects.filter(rating=rating).first() if rating else None
    is_promised = rating is not None and rating.wants_call_back
    number = number_of(invitation)
    return Page(
        reported_at=invitation.report.received_at,
        outcome=rules.outcome(invitation.incident.closing_code),
        is_answered=rating is not None,
        may_change=rating is not None and at < rating.change_until,
        call_back_by=complaint.due_at if complaint and is_promised else None,
        is_stopped=number is not None and is_opted_out(number),
    )
