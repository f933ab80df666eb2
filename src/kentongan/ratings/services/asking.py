"""Asking callers: planned when an incident is closed, looked at again when the hour has come."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.incidents import selectors as incidents
from kentongan.incidents.enums import ReportSource
from kentongan.incidents.types import Incident, Report
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import hash_token, secret_token
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Purpose
from kentongan.ratings import events, rules, selectors
from kentongan.ratings.enums import InvitationState, WhyNot
from kentongan.ratings.models import Invitation
from kentongan.ratings.selectors.invitations import find_lead_org
from kentongan.ratings.types import Terms

SUBJECT = "invitation"


def plan_invitations(*, by: Actor, incident_id: UUID, at: datetime) -> list[Invitation]:
    """Plan to ask each caller of a closed incident by a telephone of their own, once however often
    it is opened and closed again. Nobody while the regency has decided nothing, nor where
    `rules.why_not` says so: then there is no row and no message.
    """
    terms = selectors.find_terms(at)
    if terms is None:
        return []
    with journal.act(by=by, at=at) as act:
        incident = incidents.access_incident(by, incident_id, lock=True)
        told = selectors.told_of(incident)
        if rules.why_not(told, after_hospital=terms.after_hospital) is not None:
            return []
        send_at = _hour(at + timedelta(minutes=terms.delay_min), terms)
        callers = _callers(incidents.list_reports(incident.id))
        return [_plan(act, incident, report, send_at, at) for report in callers]


def _callers(reports: list[Report]) -> list[Report]:
    """Each number once, by its first call."""
    found: dict[bytes, Report] = {}
    for report in reports:
        if report.source == ReportSource.CALL and report.reporter_phone_index is not None:
            found.setdefault(bytes(report.reporter_phone_index), report)
    return list(found.values())


def _plan(
    act: Act, incident: Incident, report: Report, send_at: datetime, at: datetime
) -> Invitation:
    planned, is_new = Invitation.objects.get_or_create(
        report=report,
        defaults={
            "incident": incident, "region": incident.region, "state": InvitationState.WAITING,
            "planned_at": at, "send_at": send_at,
        },
    )  # fmt: skip
    if not is_new and planned.state == InvitationState.SENT:
        return planned
    if not is_new:
        planned.incident, planned.state, planned.why_not = incident, InvitationState.WAITING, ""
        planned.planned_at, planned.send_at = at, send_at
        planned.save()
    event = events.InvitationPlanned(invitation_id=planned.id, send_at=send_at)
    act.record(event, region=planned.region)
    return planned


def send_invitation(*, by: Actor, invitation_id: UUID, at: datetime) -> Invitation | None:
    """Send what is due, by day, if it may still be sent: an incident opened again, a caller who
    has become endangered or asks for silence gets nothing. None where it is not due.
    """
    with journal.act(by=by, at=at) as act:
        invitation = _due(by, invitation_id, at)
        if invitation is None:
            return None
        terms = selectors.find_terms(at)
        why_not = _why_not(invitation, terms, at)
        if terms is None or why_not is not None:
            _let_be(act, invitation, why_not or WhyNot.NOT_DECIDED)
        elif (hour := _hour(at, terms)) > at:
            invitation.send_at = hour
            invitation.save(update_fields=["send_at"])
        else:
            _send(act, by, invitation, terms, at)
    return invitation


def _due(by: Actor, invitation_id: UUID, at: datetime) -> Invitation | None:
    """The invitation with its incident, both locked: nobody says "jangan hubungi" in between."""
    rows = Invitation.objects.select_related("report")
    found = rows.filter(id=invitation_id, send_at__lte=at).first()
    if found is None:
        return None
    incident = incidents.access_incident(by, found.incident_id, lock=True)
    locked = rows.select_for_update(of=("self",)).filter(id=invitation_id, send_at__lte=at).first()
    if locked is not None:
        locked.incident = incident
    return locked


def _why_not(invitation: Invitation, terms: Terms | None, at: datetime) -> WhyNot | None:
    if terms is None:
        return WhyNot.NOT_DECIDED
    told = selectors.told_of(invitation.incident)
    reason = rules.why_not(told, after_hospital=terms.after_hospital)
    number = selectors.number_of(invitation)
    if reason is not None or number is None:
        return reason or WhyNot.NO_NUMBER
    if selectors.is_opted_out(number):
        return WhyNot.OPTED_OUT
    since = at - timedelta(days=terms.again_after_days)
    return WhyNot.RECENT if selectors.was_asked_lately(number, since) else None


def _let_be(act: Act, invitation: Invitation, why_not: WhyNot) -> None:
    invitation.state, invitation.why_not = InvitationState.NOT_SENT, why_not
    invitation.send_at = None
    invitation.save()
    event = events.InvitationNotSent(invitation_id=invitation.id, why_not=why_not)
    act.record(event, region=invitation.region)


def _send(act: Act, by: Actor, invitation: Invitation, terms: Terms, at: datetime) -> None:
    token = secret_token()
    expires_at = at + timedelta(hours=terms.link_lasts_h)
    invitation.state, invitation.sent_at, invitation.send_at = InvitationState.SENT, at, None
    invitation.token_hash, invitation.expires_at = hash_token(token), expires_at
    invitation.org_id = find_lead_org(invitation.incident_id)
    invitation.save()
    report = invitation.report
    text = rules.message(
        url=rules.link(terms.address, token), reported_at=report.received_at,
        expires_at=expires_at, closing_code=invitation.incident.closing_code,
        zone=ZoneInfo(node().zone),
    )  # fmt: skip
    messaging.queue_message(
        by=by, medium=terms.medium, recipient=report.reporter_phone, text=text,
        purpose=Purpose.FEEDBACK, subject_kind=SUBJECT, subject_id=invitation.id,
        contact_safety=report.contact_safety, at=at,
    )  # fmt: skip
    event = events.InvitationSent(invitation_id=invitation.id, expires_at=expires_at)
    act.record(event, region=invitation.region)


def _hour(moment: datetime, terms: Terms) -> datetime:
    return rules.into_hours(moment, terms, ZoneInfo(node().zone))
