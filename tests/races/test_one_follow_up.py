"""Several mark one call at once; a supervisor presses twice; two write the same talk down."""

from functools import partial
from typing import Any

import pytest

from kentongan.calls import services as calls
from kentongan.exchange import services as exchange
from kentongan.exchange.enums import JoinMode
from kentongan.floor import services
from kentongan.floor.enums import JoinReason, TalkOutcome
from kentongan.floor.models import FollowUp, Listening, Talk
from tests.conftest import NIGHT
from tests.floor.conftest import practice as practice
from tests.floor.make import hard, orders, over, react, spoken
from tests.incidents.make import make_categories
from tests.quality.make import make_supervisor
from tests.races.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 4


def test_of_all_who_mark_a_call_one_opens_the_follow_up(cast: Any, night: Any) -> None:
    make_categories()
    second = make_supervisor(cast)
    for number in range(ROUNDS):
        call = hard(cast.operator, "TREE_DOWN")
        mark = partial(services.mark_hard, call_id=call.id, at=NIGHT)
        came_to = at_once(
            *(partial(mark, by=by) for by in (cast.operator, cast.supervisor, second))
        )
        assert came_to == ["done"] * 3
        assert FollowUp.objects.count() == number + 1


def test_pressed_twice_at_once_the_telephone_rings_once(
    cast: Any, night: Any, practice: Any
) -> None:
    exchange.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    exchange.take_seat(by=cast.supervisor, extension="1009", at=NIGHT)
    for number in range(ROUNDS):
        call = spoken(f"{number}.1")
        join = partial(
            services.begin_listening, by=cast.supervisor, call_id=call.id, mode=JoinMode.LISTEN,
            reason=JoinReason.LIFE, at=NIGHT,
        )  # fmt: skip
        assert at_once(join, join) == ["done", "done"]
        assert Listening.objects.filter(call=call, ended_at=None).count() == 1
        assert len(orders(practice, "Originate")) == number + 1
        over(cast.operator, call)


def test_joined_while_the_line_is_put_down_nobody_stays(
    cast: Any, night: Any, practice: Any
) -> None:
    exchange.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    exchange.take_seat(by=cast.supervisor, extension="1009", at=NIGHT)
    for number in range(ROUNDS):
        call = spoken(f"{number}.1")
        came_to = at_once(
            partial(
                services.begin_listening, by=cast.supervisor, call_id=call.id,
                mode=JoinMode.LISTEN, reason=JoinReason.LIFE, at=NIGHT,
            ),
            partial(calls.hang_up, by=cast.operator, call_id=call.id, at=NIGHT),
        )  # fmt: skip
        assert came_to in (["done", "done"], ["refused", "done"])
        react()
        assert not Listening.objects.filter(ended_at=None).exists()


def test_of_two_who_write_one_talk_down_one_does(cast: Any, night: Any) -> None:
    make_categories()
    second = make_supervisor(cast)
    for number in range(ROUNDS):
        hard(cast.operator)
        row = FollowUp.objects.latest("opened_at", "id")
        note = partial(
            services.note_talk, follow_up_id=row.id, number=1, outcome=TalkOutcome.TALKED, at=NIGHT
        )
        came_to = at_once(partial(note, by=cast.supervisor), partial(note, by=second))
        assert sorted(came_to) == ["done", "refused"]
        assert Talk.objects.count() == number + 1
