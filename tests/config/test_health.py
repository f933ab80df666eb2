"""/health: what it says, and that looking costs little and writes nothing."""

import pytest
from django.test import Client

from kentongan.config import heartbeat
from kentongan.config.heartbeat import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path


def beat(**given) -> None:
    facts = {"handled_seq": 10**9, "waiting": [], "failing": [], "next_due": None} | given
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


def test_failing_reaction_and_late_deadline_are_named(cast, client: Client, night):
    beat(failing=["reactions.calls"], next_due=night.now().replace(year=2020))
    told = client.get("/health").json()
    assert told["degraded"] == ["reactions", "timekeeper"]


def test_health_asks_at_most_four_queries(cast, client: Client, django_assert_max_num_queries):
    beat()
    with django_assert_max_num_queries(4):
        client.get("/health")


def test_unreadable_heartbeat_is_no_heartbeat(settings):
    (settings.DATA / heartbeat.NAME).write_bytes(b"{")
    assert heartbeat.read() is None
