"""kill -9 amid 200 concurrent creates: what was acknowledged is there once, and only once."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

from tests.node import (
    FOUNDING,
    RunningNode,
    command,
    environment_of,
    free_port,
    is_alive,
    is_green,
    wait_for,
)

pytestmark = pytest.mark.processes

CREATES = 200
CLIENTS = 24
PATIENCE_S = 90.0

OPERATOR = """
from kentongan.cli import django_setup
django_setup.prepare()
from kentongan.accounts import services as accounts
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Role
at = clock.now()
user = accounts.create_user(
    by=SETUP, username="ratna", name="Ratna", password="rumah-kayu-biru-9", at=at)
services.grant_role(by=SETUP, user_id=user.id, org_id=selectors.list_orgs()[0].id,
    role=Role.OPERATOR, region="3324", at=at)
print(accounts.issue_token(by=SETUP, user_id=user.id, label="test", at=at))
"""

BODY = json.dumps(
    {
        "category": "FIRE_STRUCTURE",
        "narrative": "Rumah terbakar di belakang pasar.",
        "place": {
            "lat": -6.92,
            "lon": 110.2,
            "accuracy_m": 20,
            "source": "MAP",
            "quality": "EXACT",
        },
        "region": "33.24.15",
        "contact_safety": "SAFE",
    }
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables of a database of this test's own, of the kind the suite runs on."""
    url = os.environ.get("DATABASE_URL", "sqlite")
    if url.startswith("sqlite"):
        yield {}
        return
    name = f"kentongan_kill_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Client:
    """Creates one incident and does not give up: the same key until there is an answer."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._token = token
        self.answers: dict[str, str] = {}
        self.tries = 0

    def create(self, key: str) -> None:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            self.tries += 1
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
                connection.request("POST", "/api/v1/incidents", BODY, headers)
                answer = connection.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
                continue
            assert answer.status == 201, content
            self.answers[key] = json.loads(content)["id"]
            return
        raise AssertionError("no answer")


def test_killed_processes_lose_no_acknowledged_create_and_make_none_twice(
    tmp_path: Path, database: dict[str, str]
):
    environment = environment_of(tmp_path, **FOUNDING, **database)
    subprocess.run(command("prepare"), env=environment, check=True)
    token = subprocess.run(
        [sys.executable, "-c", OPERATOR],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    node = RunningNode(tmp_path, free_port(), "--web", "2", **database)
    try:
        wait_for(lambda: is_green(node))
        client = Client(node.port, token)
        killed = create_while_killing(node, client)
        assert len(client.answers) == CREATES
        assert client.tries > CREATES, "nothing was interrupted: the test has not tested"
        assert len(set(client.answers.values())) == CREATES
        assert set(list_ids(node, token)) == set(client.answers.values())
        wait_for(lambda: is_caught_up(node))
        assert not any(map(is_alive, killed))
    finally:
        pids = node.children("web") + node.children("worker")
        node.process.kill()
        node.process.communicate()
    wait_for(lambda: not any(map(is_alive, pids)), 5)


def create_while_killing(node: RunningNode, client: Client) -> list[int]:
    killed: list[int] = []
    done = threading.Event()

    def kill() -> None:
        # at a third, and again at two thirds, of all creates
        for share in (1, 2):
            while len(client.answers) < CREATES * share // 3 and not done.is_set():
                time.sleep(0.005)
            for pid in (*node.children("web"), *node.children("worker")):
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

    killer = threading.Thread(target=kill)
    killer.start()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(client.create, [str(uuid4()) for _ in range(CREATES)]))
    done.set()
    killer.join()
    return killed


def list_ids(node: RunningNode, token: str) -> list[str]:
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=20)
    connection.request(
        "GET", "/api/v1/incidents?limit=1000", headers={"Authorization": f"Bearer {token}"}
    )
    found = json.loads(connection.getresponse().read())
    assert found["next"] is None
    return [item["id"] for item in found["items"]]


def is_caught_up(node: RunningNode) -> bool:
    found = node.health()
    return bool(
        found
        and found["status"] == "ok"
        and found["reactions"]["behind"] == 0
        and not found["reactions"]["waiting"]
        and found["timekeeper"]["lag_s"] < 2
    )
