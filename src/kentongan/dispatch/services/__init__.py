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
from kentongan.dispatch.services.arriving import say_arrival, withdraw_arrival
from kentongan.dispatch.services.assigning import assign_unit
from kentongan.dispatch.services.conditions import (
    ask_condition,
    cancel_condition,
    cancel_conditions_of,
    confirm_condition,
    escalate_condition,
    refuse_condition,
    release_condition,
)
from kentongan.dispatch.services.configuration import (
    add_routing_rule,
    end_report_form,
    end_routing_rule,
    set_agency_mode,
    set_condition_kind,
    set_escalation,
    set_promise,
    set_report_form,
)
from kentongan.dispatch.services.cover import measure_cover
from kentongan.dispatch.services.dangers import (
    answer_danger,
    end_danger,
    escalate_danger,
    forget_danger_places,
    hear_danger,
    raise_danger,
    say_danger_over,
)
from kentongan.dispatch.services.escalation import (
    call_for_recheck,
    escalate_assignment,
    escalate_ticket,
    note_late_arrival,
    ring_forward_clock,
    start_forward_clock,
    start_forward_clocks,
    stop_forward_clock,
)
from kentongan.dispatch.services.following import (
    close_tickets_of,
    retime_tickets_of,
    tell_of_caller,
    tell_of_merged,
    tell_of_withdrawal,
    widen_tickets_of,
)
from kentongan.dispatch.services.forwarding import (
    forward_by_routing,
    forward_ticket,
    record_telephone,
)
from kentongan.dispatch.services.plans import end_response_plan, set_response_plan, tell_plan
from kentongan.dispatch.services.proposing import (
    confirm_arrival,
    dismiss_arrival,
    propose_arrivals,
)
from kentongan.dispatch.services.roster_alarms import (
    ring_for_glass,
    ring_for_overstay,
    ring_for_review,
    ring_for_uncovered,
)
from kentongan.dispatch.services.station_alarms import set_station_alarm, sound_station_alarms
from kentongan.dispatch.services.steps import step_assignment
from kentongan.dispatch.services.telephone import arrive_ticket, depart_ticket
from kentongan.dispatch.services.telling import ask_for_help, size_up, talk
from kentongan.dispatch.services.tracks import open_tracks
from kentongan.dispatch.services.trials import accept_trial, send_trial
from kentongan.dispatch.services.ways import check_way, check_ways_soon

__all__ = [
    "set_station_alarm",
    "sound_station_alarms",
    "measure_cover",
    "end_response_plan",
    "set_response_plan",
    "tell_plan",
    "answer_danger",
    "end_danger",
    "escalate_danger",
    "forget_danger_places",
    "hear_danger",
    "raise_danger",
    "say_danger_over",
    "talk",
    "open_tracks",
    "ask_for_help",
    "size_up",
    "accept_ticket",
    "accept_trial",
    "add_routing_rule",
    "arrive_ticket",
    "ask_condition",
    "assign_unit",
    "call_for_recheck",
    "cancel_condition",
    "cancel_conditions_of",
    "close_ticket",
    "close_tickets_of",
    "confirm_arrival",
    "confirm_condition",
    "decline_ticket",
    "depart_ticket",
    "end_routing_rule",
    "escalate_assignment",
    "escalate_condition",
    "escalate_ticket",
    "forward_by_routing",
    "forward_ticket",
    "note_late_arrival",
    "pass_on_ticket",
    "propose_arrivals",
    "read_ticket",
    "record_telephone",
    "refuse_condition",
    "release_condition",
    "report_ticket",
    "retime_tickets_of",
    "widen_tickets_of",
    "ring_for_overstay",
    "ring_for_glass",
    "ring_for_review",
    "ring_for_uncovered",
    "ring_forward_clock",
    "say_arrival",
    "schedule_ticket",
    "send_trial",
    "set_agency_mode",
    "dismiss_arrival",
    "end_report_form",
    "set_condition_kind",
    "set_escalation",
    "set_promise",
    "set_report_form",
    "start_forward_clock",
    "start_forward_clocks",
    "step_assignment",
    "stop_forward_clock",
    "tell_of_caller",
    "tell_of_merged",
    "tell_of_withdrawal",
    "withdraw_arrival",
    "check_way",
    "check_ways_soon",
]
