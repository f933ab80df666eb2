"""A reader with one integer misses nothing, whatever writers do, on both databases."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections

from kentongan.journal import selectors, services, sql_entries
from kentongan.kernel.actors import SETUP
from kentongan.kernel.ids import new_id
from tests.conftest import NIGHT
from tests.journal.test_act import ThingHappened

DEADLINE_S = 30


@pytest.fixture
def node(transactional_db: None) -> None:
    services.found_node(name="uji", region="3324", at=NIGHT)


def in_thread(work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def write(thing=None, *, before_commit=None):
    with services.act(by=SETUP, at=NIGHT) as act:
        act.record(ThingHappened(thing_id=thing or new_id()))
        if before_commit is not None:
            before_commit()


def read_until(cursor: int, expected: set) -> list:
    """Poll with a cursor, as every reader of the journal does, until all has come or time is up."""
    read = []
    give_up = time.monotonic() + DEADLINE_S
    while not expected <= {entry.subject_id for entry in read}:
        assert time.monotonic() < give_up, "entries were missed"
        fresh = selectors.read_after(cursor, limit=7)
        read += fresh
        cursor = fresh[-1].seq if fresh else cursor
        time.sleep(0.002)
    return read


def test_transaction_held_open_for_seconds_is_not_missed(node):
    start = selectors.last_seq()
    slow, held = new_id(), threading.Event()

    def hold() -> None:
        held.set()
        time.sleep(2)

    holder = in_thread(lambda: write(slow, before_commit=hold))
    assert held.wait(DEADLINE_S)
    quick = [new_id() for _ in range(20)]
    writers = [in_thread(lambda thing=thing: write(thing)) for thing in quick]
    read = read_until(start, {slow, *quick})
    for thread in [holder, *writers]:
        thread.join()
    assert [entry.seq for entry in read] == sorted({entry.seq for entry in read})
    assert len(read) == 21


def test_entry_that_waits_for_its_commit_is_not_overtaken(node, monkeypatch):
    """The row has its `seq` and is not yet visible: without the lock the next one would pass it."""
    start = selectors.last_seq()
    slow, inserted = new_id(), threading.Event()
    run_together = sql_entries.run_together

    def append_and_linger(statements):
        run_together(statements)
        if threading.current_thread() is lingering:
            inserted.set()
            time.sleep(1)

    monkeypatch.setattr(sql_entries, "run_together", append_and_linger)
    lingering = threading.Thread(target=lambda: (write(slow), connections.close_all()))
    lingering.start()
    assert inserted.wait(DEADLINE_S)
    quick = new_id()
    overtaking = in_thread(lambda: write(quick))
    read = read_until(start, {slow, quick})
    lingering.join()
    overtaking.join()
    assert [entry.subject_id for entry in read] == [slow, quick]


def test_many_writers_and_a_reader(node):
    start = selectors.last_seq()
    things = [[new_id() for _ in range(25)] for _ in range(6)]
    threads = [in_thread(lambda mine=mine: [write(t) for t in mine]) for mine in things]
    expected = {thing for mine in things for thing in mine}
    read = read_until(start, expected)
    for thread in threads:
        thread.join()
    assert len(read) == len(expected)
    assert [entry.seq for entry in read] == sorted(entry.seq for entry in read)


def test_recorded_at_follows_the_order(node):
    for _ in range(5):
        write()
    stamps = [entry.recorded_at for entry in selectors.read_after(0)]
    assert stamps == sorted(stamps)


def test_failed_act_leaves_no_gap_that_a_reader_could_wait_for(node):
    start = selectors.last_seq()
    write()
    with pytest.raises(RuntimeError):
        write(before_commit=_fail)
    write()
    assert len(selectors.read_after(start)) == 2


def _fail() -> None:
    raise RuntimeError


def test_reading_can_be_narrowed_to_kinds(node):
    start = selectors.last_seq()
    write()
    assert selectors.read_after(start, kinds=["tests.thing.happened"])
    assert not selectors.read_after(start, kinds=["tests.other.happened"])


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer anyway")
def test_writers_of_other_things_do_not_wait_for_an_open_act(node):
    """The lock is taken with the last statement: an act that thinks for long holds up nobody."""
    held, go = threading.Event(), threading.Event()
    holder = in_thread(
        lambda: write(before_commit=lambda: (held.set(), go.wait(DEADLINE_S)))  # type: ignore[func-returns-value]
    )
    assert held.wait(DEADLINE_S)
    began = time.monotonic()
    write()
    go.set()
    holder.join()
    assert time.monotonic() - began < 5
    assert connection.vendor == "postgresql"
