"""Positions are not acts; the snapshot knows what has changed."""

from datetime import timedelta

import pytest

from kentongan.fleet import selectors, services
from kentongan.fleet.enums import UnitState
from kentongan.fleet.models import UnitPosition
from kentongan.geo.errors import NoSuchPoint
from kentongan.journal.exempt import all_exempt
from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotFound
from tests.conftest import NIGHT
from tests.fleet.make import crew_of, make_unit


def report(unit, *, lat=-6.92, lon=110.2, after=0, by=None):
    services.report_position(
        by=by or crew_of(unit), unit_id=unit.id, lat=lat, lon=lon, accuracy_m=8.0,
        at=NIGHT + timedelta(seconds=after),
    )  # fmt: skip


def test_position_is_stored_and_not_journalled(cast):
    unit = make_unit(cast)
    before = Entry.objects.count()
    report(unit)
    assert Entry.objects.count() == before
    position = UnitPosition.objects.get(unit=unit)
    assert (position.lat, position.lon, position.at) == (-6.92, 110.2, NIGHT)


def test_position_that_arrives_late_changes_nothing(cast):
    unit = make_unit(cast)
    report(unit, lat=-6.93, after=60)
    report(unit, lat=-6.99, after=30)
    assert UnitPosition.objects.get(unit=unit).lat == -6.93
    report(unit, lat=-6.94, after=90)
    assert UnitPosition.objects.get(unit=unit).lat == -6.94


def test_position_off_the_globe_is_refused(cast):
    unit = make_unit(cast)
    with pytest.raises(NoSuchPoint):
        report(unit, lat=99.0)


def test_crew_reports_for_its_own_unit_only(cast):
    own, other = make_unit(cast), make_unit(cast)
    with pytest.raises(NotFound):
        report(other, by=crew_of(own))


def test_positions_are_on_the_list_of_writes_that_are_not_acts():
    assert "kentongan.fleet.services._store_positions" in all_exempt()


def test_snapshot_shows_a_change_at_once(cast):
    unit = make_unit(cast)
    [record] = selectors.units_snapshot().units
    assert (record.id, record.state) == (unit.id, UnitState.AVAILABLE)
    assert record.coverage == (("332415", 1), ("332413", 2))
    services.set_unit_state(by=crew_of(unit), unit_id=unit.id, state=UnitState.BREAK, at=NIGHT)
    [record] = selectors.units_snapshot().units
    assert record.state == UnitState.BREAK
    report(unit)
    assert selectors.units_snapshot().positions[unit.id].point.lat == -6.92


def test_snapshot_asks_the_database_once_when_nothing_changes(cast, django_assert_num_queries):
    make_unit(cast)
    selectors.units_snapshot()
    with django_assert_num_queries(0):
        selectors.units_snapshot()
