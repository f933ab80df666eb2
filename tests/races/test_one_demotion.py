"""Two supervisors demote one number; one lifts it while a call of it arrives."""

from datetime import timedelta

import pytest

from kentongan.demotions import services
from kentongan.demotions.models import Delay, Demotion, Listening
from kentongan.demotions.types import Asked
from kentongan.exchange import services as exchange
from kentongan.exchange.models import Leg
from kentongan.exchange.types import Fact, FactKind
from kentongan.kernel.actors import EXCHANGE, REACTIONS
from tests.conftest import NIGHT
from tests.demotions.make import PRANKSTER, demoted, make_supervisor, pranks, ring
from tests.races.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_demote_one_number_one_has(cast):
    last, second = pranks(cast)[-1], make_supervisor(cast)
    for _ in range(4):
        Listening.objects.all().delete()
        Demotion.objects.all().delete()
        came_to = at_once(
            *(
                lambda by=by: services.grant(by=by, call_id=last.id, reason="Iseng.", at=NIGHT)
                for by in (cast.supervisor, second)
            )
        )
        assert sorted(came_to) == ["done", "refused"]
        assert Demotion.objects.count() == 1


def test_a_call_that_arrives_while_it_is_lifted_waits_for_nothing_afterwards(cast):
    row = demoted(cast)
    for number in range(4):
        at = NIGHT + timedelta(minutes=5 * number)
        Delay.objects.all().delete()
        Demotion.objects.filter(id=row.id).update(
            ended_at=None, end_cause="", due_at=row.until_at, ended_by=None
        )
        call = ring(at=at)
        came_to = at_once(
            lambda at=at: services.lift(by=cast.supervisor, demotion_id=row.id, at=at),
            lambda call=call, at=at: services.note_arrivals(
                by=REACTIONS, call_ids=[call.id], at=at
            ),
        )
        assert came_to == ["done", "done"]
        delay = Delay.objects.filter(call=call).first()
        assert delay is None or (delay.released_at, delay.rings_at) == (at, None)


def test_an_exchange_that_asks_while_its_stream_tells_makes_one_call(cast, settings):
    settings.AMI = None
    demoted(cast)
    for number in range(4):
        line = f"1764.{number}"
        ask = lambda line=line: services.answer_exchange(  # noqa: E731
            by=EXCHANGE, asked=Asked(call=line, number=PRANKSTER), at=NIGHT
        )
        tell = lambda line=line: exchange.hear(  # noqa: E731
            by=EXCHANGE, source="cti", at=NIGHT,
            fact=Fact(FactKind.JOINED, call=line, number=PRANKSTER),
        )  # fmt: skip
        assert at_once(ask, tell, ask) == ["done"] * 3
        assert Leg.objects.filter(uniqueid=line).count() == 1


def test_two_answers_about_one_call_make_one_delay(cast):
    demoted(cast)
    call = ring()
    arrive = lambda: services.note_arrivals(  # noqa: E731
        by=REACTIONS, call_ids=[call.id], at=NIGHT
    )
    assert at_once(arrive, arrive) == ["done", "done"]
    assert Delay.objects.count() == 1
