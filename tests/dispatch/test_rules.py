"""Lifecycles, deadlines, routing and percentiles: pure."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.dispatch import errors, rules, starter
from kentongan.dispatch.enums import (
    ACTIVE_ASSIGNMENTS,
    ENDED_ASSIGNMENTS,
    ENDED_TICKETS,
    AssignmentState,
    DispatchMode,
    TicketState,
)
from kentongan.kernel.actors import ActorKind
from kentongan.kernel.errors import IllegalStep
from tests.conftest import NIGHT

ASSIGNMENT_STEPS = sorted({t.step for t in rules.ASSIGNMENTS.transitions})


@pytest.mark.parametrize("state", ENDED_ASSIGNMENTS)
def test_ended_assignment_takes_no_step(state):
    assert rules.ASSIGNMENTS.steps_from(state) == ()


@pytest.mark.parametrize("state", ENDED_TICKETS)
def test_ended_ticket_takes_no_step(state):
    assert rules.TICKETS.steps_from(state) == ()


@pytest.mark.parametrize("state", ACTIVE_ASSIGNMENTS)
def test_every_active_assignment_can_break_down_and_so_end(state):
    assert rules.ASSIGNMENTS.target("break-down", state) == AssignmentState.BROKEN_DOWN


@given(st.lists(st.sampled_from(ASSIGNMENT_STEPS), max_size=12))
def test_no_path_of_steps_comes_back_from_an_end(path):
    state = str(AssignmentState.ASSIGNED)
    for step in path:
        if rules.ASSIGNMENTS.allows(step, state):
            assert state not in ENDED_ASSIGNMENTS
            state = rules.ASSIGNMENTS.target(step, state)


def test_illegal_step_says_what_can_be_done_now():
    with pytest.raises(IllegalStep) as refusal:
        rules.ASSIGNMENTS.target("at-hospital", AssignmentState.ASSIGNED)
    assert "terima" in refusal.value.facts["allowed"]
    assert "Membawa pasien" in refusal.value.sentence(refusal.value.rule)


@pytest.mark.parametrize("state", [TicketState.FORWARDED, TicketState.READ])
def test_unanswered_ticket_gets_no_unit_unless_112_may_assign(state):
    with pytest.raises(errors.NotYetAccepted):
        rules.require_accepted(state, DispatchMode.TICKET, "TKT-1")
    rules.require_accepted(state, DispatchMode.DIRECT, "TKT-1")
    with pytest.raises(errors.NotByTelephone):
        rules.require_accepted(state, DispatchMode.TELEPHONE, "TKT-1")


def test_direct_mode_needs_its_legal_basis():
    with pytest.raises(errors.LegalBasisMissing):
        rules.require_legal_basis(DispatchMode.DIRECT, " ")
    rules.require_legal_basis(DispatchMode.TICKET, "")


def test_nothing_promised_is_never_due():
    assert rules.due_after(NIGHT, 0) is None
    assert rules.due_after(NIGHT, 60) == NIGHT + timedelta(seconds=60)
    assert rules.late_s(None, NIGHT) == 0


def test_house_promises_the_urgent_minute():
    promised = starter.PROMISES["P1"]
    assert (promised.forward_s, promised.forward_alarm_s, promised.accept_s) == (60, 90, 60)
    assert promised.arrival_s == 15 * 60


def test_next_due_moment_is_the_one_not_yet_met():
    moments = {"ack_due_at": NIGHT, "arrival_due_at": NIGHT + timedelta(minutes=15)}
    facts = {"is_answered": False, "has_arrived": False, "is_ended": False}
    assert rules.next_ticket_due(**moments, **facts) == NIGHT
    answered = facts | {"is_answered": True}
    assert rules.next_ticket_due(**moments, **answered) == moments["arrival_due_at"]
    assert rules.next_ticket_due(**moments, **(answered | {"has_arrived": True})) is None
    assert rules.next_ticket_due(**moments, **(facts | {"is_ended": True})) is None


@dataclass
class Row:
    org_id: UUID
    role: str = "LEAD"
    category: str = ""
    family: str = "FIRE"
    fact: str = ""
    region: str = "3324"
    capabilities: list[str] = field(default_factory=lambda: ["FIRE"])


A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)


def routed(*rows, region="3324152001"):
    found = rules.routes_for(rows, category="FIRE_STRUCTURE", family="FIRE", region=region)
    return [(route.org_id, route.role) for route in found]


def test_category_goes_before_family_and_small_area_before_large():
    family, category = Row(A), Row(B, category="FIRE_STRUCTURE")
    assert routed(family, category) == [(B, "LEAD")]
    assert routed(Row(A), Row(C, region="332415")) == [(C, "LEAD")]


def test_lead_is_asked_first_and_each_agency_once():
    rows = (Row(B, role="SUPPORT"), Row(A), Row(A, role="SUPPORT"), Row(C, role="SUPPORT"))
    assert routed(*rows) == [(A, "LEAD"), (B, "SUPPORT"), (C, "SUPPORT")]


def test_other_area_and_other_family_are_not_asked():
    assert routed(Row(A, region="3325"), Row(B, family="FLOOD")) == []


@pytest.mark.parametrize(
    ("away_m", "accuracy_m", "proof"),
    [
        (None, 30, "UNKNOWN"), (0, None, "NEAR"), (300, None, "NEAR"), (300.1, None, "FAR"),
        (420, 120, "NEAR"), (421, 120, "FAR"),
    ],
)  # fmt: skip
def test_arrival_is_proven_within_the_limit_and_what_the_place_may_be_off(
    away_m, accuracy_m, proof
):
    assert rules.arrival_proof(away_m, accuracy_m, within_m=300) == proof


@pytest.mark.parametrize(
    ("proof", "said_by", "place_has_point", "kept"),
    [
        ("NEAR", ActorKind.VEHICLE, True, ""),
        ("NEAR", ActorKind.PERSON, True, ""),
        ("FAR", ActorKind.PERSON, True, "REPORTED"),
        ("UNKNOWN", ActorKind.PERSON, False, "REPORTED"),
        ("UNKNOWN", ActorKind.VEHICLE, False, "NO_POSITION"),
        ("FAR", ActorKind.SYSTEM, True, ""),
    ],
)
def test_who_is_not_asked_for_a_reason(proof, said_by, place_has_point, kept):
    found = rules.settle_arrival_reason(
        "", "", proof=proof, said_by=said_by, place_has_point=place_has_point, within_m=300
    )
    assert found == kept


@pytest.mark.parametrize("said_by", [ActorKind.VEHICLE, ActorKind.DEVICE])
@pytest.mark.parametrize("proof", ["FAR", "UNKNOWN"])
def test_who_is_asked_for_a_reason(proof, said_by):
    with pytest.raises(errors.ArrivalUnproven):
        rules.settle_arrival_reason(
            "", "", proof=proof, said_by=said_by, place_has_point=True, within_m=300
        )


def test_engine_is_not_offered_to_carry_patients():
    able = rules.steps_offered("ON_SCENE", ["FIRE", "TRANSPORT_PATIENT"])
    assert "transport" in able
    assert rules.steps_offered("ON_SCENE", ["FIRE"]) == tuple(s for s in able if s != "transport")
    assert rules.steps_offered("TRANSPORTING", []) == rules.ASSIGNMENTS.steps_from("TRANSPORTING")
