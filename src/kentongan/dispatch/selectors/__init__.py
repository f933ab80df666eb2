"""Questions about tickets and units: the door of this room for reads."""

from kentongan.dispatch.selectors.access import (
    access_assignment,
    access_ticket,
    find_active_assignment,
    may_step,
)
from kentongan.dispatch.selectors.board import get_ticket_row, list_tickets, list_tickets_of
from kentongan.dispatch.selectors.configuration import (
    configuration,
    forget_configuration,
)
from kentongan.dispatch.selectors.crew import crew_view
from kentongan.dispatch.selectors.deadlines import (
    assignments_to_escalate,
    clocks_to_ring,
    tickets_late_to_arrive,
    tickets_to_escalate,
)
from kentongan.dispatch.selectors.escalation import (
    chain_for_assignment,
    chain_for_ticket,
    supervisor,
)
from kentongan.dispatch.selectors.figures import agency_performance, list_waiting, three_clocks
from kentongan.dispatch.selectors.proposals import proposals, propose_for
from kentongan.dispatch.selectors.responses import list_responses

__all__ = [
    "access_assignment",
    "access_ticket",
    "agency_performance",
    "assignments_to_escalate",
    "chain_for_assignment",
    "chain_for_ticket",
    "clocks_to_ring",
    "configuration",
    "crew_view",
    "find_active_assignment",
    "forget_configuration",
    "get_ticket_row",
    "list_responses",
    "list_tickets",
    "list_tickets_of",
    "list_waiting",
    "may_step",
    "proposals",
    "propose_for",
    "supervisor",
    "three_clocks",
    "tickets_late_to_arrive",
    "tickets_to_escalate",
]
