"""The timekeeper: earliest first, each at its time, one failure stops nobody, nothing is lost."""

from datetime import UTC, datetime, timedelta

import pytest

from kentongan.journal import timekeeper
from kentongan.journal.models import OutboxItem
from kentongan.kernel.ids import new_id
from tests.conftest import NIGHT

SOON, LATER = NIGHT + timedelta(minutes=1), NIGHT + timedelta(hours=1)


@pytest.fixture
def timers(monkeypatch):
    """No timers but those of the test; the outbox stands for any table with a deadline."""
    registered: dict = {}
    monkeypatch.setattr(timekeeper, "_timers", registered)
    return registered


def due(at):
    return OutboxItem.objects.create(topic="tests", ref_id=new_id(), due_at=at)


def on_outbox(name="tests.outbox", **options):
    return timekeeper.timer(name, model=OutboxItem, column="due_at", **options)


def deliver(now):
    return OutboxItem.objects.filter(due_at__lte=now).delete()[0]


def test_nothing_is_due_where_nothing_is_set(db, timers):
    on_outbox()(deliver)
    assert timekeeper.next_due() is None
    assert timekeeper.run_due(NIGHT) == 0
    assert timekeeper.lag(NIGHT) == timedelta()


def test_without_timers_nothing_is_due(db, timers):
    assert timekeeper.next_due() is None


def test_the_earliest_of_all_counts(db, timers):
    on_outbox()(deliver)
    due(LATER)
    due(SOON)
    assert timekeeper.next_due() == SOON


def test_what_is_due_is_done_and_the_rest_waits(db, timers):
    on_outbox()(deliver)
    due(SOON)
    due(LATER)
    assert timekeeper.run_due(SOON - timedelta(microseconds=1)) == 0
    assert timekeeper.run_due(SOON) == 1
    assert timekeeper.next_due() == LATER


def test_after_a_stop_everything_is_caught_up(db, timers):
    on_outbox()(deliver)
    for minute in range(5):
        due(NIGHT + timedelta(minutes=minute))
    assert timekeeper.lag(LATER) == timedelta(hours=1)
    assert timekeeper.run_due(LATER) == 5
    assert timekeeper.lag(LATER) == timedelta()


def test_a_timer_may_fall_due_after_its_column(db, timers):
    on_outbox(after=timedelta(hours=48))(deliver)
    due(NIGHT)
    assert timekeeper.next_due() == NIGHT + timedelta(hours=48)


def test_a_timer_that_fails_holds_up_no_other(db, timers, caplog):
    @on_outbox("tests.failing")
    def fail(now):
        raise RuntimeError("TANDA")

    on_outbox("tests.working")(deliver)
    due(SOON)
    assert timekeeper.run_due(SOON) == 1
    assert [record.message for record in caplog.records] == ["timer failed"]


def test_times_are_aware_and_utc(db, timers):
    on_outbox()(deliver)
    due(datetime(2026, 11, 22, 20, 0, 0, 123456, tzinfo=UTC))
    found = timekeeper.next_due()
    assert found is not None
    assert found == datetime(2026, 11, 22, 20, 0, 0, 123456, tzinfo=UTC)
    assert found.utcoffset() == timedelta()


def test_every_timer_of_the_house_looks_at_an_index(db):
    """A deadline without an index is a scan of the table, many times a second."""
    bare = [
        timer.name
        for timer in timekeeper.all_timers().values()
        if not any(timer.column in index.fields for index in timer.model._meta.indexes)
        and not timer.model._meta.get_field(timer.column).db_index
    ]
    assert not bare, bare
