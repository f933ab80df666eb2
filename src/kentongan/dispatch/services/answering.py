"""The agency answers: reads, accepts, declines, passes on, schedules, reports; 112 closes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kentongan.dispatch import errors, events, rules
from kentongan.dispatch.enums import NOBODY_CAN_COME, DeclineReason, TicketState
from kentongan.dispatch.models import Ticket
from kentongan.dispatch.selectors import access_ticket, configuration, form_of
from kentongan.dispatch.services.change import (
    count_active,
    record_ticket,
    save_ticket,
    step_ticket,
    ticket_facts,
)
from kentongan.dispatch.services.escalation import (
    sound_no_unit,
    start_forward_clock,
    start_unit_clock,
)
from kentongan.dispatch.services.forwarding import forward
from kentongan.dispatch.services.told import access_to_answer, keep_told, method_of
from kentongan.dispatch.types import Told
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import Attendance, PartyRole
from kentongan.incidents.selectors import attendance_of
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right


def read_ticket(*, by: Actor, ticket_id: UUID, at: datetime) -> Ticket:
    """The agency has opened it. Said once; later readings change nothing."""
    with journal.act(by=by, at=at) as act:
        ticket = access_ticket(by, ticket_id, right=Right.ANSWER_TICKETS, lock=True)
        if ticket.state != TicketState.FORWARDED:
            return ticket
        step_ticket(ticket, "read")
        ticket.read_at = at
        save_ticket(ticket, "read_at")
        record_ticket(act, ticket, events.TicketRead(**ticket_facts(ticket)))
    return ticket


def accept_ticket(*, by: Actor, ticket_id: UUID, name: str, at: datetime) -> Ticket:
    """The agency takes it, in somebody's name. Nobody is rung any more, unless a P1 then gets no
    unit. Refuses no name.
    """
    rules.require_name(name)
    with journal.act(by=by, at=at) as act:
        ticket = access_ticket(by, ticket_id, right=Right.ANSWER_TICKETS, lock=True)
        step_ticket(ticket, "accept")
        ticket.accepted_by_name = require_storable("name", name)
        ticket.accepted_at = ticket.accepted_at or at
        ticket.read_at = ticket.read_at or at
        start_unit_clock(ticket, at)
        save_ticket(ticket, "accepted_by_name", "accepted_at", "read_at", "escalate_at")
        record_ticket(act, ticket, events.TicketAccepted(**ticket_facts(ticket)))
    return ticket


def decline_ticket(
    *,
    by: Actor,
    ticket_id: UUID,
    reason: DeclineReason,
    note: str = "",
    told: Told | None = None,
    at: datetime,
) -> Ticket:
    """The agency cannot take it, and says why. 112 finds another: where nobody else leads, the
    supervisor's clock runs again, and where it has nobody to send the supervisor is rung at once.
    Refuses an unknown reason.
    """
    if reason not in DeclineReason.values:
        raise errors.ReasonMissing
    with journal.act(by=by, at=at) as act:
        ticket = access_to_answer(by, ticket_id, told)
        step_ticket(ticket, "decline")
        ticket.decline_reason = reason
        ticket.decline_note = require_storable("note", note)
        keep_told(by, ticket, "decline", told, at=at)
        _end(ticket, at, "decline_reason", "decline_note", "told_by")
        declined = events.TicketDeclined(
            **ticket_facts(ticket), reason=str(reason), method=str(method_of(told))
        )
        record_ticket(act, ticket, declined)
        if reason in NOBODY_CAN_COME:
            sound_no_unit(by=by, ticket=ticket, at=at)
        start_forward_clock(by=by, incident_id=ticket.incident_id, at=at)
    return ticket


def pass_on_ticket(
    *,
    by: Actor,
    ticket_id: UUID,
    to_org_id: UUID,
    note: str = "",
    told: Told | None = None,
    at: datetime,
) -> Ticket:
    """Give it to another agency, which gets a ticket of its own: that one is returned.

    Refuses the same agency (DISPATCH-013), and one that holds an open ticket already.
    """
    with journal.act(by=by, at=at) as act:
        ticket = access_to_answer(by, ticket_id, told)
        if ticket.org_id == to_org_id:
            raise errors.PassedToItself
        step_ticket(ticket, "pass-on")
        role = PartyRole(ticket.role)
        other = forward(by=by, incident=ticket.incident, org_id=to_org_id, role=role, at=at)
        ticket.passed_to_id = to_org_id
        ticket.decline_note = require_storable("note", note)
        keep_told(by, ticket, "pass-on", told, at=at)
        _end(ticket, at, "passed_to", "decline_note", "told_by")
        passed = events.TicketPassedOn(
            **ticket_facts(ticket), to_org_id=to_org_id, to_ticket_id=other.id,
            method=str(method_of(told)),
        )  # fmt: skip
        record_ticket(act, ticket, passed)
    return other


def schedule_ticket(
    *,
    by: Actor,
    ticket_id: UUID,
    scheduled_for: datetime,
    name: str = "",
    told: Told | None = None,
    at: datetime,
) -> Ticket:
    """Do it later (wasps after dark). The clock runs from the appointment, so red stays meaningful.
    Where the leading agency does, the incident waits for that hour too, and is called out at it.

    A P1 that is put off rings the supervisor. Refuses an hour that has passed (DISPATCH-004).
    """
    rules.require_appointment(scheduled_for, at)
    with journal.act(by=by, at=at) as act:
        ticket = access_to_answer(by, ticket_id, told)
        step_ticket(ticket, "schedule")
        promised = configuration().promised(ticket.incident.priority, ticket.org_id, at)
        ticket.scheduled_for = scheduled_for
        name = told.name if told else name
        ticket.accepted_by_name = require_storable("name", name) or ticket.accepted_by_name
        ticket.accepted_at = ticket.accepted_at or at
        ticket.escalate_at = None
        ticket.arrival_due_at = rules.due_after(scheduled_for, promised.arrival_s)
        ticket.arrival_alarm_at = ticket.arrival_due_at
        keep_told(by, ticket, "schedule", told, at=at)
        save_ticket(
            ticket, "scheduled_for", "accepted_by_name", "accepted_at", "escalate_at",
            "arrival_due_at", "arrival_alarm_at", "told_by",
        )  # fmt: skip
        scheduled = events.TicketScheduled(
            **ticket_facts(ticket), scheduled_for=scheduled_for, method=str(method_of(told))
        )
        record_ticket(act, ticket, scheduled)
        if ticket.role == PartyRole.LEAD:
            incidents.put_off(
                by=by, incident_id=ticket.incident_id, scheduled_for=scheduled_for, at=at
            )
        start_forward_clock(by=by, incident_id=ticket.incident_id, at=at)
    return ticket


def report_ticket(
    *,
    by: Actor,
    ticket_id: UUID,
    text: str = "",
    answers: Mapping[str, str] | None = None,
    declared_by: str = "",
    absence: str = "",
    told: Told | None = None,
    at: datetime,
) -> Ticket:
    """The agency says what it found and did: in the form of its kind of incident (three taps for a
    tree), in words, or both. Told by telephone or radio, 112 writes it down.

    Refuses nothing said, a form that is not complete, while units are out, and where nobody is
    known to have come to the incident, unless `absence` says why (DISPATCH-019).
    """
    if not answers:
        rules.require_report(text)
    with journal.act(by=by, at=at) as act:
        ticket = access_to_answer(by, ticket_id, told)
        rules.require_no_units(count_active(ticket), ticket.number)
        step_ticket(ticket, "report")
        ticket.report = require_storable("text", text)
        if answers:
            form = form_of(ticket)
            ticket.answers = rules.require_answers(form, answers, declared_by)
            ticket.declared_by = require_storable("declared_by", declared_by)
        ticket.reported_at = at
        ticket.arrival_alarm_at = None
        _settle_attendance(ticket, absence)
        keep_told(by, ticket, "report", told, at=at)
        save_ticket(
            ticket, "report", "answers", "declared_by", "reported_at", "arrival_alarm_at",
            "told_by", "attendance",
        )  # fmt: skip
        reported = events.TicketReported(**ticket_facts(ticket), method=str(method_of(told)))
        record_ticket(act, ticket, reported)
    return ticket


def _settle_attendance(ticket: Ticket, absence: str) -> None:
    """A supporting agency may help from afar: it is asked only where nobody at all has come."""
    somebody_came = attendance_of(ticket.incident) == Attendance.ARRIVED
    if not ticket.attendance and not somebody_came:
        ticket.attendance = rules.settle_absence(absence)


def close_ticket(*, by: Actor, ticket_id: UUID, at: datetime) -> Ticket:
    """112 closes it, with or without a report (a figure). Refuses while units are out."""
    with journal.act(by=by, at=at):
        ticket = access_ticket(by, ticket_id, right=Right.CLOSE_INCIDENTS, lock=True)
        close(by=by, ticket=ticket, at=at)
    return ticket


def close(*, by: Actor, ticket: Ticket, at: datetime) -> None:
    """Close a ticket that the caller's act holds."""
    with journal.act(by=by, at=at) as act:
        rules.require_no_units(count_active(ticket), ticket.number)
        step_ticket(ticket, "close")
        _end(ticket, at)
        closed = events.TicketClosed(
            **ticket_facts(ticket), with_report=ticket.reported_at is not None
        )
        record_ticket(act, ticket, closed)


def _end(ticket: Ticket, at: datetime, *fields: str) -> None:
    """Nothing more is asked of the agency, so no clock of its ticket runs on."""
    ticket.closed_at = at
    ticket.escalate_at = None
    ticket.arrival_alarm_at = None
    save_ticket(ticket, "closed_at", "escalate_at", "arrival_alarm_at", *fields)
