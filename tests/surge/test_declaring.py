"""A surge is declared and ended by a person; the database keeps it to one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.selectors import rights_of
from kentongan.surge import errors, selectors, services
from kentongan.surge.models import Surge
from tests.conftest import NIGHT
from tests.surge.make import burst, declare, end

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_night(cast: Any, night: Any) -> None:
    """Everything happens at three in the morning."""


def test_a_supervisor_declares_and_ends(cast: Any) -> None:
    burst(12)
    surge = declare(cast)
    assert (surge.arrivals, surge.threshold, surge.window_s, surge.waiting) == (12, 10, 600, 12)
    assert (surge.declared_by, surge.reason) == (cast.supervisor.id, "Gempa terasa kuat")
    assert selectors.find_open() == surge
    over = end(cast, surge, at=NIGHT + timedelta(hours=1))
    assert (over.ended_by, over.end_reason) == (cast.supervisor.id, "Sudah reda")
    assert selectors.find_open() is None
    kinds = Entry.objects.filter(kind__startswith="surge.").order_by("seq")
    assert [entry.kind for entry in kinds] == ["surge.surge.declared", "surge.surge.ended"]
    assert "Gempa" not in "".join(entry.data for entry in kinds)


def test_it_is_active_from_its_first_moment_until_somebody_ends_it(cast: Any) -> None:
    surge = declare(cast)
    for minutes, expected in {-1: False, 0: True, 600: True}.items():
        assert selectors.is_active(NIGHT + timedelta(minutes=minutes)) is expected
    end(cast, surge, at=NIGHT + timedelta(hours=1))
    assert not selectors.is_active(NIGHT + timedelta(hours=1))


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_without_a_reason_nothing_is_declared_or_ended(cast: Any, reason: str) -> None:
    with pytest.raises(errors.ReasonMissing):
        declare(cast, reason=reason)
    surge = declare(cast)
    with pytest.raises(errors.ReasonMissing):
        end(cast, surge, at=NIGHT, reason=reason)
    assert selectors.is_active(NIGHT)


def test_there_is_one_at_a_time(cast: Any) -> None:
    surge = declare(cast)
    with pytest.raises(errors.AlreadyDeclared):
        declare(cast)
    end(cast, surge, at=NIGHT)
    with pytest.raises(errors.AlreadyOver):
        end(cast, surge, at=NIGHT)
    declare(cast)
    assert Surge.objects.count() == 2


def test_the_database_itself_keeps_it_to_one(cast: Any) -> None:
    surge = declare(cast)
    values = {"region": surge.region, "window_s": 1, "arrivals": 1, "threshold": 1, "waiting": 0,
              "operators": 0, "declared_at": NIGHT, "declared_by": surge.declared_by}  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Surge.objects.create(**values)
    for wrong in ({"ended_at": NIGHT}, {"ended_at": NIGHT - timedelta(1), "ended_by": surge.id}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Surge.objects.create(**(values | wrong))


@pytest.mark.parametrize("name", ["operator", "dispatcher", "admin", "leader", "fire_officer"])
def test_nobody_else_decides(cast: Any, name: str) -> None:
    by = cast.actor(name)
    with pytest.raises(NotAllowed):
        services.declare_surge(by=by, reason="Ramai", at=NIGHT)
    surge = declare(cast)
    with pytest.raises(NotAllowed):
        services.end_surge(by=by, surge_id=surge.id, reason="Ramai", at=NIGHT)
    with pytest.raises(NotAllowed):
        services.set_announcement(by=by, text="Halo", at=NIGHT)


def test_an_unknown_one_is_not_found(cast: Any) -> None:
    with pytest.raises(NotFound):
        services.end_surge(by=cast.supervisor, surge_id=cast.supervisor.id, reason="Reda", at=NIGHT)


def test_its_figures_are_the_sum_of_what_became_of_its_calls(cast: Any) -> None:
    burst(3)
    surge = declare(cast)
    burst(5, until=NIGHT + timedelta(minutes=4))
    told = selectors.told_of(rights_of(cast.supervisor), surge, NIGHT + timedelta(minutes=5))
    assert told.figures.offered == 5 + 1  # the one that rang as it was declared
    assert told.figures.waiting == 6
    assert sum(count for _, count in told.steps) == 8
