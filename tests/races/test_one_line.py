"""Two tell of the same caller in the same moment: it is one call, one number, one row."""

import threading
import time
from functools import partial

import pytest

from kentongan.calls import services as calls
from kentongan.calls.models import Call
from kentongan.exchange import services
from kentongan.exchange.address import read_address
from kentongan.exchange.ami.backs import key_of
from kentongan.exchange.facts import Fact, FactKind
from kentongan.exchange.models import HeardEvent, Leg, Seat
from kentongan.exchange.services import ringing_back
from kentongan.incidents.models import NumberSeries
from kentongan.kernel.actors import EXCHANGE
from tests.conftest import NIGHT
from tests.exchange.make import hear, told
from tests.races.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10


def test_told_twice_at_once_is_one_call(cast, night):
    for number in range(ROUNDS):
        tell = partial(hear, FactKind.JOINED, call=f"{number}.1", source="cti")
        assert at_once(tell, tell, tell) == ["done"] * 3
    assert Call.objects.count() == Leg.objects.count() == ROUNDS
    assert NumberSeries.objects.get(kind="TLP").last == ROUNDS


def test_answered_and_given_up_at_once_is_one_of_the_two(cast, night):
    for number in range(ROUNDS):
        call = f"{number}.1"
        hear(FactKind.JOINED, call=call)
        came_to = at_once(
            partial(hear, FactKind.CONNECTED, call=call, member="PJSIP/1"),
            partial(hear, FactKind.ABANDONED, call=call),
        )
        assert came_to == ["done", "done"]
        assert Leg.objects.get(uniqueid=call).state in {"ABANDONED", "ENDED"}


def test_two_sit_down_at_one_telephone_at_once(cast, night):
    for number in range(ROUNDS):
        take = partial(services.take_seat, extension=f"10{number}", at=NIGHT)
        both = at_once(partial(take, by=cast.operator), partial(take, by=cast.second_operator))
        assert both == ["done", "done"]
        assert Seat.objects.filter(extension=f"10{number}").count() == 1


def test_one_event_sent_twice_at_once_takes_effect_once(cast, night):
    for number in range(ROUNDS):
        fact = told(FactKind.JOINED, call=f"{number}.1")
        tell = partial(
            services.take_event, by=EXCHANGE, event_id=f"e-{number}", fact=fact, at=NIGHT
        )
        assert at_once(tell, tell) == ["done", "done"]
    assert Call.objects.count() == HeardEvent.objects.count() == ROUNDS


def test_the_exchange_tells_of_a_ring_before_it_is_written(cast, night, settings, monkeypatch):
    """The desk's telephone may refuse before the act that had it rung has committed."""
    settings.AMI = read_address("ami://u:s@127.0.0.1:5038/112")
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    hear(FactKind.JOINED)
    hear(FactKind.ABANDONED)
    call_id = Call.objects.get().id
    calls.request_callback(by=cast.operator, call_id=call_id, history_seen=True, at=NIGHT)
    ordered = threading.Event()

    def give(address, orders):
        ordered.set()
        time.sleep(0.3)

    def tell():
        ordered.wait(30)
        fact = Fact(FactKind.NOT_REACHED, call=key_of(call_id, 1), outcome="BUSY")
        services.hear(by=EXCHANGE, source="ami", fact=fact, at=NIGHT)

    monkeypatch.setattr(ringing_back, "give_orders", give)
    ring = partial(services.ring_back, by=cast.operator, call_id=call_id, at=NIGHT)
    assert at_once(ring, tell) == ["done", "done"]
    assert Leg.objects.get(is_back=True).outcome == "BUSY"


def test_two_desks_ring_one_caller_at_once(cast, night, settings, monkeypatch):
    settings.AMI = read_address("ami://u:s@127.0.0.1:5038/112")
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    services.take_seat(by=cast.second_operator, extension="1002", at=NIGHT)
    monkeypatch.setattr(ringing_back, "give_orders", lambda *told: None)
    for number in range(ROUNDS):
        hear(FactKind.JOINED, call=f"{number}.1")
        hear(FactKind.ABANDONED, call=f"{number}.1")
        call_id = Leg.objects.get(uniqueid=f"{number}.1").call_id
        calls.request_callback(by=cast.operator, call_id=call_id, history_seen=True, at=NIGHT)
        ring = partial(services.ring_back, call_id=call_id, at=NIGHT)
        both = at_once(partial(ring, by=cast.operator), partial(ring, by=cast.second_operator))
        assert sorted(both) == ["done", "refused"]
        assert Leg.objects.filter(call_id=call_id, is_back=True).count() == 1
