"""Two desks answer one safety condition at the same moment: one is kept, the other is refused."""

import threading

import pytest
from django.db import connection

from kentongan.dispatch import services
from kentongan.dispatch.models import Condition
from kentongan.journal.models import Entry
from kentongan.kernel.errors import IllegalStep
from tests.conftest import NIGHT
from tests.dispatch.make import make_fire
from tests.incidents.make import make_categories

ROUNDS = 20


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_at_once_one_name_stands(cast):
    make_categories()
    kept, refused, failed = [], [], []

    def answer(by, condition, name, start):
        try:
            start.wait(60)
            services.confirm_condition(by=by, condition_id=condition.id, name=name, at=NIGHT)
            kept.append(name)
        except IllegalStep:
            refused.append(name)
        except BaseException as failure:
            failed.append(failure)
        finally:
            connection.close()

    for _ in range(ROUNDS):
        condition = services.ask_condition(
            by=cast.operator, incident_id=make_fire().id, kind="POWER_OFF",
            org_id=cast.org_id("disaster"), at=NIGHT,
        )  # fmt: skip
        start = threading.Barrier(2)
        desks = [
            threading.Thread(target=answer, args=(by, condition, name, start))
            for by, name in ((cast.operator, "Budi"), (cast.dispatcher, "Slamet"))
        ]
        for desk in desks:
            desk.start()
        for desk in desks:
            desk.join(60)
        condition.refresh_from_db()
        assert condition.answered_name == kept[-1]
    assert failed == []
    assert (len(kept), len(refused)) == (ROUNDS, ROUNDS)
    assert Entry.objects.filter(kind="dispatch.condition.answered").count() == ROUNDS
    assert Condition.objects.count() == ROUNDS
