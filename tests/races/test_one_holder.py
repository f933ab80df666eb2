"""Two people take one open matter at the same moment: one of them holds it, by name."""

import threading

import pytest
from django.db import connection

from kentongan.orgs import selectors, services
from kentongan.orgs.errors import HandoverOver
from kentongan.orgs.models import HandoverItem
from tests.conftest import NIGHT
from tests.dispatch.make import make_fire
from tests.incidents.make import make_categories
from tests.orgs.make import make_duty

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10


def test_successor_and_supervisor_take_it_and_one_has_it(cast, night):
    make_categories()
    fire = make_fire()
    leaving = make_duty(cast, "operator")
    coming = make_duty(cast, "second_operator", hours=(0, 8))
    own = make_duty(cast, "supervisor")
    for _ in range(ROUNDS):
        offered = services.hand_over(
            by=cast.operator, duty_id=leaving.id, to_duty_id=coming.id, items=[fire.id], note="",
            at=NIGHT,
        )  # fmt: skip
        told: list[str] = []
        both = threading.Barrier(2)

        def take(offered=offered):
            services.take_over(
                by=cast.second_operator, handover_id=offered.id,
                read=selectors.item_ids_of(offered.id), at=NIGHT,
            )  # fmt: skip

        def take_up():
            services.hand_over(
                by=cast.supervisor, duty_id=leaving.id, to_duty_id=own.id, items=[fire.id],
                note="", at=NIGHT,
            )  # fmt: skip

        def run(act, told=told, both=both):
            try:
                both.wait(30)
                act()
                told.append("taken")
            except HandoverOver:
                told.append("over")
            except BaseException as failure:
                told.append(f"failed: {failure!r}")
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=(act,)) for act in (take, take_up)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert set(told) <= {"taken", "over"}, told
        assert "taken" in told
        held = HandoverItem.objects.filter(
            matter_id=fire.id, taken_at__isnull=False, released_at=None
        )
        assert held.count() == 1
