"""A duty is offered to everybody and two colleagues take it at the same moment: one has it."""

import threading

import pytest
from django.db import connection

from kentongan.orgs import services
from kentongan.orgs.errors import SwapOver
from kentongan.orgs.models import Duty
from tests.conftest import NIGHT
from tests.orgs.make import make_duty

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10


def test_exactly_one_colleague_takes_the_duty(cast, night):
    for number in range(ROUNDS):
        first = 10 + 24 * number
        duty = make_duty(cast, "fire_officer", hours=(first, first + 8), present=False)
        rivals = ("second_fire_officer", "fire_officer")
        make_duty(cast, "second_fire_officer", hours=(first + 9, first + 10), present=False)
        services.change_duty(
            by=cast.fire_officer, duty_id=duty.id, version=1, person_name="Lain", phone="", at=NIGHT
        )
        make_duty(cast, "fire_officer", hours=(first + 10, first + 11), present=False)
        swap = services.ask_swap(by=cast.fire_officer, duty_id=duty.id, at=NIGHT)
        both, told = threading.Barrier(2), []

        def take(name, swap=swap, both=both, told=told):
            try:
                both.wait(30)
                services.agree_swap(by=cast.actor(name), swap_id=swap.id, at=NIGHT)
                told.append("taken")
            except SwapOver:
                told.append("over")
            except BaseException as failure:
                told.append(f"failed: {failure!r}")
            finally:
                connection.close()

        threads = [threading.Thread(target=take, args=(name,)) for name in rivals]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(told) == ["over", "taken"]
        assert Duty.objects.get(id=duty.id).user_id in {cast.people[name].id for name in rivals}
