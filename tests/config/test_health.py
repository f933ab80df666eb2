"""/health: what it says, and that looking costs little and writes nothing."""

import os
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.test import Client

from kentongan.config import heartbeat, last_backup
from kentongan.config.heartbeat import Heartbeat
from kentongan.journal import selectors
from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel import clock, machine_clock
from kentongan.kernel.actors import SETUP
from kentongan.kernel.ids import new_id
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.messaging.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path


def beat(**given) -> None:
    facts = {"handled_seq": 10**9, "waiting": [], "failing": {}, "next_due": None} | given
    heartbeat.write(Heartbeat(**facts))


def test_node_without_a_worker_is_degraded_but_takes_calls(cast, client: Client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["degraded"] == ["worker"]


def test_working_node_is_ok(cast, client: Client):
    beat()
    told = client.get("/health").json()
    assert told["status"] == "ok"
    assert told["reactions"] == {"behind": 0, "waiting": [], "failing": []}
    assert told["node"]["region"]


def test_failing_reaction_and_late_deadline_are_named_with_since_when(cast, client: Client):
    since = datetime(2020, 1, 1, tzinfo=UTC)
    beat(failing={"reactions.calls": since}, next_due=since)
    told = client.get("/health").json()
    assert told["degraded"] == ["reactions", "timekeeper"]
    assert told["reactions"]["failing"] == ["reactions.calls"]
    assert set(told["since"].values()) == {"2020-01-01T00:00:00.000Z"}


def test_silent_worker_is_named_with_its_last_heartbeat(cast, client: Client, settings):
    beat()
    os.utime(settings.DATA / heartbeat.NAME, (1_000_000_000, 1_000_000_000))
    assert client.get("/health").json()["since"] == {"worker": "2001-09-09T01:46:40.000Z"}


def test_message_that_waits_long_or_was_given_up_is_named(cast, client: Client):
    beat()
    now = clock.now()
    message = messaging.queue_message(
        by=SETUP, medium=Medium.SMS, recipient="+628123456789", text="TANDA", purpose=Purpose.TEST,
        subject_kind="incident", subject_id=new_id(), at=now - timedelta(minutes=5),
    )  # fmt: skip
    told = client.get("/health").json()
    assert told["degraded"] == ["outbox"]
    assert told["since"]["outbox"] == clock.to_wire(now - timedelta(minutes=5))
    Message.objects.filter(id=message.id).update(state="FAILED", failed_at=now)
    OutboxItem.objects.update(done_at=now)
    told = client.get("/health").json()
    assert told["outbox"] == {"waiting": 0, "failed": 1}
    assert told["degraded"] == ["outbox"]
    assert "TANDA" not in str(told)
    assert "628123456789" not in str(told)


def test_little_disk_warns_and_a_full_one_takes_no_call(cast, client: Client, monkeypatch):
    beat()
    free = [100 * 1024 * 1024]
    monkeypatch.setattr(
        "kentongan.config.health.shutil.disk_usage", lambda path: SimpleNamespace(free=free[0])
    )
    assert client.get("/health").json()["degraded"] == ["disk"]
    free[0] = 1024
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")
    assert answer.json()["since"]["disk"]


def test_backup_is_watched_where_that_is_asked_for(cast, client: Client, settings):
    beat()
    assert client.get("/health").json()["status"] == "ok"
    settings.BACKUP_HOURS = 2
    assert client.get("/health").json()["degraded"] == ["backup"]
    last_backup.note(clock.now() - timedelta(hours=3))
    assert client.get("/health").json()["degraded"] == ["backup"]
    last_backup.note(clock.now())
    assert client.get("/health").json()["status"] == "ok"


def test_clock_that_went_back_is_named(cast, client: Client):
    beat()
    behind = Entry.objects.latest("seq").recorded_at - timedelta(hours=1)
    with clock.using(clock.SetClock(behind)):
        assert "clock" in client.get("/health").json()["degraded"]


class Clocks:
    """A wall clock that can be set, and one that cannot."""

    def __init__(self) -> None:
        self.passed_s, self.set_by_s = 0.0, 0.0

    def wall(self) -> float:
        return 1_800_000_000.0 + self.passed_s + self.set_by_s

    def monotonic(self) -> float:
        return self.passed_s


@pytest.mark.parametrize(
    ("set_by_s", "back_s"), [(0, 0), (3600, 0), (-0.4, 0), (-0.6, 0.6), (-3600, 3600)]
)
def test_steps_back_are_noticed_and_steps_forward_are_not(set_by_s, back_s):
    clocks = Clocks()
    steps = machine_clock.Steps(clocks.wall, clocks.monotonic)
    clocks.passed_s, clocks.set_by_s = 60, set_by_s
    assert steps.look() == pytest.approx(back_s)
    assert steps.look() == pytest.approx(back_s)
    clocks.set_by_s = 7200  # put right again: that it was wrong is still told
    assert steps.look() == pytest.approx(back_s)
    assert (steps.noticed_at is not None) == bool(back_s)


@pytest.mark.parametrize(
    ("status", "synchronised"),
    [
        (None, None),
        ((0, 0x2001), True),
        ((5, 0x40), False),
        ((0, 0x40), False),
        ((5, 0x2001), False),
        ((1, 0x11), True),
    ],
)
def test_kernel_says_whether_the_clock_is_kept_right(
    cast, client: Client, monkeypatch, status, synchronised
):
    beat()
    monkeypatch.setattr(machine_clock, "read_status", lambda: status)
    told = client.get("/health").json()
    assert told["clock"]["synchronised"] is synchronised
    assert told["status"] == "ok"


@pytest.mark.parametrize("failure", [OSError, AttributeError])
def test_machine_that_cannot_say_is_no_error(monkeypatch, failure):
    def forbidden(*_args, **_named):
        raise failure

    monkeypatch.setattr("kentongan.kernel.machine_clock.ctypes.CDLL", forbidden)
    assert machine_clock.read_status() is None
    assert machine_clock.is_synchronised() is None


def test_kernel_that_refuses_is_not_known(monkeypatch):
    refusing = SimpleNamespace(adjtimex=lambda _asked: -1)
    monkeypatch.setattr("kentongan.kernel.machine_clock.ctypes.CDLL", lambda *_, **__: refusing)
    assert machine_clock.is_synchronised() is None


def test_this_machine_answers_or_says_that_it_cannot():
    assert machine_clock.is_synchronised() in {True, False, None}


def test_clock_that_was_set_back_under_the_worker_is_named(cast, client: Client):
    beat(clock_back_s=12.5)
    told = client.get("/health").json()
    assert (told["degraded"], told["clock"]["set_back_s"]) == (["clock"], 12.5)


@pytest.mark.parametrize(("ahead_s", "degraded"), [(1.9, []), (-2.1, ["clock"]), (None, [])])
def test_clock_apart_from_the_databases_is_named(
    cast, client: Client, monkeypatch, ahead_s, degraded
):
    beat()
    monkeypatch.setattr("kentongan.config.health.selectors.database_ahead_s", lambda: ahead_s)
    told = client.get("/health").json()
    assert (told["degraded"], told["clock"]["database_ahead_s"]) == (degraded, ahead_s)


def test_databases_clock_is_asked_where_it_is_another(cast):
    ahead_s = selectors.database_ahead_s()
    assert (ahead_s is None) == (connection.vendor == "sqlite")
    assert abs(ahead_s or 0.0) < 2


def test_database_that_does_not_answer_is_down_and_says_since_when(client: Client, monkeypatch):
    def fail() -> None:
        raise OperationalError("connection to TANDA-RAHASIA failed")

    monkeypatch.setattr("kentongan.config.health.selectors.node", fail)
    first, again = client.get("/health"), client.get("/health")
    assert first.status_code == 503
    assert first.json()["degraded"] == ["database"]
    assert first.json()["since"] == again.json()["since"]
    assert "TANDA" not in first.content.decode()


def test_health_asks_at_most_four_queries_and_the_servers_clock(
    cast, client: Client, django_assert_max_num_queries
):
    beat()
    with django_assert_max_num_queries(4 + (connection.vendor == "postgresql")):
        client.get("/health")


def test_unreadable_heartbeat_is_no_heartbeat(settings):
    (settings.DATA / heartbeat.NAME).write_bytes(b"{")
    assert heartbeat.read() is None
