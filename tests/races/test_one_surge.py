"""Two supervisors declare at once, or end at once; two ask the same person; two workers propose."""

from typing import Any

import pytest

from kentongan.calls.enums import AgentState
from kentongan.calls.models import Agent
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.messaging.models import Message
from kentongan.surge import services
from kentongan.surge.models import OverflowOperator, Proposal, Surge
from tests.conftest import NIGHT
from tests.quality.make import make_supervisor
from tests.races.together import at_once
from tests.surge.make import add_helper, burst, declare, the_request

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


def test_of_two_who_declare_at_once_there_is_one_surge(cast: Any, night: Any) -> None:
    second = make_supervisor(cast)
    add_helper(cast)
    for number in range(ROUNDS):
        came_to = at_once(
            *(
                lambda by=by: services.declare_surge(by=by, reason="Gempa", at=NIGHT)
                for by in (cast.supervisor, second)
            )
        )
        assert sorted(came_to) == ["done", "refused"]
        surge = Surge.objects.get(ended_at=None)
        assert Message.objects.filter(subject_id=surge.id).count() == 1
        ended = at_once(
            *(
                lambda by=by, key=surge.id: services.end_surge(
                    by=by, surge_id=key, reason="Reda", at=NIGHT
                )
                for by in (cast.supervisor, second)
            )
        )
        assert sorted(ended) == ["done", "refused"]
        assert Surge.objects.count() == number + 1
        assert Message.objects.filter(subject_id=surge.id).count() == 2


def test_a_person_is_in_the_group_once(cast: Any, night: Any) -> None:
    came_to = at_once(lambda: add_helper(cast), lambda: add_helper(cast))
    assert sorted(came_to) == ["done", "refused"]
    assert OverflowOperator.objects.count() == 1


def test_who_gets_ready_as_the_surge_ends_does_not_stand_ready_for_ever(
    cast: Any, night: Any
) -> None:
    helper = add_helper(cast)
    for _ in range(ROUNDS):
        surge = declare(cast)
        request = the_request()
        ready, ended = at_once(
            lambda key=request.id: services.put_ready(
                by=cast.second_operator, request_id=key, at=NIGHT
            ),
            lambda key=surge.id: services.end_surge(
                by=cast.supervisor, surge_id=key, reason="Reda", at=NIGHT
            ),
        )  # fmt: skip
        assert (ready in {"done", "refused"}, ended) == (True, "done")
        request.refresh_from_db()
        assert request.state == "RELEASED"
        agent = Agent.objects.filter(user_id=helper.user_id).first()
        assert agent is None or agent.state == AgentState.NOT_READY
        request.delete()


def test_two_workers_propose_once(cast: Any, night: Any) -> None:
    burst(12)
    look = [lambda: services.watch(by=TIMEKEEPER, usual=None, at=NIGHT)] * 2
    assert at_once(*look) == ["done", "done"]
    assert Proposal.objects.count() == 1
