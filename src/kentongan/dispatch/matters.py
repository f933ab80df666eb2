"""What of this room is open when a duty ends: crews in danger, tickets, appointments."""

from datetime import datetime

from kentongan.dispatch.enums import DangerState, TicketState
from kentongan.dispatch.models import Ticket
from kentongan.dispatch.selectors import list_dangers_to_hand_over, list_to_hand_over
from kentongan.incidents.selectors import what_and_where
from kentongan.orgs.enums import MatterKind
from kentongan.orgs.selectors import matters_from
from kentongan.orgs.types import Matter, Organisation


@matters_from
def open_tickets(org: Organisation, at: datetime) -> list[Matter]:
    """The agency's open tickets of P1 to P3, and what it has promised for later."""
    return [_matter(ticket, at) for ticket in list_to_hand_over(org)]


@matters_from
def open_dangers(org: Organisation, at: datetime) -> list[Matter]:
    """Crews that have said that they are threatened: the agency's own; at the 112 centre all."""
    return [
        Matter(
            kind=MatterKind.DANGER, id=danger.id, title=danger.unit.call_sign,
            detail=str(DangerState(danger.state).label), since=danger.raised_at, priority="P1",
        )
        for danger in list_dangers_to_hand_over(org)
    ]  # fmt: skip


def _matter(ticket: Ticket, at: datetime) -> Matter:
    incident = ticket.incident
    is_later = ticket.state == TicketState.SCHEDULED
    words = (*what_and_where(incident, at), str(TicketState(ticket.state).label))
    return Matter(
        kind=MatterKind.APPOINTMENT if is_later else MatterKind.TICKET,
        id=ticket.id,
        title=ticket.number,
        detail=" · ".join(word for word in words if word),
        since=ticket.forwarded_at,
        priority=incident.priority,
    )
