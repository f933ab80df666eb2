"""Units at work: only these services count them, and the last one takes the incident on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.incidents import selectors, services, tasks
from kentongan.incidents.enums import Attendance, ContactSafety, IncidentState, PartyRole
from kentongan.incidents.errors import (
    CoolingFirst,
    NobodyArrived,
    NotARecheckTime,
    NoUnitToRelease,
    RecheckNotYet,
    UnitsStillOut,
)
from kentongan.incidents.models import Incident
from kentongan.journal import timekeeper
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import make_incident

HOUR = timedelta(hours=1)


def commit(incident: Incident, n: int = 1) -> Incident:
    for _ in range(n):
        incident = services.commit_unit(by=SETUP, incident_id=incident.id, at=NIGHT)
    return incident


def release(incident: Incident, *, done: bool) -> Incident:
    return services.release_unit(by=SETUP, incident_id=incident.id, done=done, at=NIGHT + HOUR)


def arrive(incident: Incident) -> Incident:
    return services.mark_on_scene(by=SETUP, incident_id=incident.id, at=NIGHT)


def test_first_unit_makes_it_dispatched(cast: Cast) -> None:
    incident = commit(make_incident())
    assert (incident.state, incident.units_committed) == (IncidentState.DISPATCHED, 1)
    assert incident.dispatched_at == NIGHT


def test_last_unit_that_declines_brings_it_back_to_the_board(cast: Cast) -> None:
    incident = commit(make_incident(), 2)
    assert release(incident, done=False).state == IncidentState.DISPATCHED
    back = release(incident, done=False)
    assert (back.state, back.units_committed) == (IncidentState.AWAITING_DISPATCH, 0)


def test_last_unit_that_has_finished_ends_the_field_work(cast: Cast) -> None:
    incident = arrive(commit(make_incident()))
    assert incident.state == IncidentState.ON_SCENE
    done = release(incident, done=True)
    assert done.state == IncidentState.FIELD_DONE
    assert done.field_done_at == NIGHT + HOUR


def test_unit_that_turned_back_has_ended_nothing(cast: Cast) -> None:
    back = release(commit(make_incident()), done=True)
    assert (back.state, back.attendance) == (IncidentState.AWAITING_DISPATCH, "")


def test_reason_of_a_crew_that_turned_back_ends_it_and_is_kept(cast: Cast) -> None:
    incident = commit(make_incident())
    done = services.release_unit(
        by=SETUP, incident_id=incident.id, done=True, absence=Attendance.RESOLVED, at=NIGHT
    )
    assert (done.state, done.attendance) == (IncidentState.FIELD_DONE, Attendance.RESOLVED)


def test_no_reason_from_afar_ends_a_fire(cast: Cast) -> None:
    fire = commit(make_incident(category="FIRE_STRUCTURE"))
    back = services.release_unit(
        by=SETUP, incident_id=fire.id, done=True, absence=Attendance.RESOLVED, at=NIGHT
    )
    assert back.state == IncidentState.AWAITING_DISPATCH


@pytest.mark.parametrize("absence", ["", Attendance.ARRIVED, "BIASA"])
def test_desk_ends_nothing_where_nobody_arrived_and_nobody_says_why(cast: Cast, absence) -> None:
    incident = make_incident()
    with pytest.raises(NobodyArrived):
        services.field_done(by=cast.operator, incident_id=incident.id, absence=absence, at=NIGHT)


def test_desk_says_why_it_is_over_although_nobody_arrived(cast: Cast) -> None:
    done = services.field_done(
        by=cast.operator, incident_id=make_incident().id, absence=Attendance.BY_OTHERS, at=NIGHT
    )
    assert (done.state, done.attendance) == (IncidentState.FIELD_DONE, Attendance.BY_OTHERS)


def test_crew_sent_back_has_to_arrive_anew(cast: Cast) -> None:
    again = commit(release(arrive(commit(make_incident())), done=True))
    assert (again.state, again.attendance) == (IncidentState.DISPATCHED, "")
    assert release(again, done=True).state == IncidentState.AWAITING_DISPATCH


def test_database_refuses_what_is_done_without_anybody(cast: Cast) -> None:
    incident = make_incident()
    with pytest.raises(IntegrityError, match="done_where_somebody_came"), transaction.atomic():
        Incident.objects.filter(id=incident.id).update(state=IncidentState.FIELD_DONE)


def test_engine_that_leaves_a_fire_leaves_it_cooling_with_an_hour(cast: Cast) -> None:
    incident = arrive(commit(make_incident(category="FIRE_STRUCTURE")))
    left = release(incident, done=True)
    assert left.state == IncidentState.COOLING
    assert left.recheck_at is not None
    assert left.recheck_at > NIGHT + HOUR


def test_fire_keeps_its_recheck_when_the_last_engine_leaves_before(cast: Cast) -> None:
    fire = arrive(commit(make_incident(category="FIRE_STRUCTURE")))
    services.start_cooling(by=SETUP, incident_id=fire.id, recheck_at=NIGHT + 3 * HOUR, at=NIGHT)
    left = release(fire, done=True)
    assert (left.state, left.wake_at) == (IncidentState.COOLING, NIGHT + 3 * HOUR)


def test_no_unit_no_release(cast: Cast) -> None:
    with pytest.raises(NoUnitToRelease):
        release(make_incident(), done=True)


def test_only_the_first_arrival_stops_the_clock(cast: Cast) -> None:
    incident = arrive(commit(make_incident(), 2))
    version = incident.version
    again = services.mark_on_scene(by=SETUP, incident_id=incident.id, at=NIGHT + HOUR)
    assert (again.on_scene_at, again.version) == (NIGHT, version)


def test_arrival_that_nobody_timed_moves_on_and_no_later_one_stands_for_it(cast: Cast) -> None:
    incident = services.mark_on_scene(
        by=SETUP, incident_id=commit(make_incident()).id, moment_known=False, at=NIGHT
    )
    assert (incident.state, incident.on_scene_at) == (IncidentState.ON_SCENE, None)
    assert arrive(incident).on_scene_at is None
    services.control(by=SETUP, incident_id=incident.id, at=NIGHT)
    assert arrive(incident).on_scene_at is None
    assert (
        Entry.objects.filter(subject_id=incident.id, kind="incidents.incident.moved").count() == 2
    )


def test_field_work_is_not_done_while_a_unit_is_out(cast: Cast) -> None:
    incident = arrive(commit(make_incident()))
    with pytest.raises(UnitsStillOut):
        services.field_done(by=cast.operator, incident_id=incident.id, at=NIGHT)


def test_agency_by_telephone_needs_no_unit_of_ours(cast: Cast) -> None:
    incident = make_incident(category="CRIME")
    services.mark_on_scene(by=cast.operator, incident_id=incident.id, at=NIGHT)
    done = services.field_done(by=cast.operator, incident_id=incident.id, at=NIGHT)
    assert done.state == IncidentState.FIELD_DONE


def test_fire_passes_cooling_with_a_time_to_come(cast: Cast) -> None:
    fire = arrive(make_incident(category="FIRE_STRUCTURE"))
    assert services.control(by=SETUP, incident_id=fire.id, at=NIGHT).controlled_at == NIGHT
    with pytest.raises(CoolingFirst):
        services.field_done(by=SETUP, incident_id=fire.id, at=NIGHT)
    with pytest.raises(NotARecheckTime):
        services.start_cooling(by=SETUP, incident_id=fire.id, recheck_at=NIGHT, at=NIGHT)
    services.start_cooling(by=SETUP, incident_id=fire.id, recheck_at=NIGHT + HOUR, at=NIGHT)
    assert services.field_done(by=SETUP, incident_id=fire.id, at=NIGHT + HOUR).wake_at is None


def cool(cast: Cast) -> Incident:
    fire = arrive(make_incident(category="FIRE_STRUCTURE"))
    services.involve_org(
        by=SETUP, incident_id=fire.id, org_id=cast.org_id("fire"), role=PartyRole.LEAD, at=NIGHT
    )
    return services.start_cooling(by=SETUP, incident_id=fire.id, recheck_at=NIGHT + HOUR, at=NIGHT)


@pytest.mark.parametrize("who", ["operator", "fire_officer", "supervisor"])
def test_cooling_fire_is_not_done_before_its_hour(cast: Cast, who: str) -> None:
    fire, early = cool(cast), NIGHT + HOUR - timedelta(seconds=1)
    with pytest.raises(RecheckNotYet) as refused:
        services.field_done(by=getattr(cast, who), incident_id=fire.id, at=early)
    assert refused.value.facts == {"number": fire.number, "hour": "04.00 WIB"}
    with pytest.raises(RecheckNotYet):
        services.field_done(by=getattr(cast, who), incident_id=fire.id, early_reason=" ", at=early)
    assert Incident.objects.get(id=fire.id).state == IncidentState.COOLING
    done = services.field_done(by=getattr(cast, who), incident_id=fire.id, at=NIGHT + HOUR)
    assert (done.state, done.recheck_waived_by) == (IncidentState.FIELD_DONE, None)


@pytest.mark.parametrize("who", ["fire_officer", "supervisor"])
def test_officer_and_supervisor_answer_for_a_fire_done_early(cast: Cast, who: str) -> None:
    fire, by, why = cool(cast), getattr(cast, who), "Sudah dibongkar, tidak ada bara."
    done = services.field_done(by=by, incident_id=fire.id, early_reason=why, at=NIGHT)
    assert (done.state, done.recheck_waived_by) == (IncidentState.FIELD_DONE, by.id)
    assert [line.text for line in selectors.list_log(fire.id)] == [why]
    told = Entry.objects.filter(kind="incidents.incident.recheck-waived").first()
    assert told is not None
    assert why not in told.data


def test_operator_does_not_answer_for_a_fire_done_early(cast: Cast) -> None:
    fire = cool(cast)
    with pytest.raises(RecheckNotYet):
        services.field_done(
            by=cast.operator, incident_id=fire.id, early_reason="awak bilang aman", at=NIGHT
        )
    assert not selectors.list_log(fire.id)


def test_database_refuses_a_fire_done_before_its_hour(cast: Cast) -> None:
    fire = cool(cast)
    with pytest.raises(IntegrityError, match="done_after_its_recheck"), transaction.atomic():
        Incident.objects.filter(id=fire.id).update(
            state=IncidentState.FIELD_DONE, field_done_at=NIGHT
        )


def test_fire_that_is_worked_on_again_has_no_hour_from_before(cast: Cast) -> None:
    fire = cool(cast)
    services.field_done(by=SETUP, incident_id=fire.id, early_reason="padam", at=NIGHT)
    again = commit(fire)
    assert (again.recheck_at, again.recheck_waived_by) == (None, None)


def test_fire_that_flares_up_is_at_work_again(cast: Cast) -> None:
    fire = arrive(make_incident(category="FIRE_STRUCTURE"))
    services.start_cooling(by=SETUP, incident_id=fire.id, recheck_at=NIGHT + HOUR, at=NIGHT)
    again = services.flare_up(by=SETUP, incident_id=fire.id, at=NIGHT)
    assert (again.state, again.wake_at) == (IncidentState.ON_SCENE, None)


def test_recheck_is_said_once_at_its_hour(cast: Cast) -> None:
    fire = arrive(make_incident(category="FIRE_STRUCTURE"))
    services.start_cooling(by=SETUP, incident_id=fire.id, recheck_at=NIGHT + HOUR, at=NIGHT)
    assert tasks.wake_incidents(NIGHT) == 0
    assert tasks.wake_incidents(NIGHT + 2 * HOUR) == 1
    assert tasks.wake_incidents(NIGHT + 2 * HOUR) == 0
    due = Entry.objects.get(kind="incidents.incident.recheck-due")
    assert due.occurred_at == NIGHT + HOUR
    assert Incident.objects.get(id=fire.id).state == IncidentState.COOLING


def test_appointment_brings_scheduled_work_to_the_board_at_its_hour(cast: Cast) -> None:
    wasps = make_incident(category="WASP_NEST")
    services.schedule(by=cast.operator, incident_id=wasps.id, scheduled_for=NIGHT + HOUR, at=NIGHT)
    services.note_wake(by=SETUP, incident_id=wasps.id, at=NIGHT)
    assert Incident.objects.get(id=wasps.id).state == IncidentState.SCHEDULED
    assert tasks.wake_incidents(NIGHT + HOUR) == 1
    assert Incident.objects.get(id=wasps.id).state == IncidentState.AWAITING_DISPATCH
    with pytest.raises(NotARecheckTime):
        services.schedule(by=SETUP, incident_id=wasps.id, scheduled_for=NIGHT, at=NIGHT)


def test_timer_is_registered() -> None:
    assert "incidents.wake" in timekeeper.all_timers()


def test_first_ticket_stops_the_112_clock(cast: Cast) -> None:
    incident = make_incident()
    services.mark_forwarded(by=cast.operator, incident_id=incident.id, at=NIGHT)
    again = services.mark_forwarded(by=cast.operator, incident_id=incident.id, at=NIGHT + HOUR)
    assert again.forwarded_at == NIGHT


def test_ended_incident_takes_no_unit(cast: Cast) -> None:
    incident = make_incident()
    services.cancel_incident(by=SETUP, incident_id=incident.id, reason="ganda", at=NIGHT)
    with pytest.raises(IllegalStep):
        commit(incident)


def test_crew_works_only_for_what_its_agency_takes_part_in(cast: Cast) -> None:
    incident = make_incident()
    with pytest.raises(NotFound):
        services.commit_unit(by=cast.fire_officer, incident_id=incident.id, at=NIGHT)
    services.involve_org(
        by=SETUP, incident_id=incident.id, org_id=cast.org_id("fire"), role=PartyRole.LEAD, at=NIGHT
    )
    services.commit_unit(by=cast.fire_officer, incident_id=incident.id, at=NIGHT)
    services.mark_on_scene(by=cast.fire_officer, incident_id=incident.id, at=NIGHT)
    with pytest.raises(NotAllowed):
        services.commit_unit(by=cast.auditor, incident_id=incident.id, at=NIGHT)


def test_agency_is_told_in_its_own_stream(cast: Cast) -> None:
    incident = make_incident()
    services.involve_org(
        by=SETUP, incident_id=incident.id, org_id=cast.org_id("fire"), role=PartyRole.LEAD, at=NIGHT
    )
    services.set_contact_safety(
        by=cast.operator, incident_id=incident.id,
        contact_safety=ContactSafety.SILENT_ONLY, at=NIGHT,
    )  # fmt: skip
    told = Entry.objects.get(kind="incidents.party.told")
    assert told.org_id == cast.org_id("fire")
    assert told.facts["about"] == "incidents.incident.contact-safety-set"


def test_merged_incident_comes_back_where_its_crew_has_brought_it(cast: Cast) -> None:
    master, other = make_incident(), commit(make_incident())
    services.merge_into(by=SETUP, incident_id=other.id, into_id=master.id, at=NIGHT)
    still = services.mark_on_scene(by=SETUP, incident_id=other.id, at=NIGHT)
    assert still.state == IncidentState.MERGED
    assert services.unmerge(by=SETUP, incident_id=other.id, at=NIGHT).state == "ON_SCENE"
