"""What may be done with tickets and units: each one act of the journal. `by` first, `at` last."""

from kentongan.dispatch.services.answering import (
    accept_ticket,
    close_ticket,
    decline_ticket,
    pass_on_ticket,
    read_ticket,
    report_ticket,
    schedule_ticket,
)
from kentongan.dispatch.services.assigning import assign_unit
from kentongan.dispatch.services.configuration import (
    add_routing_rule,
    set_agency_mode,
    set_escalation,
    set_promise,
)
from kentongan.dispatch.services.escalation import (
    escalate_assignment,
    escalate_ticket,
    note_late_arrival,
    ring_forward_clock,
    start_forward_clock,
    stop_forward_clock,
)
from kentongan.dispatch.services.following import (
    close_tickets_of,
    retime_tickets_of,
    tell_of_caller,
)
from kentongan.dispatch.services.forwarding import (
    forward_by_routing,
    forward_ticket,
    record_telephone,
)
from kentongan.dispatch.services.steps import step_assignment

__all__ = [
    "accept_ticket",
    "add_routing_rule",
    "assign_unit",
    "close_ticket",
    "close_tickets_of",
    "decline_ticket",
    "escalate_assignment",
    "escalate_ticket",
    "forward_by_routing",
    "forward_ticket",
    "note_late_arrival",
    "pass_on_ticket",
    "read_ticket",
    "record_telephone",
    "report_ticket",
    "retime_tickets_of",
    "ring_forward_clock",
    "schedule_ticket",
    "set_agency_mode",
    "set_escalation",
    "set_promise",
    "start_forward_clock",
    "step_assignment",
    "stop_forward_clock",
    "tell_of_caller",
]
