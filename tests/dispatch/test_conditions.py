"""What others are asked to make safe: only a confirmation by name is green (practice.md §1.4)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import errors, rules, selectors, services, tasks
from kentongan.dispatch.enums import ConditionState
from kentongan.dispatch.models import Condition
from kentongan.incidents import services as incidents
from kentongan.journal import reactions
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound
from kentongan.messaging.models import Message
from kentongan.orgs.models import Organisation
from tests.conftest import NIGHT
from tests.dispatch.make import (
    EARLIER,
    kinds_about,
    later,
    make_accepted,
    make_assignment,
    make_fire,
    make_ticket,
)
from tests.fleet.make import make_unit
from tests.incidents.make import make_incident

NAME = "TANDA-NAMA Pak Slamet, PLN"


def make_condition(cast, incident=None, *, by=None, kind="POWER_OFF", org="disaster", **values):
    incident = incident or make_fire()
    return services.ask_condition(
        by=by or cast.operator, incident_id=incident.id, kind=kind, org_id=cast.org_id(org),
        at=NIGHT, **values,
    )  # fmt: skip


def confirm(cast, condition, at=NIGHT):
    return services.confirm_condition(by=cast.operator, condition_id=condition.id, name=NAME, at=at)


def row_of(condition):
    [row] = selectors.list_conditions_of(condition.incident)
    return row


def test_asked_is_not_safe(cast):
    row = row_of(make_condition(cast, where="Gardu KDL-12"))
    assert not row.is_safe
    assert row.said == "LISTRIK BELUM DINYATAKAN PADAM"
    assert row.due_at == later(300)


def test_confirmed_by_name_is_safe_until_it_is_released(cast):
    condition = make_condition(cast)
    confirm(cast, condition, at=later(120))
    row = row_of(condition)
    assert (row.is_safe, row.said) == (True, "Listrik padam")
    assert (row.answered_at, row.answered_name) == (later(120), NAME)
    services.release_condition(
        by=cast.operator, condition_id=condition.id, name=NAME, at=later(900)
    )
    assert (row_of(condition).is_safe, row_of(condition).said) == (False, "LISTRIK DINYALAKAN LAGI")


def test_no_name_no_answer(cast):
    condition = make_condition(cast)
    with pytest.raises(errors.NameMissing):
        services.confirm_condition(by=cast.operator, condition_id=condition.id, name=" ", at=NIGHT)
    with pytest.raises(errors.ReasonMissing):
        services.refuse_condition(
            by=cast.operator, condition_id=condition.id, name=NAME, reason="", at=NIGHT
        )


def test_refused_stays_red_and_may_still_be_confirmed(cast):
    condition = make_condition(cast)
    services.refuse_condition(
        by=cast.operator, condition_id=condition.id, name=NAME, reason="Gardu jauh", at=NIGHT
    )
    assert (row_of(condition).is_safe, row_of(condition).note) == (False, "Gardu jauh")
    confirm(cast, condition)
    assert row_of(condition).is_safe


def test_what_is_in_force_is_not_cancelled_but_released(cast):
    condition = make_condition(cast)
    confirm(cast, condition)
    with pytest.raises(IllegalStep):
        services.cancel_condition(by=cast.operator, condition_id=condition.id, at=NIGHT)


def test_same_request_twice_is_refused_another_place_is_not(cast):
    incident = make_fire()
    make_condition(cast, incident, where="KM 390")
    with pytest.raises(errors.ConditionAskedAlready):
        make_condition(cast, incident, where="KM 390")
    make_condition(cast, incident, where="KM 385")


def test_unknown_kind_and_ended_incident_are_refused(cast):
    with pytest.raises(errors.NoSuchCondition):
        make_condition(cast, kind="MOON_OFF")
    incident = make_fire()
    incidents.cancel_incident(by=SETUP, incident_id=incident.id, reason="keliru", at=NIGHT)
    with pytest.raises(errors.IncidentOver):
        make_condition(cast, incident)


def test_agency_at_the_scene_asks_and_the_asked_one_answers(cast):
    ticket = make_accepted(cast)
    condition = make_condition(cast, ticket.incident, by=cast.fire_officer, org="medical")
    with pytest.raises(NotAllowed):
        services.confirm_condition(
            by=cast.fire_officer, condition_id=condition.id, name=NAME, at=NIGHT
        )
    services.confirm_condition(
        by=cast.medical_officer, condition_id=condition.id, name=NAME, at=NIGHT
    )
    with pytest.raises(NotFound):
        make_condition(cast, by=cast.outsider)


def test_whoever_rang_one_without_an_account_writes_down_what_it_said(cast):
    """PLN answers the fire officer who has rung it, not a screen that it has not."""
    ticket = make_accepted(cast)
    Organisation.objects.filter(id=cast.org_id("medical")).update(is_joined=False)
    condition = make_condition(cast, ticket.incident, by=cast.fire_officer, org="medical")
    with pytest.raises(NotFound):
        services.confirm_condition(by=cast.outsider, condition_id=condition.id, name=NAME, at=NIGHT)
    services.confirm_condition(
        by=cast.fire_officer, condition_id=condition.id, name=NAME, at=later(60)
    )
    row = row_of(condition)
    assert (row.is_safe, row.answered_name) == (True, NAME)
    condition.refresh_from_db()
    assert condition.answered_by == cast.fire_officer.id


def test_every_crew_and_agency_there_is_told(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    condition = make_condition(cast, assignment.incident)
    confirm(cast, condition)
    assert kinds_about(condition.id) == ["dispatch.condition.asked", "dispatch.condition.answered"]
    assert kinds_about(assignment.id)[-2:] == ["dispatch.assignment.condition-changed"] * 2
    assert kinds_about(assignment.ticket_id)[-1] == "dispatch.ticket.condition-changed"
    [seen] = selectors.crew_view(unit.id, at=NIGHT).conditions
    assert seen.is_safe
    assert not Entry.objects.filter(data__icontains="TANDA").exists()


def test_no_answer_rings_the_asked_one_then_the_supervisor_and_round_again(cast):
    condition = make_condition(cast)
    tasks.escalate_conditions(later(299))
    assert not Message.objects.exists()
    tasks.escalate_conditions(later(300))
    condition.refresh_from_db()
    assert condition.escalation_level == 1
    assert Message.objects.count() == 1
    tasks.escalate_conditions(condition.escalate_at)
    condition.refresh_from_db()
    assert condition.escalation_level == 2
    tasks.escalate_conditions(condition.escalate_at)
    assert Message.objects.count() == 3


def test_answer_stops_the_ringing(cast):
    condition = make_condition(cast)
    confirm(cast, condition)
    tasks.escalate_conditions(later(600))
    assert not Message.objects.exists()


def test_open_ones_are_listed_for_112_and_who_has_to_do_with_them(cast):
    ticket = make_ticket(cast)
    condition = make_condition(cast, ticket.incident, org="disaster")
    for name in ("operator", "fire_officer"):
        [row] = selectors.list_open_conditions(cast.actor(name))
        assert row.id == condition.id
    assert selectors.list_open_conditions(cast.medical_officer) == ()


def test_condition_of_a_restricted_incident_is_not_for_those_who_only_watch(cast):
    condition = make_condition(cast, make_incident(category="DOMESTIC_VIOLENCE"))
    assert [row.id for row in selectors.list_open_conditions(cast.operator)] == [condition.id]
    assert selectors.list_open_conditions(cast.auditor) == ()


def test_list_says_of_a_restricted_incident_what_is_asked_and_not_where(cast):
    sealed = make_incident(category="DOMESTIC_VIOLENCE")
    make_condition(cast, sealed, where="TANDA-RUMAH pagar hijau")
    make_condition(cast, make_fire(), where="Gardu 3")
    said = {row.where for row in selectors.list_open_conditions(cast.operator)}
    assert said == {"", "Gardu 3"}
    [read] = selectors.list_conditions_of(sealed)
    assert read.where == "TANDA-RUMAH pagar hijau"


def test_closing_waits_for_nothing_but_what_is_in_force_stays_listed(cast):
    incident = make_fire()
    asked = make_condition(cast, incident)
    forced = make_condition(cast, incident, kind="ROAD_CLOSED")
    confirm(cast, forced)
    incidents.cancel_incident(by=SETUP, incident_id=incident.id, reason="keliru", at=NIGHT)
    while reactions.run_set("dispatch"):
        pass
    asked.refresh_from_db()
    assert asked.state == ConditionState.CANCELLED
    assert [row.id for row in selectors.list_open_conditions(cast.operator)] == [forced.id]


def test_regency_words_a_kind_and_its_time(cast):
    kind = rules.KindOfCondition(
        "POWER_OFF", "Padamkan listrik PLN", "Padam", "BELUM", "MENYALA", 60
    )
    services.set_condition_kind(by=cast.admin, kind=kind, legal_basis="SOP 3/2026", at=EARLIER)
    row = row_of(make_condition(cast))
    assert (row.name, row.said, row.due_at) == ("Padamkan listrik PLN", "BELUM", later(60))
    with pytest.raises(NotAllowed):
        services.set_condition_kind(by=cast.operator, kind=kind, at=EARLIER)


def test_database_keeps_one_of_each_and_a_moment_of_confirmation(cast):
    condition = make_condition(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.filter(id=condition.id).update(state=ConditionState.CONFIRMED)
    assert condition.due_at - NIGHT == timedelta(seconds=300)


def test_crew_of_a_merged_incident_reads_what_was_asked_for_the_other(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    into = make_fire()
    incidents.merge_into(
        by=SETUP, incident_id=assignment.incident_id, into_id=into.id, same_place_confirmed=True,
        same_victims_confirmed=True, at=NIGHT,
    )  # fmt: skip
    condition = make_condition(cast, into)
    [seen] = selectors.crew_view(unit.id, at=NIGHT).conditions
    assert seen.id == condition.id
    assert kinds_about(assignment.id)[-1] == "dispatch.assignment.condition-changed"
