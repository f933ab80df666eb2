"""Two at one moment: one incident, one outcome."""

import pytest
from django.test import Client

from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.kernel.ids import new_id
from kentongan.neighbours import services
from kentongan.neighbours.models import Aid, Letter
from tests.conftest import NIGHT
from tests.incidents.make import make_categories, make_incident
from tests.neighbours.make import ask, asked_letter, make_neighbour, send
from tests.races.together import at_once

ROUNDS = 5


@pytest.fixture
def now_is_night(monkeypatch):
    """For every thread: the context variable of a set clock is one thread's own."""
    monkeypatch.setattr("kentongan.kernel.clock.SystemClock.now", lambda self: NIGHT)


@pytest.mark.django_db(transaction=True)
def test_accepted_at_both_desks_at_once_opens_one_incident(cast, now_is_night):
    make_categories()
    make_neighbour(cast)
    for number in range(1, ROUNDS + 1):
        assert send(Client(), asked_letter()).status_code == 200
        aid = Aid.objects.latest("id")
        came_to = at_once(
            lambda a=aid: services.accept_aid(by=cast.operator, aid_id=a.id, at=NIGHT),
            lambda a=aid: services.accept_aid(by=cast.second_operator, aid_id=a.id, at=NIGHT),
        )
        assert sorted(came_to) == ["done", "refused"]
        assert Incident.objects.count() == number
        assert Letter.objects.count() == number


@pytest.mark.django_db(transaction=True)
def test_accepted_as_it_is_called_off_has_one_outcome(cast, now_is_night):
    make_categories()
    make_neighbour(cast)
    for _ in range(ROUNDS):
        assert send(Client(), asked_letter()).status_code == 200
        aid = Aid.objects.latest("id")
        letter = {"type": "call-off", "id": str(new_id()), "reference": str(aid.reference)}
        said = []
        came_to = at_once(
            lambda a=aid: services.accept_aid(by=cast.operator, aid_id=a.id, at=NIGHT),
            lambda x=letter, s=said: s.append(send(Client(), x).json()["state"]),
        )
        aid.refresh_from_db()
        assert [aid.state] == said
        assert came_to[0] == ("done" if aid.state == "ACCEPTED" else "refused")
        assert (aid.incident is not None) == (aid.state == "ACCEPTED")


@pytest.mark.django_db(transaction=True)
def test_one_letter_twice_at_once_is_one_thing(cast, now_is_night):
    make_neighbour(cast)
    for number in range(1, ROUNDS + 1):
        letter = asked_letter()
        codes = []
        at_once(*[lambda x=letter, c=codes: c.append(send(Client(), x).status_code)] * 2)
        assert codes == [200, 200]
        assert Aid.objects.count() == number
        assert Entry.objects.filter(kind="neighbours.aid.received").count() == number


@pytest.mark.django_db(transaction=True)
def test_two_desks_hand_one_incident_to_one_neighbour(cast, now_is_night):
    make_categories()
    make_neighbour(cast)
    for number in range(1, ROUNDS + 1):
        incident = make_incident()
        came_to = at_once(
            lambda i=incident: ask(cast, incident=i),
            lambda i=incident: ask(cast, incident=i, by="second_operator"),
        )
        assert sorted(came_to) == ["done", "refused"]
        assert Aid.objects.count() == number
