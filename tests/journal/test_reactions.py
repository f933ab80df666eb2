"""Reactions: once per entry, in order, several in one transaction where that is safe."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

import pytest

from kentongan.journal import reactions, selectors
from kentongan.journal import services as journal
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotFound
from kentongan.kernel.events import Event
from kentongan.kernel.ids import new_id

pytestmark = pytest.mark.django_db
SET = "journal"


class Rang(Event):
    kind: ClassVar[str] = "tests.bell.rang"
    subject: ClassVar[str] = "bell"
    bell_id: UUID
    n: int


class Heard(Event):
    kind: ClassVar[str] = "tests.bell.heard"
    subject: ClassVar[str] = "bell"
    bell_id: UUID


@pytest.fixture(autouse=True)
def quiet(monkeypatch) -> None:
    monkeypatch.setattr(reactions, "_sets", reactions.defaultdict(reactions._sets.default_factory))
    monkeypatch.setattr(reactions, "_of_many", set())


def ring(count: int) -> None:
    for n in range(count):
        with journal.act(by=SETUP, at=clock.now()) as act:
            act.record(Rang(bell_id=new_id(), n=n))


def hear(react: Callable[[Entry], None]) -> list[int]:
    """Write an entry for each that is heard, after `react`; returns the list of those tried."""
    tried: list[int] = []

    @reactions.on(Rang.kind)
    def handler(entry: Entry) -> None:
        tried.append(entry.seq)
        react(entry)
        with journal.act(by=SETUP, at=entry.occurred_at) as act:
            act.record(Heard(bell_id=entry.subject_id))

    return tried


def heard() -> list[UUID]:
    entries = Entry.objects.filter(kind=Heard.kind).order_by("seq")
    return list(entries.values_list("subject_id", flat=True))


def rung() -> list[UUID]:
    entries = Entry.objects.filter(kind=Rang.kind).order_by("seq")
    return list(entries.values_list("subject_id", flat=True))


def test_every_entry_is_reacted_to_once_and_in_order(cast):
    ring(25)
    hear(lambda entry: None)
    assert reactions.run_set(SET) == 25
    assert reactions.run_set(SET) == 0
    assert heard() == rung()


def test_what_a_reaction_writes_names_its_cause(cast):
    ring(3)
    hear(lambda entry: None)
    reactions.run_set(SET)
    causes = Entry.objects.filter(kind=Heard.kind).order_by("seq").values_list("cause", flat=True)
    rings = Entry.objects.filter(kind=Rang.kind).order_by("seq").values_list("id", flat=True)
    assert list(causes) == list(rings)


def test_refusal_of_one_entry_undoes_no_other(cast):
    def refuse_second(entry: Entry) -> None:
        if '"n":1' in entry.data:
            raise NotFound(thing="Lonceng")

    ring(4)
    hear(refuse_second)
    assert reactions.run_set(SET) == 4
    first, _, third, fourth = rung()
    assert heard() == [first, third, fourth]


def test_failing_entry_stops_its_set_until_it_is_let_go(cast, caplog):
    def fail_second(entry: Entry) -> None:
        if '"n":1' in entry.data:
            raise RuntimeError("the bell is broken")

    ring(3)
    hear(fail_second)
    for _ in range(reactions.MAX_FAILURES - 1):
        reactions.run_set(SET)
        assert len(heard()) == 1
    reactions.run_set(SET)
    assert selectors.cursor_seq(f"reactions.{SET}") > 0
    first, _, third = rung()
    assert heard() == [first, third]


def hear_many(react: Callable[[list[Entry]], None]) -> list[list[int]]:
    """Hear runs of them; returns the runs that were given."""
    given: list[list[int]] = []

    @reactions.on_many(Rang.kind)
    def handler(entries: list[Entry]) -> None:
        given.append([entry.seq for entry in entries])
        react(entries)

    return given


def test_handler_of_many_is_given_a_run_at_once(cast):
    ring(25)
    given = hear_many(lambda entries: None)
    assert reactions.run_set(SET) == 25
    assert reactions.run_set(SET) == 0
    assert [len(run) for run in given] == [25]


def test_run_ends_where_another_kind_comes_between(cast):
    ring(2)
    with journal.act(by=SETUP, at=clock.now()) as act:
        act.record(Heard(bell_id=new_id()))
    ring(3)
    order: list[str] = []
    reactions.on_many(Rang.kind)(lambda entries: order.append(f"{len(entries)} rang"))
    reactions.on(Heard.kind)(lambda entry: order.append("heard"))
    assert reactions.run_set(SET) == 6
    assert order == ["2 rang", "heard", "3 rang"]


def test_run_that_fails_is_tried_entry_by_entry(cast):
    def refuse_one(entries: list[Entry]) -> None:
        if any('"n":1' in entry.data for entry in entries):
            raise NotFound(thing="Lonceng")

    ring(3)
    given = hear_many(refuse_one)
    assert reactions.run_set(SET) == 3
    assert [len(run) for run in given] == [3, 1, 1, 1]
