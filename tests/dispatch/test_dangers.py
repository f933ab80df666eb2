"""A crew that is threatened: nothing refuses its cry, and telephones ring until a person has it."""

import math
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import errors, matters, selectors, services, tasks
from kentongan.dispatch.enums import DangerPlace, DangerState
from kentongan.dispatch.models import Danger, DangerPress
from kentongan.fleet import services as fleet
from kentongan.incidents.models import LogLine
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.messaging.models import Message
from kentongan.orgs.selectors import rights_of
from tests.conftest import NIGHT
from tests.dispatch.make import (
    kinds_about,
    later,
    make_accepted,
    make_assignment,
    make_fire,
    step,
)
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import make_incident

pytestmark = pytest.mark.usefixtures("night")

HERE = {"lat": -6.9301, "lon": 110.2105, "accuracy_m": 12.0}


@pytest.fixture
def unit(cast):
    return make_unit(cast)


def cry(unit, at=NIGHT, **place):
    return services.raise_danger(by=crew_of(unit), unit_id=unit.id, at=at, **place)


def only_row(by):
    [row] = selectors.list_open_dangers(by)
    return row


def rung():
    return [m for m in Message.objects.order_by("id") if m.text.startswith("BAHAYA")]


def test_crew_without_a_task_and_without_a_place_is_heard(cast, unit):
    danger = cry(unit)
    assert (danger.state, danger.incident_id) == (DangerState.RAISED, None)
    row = only_row(cast.operator)
    assert (row.call_sign, row.place, row.coordinates) == (unit.call_sign, DangerPlace.UNKNOWN, "")
    assert rung()


def test_phones_place_is_told_with_its_accuracy(cast, unit):
    cry(unit, **HERE)
    row = only_row(cast.fire_officer)
    assert (row.place, row.lat, row.lon) == (DangerPlace.PHONE, HERE["lat"], HERE["lon"])
    assert (row.accuracy_m, row.place_at) == (12.0, NIGHT)


def test_units_last_place_stands_in_with_its_age(cast, unit):
    before = NIGHT - timedelta(minutes=40)
    fleet.report_position(by=crew_of(unit), unit_id=unit.id, lat=-6.95, lon=110.25, at=before)
    cry(unit)
    row = only_row(cast.operator)
    assert (row.place, row.lat, row.place_at) == (DangerPlace.UNIT, -6.95, before)
    assert DangerPress.objects.get().place == DangerPlace.UNIT


def test_where_it_goes_afterwards_is_followed(cast, unit):
    cry(unit, **HERE)
    fleet.report_position(by=crew_of(unit), unit_id=unit.id, lat=-6.95, lon=110.25, at=later(30))
    assert only_row(cast.operator).lat == -6.95


@pytest.mark.parametrize(
    "place",
    [
        {"lat": 91.0, "lon": 110.0},
        {"lat": math.nan, "lon": math.nan},
        {"lat": -6.9, "lon": 1e308},
        {"lat": -6.9},
    ],
)
def test_place_that_is_none_refuses_nothing(cast, unit, place):
    cry(unit, **place)
    assert only_row(cast.operator).place == DangerPlace.UNKNOWN


def test_accuracy_that_is_none_is_left_out(cast, unit):
    cry(unit, lat=-6.9, lon=110.2, accuracy_m=math.inf)
    assert only_row(cast.operator).accuracy_m is None


def test_rings_the_agency_and_the_supervisor_at_once_and_no_word_leaves(cast, unit):
    incident = make_fire(narrative="TANDA-KATA")
    make_assignment(cast, unit, make_accepted(cast, incident))
    cry(unit, **HERE)
    phones = {m.recipient for m in rung()}
    assert len(phones) == len(rung())
    levels = selectors.chain_for_danger(unit.org_id, NIGHT)
    assert phones == {levels[0].phone, selectors.supervisor(NIGHT).phone}
    for message in rung():
        assert message.text == (
            f"BAHAYA: awak unit {unit.call_sign} terancam. Buka Kentongan atau hubungi 112."
        )


def test_stands_in_the_incidents_log_and_is_told_to_the_other_crews(cast, unit):
    ticket = make_accepted(cast, make_fire())
    make_assignment(cast, unit, ticket)
    second = make_unit(cast)
    other = make_assignment(cast, second, ticket)
    danger = cry(unit)
    assert danger.incident_id == ticket.incident_id
    assert unit.call_sign in LogLine.objects.get().text
    assert kinds_about(other.id)[-1] == "dispatch.assignment.danger-changed"
    task = selectors.crew_view(second.id, at=NIGHT)
    [seen] = selectors.list_dangers_at(task.scene, second.id)
    assert seen.call_sign == unit.call_sign


def test_what_became_of_the_crew_stands_in_the_incidents_log_for_desks(cast, unit):
    make_assignment(cast, unit, make_accepted(cast, make_fire()))
    danger = cry(unit)
    services.end_danger(by=cast.fire_officer, danger_id=danger.id, outcome="Selamat", at=later(9))
    line = LogLine.objects.order_by("id").last()
    assert line.text == f"Bahaya {unit.call_sign} berakhir: Selamat"
    assert not line.to_crews


def test_pressed_again_adds_the_newest_place_and_rings_again(cast, unit):
    first = cry(unit, **HERE)
    before = len(rung())
    again = cry(unit, at=later(20), lat=-6.94, lon=110.22)
    assert again.id == first.id
    assert Danger.objects.count() == 1
    assert DangerPress.objects.count() == 2
    row = only_row(cast.operator)
    assert (row.lat, row.press_count, row.raised_at, row.pressed_at) == (-6.94, 2, NIGHT, later(20))
    assert len(rung()) > before


def test_pressed_again_after_an_answer_asks_for_another(cast, unit):
    danger = cry(unit)
    services.answer_danger(by=cast.operator, danger_id=danger.id, at=later(30))
    cry(unit, at=later(60))
    row = only_row(cast.operator)
    assert (row.state, row.answered_by, row.answered_desk) == (DangerState.RAISED, None, "")
    danger.refresh_from_db()
    assert danger.escalate_at is not None


def test_late_press_with_an_older_place_does_not_move_it_back(cast, unit):
    cry(unit, at=later(60), **HERE)
    cry(unit, at=later(5), lat=-6.99, lon=110.0)
    row = only_row(cast.operator)
    assert (row.lat, row.pressed_at) == (HERE["lat"], later(60))


def test_rings_on_through_the_chain_until_somebody_answers(cast, unit):
    danger = cry(unit)
    chain = selectors.chain_for_danger(unit.org_id, NIGHT)
    before = len(rung())
    assert tasks.escalate_dangers(danger.escalate_at - timedelta(seconds=1)) == 0
    for round_ in range(2 * len(chain)):
        danger.refresh_from_db()
        assert danger.escalate_at is not None
        assert tasks.escalate_dangers(danger.escalate_at) == 1
        assert len(rung()) == before + round_ + 1
    services.answer_danger(by=cast.operator, danger_id=danger.id, at=later(3600))
    assert tasks.escalate_dangers(later(90_000)) == 0
    assert kinds_about(danger.id)[-1] == "dispatch.danger.answered"


def test_round_begins_again_without_a_pause(cast, unit):
    danger = cry(unit)
    for _ in range(5):
        was = danger.escalate_at
        tasks.escalate_dangers(was)
        danger.refresh_from_db()
        assert danger.escalate_at - was <= timedelta(seconds=60)


def test_answered_by_name_and_desk(cast, unit):
    danger = cry(unit)
    services.answer_danger(by=cast.supervisor, danger_id=danger.id, at=later(60))
    row = only_row(cast.fire_officer)
    assert (row.is_answered, row.answered_by) == (True, cast.supervisor.id)
    assert row.answered_desk == "Pengawas 112, Pusat Panggilan 112 Kendal"


def test_second_answer_is_told_who_has_it_and_the_same_again_is_nothing_new(cast, unit):
    danger = cry(unit)
    for _ in range(2):
        services.answer_danger(by=cast.fire_officer, danger_id=danger.id, at=later(60))
    with pytest.raises(errors.DangerTaken, match="Petugas piket OPD"):
        services.answer_danger(by=cast.operator, danger_id=danger.id, at=later(61))
    assert kinds_about(danger.id).count("dispatch.danger.answered") == 1


def test_open_until_a_person_has_written_what_came_of_it(cast, unit):
    danger = cry(unit)
    services.answer_danger(by=cast.operator, danger_id=danger.id, at=later(60))
    services.say_danger_over(by=crew_of(unit), unit_id=unit.id, at=later(90))
    assert only_row(cast.operator).said_over_at == later(90)
    with pytest.raises(errors.OutcomeMissing):
        services.end_danger(by=cast.operator, danger_id=danger.id, outcome=" ", at=later(91))
    said = "TANDA-AKHIR Awak selamat, polisi di tempat"
    services.end_danger(by=cast.operator, danger_id=danger.id, outcome=said, at=later(92))
    assert selectors.list_open_dangers(cast.operator) == ()
    with pytest.raises(errors.DangerOver):
        services.end_danger(by=cast.operator, danger_id=danger.id, outcome=said, at=later(93))
    with pytest.raises(errors.DangerOver):
        services.answer_danger(by=cast.operator, danger_id=danger.id, at=later(93))


def test_whoever_ends_what_nobody_took_has_taken_it(cast, unit):
    danger = cry(unit)
    services.end_danger(by=cast.operator, danger_id=danger.id, outcome="Salah tekan", at=later(9))
    danger.refresh_from_db()
    assert (danger.answered_by, danger.escalate_at) == (cast.operator.id, None)


def test_word_of_the_crew_before_its_last_cry_counts_for_nothing(cast, unit):
    """Without a line the cry goes first, and what was said before it comes after it."""
    cry(unit)
    cry(unit, at=later(120))
    services.say_danger_over(by=crew_of(unit), unit_id=unit.id, at=later(60))
    assert only_row(cast.operator).said_over_at is None


def test_safe_without_a_danger_is_nothing(cast, unit):
    services.say_danger_over(by=crew_of(unit), unit_id=unit.id, at=NIGHT)
    assert not Entry.objects.filter(kind__startswith="dispatch.danger").exists()


def test_word_of_the_crew_does_not_stop_the_telephones(cast, unit):
    danger = cry(unit)
    services.say_danger_over(by=crew_of(unit), unit_id=unit.id, at=later(5))
    danger.refresh_from_db()
    assert danger.escalate_at is not None


def test_after_its_end_the_crew_may_cry_again(cast, unit):
    first = cry(unit)
    services.end_danger(by=cast.operator, danger_id=first.id, outcome="Aman", at=later(9))
    assert cry(unit, at=later(60)).id != first.id


def test_ended_task_and_ended_incident_refuse_nothing(cast, unit):
    task = make_assignment(cast, unit, make_accepted(cast, make_fire()))
    for name in ("en-route", "on-scene", "clear"):
        step(SETUP, task, name, **({"reason": "NO_POSITION"} if name == "on-scene" else {}))
    assert cry(unit).incident_id is None


def test_only_its_own_crew_its_agency_and_112_have_to_do_with_it(cast, unit):
    danger = cry(unit)
    other = make_unit(cast)
    with pytest.raises(NotFound):
        services.raise_danger(by=crew_of(other), unit_id=unit.id, at=NIGHT)
    for name in ("operator", "dispatcher", "supervisor", "fire_officer"):
        assert only_row(cast.actor(name)).id == danger.id
    for name in ("medical_officer", "outsider"):
        assert selectors.list_open_dangers(cast.actor(name)) == ()
        with pytest.raises(NotFound):
            services.answer_danger(by=cast.actor(name), danger_id=danger.id, at=NIGHT)
    with pytest.raises(NotAllowed):
        services.answer_danger(by=cast.pusdalops, danger_id=danger.id, at=NIGHT)
    for name in ("leader", "camat", "pusdalops", "auditor"):
        with pytest.raises(NotAllowed):
            selectors.list_open_dangers(cast.actor(name))


def test_no_machine_answers_or_ends(cast, unit):
    danger = cry(unit)
    with pytest.raises(errors.DangerByNobody):
        services.answer_danger(by=SETUP, danger_id=danger.id, at=NIGHT)
    with pytest.raises(errors.DangerByNobody):
        services.end_danger(by=crew_of(unit), danger_id=danger.id, outcome="x", at=NIGHT)


def test_danger_is_seen_where_the_incident_is_sealed(cast, unit):
    sealed = make_incident(category="DOMESTIC_VIOLENCE")
    make_assignment(cast, unit, make_accepted(cast, sealed))
    danger = cry(unit, **HERE)
    row = only_row(cast.supervisor)
    assert (row.incident_id, row.coordinates != "") == (sealed.id, True)
    entry = Entry.objects.get(kind="dispatch.danger.raised")
    assert entry.facts["restricted"] is True
    unseen = selectors.danger_row(Danger.objects.get(id=danger.id), rights_of(cast.outsider))
    assert (unseen.incident_id, unseen.incident_number) == (None, "")
    assert not rights_of(cast.pusdalops).may_see(
        unit.region, unit.org_id, entry.kind, restricted=True
    )


def test_journal_knows_no_place_and_no_word(cast, unit):
    danger = cry(unit, lat=-6.93017, lon=110.21058)
    services.end_danger(by=cast.operator, danger_id=danger.id, outcome="TANDA-AKHIR", at=later(9))
    for entry in Entry.objects.filter(subject_id=danger.id):
        assert not any(word in entry.data for word in ("6.93", "110.21", "TANDA"))


def test_database_keeps_one_open_per_unit_and_an_answer_by_somebody(cast, unit):
    danger = cry(unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Danger.objects.create(
            unit=unit, state=DangerState.ANSWERED, answered_by=cast.operator.id, raised_at=NIGHT,
            received_at=NIGHT, pressed_at=NIGHT,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Danger.objects.filter(id=danger.id).update(state=DangerState.ANSWERED)


def test_places_are_deleted_as_tracks_are_and_words_emptied(cast, unit):
    danger = cry(unit, **HERE)
    services.end_danger(by=cast.operator, danger_id=danger.id, outcome="Aman", at=later(9))
    much_later = NIGHT + timedelta(days=4000)
    assert tasks.forget_danger_places(much_later) == 1
    assert not DangerPress.objects.exists()


def test_desks_and_the_crew_are_told_at_once(cast, unit):
    """Whoever sits there when it happens must not wait for the next look at the page."""
    for name in ("operator", "dispatcher", "supervisor", "fire_officer"):
        rights = rights_of(cast.actor(name))
        assert rights.may_see(unit.region, unit.org_id, "dispatch.danger.raised", restricted=True)
    assert rights_of(crew_of(unit)).may_see(unit.region, unit.org_id, "dispatch.danger.answered")


def test_cry_that_a_desk_hears_by_radio_rings_like_one_that_is_pressed(cast, unit):
    task = make_assignment(cast, unit, make_accepted(cast, make_fire()))
    for number, desk in enumerate((cast.dispatcher, cast.fire_officer, crew_of(unit)), start=1):
        danger = services.hear_danger(by=desk, assignment_id=task.id, at=later(number))
        assert danger.press_count == number
    assert danger.incident_id == task.incident_id
    assert Danger.objects.count() == 1
    assert len(rung()) > 2


@pytest.mark.parametrize("name", ["camat", "medical_officer", "auditor", "pusdalops"])
def test_cry_is_not_for_others_to_hear(cast, unit, name):
    task = make_assignment(cast, unit, make_accepted(cast, make_fire()))
    with pytest.raises((NotFound, NotAllowed)):
        services.hear_danger(by=getattr(cast, name), assignment_id=task.id, at=NIGHT)


def test_open_danger_is_handed_over_by_name_at_its_agency_and_at_112(cast, unit):
    danger = cry(unit)
    for org, count in (("fire", 1), ("centre", 1), ("medical", 0), ("neighbour", 0)):
        found = [m for m in matters.open_dangers(cast.orgs[org], NIGHT) if m.id == danger.id]
        assert len(found) == count, org
    services.end_danger(by=cast.operator, danger_id=danger.id, outcome="Awak selamat", at=later(60))
    assert matters.open_dangers(cast.orgs["fire"], NIGHT) == []
