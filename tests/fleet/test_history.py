"""The history of positions: in batches, once each, and no longer than the regency keeps it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from kentongan.fleet import selectors, services, sql_positions, tasks
from kentongan.fleet.models import TrackPoint, UnitPosition
from kentongan.fleet.positions import Positions, positions
from kentongan.fleet.types import Position
from kentongan.fleet.writer import PositionWriter
from kentongan.geo.points import Point
from kentongan.journal.models import Entry
from kentongan.journal.periods import set_period
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT
from tests.fleet.make import make_unit


def at(seconds, lat=-6.92):
    moment = NIGHT + timedelta(seconds=seconds)
    return Position(Point(lat, 110.2), moment, 8.0, None, None, moment)


@pytest.fixture
def unit(cast):
    return make_unit(cast)


@pytest.fixture
def with_writer(monkeypatch):
    monkeypatch.setattr(positions, "has_writer", True)


def known(unit):
    return selectors.known_positions()[unit.id]


def test_heard_is_known_at_once_and_written_with_the_batch(unit, with_writer):
    services.hear_position(unit.id, at(0))
    services.hear_position(unit.id, at(10))
    assert known(unit).at == NIGHT + timedelta(seconds=10)
    assert not TrackPoint.objects.exists()
    services.write_positions()
    assert TrackPoint.objects.count() == 2
    assert UnitPosition.objects.get(unit=unit).at == NIGHT + timedelta(seconds=10)


def test_late_one_is_history_and_never_the_latest(unit):
    services.hear_position(unit.id, at(60, lat=-6.93))
    services.hear_position(unit.id, at(30, lat=-6.99))
    assert known(unit).point.lat == UnitPosition.objects.get(unit=unit).lat == -6.93
    track = selectors.list_track(unit.id, since=NIGHT, until=NIGHT + timedelta(hours=1), limit=9)
    assert [p.point.lat for p in track] == [-6.99, -6.93]


def test_sent_again_is_the_same_point(unit):
    for _ in range(3):
        services.hear_position(unit.id, at(0))
    assert TrackPoint.objects.count() == 1


def test_restored_at_the_start(unit):
    services.hear_position(unit.id, at(0))
    fresh = Positions()
    fresh.look()
    assert fresh.latest[unit.id] == at(0)


def test_other_process_is_learned_from_and_never_goes_back(unit, monkeypatch):
    services.hear_position(unit.id, at(0))
    other = Positions()
    other.look()
    services._store_positions([(unit.id, at(20))])
    other.look()
    assert other.latest[unit.id].at == NIGHT, "once a second"
    monkeypatch.setattr(other, "_looked_at", float("-inf"))
    other.look()
    assert other.latest[unit.id].at == NIGHT + timedelta(seconds=20)
    other.hear(unit.id, at(10))
    assert other.latest[unit.id].at == NIGHT + timedelta(seconds=20)


def test_what_could_not_be_written_waits(unit, with_writer, monkeypatch):
    services.hear_position(unit.id, at(0))
    services.hear_position(unit.id, at(5))

    def away(*_):
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(sql_positions, "store", away)
        with pytest.raises(DatabaseError):
            services.write_positions()
    services.hear_position(unit.id, at(10))
    services.write_positions()
    assert TrackPoint.objects.count() == 3


def test_database_that_stays_away_costs_bounded_memory(unit, monkeypatch):
    monkeypatch.setattr("kentongan.fleet.positions.MOST_WAITING", 2)
    kept = Positions()
    for second in range(5):
        kept.hear(unit.id, at(second))
    assert [told.at.second for _, told in kept.take(9)] == [3, 4]
    assert kept.dropped == 3


@pytest.mark.django_db(transaction=True)
def test_clean_stop_writes_everything(cast):
    unit = make_unit(cast)
    writer = PositionWriter()
    writer.start()
    for second in range(100):
        services.hear_position(unit.id, at(second))
    writer.stop()
    assert TrackPoint.objects.count() == 100
    assert not positions.has_writer
    services.hear_position(unit.id, at(200))
    assert TrackPoint.objects.count() == 101, "after it, who tells writes"


def test_retention_deletes_by_the_row_in_force_and_says_so(unit):
    services.hear_position(unit.id, at(0))
    services.hear_position(unit.id, at(86_400 * 60))
    assert tasks.forget_tracks(NIGHT + timedelta(days=89)) == 0
    now = NIGHT + timedelta(days=100)
    assert tasks.forget_tracks(now) == 1
    assert tasks.forget_tracks(now) == 0
    assert TrackPoint.objects.count() == 1
    entry = Entry.objects.filter(kind="fleet.track.forgotten").get()
    assert entry.facts["rows"] == 1


def test_retention_is_a_dated_row_with_its_basis(unit):
    services.hear_position(unit.id, at(0))
    set_period(by=SETUP, retention="track", days=365, legal_basis="SK Bupati 5/2026", at=NIGHT)
    assert tasks.forget_tracks(NIGHT + timedelta(days=300)) == 0
    assert tasks.forget_tracks(NIGHT + timedelta(days=366)) == 1


def test_deleting_looks_at_the_beginning_only(unit, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(services, "FORGOTTEN_AT_ONCE", 3)
    for second in range(10):
        services.hear_position(unit.id, at(second))
    with django_assert_max_num_queries(20):
        assert tasks.forget_tracks(NIGHT + timedelta(days=100)) == 3
    assert TrackPoint.objects.count() == 7


def test_stale_is_said_of_it(cast, unit, monkeypatch):
    services.hear_position(unit.id, at(0))
    assert known(unit).age(NIGHT + timedelta(seconds=121)) > selectors.position_fresh(NIGHT)
