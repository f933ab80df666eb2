"""Adding units, their states, readiness, crews and tokens."""

from datetime import timedelta

import pytest

from kentongan.fleet import errors, selectors, services
from kentongan.fleet.enums import UnitState
from kentongan.fleet.models import CrewSeat, Unit
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP, ActorKind
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.kernel.ids import hash_token
from tests.conftest import NIGHT
from tests.fleet.make import crew_of, make_ambulance, make_unit


def kinds_about(unit):
    return list(
        Entry.objects.filter(subject_id=unit.id).order_by("seq").values_list("kind", flat=True)
    )


def test_added_unit_is_off_duty_at_its_posts_place(cast):
    unit = make_unit(cast, state=UnitState.OFF)
    assert (unit.state, unit.region) == (UnitState.OFF, cast.posts["fire_kendal"].region)
    assert kinds_about(unit) == ["fleet.unit.added"]


def test_call_sign_in_use_is_refused(cast):
    make_unit(cast, call_sign="Damkar Tunggal")
    with pytest.raises(errors.CallSignTaken):
        make_unit(cast, call_sign="Damkar Tunggal")


def test_post_of_another_agency_is_not_found(cast):
    with pytest.raises(NotFound):
        make_unit(cast, org_id=cast.org_id("medical"))


def test_officer_may_not_add_units(cast):
    with pytest.raises(NotAllowed):
        services.add_unit(
            by=cast.fire_officer, org_id=cast.org_id("fire"), kind="TEAM", capabilities=[],
            post_id=cast.posts["fire_kendal"].id, call_sign="Regu X", at=NIGHT,
        )  # fmt: skip


def test_officer_sets_the_state_of_the_own_unit_and_it_is_journalled(cast):
    unit = make_unit(cast)
    services.set_unit_state(
        by=cast.fire_officer, unit_id=unit.id, state=UnitState.BROKEN, note="pompa", at=NIGHT
    )
    unit.refresh_from_db()
    assert (unit.state, unit.state_note, unit.version) == (UnitState.BROKEN, "pompa", 3)
    entry = Entry.objects.filter(subject_id=unit.id).latest("seq")
    assert entry.facts["before"] == "AVAILABLE"
    assert "pompa" not in entry.data


def test_other_agency_does_not_know_the_unit(cast):
    unit = make_unit(cast)
    with pytest.raises(NotFound):
        services.set_unit_state(
            by=cast.medical_officer, unit_id=unit.id, state=UnitState.OFF, at=NIGHT
        )


def test_dispatcher_sees_the_unit_and_may_not_run_it(cast):
    unit = make_unit(cast)
    with pytest.raises(NotAllowed):
        services.set_unit_state(by=cast.dispatcher, unit_id=unit.id, state=UnitState.OFF, at=NIGHT)


def test_crew_runs_its_own_unit_and_no_other(cast):
    own, other = make_unit(cast), make_unit(cast)
    crew = crew_of(own)
    services.set_unit_state(by=crew, unit_id=own.id, state=UnitState.BREAK, at=NIGHT)
    with pytest.raises(NotFound):
        services.set_unit_state(by=crew, unit_id=other.id, state=UnitState.BREAK, at=NIGHT)


def test_busy_unit_changes_by_its_assignment_only(cast):
    unit = make_unit(cast)
    services.mark_busy(by=SETUP, unit=unit, at=NIGHT)
    with pytest.raises(errors.UnitOnTask):
        services.set_unit_state(
            by=cast.fire_officer, unit_id=unit.id, state=UnitState.OFF, at=NIGHT
        )
    services.mark_available(by=SETUP, unit=unit, at=NIGHT)
    assert Unit.objects.get(id=unit.id).state == UnitState.AVAILABLE


def test_readiness_without_an_end_holds_for_the_shift(cast):
    unit = make_unit(cast)
    readiness = services.confirm_readiness(
        by=crew_of(unit), unit_id=unit.id, crew_count=4, fuel_percent=80, water_l=4000,
        defects="rem tangan", at=NIGHT,
    )  # fmt: skip
    assert readiness.valid_until == NIGHT + timedelta(hours=8)
    unit.refresh_from_db()
    assert (unit.ready_until, unit.crew_count) == (readiness.valid_until, 4)
    entry = Entry.objects.filter(subject_id=unit.id).latest("seq")
    assert entry.facts["has_defects"] is True
    assert "rem tangan" not in entry.data


def test_readiness_in_the_past_is_refused(cast):
    unit = make_unit(cast)
    with pytest.raises(errors.ConfirmationAlreadyOver):
        services.confirm_readiness(
            by=SETUP, unit_id=unit.id, crew_count=4, valid_until=NIGHT, at=NIGHT
        )


def test_nobody_confirms_beyond_the_running_shift(cast):
    said = services.confirm_readiness(
        by=SETUP, unit_id=make_unit(cast).id, crew_count=4, at=NIGHT,
        valid_until=NIGHT + timedelta(days=7),
    )  # fmt: skip
    assert said.valid_until == NIGHT + timedelta(hours=8)


def test_crew_that_takes_the_seats_replaces_the_one_before(cast):
    unit = make_unit(cast)
    services.seat_crew(by=crew_of(unit), unit_id=unit.id, names=["Budi", "Sari"], at=NIGHT)
    services.seat_crew(by=crew_of(unit), unit_id=unit.id, names=["Tono"], at=NIGHT)
    seated = CrewSeat.objects.filter(unit=unit, until=None)
    assert [seat.person_name for seat in seated] == ["Tono"]
    assert "Tono" not in Entry.objects.filter(subject_id=unit.id).latest("seq").data


def test_token_opens_the_crews_page_until_it_is_replaced_or_revoked(cast):
    unit = make_unit(cast)
    first = services.issue_vehicle_token(by=cast.fire_officer, unit_id=unit.id, at=NIGHT)
    signed_in = selectors.find_vehicle(hash_token(first))
    assert signed_in is not None
    assert signed_in.actor == crew_of(unit)
    assert signed_in.actor.kind is ActorKind.VEHICLE
    second = services.issue_vehicle_token(by=cast.admin, unit_id=unit.id, at=NIGHT)
    assert selectors.find_vehicle(hash_token(first)) is None
    services.revoke_vehicle_token(by=cast.fire_officer, unit_id=unit.id, at=NIGHT)
    assert selectors.find_vehicle(hash_token(second)) is None


def test_token_is_stored_and_journalled_nowhere(cast):
    unit = make_unit(cast)
    token = services.issue_vehicle_token(by=cast.fire_officer, unit_id=unit.id, at=NIGHT)
    assert all(token not in entry.data for entry in Entry.objects.filter(subject_id=unit.id))


def test_other_agency_gets_no_token(cast):
    unit = make_unit(cast)
    with pytest.raises(NotAllowed):
        services.issue_vehicle_token(by=cast.medical_officer, unit_id=unit.id, at=NIGHT)


def test_each_agency_lists_its_own_units_and_112_all(cast):
    engine, ambulance = make_unit(cast), make_ambulance(cast)
    assert [u.id for u in selectors.list_units(cast.fire_officer)] == [engine.id]
    assert {u.id for u in selectors.list_units(cast.operator)} == {engine.id, ambulance.id}
    assert selectors.list_units(cast.outsider) == []
