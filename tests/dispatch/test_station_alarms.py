"""The station alarm: by decree only, at the posts that will be asked, once, and nothing is sent."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import services
from kentongan.dispatch.enums import TicketState
from kentongan.dispatch.errors import AlarmWithoutDecree
from kentongan.dispatch.models import Assignment, StationAlarm, StationRing
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import UnitState
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.incidents.models import LogLine
from kentongan.journal import reactions
from kentongan.kernel.actors import REACTIONS, SETUP
from kentongan.kernel.errors import NotAllowed
from kentongan.messaging.models import Message
from kentongan.orgs.models import Post
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER, make_fire, make_ticket
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import exact, make_incident

pytestmark = pytest.mark.usefixtures("night")
DECREE = "SK Bupati 300/12/2026"
POST_PHONE = "+62294381113"


@pytest.fixture
def engine(cast):
    for family in ("FIRE", "MEDICAL", "TREE", "VIOLENCE"):
        services.add_routing_rule(
            by=SETUP, region=KENDAL, org_id=cast.org_id("fire"), role=PartyRole.LEAD,
            family=family, capabilities=["FIRE"], at=EARLIER,
        )  # fmt: skip
    Post.objects.filter(id=cast.posts["fire_kendal"].id).update(phone=POST_PHONE)
    return make_unit(cast)


@pytest.fixture
def decreed(cast, engine):
    return decide(cast)


def decide(cast, up_to=Priority.P2, basis=DECREE):
    return services.set_station_alarm(
        by=cast.admin, org_id=cast.org_id("fire"), up_to=up_to, legal_basis=basis, at=EARLIER
    )


def forward(cast, incident):
    """A person forwards it; the worker reacts."""
    ticket = make_ticket(cast, incident)
    reactions.run_all()
    return ticket


def rung():
    return list(Message.objects.filter(subject_kind="ticket").values_list("recipient", flat=True))


def test_nothing_rings_by_itself_where_no_decree_says_so(cast, engine):
    forward(cast, make_fire(place=exact()))
    assert not StationRing.objects.exists()
    assert rung() == []


def test_post_of_the_first_unit_is_rung_and_nobody_is_sent(cast, decreed):
    ticket = forward(cast, make_fire(place=exact()))
    [ring] = StationRing.objects.all()
    assert (ring.post_id, ring.ticket_id) == (cast.posts["fire_kendal"].id, ticket.id)
    [message] = Message.objects.filter(subject_id=ticket.id)
    assert message.recipient == POST_PHONE
    assert ticket.number in message.text
    assert "TANDA" not in message.text  # neither what happened nor where leaves the house
    ticket.refresh_from_db()
    assert ticket.state == TicketState.FORWARDED
    assert not Assignment.objects.exists()
    assert LogLine.objects.filter(text__contains="Alarm pos dibunyikan").count() == 1


def test_rung_once_however_often_it_is_told(cast, decreed):
    ticket = forward(cast, make_fire(place=exact()))
    for _ in range(3):
        assert not services.sound_station_alarms(
            by=REACTIONS, incident_id=ticket.incident_id, at=NIGHT
        )
    assert len(rung()) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"category": "MEDICAL_UNCONSCIOUS"},
        {"category": "TREE_DOWN"},
        {"category": "DOMESTIC_VIOLENCE"},
    ],
    ids=["medical", "below the priority", "restricted"],
)
def test_never_medical_nor_restricted_nor_below_the_priority(cast, decreed, values):
    forward(cast, make_incident(place=exact(), **values))
    assert not StationRing.objects.exists()


@pytest.mark.parametrize(("silent_min", "rings"), [(0, 0), (10, 0), (31, 1)])
def test_crew_on_the_road_is_not_woken_at_its_post(cast, decreed, engine, silent_min, rings):
    """One that has been silent for half an hour is taken to be home again, as proposals do."""
    fleet.report_position(
        by=crew_of(engine), unit_id=engine.id, lat=-7.05, lon=110.1,
        at=NIGHT - timedelta(minutes=silent_min),
    )  # fmt: skip
    forward(cast, make_fire(place=exact()))
    assert StationRing.objects.count() == rings


def test_unit_that_cannot_go_wakes_nobody(cast, decreed, engine):
    fleet.set_unit_state(by=SETUP, unit_id=engine.id, state=UnitState.OUT_OF_SERVICE, at=NIGHT)
    forward(cast, make_fire(place=exact()))
    assert not StationRing.objects.exists()


def test_post_without_a_telephone_is_said_in_the_log(cast, decreed):
    Post.objects.update(phone="")
    forward(cast, make_fire(place=exact()))
    assert rung() == []
    assert LogLine.objects.filter(text__contains="tidak dapat dibunyikan").exists()


def test_answered_ticket_rings_no_post(cast, decreed):
    ticket = make_ticket(cast, make_fire(place=exact()))
    services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name="Budi", at=NIGHT)
    reactions.run_all()
    assert not StationRing.objects.exists()


def test_decree_needs_its_number_and_the_right(cast, engine):
    for basis in ("", "   ", "perintah lisan"):
        with pytest.raises(AlarmWithoutDecree):
            decide(cast, basis=basis)
    with pytest.raises(NotAllowed):
        services.set_station_alarm(
            by=cast.fire_officer, org_id=cast.org_id("fire"), up_to="P1", legal_basis=DECREE,
            at=NIGHT,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        StationAlarm.objects.create(
            org_id=cast.org_id("fire"), up_to="P1", legal_basis="", valid_from=NIGHT
        )


def test_taken_back_it_rings_no_more(cast, decreed):
    assert decide(cast, up_to="", basis="") is None
    forward(cast, make_fire(place=exact()))
    assert not StationRing.objects.exists()
