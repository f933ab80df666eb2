"""Nobody leaves a post before what is open there was taken by name."""

from datetime import timedelta

import pytest

from kentongan.calls import services as calls
from kentongan.calls.types import NewCall
from kentongan.dispatch.services import schedule_ticket
from kentongan.incidents.enums import Priority
from kentongan.incidents.services import set_priority
from kentongan.journal import reactions, timekeeper
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound, Unreadable
from kentongan.messaging.models import Message
from kentongan.orgs import errors, selectors, services
from kentongan.orgs.enums import DutyTimeCode, MatterKind
from kentongan.orgs.models import Duty, HandoverItem
from tests.conftest import NIGHT
from tests.dispatch.make import make_fire, make_ticket
from tests.incidents.make import make_categories, make_incident
from tests.orgs.make import make_duty

pytestmark = pytest.mark.django_db

LATER = NIGHT + timedelta(minutes=10)


@pytest.fixture
def room(cast, night):
    make_categories()
    return cast


@pytest.fixture
def leaving(room):
    return make_duty(room, "operator")


@pytest.fixture
def next_one(room):
    return make_duty(room, "second_operator", hours=(0, 8))


def matters(cast, org="centre", at=NIGHT):
    return selectors.open_matters(selectors.get_org(cast.org_id(org)), at)


def titles(cast, org="centre"):
    return {(each.matter.kind, each.matter.title) for each in matters(cast, org)}


def offer(cast, leaving, to, by="operator"):
    return services.hand_over(
        by=cast.actor(by), duty_id=leaving.id, to_duty_id=to.id,
        items=[each.matter.id for each in matters(cast)], note="TANDA-PESAN", at=NIGHT,
    )  # fmt: skip


def take(cast, handover, by="second_operator"):
    return services.take_over(
        by=cast.actor(by), handover_id=handover.id, read=selectors.item_ids_of(handover.id),
        at=LATER,
    )  # fmt: skip


def test_duty_without_open_matters_just_ends(room, leaving):
    assert services.sign_off(by=room.operator, duty_id=leaving.id, at=NIGHT).signed_off_at == NIGHT


def test_open_fire_keeps_its_operator_until_the_next_has_taken_it(room, leaving, next_one):
    fire = make_fire()
    with pytest.raises(errors.MattersOpen) as refused:
        services.sign_off(by=room.operator, duty_id=leaving.id, at=NIGHT)
    assert (refused.value.facts["count"], refused.value.facts["titles"]) == (1, (fire.number,))
    handover = offer(room, leaving, next_one)
    with pytest.raises(errors.MattersOpen):
        services.sign_off(by=room.operator, duty_id=leaving.id, at=NIGHT)
    take(room, handover)
    assert [each.holder.person_name for each in matters(room, at=LATER)] == ["Second Operator"]
    services.sign_off(by=room.operator, duty_id=leaving.id, at=LATER)


def test_what_a_colleague_holds_keeps_nobody_else(room, leaving, next_one):
    make_fire()
    take(room, offer(room, leaving, next_one))
    third = make_duty(room, "dispatcher")
    services.sign_off(by=room.dispatcher, duty_id=third.id, at=LATER)
    with pytest.raises(errors.MattersOpen):
        services.sign_off(by=room.second_operator, duty_id=next_one.id, at=LATER)


def test_matters_are_urgent_incidents_appointments_callbacks_and_remarks(room):
    fire = make_fire()
    callback = calls.receive_call(by=room.operator, new=NewCall(phone="+6281234567890"), at=NIGHT)
    calls.queue_call(by=room.operator, call_id=callback.id, at=NIGHT)
    assert (MatterKind.CALL, callback.number) not in titles(room)
    calls.abandon_call(by=room.operator, call_id=callback.id, at=NIGHT)
    calls.request_callback(by=room.operator, call_id=callback.id, history_seen=True, at=NIGHT)
    remark = services.note_remark(
        by=room.operator, org_id=room.org_id("centre"), text="Saluran 2 rusak", at=NIGHT
    )
    found = titles(room)
    assert (MatterKind.INCIDENT, fire.number) in found
    assert (MatterKind.CALLBACK, callback.number) in found
    assert (MatterKind.REMARK, "Saluran 2 rusak") in found
    services.settle_remark(by=room.operator, remark_id=remark.id, at=LATER)
    assert (MatterKind.REMARK, "Saluran 2 rusak") not in titles(room)


def test_low_priorities_stay_on_the_lists(room):
    incident = make_incident()
    set_priority(
        by=room.dispatcher, incident_id=incident.id, priority=Priority.P4, reason="aman", at=NIGHT
    )
    assert matters(room) == []


def test_agency_hands_over_its_tickets_and_appointments(room):
    ticket = make_ticket(room)
    assert titles(room, "fire") == {(MatterKind.TICKET, ticket.number)}
    assert titles(room, "medical") == set()
    schedule_ticket(
        by=room.fire_officer, ticket_id=ticket.id, name="Budi",
        scheduled_for=NIGHT + timedelta(hours=15), at=NIGHT,
    )  # fmt: skip
    assert titles(room, "fire") == {(MatterKind.APPOINTMENT, ticket.number)}


def test_nobody_takes_for_another(room, leaving, next_one):
    make_fire()
    handover = offer(room, leaving, next_one)
    with pytest.raises(NotFound):
        take(room, handover, by="dispatcher")
    with pytest.raises(NotAllowed):
        offer(room, leaving, next_one, by="second_operator")


def test_each_has_to_be_read(room, leaving, next_one):
    make_fire()
    make_fire()
    handover = offer(room, leaving, next_one)
    first = selectors.item_ids_of(handover.id)[:1]
    with pytest.raises(errors.NotEverythingRead) as refused:
        services.take_over(by=room.second_operator, handover_id=handover.id, read=first, at=LATER)
    assert refused.value.facts["count"] == 1
    assert not HandoverItem.objects.filter(taken_at__isnull=False).exists()


def test_who_is_not_there_takes_nothing(room, leaving):
    make_fire()
    absent = make_duty(room, "second_operator", hours=(0, 8), present=False)
    handover = offer(room, leaving, absent)
    with pytest.raises(errors.NotOnDuty):
        take(room, handover)
    services.sign_on(by=room.second_operator, duty_id=absent.id, at=NIGHT)
    assert take(room, handover).taken_at == LATER


def test_supervisor_takes_by_name_when_nobody_comes(room, leaving, next_one):
    make_fire()
    offered = offer(room, leaving, next_one)
    own = make_duty(room, "supervisor")
    taken = offer(room, leaving, own, by="supervisor")
    assert taken.taken_at == NIGHT
    assert matters(room)[0].holder == own
    with pytest.raises(errors.HandoverOver):
        take(room, offered)
    services.sign_off(by=room.operator, duty_id=leaving.id, at=LATER)


def test_successor_is_a_colleague(room, leaving):
    officer = make_duty(room, "fire_officer")
    with pytest.raises(errors.WrongSuccessor):
        offer(room, leaving, officer)
    with pytest.raises(errors.WrongSuccessor):
        offer(room, leaving, leaving)


def test_one_who_is_gone_holds_nothing(room, leaving, next_one):
    make_fire()
    take(room, offer(room, leaving, next_one))
    assert matters(room, at=NIGHT + timedelta(hours=9))[0].holder is None


def test_nobody_came_so_the_duty_goes_on_and_the_supervisor_is_rung(room, leaving):
    make_fire()
    make_duty(room, "supervisor", phone="0294 777 112")
    over = leaving.ends_at
    timekeeper.run_due(over)
    leaving.refresh_from_db()
    assert leaving.ends_at == leaving.end_due_at == over + timedelta(minutes=15)
    assert selectors.is_on_duty(room.people["operator"].id, over)
    reactions.run_set("dispatch")
    rung = Message.objects.filter(subject_id=leaving.id)
    assert [message.recipient for message in rung] == ["0294 777 112"]


def test_duties_that_are_over_together_ring_once(room, leaving):
    make_fire()
    other = make_duty(room, "supervisor", phone="0294 777 112")
    assert other.ends_at == leaving.ends_at
    timekeeper.run_due(leaving.ends_at)
    reactions.run_set("dispatch")
    assert Message.objects.filter(subject_id__in=[leaving.id, other.id]).count() == 1


def test_duty_with_nothing_left_ends_by_itself(room, leaving):
    assert services.keep_on_duty(by=SETUP, duty_id=leaving.id, at=leaving.ends_at) is None
    assert Duty.objects.get(id=leaving.id).end_due_at is None


def test_extension_is_a_dated_row_with_its_legal_basis(room, leaving):
    make_fire()
    services.set_duty_times(
        by=room.admin, code=DutyTimeCode.STAY_ON, seconds=[1800], legal_basis="SOP 7/2026", at=NIGHT
    )
    kept = services.keep_on_duty(by=SETUP, duty_id=leaving.id, at=leaving.ends_at)
    assert kept.ends_at == leaving.ends_at + timedelta(minutes=30)
    for seconds, basis in (([], "SOP"), ([30], "SOP"), ([60, 120], "SOP"), ([900], " ")):
        with pytest.raises(Unreadable):
            services.set_duty_times(
                by=room.admin, code=DutyTimeCode.STAY_ON, seconds=seconds, legal_basis=basis,
                at=NIGHT,
            )  # fmt: skip
    with pytest.raises(NotAllowed):
        services.set_duty_times(
            by=room.supervisor, code=DutyTimeCode.STAY_ON, seconds=[900], legal_basis="x", at=NIGHT
        )


def test_journal_tells_who_and_how_many_and_no_words(room, leaving, next_one):
    make_fire()
    handover = offer(room, leaving, next_one)
    take(room, handover)
    entries = Entry.objects.filter(subject_id=handover.id).order_by("seq")
    assert [entry.kind for entry in entries] == ["orgs.handover.offered", "orgs.handover.taken"]
    assert "TANDA" not in "".join(str(entry.facts) for entry in entries)
