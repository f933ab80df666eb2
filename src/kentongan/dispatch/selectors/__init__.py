"""Questions about tickets and units: the door of this room for reads."""

from kentongan.dispatch.rules import FormField as FormField
from kentongan.dispatch.rules import KindOfCondition as KindOfCondition
from kentongan.dispatch.rules import require_form as require_form
from kentongan.dispatch.rules import require_kind as require_kind
from kentongan.dispatch.rules import require_plan as require_plan
from kentongan.dispatch.rules import said_of as said_of
from kentongan.dispatch.selectors.access import (
    access_assignment,
    access_ticket,
    answers_of,
    find_active_assignment,
    form_of,
    may_step,
)
from kentongan.dispatch.selectors.arrivals import arrival_proof_of, place_point
from kentongan.dispatch.selectors.asking import NotAsked, list_not_asked
from kentongan.dispatch.selectors.board import (
    get_ticket_row,
    list_tickets,
    list_tickets_of,
    list_to_hand_over,
    list_told,
    ticket_among_others,
)
from kentongan.dispatch.selectors.conditions import (
    access_condition,
    chain_for_condition,
    condition_row,
    list_answerable,
    list_conditions_of,
    list_open_conditions,
    may_answer,
    scene_of,
)
from kentongan.dispatch.selectors.configuration import (
    Configuration,
    configuration,
)
from kentongan.dispatch.selectors.cover import cover_map, is_cover_due, weights_at
from kentongan.dispatch.selectors.crew import TalkLine, crew_view, list_crew_talk
from kentongan.dispatch.selectors.dangers import (
    DangerRow,
    access_danger,
    chain_for_danger,
    danger_row,
    dangers_to_escalate,
    list_dangers_at,
    list_dangers_to_hand_over,
    list_open_dangers,
    unit_place,
)
from kentongan.dispatch.selectors.deadlines import (
    assignments_to_escalate,
    clocks_to_ring,
    conditions_to_escalate,
    tickets_late_to_arrive,
    tickets_to_escalate,
)
from kentongan.dispatch.selectors.escalation import (
    chain_for_assignment,
    chain_for_ticket,
    supervisor,
)
from kentongan.dispatch.selectors.figures import (
    accept_times,
    agency_performance,
    forward_times,
    list_escalations,
    list_waiting,
    sum_reported,
    three_clocks,
)
from kentongan.dispatch.selectors.near import list_near, may_be_near
from kentongan.dispatch.selectors.plans import (
    PlanChoice,
    find_plan,
    find_plan_state,
    levels_of,
    list_fitting,
    list_next_levels,
    orgs_to_tell,
    subject_of,
)
from kentongan.dispatch.selectors.proposals import (
    PlanTrial,
    Rehearsed,
    proposals,
    propose_for,
    propose_for_rehearsed,
)
from kentongan.dispatch.selectors.responses import list_responses
from kentongan.dispatch.selectors.tracks import (
    access_tracks,
    list_stretches,
    list_tracks,
    require_tracks_open,
    tracks_are_open_to,
)
from kentongan.dispatch.selectors.trials import (
    access_trial,
    joining_of,
    list_open_trials,
    trial_phone,
)
from kentongan.dispatch.selectors.ways import (
    is_on_its_way,
    local_hour,
    start_of,
    way_ahead,
    way_state,
    ways_to_check,
)

__all__ = [
    "cover_map",
    "is_cover_due",
    "weights_at",
    "access_tracks",
    "list_stretches",
    "list_tracks",
    "require_tracks_open",
    "tracks_are_open_to",
    "Configuration",
    "TalkLine",
    "list_crew_talk",
    "DangerRow",
    "access_danger",
    "chain_for_danger",
    "danger_row",
    "dangers_to_escalate",
    "list_dangers_at",
    "list_dangers_to_hand_over",
    "scene_of",
    "list_open_dangers",
    "unit_place",
    "NotAsked",
    "PlanChoice",
    "PlanTrial",
    "Rehearsed",
    "propose_for_rehearsed",
    "find_plan",
    "find_plan_state",
    "levels_of",
    "list_fitting",
    "list_next_levels",
    "orgs_to_tell",
    "subject_of",
    "access_assignment",
    "access_condition",
    "access_ticket",
    "access_trial",
    "accept_times",
    "agency_performance",
    "sum_reported",
    "answers_of",
    "arrival_proof_of",
    "assignments_to_escalate",
    "chain_for_assignment",
    "chain_for_condition",
    "chain_for_ticket",
    "clocks_to_ring",
    "condition_row",
    "conditions_to_escalate",
    "configuration",
    "crew_view",
    "find_active_assignment",
    "form_of",
    "forward_times",
    "get_ticket_row",
    "joining_of",
    "list_answerable",
    "list_conditions_of",
    "list_escalations",
    "list_not_asked",
    "list_near",
    "list_open_conditions",
    "list_open_trials",
    "list_responses",
    "list_tickets",
    "list_tickets_of",
    "ticket_among_others",
    "list_told",
    "list_to_hand_over",
    "list_waiting",
    "may_answer",
    "may_be_near",
    "may_step",
    "place_point",
    "proposals",
    "propose_for",
    "supervisor",
    "three_clocks",
    "tickets_late_to_arrive",
    "tickets_to_escalate",
    "trial_phone",
    "is_on_its_way",
    "local_hour",
    "start_of",
    "way_ahead",
    "way_state",
    "ways_to_check",
]
