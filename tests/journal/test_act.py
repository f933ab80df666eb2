"""`journal.act`: one transaction, entries last, nothing kept of what failed."""

import json
from contextlib import contextmanager
from typing import ClassVar
from uuid import UUID

import pytest

from kentongan.journal import selectors, services
from kentongan.journal.models import Entry, Node
from kentongan.kernel.actors import SETUP, TIMEKEEPER
from kentongan.kernel.events import Event
from kentongan.kernel.ids import new_id
from tests.conftest import NIGHT


class ThingHappened(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "tests.thing.happened"
    subject: ClassVar[str] = "thing"
    thing_id: UUID
    size: int = 1


def test_entry_carries_every_column(cast):
    thing, cause = new_id(), new_id()
    with services.act(by=SETUP, at=NIGHT, cause=cause) as act:
        entry_id = act.record(
            ThingHappened(thing_id=thing, size=3), region="3324", org_id=cast.org_id("fire")
        )
    entry = Entry.objects.get(id=entry_id)
    assert entry.kind == "tests.thing.happened"
    assert (entry.subject_kind, entry.subject_id) == ("thing", thing)
    assert (entry.by_id, entry.org_id) == (SETUP.id, cast.org_id("fire"))
    assert (entry.region, entry.cause, entry.version) == ("3324", cause, 1)
    assert entry.occurred_at == NIGHT
    assert entry.node == selectors.node().id
    assert entry.data == json.dumps({"size": 3, "thing_id": str(thing)}, separators=(",", ":"))


def test_failure_undoes_the_entries_too(cast):
    thing = new_id()
    with pytest.raises(RuntimeError), services.act(by=SETUP, at=NIGHT) as act:
        act.record(ThingHappened(thing_id=thing))
        raise RuntimeError
    assert not Entry.objects.filter(subject_id=thing).exists()
    assert not services.is_open()


def test_inner_act_joins_the_outer_one(cast):
    outer_thing, inner_thing = new_id(), new_id()
    with services.act(by=SETUP, at=NIGHT) as outer:
        outer.record(ThingHappened(thing_id=outer_thing))
        with services.act(by=TIMEKEEPER, at=NIGHT) as inner:
            inner.record(ThingHappened(thing_id=inner_thing))
        assert not Entry.objects.filter(subject_id=inner_thing).exists()
    first = Entry.objects.get(subject_id=outer_thing)
    second = Entry.objects.get(subject_id=inner_thing)
    assert first.seq < second.seq
    assert (first.by_id, second.by_id) == (SETUP.id, TIMEKEEPER.id)


def test_recorded_at_never_goes_back(cast, night):
    with services.act(by=SETUP, at=NIGHT) as act:
        first = act.record(ThingHappened(thing_id=new_id()))
    night.at = NIGHT.replace(hour=10)
    with services.act(by=SETUP, at=night.at) as act:
        second = act.record(ThingHappened(thing_id=new_id()))
    times = [Entry.objects.get(id=i).recorded_at for i in (first, second)]
    assert times[1] >= times[0]


def test_reader_with_a_cursor_gets_each_entry_once(cast):
    start = selectors.last_seq()
    things = [new_id() for _ in range(5)]
    with services.act(by=SETUP, at=NIGHT) as act:
        for thing in things:
            act.record(ThingHappened(thing_id=thing))
    read = selectors.read_after(start, limit=2)
    read += selectors.read_after(read[-1].seq, limit=100)
    assert [e.subject_id for e in read] == things


def test_two_processes_that_start_at_once_make_one_node(db, monkeypatch):
    @contextmanager
    def other_was_first():
        Node.objects.create(name="lain", region="3325", created_at=NIGHT)
        yield

    Node.objects.all().delete()
    monkeypatch.setattr(services, "writers_turn", other_was_first)
    try:
        assert services.found_node(name="ini", region="3324", at=NIGHT).name == "lain"
        assert Node.objects.count() == 1
    finally:
        selectors.forget_node()
