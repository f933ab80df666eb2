"""Two telephones answer one link at the same moment; the network tells the same place twice."""

from typing import Any

import pytest

from kentongan.geo.points import Point
from kentongan.kernel.actors import CITIZEN, TELEPHONES
from kentongan.locating import services
from kentongan.locating.errors import LinkTaken
from kentongan.locating.models import Fix, LocationLink
from tests.conftest import NIGHT
from tests.locating.conftest import reached_from_outside  # noqa: F401 - an address and a secret
from tests.locating.make import PHONE, make_call, message, sent_token
from tests.races.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def test_exactly_one_telephone_has_the_link(cast: Any, night: Any) -> None:
    for _ in range(ROUNDS):
        call = make_call(cast.operator)
        services.send_link(by=cast.operator, call_id=call.id, is_agreed=True, at=NIGHT)
        token = sent_token()

        def tell(browser: str, token: str = token) -> None:
            services.tell_position(
                by=CITIZEN, token=token, browser=browser, point=Point(-6.9, 110.2), radius_m=9,
                at=NIGHT,
            )  # fmt: skip

        told = at_once(lambda: tell("one"), lambda: tell("other"), refusal=LinkTaken)
        assert sorted(told) == ["done", "refused"]
        assert Fix.objects.filter(link__call=call).count() == 1


def test_the_same_message_twice_is_one_place(cast: Any, night: Any) -> None:
    for n in range(ROUNDS):
        text, told = message(lat=-6.8 - n / 100), []

        def hear(text: str = text, told: list[Any] = told) -> None:
            told.append(services.hear_message(by=TELEPHONES, phone=PHONE, text=text, at=NIGHT))

        assert at_once(hear, hear) == ["done", "done"]
        assert len({fix.id for fix, _ in told}) == 1
        assert sorted(is_new for _, is_new in told) == [False, True]


def test_two_desks_send_a_link_at_once(cast: Any, night: Any) -> None:
    call = make_call(cast.operator)

    def send(name: str) -> None:
        by = cast.actor(name)
        services.send_link(by=by, call_id=call.id, is_agreed=True, at=NIGHT)

    came_to = at_once(lambda: send("operator"), lambda: send("second_operator"))
    assert came_to == ["done", "done"]
    assert LocationLink.objects.filter(call=call, ended_at=None).count() == 1
