"""A crew presses twice at one moment, two desks answer at one moment: one danger, one answer."""

from functools import partial

import pytest

from kentongan.dispatch import services
from kentongan.dispatch.errors import DangerTaken
from kentongan.dispatch.models import Danger, DangerPress
from kentongan.journal.models import Entry
from tests.conftest import NIGHT
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import make_categories
from tests.races.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 6


def crying(unit):
    return partial(services.raise_danger, by=crew_of(unit), unit_id=unit.id, at=NIGHT)


def test_two_presses_at_once_are_one_danger(cast, night):
    make_categories()
    for _ in range(ROUNDS):
        unit = make_unit(cast)
        assert at_once(crying(unit), crying(unit)) == ["done", "done"]
        danger = Danger.objects.get(unit=unit)
        assert danger.press_count == DangerPress.objects.filter(danger=danger).count() == 2


def test_two_answers_at_once_are_one(cast, night):
    make_categories()
    for _ in range(ROUNDS):
        danger = crying(make_unit(cast))()
        answer = partial(services.answer_danger, danger_id=danger.id, at=NIGHT)
        came_to = at_once(
            partial(answer, by=cast.operator), partial(answer, by=cast.fire_officer),
            refusal=DangerTaken,
        )  # fmt: skip
        assert sorted(came_to) == ["done", "refused"]
        answered = Entry.objects.filter(subject_id=danger.id, kind="dispatch.danger.answered")
        assert answered.count() == 1


def test_pressed_again_while_it_is_ended_is_open_once_or_not(cast, night):
    make_categories()
    for _ in range(ROUNDS):
        unit = make_unit(cast)
        danger = crying(unit)()
        end = partial(
            services.end_danger, by=cast.operator, danger_id=danger.id, outcome="Aman", at=NIGHT
        )
        assert at_once(crying(unit), end) == ["done", "done"]
        rows = list(Danger.objects.filter(unit=unit).order_by("id"))
        assert rows[0].ended_at is not None
        assert len(rows) in {1, 2}
