"""Dated rows: one decision gives way to the next, now or on a planned day; the past stays."""

from datetime import timedelta

import pytest

from kentongan.dispatch import services
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import AgencyMode
from kentongan.dispatch.selectors import configuration
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import Priority
from kentongan.incidents.models import Category
from kentongan.incidents.selectors import find_category_at
from kentongan.incidents.types import CategoryInput
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import Unreadable
from tests.conftest import NIGHT

DAY = timedelta(days=1)


@pytest.fixture
def fire(cast):
    return cast.org_id("fire")


def set_mode(org_id, mode, days=None):
    return services.set_agency_mode(
        by=SETUP, org_id=org_id, mode=mode, legal_basis="SK 1/2026", at=NIGHT,
        valid_from=None if days is None else NIGHT + days * DAY,
    )  # fmt: skip


def mode(org_id, days):
    return configuration().mode_of(org_id, NIGHT + days * DAY)


def test_planned_decision_begins_on_its_day(fire):
    set_mode(fire, DispatchMode.TICKET)
    set_mode(fire, DispatchMode.DIRECT, days=3)
    assert [mode(fire, days) for days in (0, 2, 3)] == ["TICKET", "TICKET", "DIRECT"]


def test_decision_of_today_replaces_what_was_planned_and_both_stay_to_be_read(fire):
    set_mode(fire, DispatchMode.DIRECT, days=3)
    set_mode(fire, DispatchMode.TELEPHONE)
    assert mode(fire, 4) == "TELEPHONE"
    planned = AgencyMode.objects.get(org_id=fire, mode="DIRECT")
    assert planned.valid_until == planned.valid_from


def test_decision_of_yesterday_is_refused(fire):
    with pytest.raises(Unreadable):
        set_mode(fire, DispatchMode.TICKET, days=-1)
    assert not AgencyMode.objects.filter(org_id=fire).exists()


def test_category_may_be_planned_twice_for_the_same_day(cast):
    def define(priority, days):
        incidents.define_category(
            by=cast.admin, at=NIGHT, valid_from=NIGHT + days * DAY,
            category=CategoryInput(code="BOAT", name="Perahu", family="RESCUE", priority=priority),
        )  # fmt: skip

    define(Priority.P3, 0)
    define(Priority.P2, 5)
    define(Priority.P1, 5)
    found = [find_category_at("BOAT", NIGHT + days * DAY).priority for days in (0, 4, 5)]
    assert found == ["P3", "P3", "P1"]
    assert Category.objects.filter(code="BOAT").count() == 3
