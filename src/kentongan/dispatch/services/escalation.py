"""Nobody has answered: a telephone rings, then the next, at the moment it was due; after the last
one the first again, until somebody answers. A chain never ends in silence (practice.md §1.3).

Called by the timekeeper; a call that comes late, twice, or after an answer changes nothing.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.dispatch import events, rules
from kentongan.dispatch.enums import (
    ENDED_TICKETS,
    UNANSWERED_TICKETS,
    AssignmentState,
    TicketState,
)
from kentongan.dispatch.limits import ROUND, UNIT_WITHIN
from kentongan.dispatch.models import Assignment, Escalation, ForwardClock, Ticket
from kentongan.dispatch.selectors import (
    access_assignment,
    access_ticket,
    chain_for_assignment,
    chain_for_ticket,
    configuration,
    supervisor,
)
from kentongan.dispatch.selectors.configuration import Configuration
from kentongan.dispatch.selectors.escalation import Level
from kentongan.dispatch.services.change import (
    assignment_facts,
    record_assignment,
    record_ticket,
    save_ticket,
    ticket_facts,
)
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents.enums import IncidentState, PartyRole, Priority
from kentongan.incidents.models import Incident
from kentongan.incidents.types import Unforwarded
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.messaging.models import Message

S = IncidentState
_UNDER_WAY = (S.NEW, S.AWAITING_DISPATCH, S.SCHEDULED, S.ON_HOLD, S.DISPATCHED, S.ON_SCENE)

_ALARMING = (Priority.P1, Priority.P2, Priority.P3)
_PUT_OFF = (S.SCHEDULED, S.ON_HOLD)


def start_unit_clock(ticket: Ticket, at: datetime) -> None:
    """Its agency has answered: nobody is rung any more, or for a P1 not before a unit is late."""
    ticket.escalate_at = at + UNIT_WITHIN.lasts(at) if lacks_unit(ticket) else None


def lacks_unit(ticket: Ticket) -> bool:
    """Whether it was taken as a P1 and nobody is on the way."""
    incident = ticket.incident
    return rules.lacks_unit(
        state=ticket.state, role=ticket.role, capabilities=ticket.capabilities,
        incident_state=incident.state, priority=incident.priority,
        has_help=ticket.help_under_way_at is not None or ticket.on_scene_at is not None,
    )  # fmt: skip


def escalate_ticket(*, by: Actor, ticket_id: UUID, at: datetime) -> Escalation | None:
    """Ring the next telephone for a ticket that nobody has answered, or that has been taken for a
    P1 without a unit; `at` is the moment it was due.
    """
    with journal.act(by=by, at=at) as act:
        ticket = access_ticket(by, ticket_id, lock=True)
        if ticket.escalate_at is None or ticket.escalate_at > at:
            return None
        if ticket.state not in UNANSWERED_TICKETS and not lacks_unit(ticket):
            ticket.escalate_at = None
            save_ticket(ticket, "escalate_at")
            return None
        chain = chain_for_ticket(ticket, at)
        text = _("Tiket {number} belum diterima. Buka Kentongan atau hubungi 112.")
        if ticket.state == TicketState.ACCEPTED:
            text = _("Tiket {number} diterima dan belum ada unit. Kirim unit atau hubungi 112.")
        escalation = _ring(by, ticket, None, chain, text.format(number=ticket.number), at)
        ticket.escalation_level = escalation.level
        ticket.escalate_at = next_level_at(chain, escalation.level, at)
        save_ticket(ticket, "escalation_level", "escalate_at")
        escalated = events.TicketEscalated(
            **ticket_facts(ticket),
            level=escalation.level,
            escalation_id=escalation.id,
            rung=escalation.message_id is not None,
            is_last=escalation.level % len(chain) == 0,
        )
        record_ticket(act, ticket, escalated)
    return escalation


def escalate_assignment(*, by: Actor, assignment_id: UUID, at: datetime) -> Escalation | None:
    """Ring the next telephone for a crew that has not acknowledged: its unit's, then upwards."""
    with journal.act(by=by, at=at) as act:
        assignment = access_assignment(by, assignment_id, lock=True)
        if assignment.escalate_at is None or assignment.escalate_at > at:
            return None
        if assignment.state != AssignmentState.ASSIGNED:
            _save_level(assignment, assignment.escalation_level, None)
            return None
        chain = chain_for_assignment(assignment, at)
        text = _("Unit {call_sign} belum menjawab penugasan pada tiket {number}.").format(
            call_sign=assignment.unit.call_sign, number=assignment.ticket.number
        )
        escalation = _ring(by, assignment.ticket, assignment, chain, text, at)
        _save_level(assignment, escalation.level, next_level_at(chain, escalation.level, at))
        escalated = events.AssignmentEscalated(
            **assignment_facts(assignment),
            level=escalation.level,
            escalation_id=escalation.id,
            rung=escalation.message_id is not None,
            is_last=escalation.level % len(chain) == 0,
        )
        record_assignment(act, assignment.ticket, escalated)
    return escalation


def _save_level(assignment: Assignment, level: int, next_at: datetime | None) -> None:
    assignment.escalation_level = level
    assignment.escalate_at = next_at
    assignment.version += 1
    assignment.save(update_fields=["escalation_level", "escalate_at", "version"])


def _ring(  # noqa: PLR0917
    by: Actor,
    ticket: Ticket,
    assignment: Assignment | None,
    chain: list[Level],
    text: str,
    at: datetime,
) -> Escalation:
    """Ring the level after the one that was rung last; after the last, the first."""
    rung = assignment.escalation_level if assignment else ticket.escalation_level
    whom = chain[rung % len(chain)]
    message = call_level(by, whom, text, "ticket", ticket.id, at)
    return Escalation.objects.create(
        ticket=ticket,
        assignment=assignment,
        level=rung + 1,
        title=whom.title,
        message_id=message.id if message else None,
        fired_at=at,
    )


def call_level(  # noqa: PLR0917
    by: Actor, whom: Level, text: str, kind: str, subject_id: UUID, at: datetime
) -> Message | None:
    """A call to the level's telephone; None where none is known: the board shows that."""
    if not whom.phone:
        return None
    return messaging.queue_message(
        by=by,
        medium=Medium.PHONE_CALL,
        recipient=whom.phone,
        text=text,
        purpose=Purpose.ESCALATION,
        subject_kind=kind,
        subject_id=subject_id,
        at=at,
    )


def next_level_at(chain: list[Level], rung: int, at: datetime) -> datetime:
    """When the telephone after the `rung`-th rings. A new round waits from when it is recorded:
    after a long stop the telephones ring once, not for every round that was missed.
    """
    since = at if rung % len(chain) else clock.at_or_now(at)
    after_s = [each.after_s for each in chain]
    return since + timedelta(seconds=rules.next_ring_s(after_s, rung, round_s=ROUND.at(at)))


def note_late_arrival(*, by: Actor, ticket_id: UUID, at: datetime) -> None:
    """Nobody has arrived in the promised time: the supervisor's telephone rings, once.

    An escalation never ends on a screen only (practice.md §1.3).
    """
    with journal.act(by=by, at=at) as act:
        ticket = access_ticket(by, ticket_id, lock=True)
        if ticket.arrival_alarm_at is None or ticket.arrival_alarm_at > at:
            return
        due_at, ticket.arrival_alarm_at = ticket.arrival_alarm_at, None
        save_ticket(ticket, "arrival_alarm_at")
        text = _("Belum ada unit tiba untuk tiket {number}.").format(number=ticket.number)
        message = call_level(by, supervisor(at), text, "ticket", ticket.id, at)
        overdue = events.ArrivalOverdue(
            **ticket_facts(ticket), arrival_due_at=due_at, rung=message is not None
        )
        record_ticket(act, ticket, overdue)


def sound_no_unit(*, by: Actor, ticket: Ticket, at: datetime) -> None:
    """TIDAK ADA UNIT: an agency has nobody to send. The supervisor's telephone rings at once: only
    a partner or a neighbour can help now, and the caller is still on the line (practice.md §1.8).
    """
    incident = ticket.incident
    if incident.priority not in _ALARMING:
        return
    with journal.act(by=by, at=at) as act:
        text = _("TIDAK ADA UNIT untuk kejadian {number}.").format(number=incident.number)
        message = call_level(by, supervisor(at), text, "incident", incident.id, at)
        none = events.NoUnit(
            incident_id=incident.id,
            org_id_asked=ticket.org_id,
            priority=str(incident.priority),
            rung=message is not None,
        )
        act.record(none, region=incident.region)


def call_for_recheck(*, by: Actor, incident_id: UUID, at: datetime) -> None:
    """The hour named for looking at a fire again has come: a telephone rings at the agency that
    leads, or the supervisor's where it has none (practice.md §1.3, §1.11).
    """
    with journal.act(by=by, at=at) as act:
        incident = incident_selectors.access_incident(by, incident_id, lock=True)
        if incident.state != S.COOLING:
            return
        lead = Ticket.objects.filter(incident=incident, role=PartyRole.LEAD).exclude(
            state__in=(TicketState.DECLINED, TicketState.PASSED_ON)
        )
        ticket = lead.order_by("-id").first()
        whom = chain_for_ticket(ticket, at)[0] if ticket else supervisor(at)
        text = _("Kejadian {number}: sudah waktunya diperiksa ulang.").format(
            number=incident.number
        )
        message = call_level(by, whom, text, "incident", incident_id, at)
        called = events.RecheckCalled(incident_id=incident_id, rung=message is not None)
        act.record(called, region=incident.region)


def start_forward_clock(*, by: Actor, incident_id: UUID, at: datetime) -> None:
    """Let an incident that no agency has alarm the supervisor, by its priority as it is now.

    Counted from the answered call until the first ticket; after that from `at`, when it became
    nobody's again: declined, opened again, more urgent than its appointment.
    """
    incident = incident_selectors.get_incident(incident_id)
    promised = configuration().promised(incident.priority, None, at)
    is_again = incident.forwarded_at is not None
    since = at if is_again else incident.answered_at or incident.opened_at
    due_at = rules.due_after(since, promised.forward_alarm_s)
    if due_at is None or not _is_nobodys(incident):
        return
    due_at = max(due_at, at)
    with journal.act(by=by, at=at):
        kept = ForwardClock.objects.filter(incident_id=incident_id)
        if not is_again:
            kept = kept.filter(fired_at=None)
        if not kept.update(due_at=due_at, fired_at=None):
            first = ForwardClock(incident_id=incident_id, due_at=due_at)
            ForwardClock.objects.bulk_create([first], ignore_conflicts=True)


def start_forward_clocks(*, by: Actor, incident_ids: list[UUID], at: datetime) -> None:
    """The same for new incidents, together: those that were forwarded as they were opened, and
    those whose clock runs already, are passed over.
    """
    configured = configuration()
    with journal.act(by=by, at=at):
        clocks = [
            ForwardClock(incident_id=each.id, due_at=due_at)
            for each in incident_selectors.list_unforwarded(incident_ids)
            if (due_at := _forward_due(configured, each)) is not None
        ]
        ForwardClock.objects.bulk_create(clocks, ignore_conflicts=True)


def _forward_due(configured: Configuration, waiting: Unforwarded) -> datetime | None:
    promised = configured.promised(waiting.priority, None, waiting.since)
    return rules.due_after(waiting.since, promised.forward_alarm_s)


def _is_nobodys(incident: Incident) -> bool:
    """No agency leads it, or none has it at all. An appointment is no answer to a P1."""
    if incident.state not in _UNDER_WAY:
        return False
    if incident.forwarded_at is None:
        return True  # no ticket yet: the usual case of a new incident costs no question
    tickets = Ticket.objects.filter(incident=incident)
    if tickets.filter(role=PartyRole.LEAD).exists():
        tickets = tickets.filter(role=PartyRole.LEAD)
    tickets = tickets.exclude(state__in=ENDED_TICKETS)
    if incident.priority == Priority.P1:
        tickets = tickets.exclude(state=TicketState.SCHEDULED)
    return not tickets.exists()


def _waits_now(incident: Incident) -> bool:
    return incident.priority == Priority.P1 or incident.state not in _PUT_OFF


def stop_forward_clock(*, by: Actor, incident_id: UUID, at: datetime) -> None:
    """Nobody needs to forward it any more."""
    with journal.act(by=by, at=at):
        ForwardClock.objects.filter(incident_id=incident_id).update(due_at=None)


def ring_forward_clock(*, by: Actor, incident_id: UUID, at: datetime) -> None:
    """Alarm the supervisor for an incident that is still not forwarded: again and again, until an
    agency has it; once where it waits for an appointment or is on hold.
    """
    with journal.act(by=by, at=at) as act:
        incident = incident_selectors.access_incident(by, incident_id, lock=True)
        clocks = ForwardClock.objects.filter(incident_id=incident_id, due_at__lte=at)
        waits = _is_nobodys(incident)
        due_at = clock.at_or_now(at) + ROUND.lasts(at) if waits and _waits_now(incident) else None
        if not clocks.update(due_at=due_at, fired_at=at if waits else None) or not waits:
            return
        text = _("Kejadian {number} belum diteruskan.").format(number=incident.number)
        message = call_level(by, supervisor(at), text, "incident", incident_id, at)
        overdue = events.ForwardOverdue(
            incident_id=incident_id,
            priority=str(incident.priority),
            rung=message is not None,
        )
        act.record(overdue, region=incident.region)
