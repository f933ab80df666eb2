"""Two operators, one call; two senders, one incident: real threads, real transactions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from kentongan.calls import services
from kentongan.calls.errors import AlreadyAnswered
from kentongan.calls.models import Call
from kentongan.incidents import services as incidents
from kentongan.incidents.models import Incident, NumberSeries, Report
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Failure
from kentongan.kernel.ids import new_id
from tests.calls.make import make_call
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import new_incident

ROUNDS = 10


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run them in threads that start together; a refusal is an answer."""
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return work()
        except Failure as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_of_two_operators_exactly_one_has_the_call(cast: Cast) -> None:
    for _ in range(ROUNDS):
        call = make_call()

        def answer(by: Actor, call: Call = call) -> Call:
            return services.answer_call(by=by, call_id=call.id, at=NIGHT)

        answers = at_once(
            lambda: answer(cast.operator),  # noqa: B023 - used within the round
            lambda: answer(cast.second_operator),  # noqa: B023
        )
        winners = [a for a in answers if isinstance(a, Call)]
        losers = [a for a in answers if isinstance(a, AlreadyAnswered)]
        assert len(winners) == len(losers) == 1
        assert losers[0].facts["answered_by"] == winners[0].answered_by


@pytest.mark.django_db(transaction=True)
def test_create_sent_twice_at_once_is_one_incident(cast: Cast) -> None:
    for _ in range(ROUNDS):
        new = new_incident(id=new_id())

        def send(new: Any = new) -> Incident:
            return incidents.open_incident(by=cast.operator, new=new, at=NIGHT)

        answers = at_once(send, send)
        assert [a.id for a in answers] == [new.id, new.id]
    assert Incident.objects.count() == Report.objects.count() == ROUNDS


@pytest.mark.django_db(transaction=True)
def test_numbers_are_given_once_each(cast: Cast) -> None:
    def send() -> Incident:
        return incidents.open_incident(by=cast.operator, new=new_incident(), at=NIGHT)

    numbers = {a.number for _ in range(ROUNDS) for a in at_once(send, send, send)}
    assert len(numbers) == 3 * ROUNDS
    assert NumberSeries.objects.get(kind="INS").last == 3 * ROUNDS
