"""The worker wakes for commits and deadlines, alone, and outlives failures."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import connection

from kentongan.accounts.models import Throttle
from kentongan.config import heartbeat
from kentongan.config.checkpoints import Checkpoints
from kentongan.config.worker import Worker
from kentongan.journal import reactions, timekeeper
from kentongan.journal import services as journal
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.kernel.events import Event
from kentongan.kernel.ids import new_id
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.messaging.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


class Knocked(Event):
    kind: ClassVar[str] = "tests.door.knocked"
    subject: ClassVar[str] = "door"
    door_id: UUID


@pytest.fixture(autouse=True)
def quiet(monkeypatch, settings, tmp_path) -> None:
    """Only what the test registers reacts and falls due."""
    settings.DATA = tmp_path
    monkeypatch.setattr(reactions, "_sets", reactions.defaultdict(reactions._sets.default_factory))
    monkeypatch.setattr(timekeeper, "_timers", {})


@pytest.fixture
def worker(cast) -> Iterator[Worker]:
    """A worker at work in a thread."""
    worker = Worker()
    thread = threading.Thread(target=worker.run)
    thread.start()
    wait_for(lambda: worker._leads)
    yield worker
    worker.stop()
    thread.join(5)
    assert not thread.is_alive()


def wait_for(condition, seconds: float = 15.0) -> float:
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, "nothing happened"
        time.sleep(0.005)
    return time.monotonic() - began


def knock() -> UUID:
    door = new_id()
    with journal.act(by=SETUP, at=clock.now()) as act:
        act.record(Knocked(door_id=door))
    return door


def test_reaction_follows_a_commit_without_waiting_for_a_sweep(worker: Worker, monkeypatch):
    monkeypatch.setattr("kentongan.config.worker.SWEEP_S", float("inf"))
    seen: list[Entry] = []
    reactions.on(Knocked.kind)(lambda entry: seen.append(entry))
    door = knock()
    wait_for(lambda: seen)
    assert seen[0].subject_id == door


def test_failing_reaction_is_tried_again_and_shown(worker: Worker, settings, caplog):
    tries: list[int] = []

    def fail_twice(entry: Entry) -> None:
        tries.append(entry.seq)
        if len(tries) < 3:
            raise RuntimeError("door stuck")

    reactions.on(Knocked.kind)(fail_twice)
    knock()
    wait_for(lambda: len(tries) >= 3)
    assert len(set(tries)) == 1


def test_deadline_is_kept_at_its_time(worker: Worker):
    planned = clock.now() + timedelta(milliseconds=400)
    ran: list[datetime] = []

    def run(now: datetime) -> int:
        ran.append(now)
        with journal.act(by=SETUP, at=now):
            return Throttle.objects.filter(empty_at__lte=now).delete()[0]

    timekeeper.timer("tests.door", model=Throttle, column="empty_at")(run)
    with journal.act(by=SETUP, at=clock.now()):
        Throttle.objects.create(key=b"door", empty_at=planned)
    wait_for(lambda: ran)
    assert ran[0] >= planned


def test_second_worker_stands_by_and_takes_over(worker: Worker):
    second = Worker()
    thread = threading.Thread(target=second.run)
    thread.start()
    time.sleep(0.3)
    assert not second._leads
    worker.stop()
    wait_for(lambda: second._leads)
    second.stop()
    thread.join(5)


def test_worker_beats(worker: Worker):
    wait_for(lambda: heartbeat.read() is not None)
    found = heartbeat.read()
    assert found is not None
    assert found[0].handled_seq > 0


def test_checkpoints_empty_the_log(cast, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL checkpoints by itself")
    monkeypatch.setattr("kentongan.config.checkpoints.EVERY_S", 0.05)
    monkeypatch.setattr("kentongan.config.checkpoints.TRUNCATE_BYTES", 0)
    knock()
    checkpoints = Checkpoints()
    checkpoints.start()
    wal = Path(f"{connection.settings_dict['NAME']}-wal")
    wait_for(lambda: wal.stat().st_size == 0)
    checkpoints.stop()


def test_adapter_that_hangs_delays_no_deadline(worker: Worker, monkeypatch):
    let_go = threading.Event()
    begun: list[object] = []

    class Hanging:
        name = "hanging"
        is_fake = True

        def send(self, message: object) -> str:
            begun.append(message)
            let_go.wait(10)
            return "late"

    monkeypatch.setattr("kentongan.messaging.adapters.chosen", Hanging)
    ran: list[datetime] = []

    def run(now: datetime) -> int:
        ran.append(now)
        with journal.act(by=SETUP, at=now):
            return Throttle.objects.filter(empty_at__lte=now).delete()[0]

    messaging.queue_message(
        by=SETUP, medium=Medium.SMS, recipient="+628123456789", text="x", purpose=Purpose.TEST,
        subject_kind="door", subject_id=new_id(), at=clock.now(),
    )  # fmt: skip
    try:
        wait_for(lambda: begun)
        timekeeper.timer("tests.door", model=Throttle, column="empty_at")(run)
        with journal.act(by=SETUP, at=clock.now()):
            Throttle.objects.create(key=b"door", empty_at=clock.now())
        wait_for(lambda: ran)
    finally:
        let_go.set()
    wait_for(lambda: Message.objects.filter(state="SENT").exists())
