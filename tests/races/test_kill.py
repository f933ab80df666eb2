"""kill -9 amid 200 concurrent creates: what was acknowledged is there once, and only once."""

import http.client
import json
import os
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

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
from tests.races.inside import OPERATOR, run_inside

pytestmark = pytest.mark.processes

CREATES = 200
CLIENTS = 24
PATIENCE_S = 90.0

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
    token = run_inside(environment, OPERATOR)
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
