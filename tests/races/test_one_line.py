"""Two tell of the same caller in the same moment: it is one call, one number, one row."""

from functools import partial

import pytest

from kentongan.calls.models import Call
from kentongan.exchange import services
from kentongan.exchange.facts import FactKind
from kentongan.exchange.models import HeardEvent, Leg, Seat
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
