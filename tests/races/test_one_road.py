"""One says that a road is open, another that it still is closed, at the same moment: what is told
last stands, and nothing is told twice.
"""

import threading
from functools import partial

import pytest
from django.db import connection

from kentongan.journal.models import Entry
from kentongan.roads import services
from kentongan.roads.errors import ClosureOver
from kentongan.roads.models import Closure
from tests.conftest import NIGHT
from tests.roads.make import make_closure

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10


def at_once(*acts):
    """Run them together on connections of their own; what each came to."""
    together, came_to = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number, act):
        try:
            together.wait(30)
            act()
            came_to[number] = "done"
        except ClosureOver:
            came_to[number] = "over"
        except BaseException as failure:
            came_to[number] = repr(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came_to


def kinds_of(closure):
    rows = Entry.objects.filter(subject_id=closure.id).order_by("seq")
    return list(rows.values_list("kind", flat=True))[1:]


def test_ended_once_by_whoever_was_first(cast, night):
    for _ in range(ROUNDS):
        closure = make_closure(cast.operator)
        end = partial(services.end_closure, closure_id=closure.id, at=NIGHT)
        came_to = at_once(partial(end, by=cast.operator), partial(end, by=cast.fire_officer))
        assert sorted(came_to) == ["done", "over"]
        assert kinds_of(closure) == ["roads.closure.ended"]


def test_kept_and_ended_at_once_is_ended(cast, night):
    for _ in range(ROUNDS):
        closure = make_closure(cast.operator)
        said = {"closure_id": closure.id, "at": NIGHT}
        came_to = at_once(
            partial(services.keep_closed, by=cast.operator, **said),
            partial(services.end_closure, by=cast.fire_officer, **said),
        )
        assert came_to[1] == "done"
        row = Closure.objects.get(id=closure.id)
        assert (row.is_over, row.ask_at) == (True, None)
        ended = ["roads.closure.ended"]
        assert kinds_of(closure) in (ended, ["roads.closure.confirmed", *ended])
