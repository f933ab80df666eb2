"""Two web processes, one node: what one writes the other tells at once, and what one ends is ended
in both. Each connection is pinned to the process that has accepted it.
"""

import http.client
import json
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import pytest

from tests.node import (
    FOUNDING,
    RunningNode,
    command,
    environment_of,
    free_port,
    is_green,
    wait_for,
)
from tests.races.inside import OPERATOR, run_inside

pytestmark = pytest.mark.processes

WRITES = 40
PROMISED_S = 0.1
"""The median on a quiet machine (issue: the house, B.8); what is asserted leaves room for CI."""
BEARABLE_S = 1.0
MOST_TRIES = 200
CSRF = "c" * 32

BODY = {
    "category": "TREE_DOWN",
    "region": "33.24.15",
    "place": {"lat": -6.92, "lon": 110.2, "accuracy_m": 20, "source": "MAP", "quality": "EXACT"},
}

SESSION = """
from kentongan.cli import django_setup
django_setup.prepare()
from kentongan.accounts import selectors, services
from kentongan.kernel import clock
from django.conf import settings
print(selectors.cookie_name(), services.sign_in(
    username="ratna", password="rumah-kayu-biru-9", code="", address="", at=clock.now()),
    settings.CSRF_COOKIE_NAME)
"""
REVOKE = """
from kentongan.cli import django_setup
django_setup.prepare()
from kentongan.accounts import selectors, services
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
[token] = selectors.list_tokens(selectors.get_user_by_name("ratna").id)
services.revoke_token(by=SETUP, token_id=token.id, at=clock.now())
"""
END_GRANT = """
from kentongan.cli import django_setup
django_setup.prepare()
from kentongan.accounts import selectors
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services
grant = selectors.get_user_by_name("ratna").grants.get()
services.end_grant(by=SETUP, grant_id=grant.id, at=clock.now())
"""


class Line:
    """A kept connection to one web process."""

    def __init__(self, port: int, **headers: str) -> None:
        self._headers = headers
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.ask("GET", "/health")

    def ask(self, method: str, path: str, body: Any = None, **more: str) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json"} | self._headers | more
        raw = json.dumps(body) if isinstance(body, dict) else body
        self.link.request(method, path, raw, headers)
        answer = self.link.getresponse()
        return answer.status, answer.read()

    def own_port(self) -> int:
        return int(self.link.sock.getsockname()[1])

    def close(self) -> None:
        self.link.close()


class Stream(threading.Thread):
    """A live stream: when each subject was heard of, and its last word."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(daemon=True)
        self.heard: dict[str, float] = {}
        self.farewell = ""
        self.link = socket.create_connection(("127.0.0.1", port), timeout=30)
        asking = f"GET /api/v1/live HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n"
        self.link.sendall(asking.encode())
        self._lines = self.link.makefile("rb")
        assert b" 200 " in self._lines.readline()
        self.start()

    def run(self) -> None:
        # frames begin on lines of their own, so the lengths of the chunks between them do no harm
        with suppress(OSError, ValueError):
            for line in self._lines:
                if line.startswith(b"data: "):
                    self._note(json.loads(line[6:]))

    def _note(self, said: dict[str, Any]) -> None:
        if said.get("kind") == "incidents.incident.opened":
            self.heard[said["subject_id"]] = time.monotonic()
        self.farewell = said.get("reason", self.farewell)

    def own_port(self) -> int:
        return int(self.link.getsockname()[1])

    def close(self) -> None:
        with suppress(OSError):
            self.link.shutdown(socket.SHUT_RDWR)
        self.join(5)
        self._lines.close()
        self.link.close()


def process_of(port: int, server_port: int, pids: list[int]) -> int | None:
    """The process whose socket is the other end of a client's port (Linux)."""
    inode = None
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        columns = row.split()
        ends = [int(end.rsplit(":")[1], 16) for end in columns[1:3]]
        if ends == [server_port, port]:
            inode = columns[9]
    for pid in pids:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                if str(link.readlink()) == f"socket:[{inode}]":
                    return pid
    return None


class TwoWebs:
    """A node with two web processes, and its one operator."""

    def __init__(self, folder: Path, database: dict[str, str]) -> None:
        self.environment = environment_of(folder, **FOUNDING, **database)
        subprocess.run(command("prepare"), env=self.environment, check=True)
        self._open: list[Any] = []
        self.token = run_inside(self.environment, OPERATOR)
        self.node = RunningNode(folder, free_port(), "--web", "2", **database)
        wait_for(lambda: is_green(self.node))
        self.pids = self.node.children("web")
        assert len(self.pids) == 2

    def each(self, make: Any) -> dict[int, Any]:
        """One of what `make` opens at either process; connections fall where they fall."""
        found: dict[int, Any] = {}
        kept = []
        for _ in range(MOST_TRIES):
            opened = make()
            kept.append(opened)
            pid = process_of(opened.own_port(), self.node.port, self.pids)
            if pid is not None:
                found.setdefault(pid, opened)
            if len(found) == 2:
                break
        self._open += kept
        assert len(found) == 2, "every connection went to one of the two processes"
        return found

    def lines(self, **headers: str) -> dict[int, Line]:
        return self.each(lambda: Line(self.node.port, **headers))

    def streams(self) -> dict[int, Stream]:
        return self.each(lambda: Stream(self.node.port, self.token))

    def end(self) -> None:
        for opened in self._open:
            opened.close()
        self.node.end()

    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@pytest.fixture
def webs(tmp_path: Path, database: dict[str, str]) -> Iterator[TwoWebs]:
    running = TwoWebs(tmp_path, database)
    yield running
    running.end()


def test_write_through_one_process_is_heard_at_the_other_at_once(webs, capsys):
    lines, streams = webs.lines(**webs.bearer()), webs.streams()
    sent: list[tuple[str, int, float]] = []
    for round_ in range(WRITES):
        pid = webs.pids[round_ % 2]
        began = time.monotonic()
        key = {"Idempotency-Key": str(uuid4())}
        status, answer = lines[pid].ask("POST", "/api/v1/incidents", BODY, **key)
        assert status == 201, answer
        sent.append((json.loads(answer)["id"], pid, began))
        time.sleep(0.02)
    for stream in streams.values():
        wait_for(lambda stream=stream: len(stream.heard) == WRITES, 10)
    across = sorted(
        stream.heard[incident_id] - began
        for incident_id, wrote, began in sent
        for told, stream in streams.items()
        if told != wrote
    )
    p50, p90 = median(across), across[int(0.9 * len(across))]
    with capsys.disabled():
        print(  # noqa: T201 - the figure that was promised
 f"\nPOST at one process to bytes at the other: median {p50 * 1000:.0f} ms, "
              f"p90 {p90 * 1000:.0f} ms (promised: {PROMISED_S * 1000:.0f} ms)")  # fmt: skip
    assert p90 < BEARABLE_S


def test_answer_to_a_key_is_the_same_in_both_processes(webs):
    first, second = webs.lines(**webs.bearer()).values()
    key = {"Idempotency-Key": str(uuid4())}
    made = first.ask("POST", "/api/v1/incidents", BODY, **key)
    assert second.ask("POST", "/api/v1/incidents", BODY, **key) == made


def test_session_ended_through_one_process_opens_nothing_in_the_other(webs):
    name, token, csrf_name = run_inside(webs.environment, SESSION).split()
    cookie = {"Cookie": f"{name}={token}; {csrf_name}={CSRF}"}
    first, second = webs.lines(**cookie).values()
    for line in (first, second):
        assert line.ask("GET", "/api/v1/me")[0] == 200
    form = {"X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"}
    assert first.ask("POST", "/account/sign-out", "", **form)[0] == 302
    assert first.ask("GET", "/api/v1/me")[0] == 401
    wait_for(lambda: second.ask("GET", "/api/v1/me")[0] == 401, BEARABLE_S)


def test_token_revoked_elsewhere_ends_its_streams_and_opens_nothing(webs):
    lines, streams = webs.lines(**webs.bearer()), webs.streams()
    for line in lines.values():
        assert line.ask("GET", "/api/v1/incidents")[0] == 200
    run_inside(webs.environment, REVOKE)
    for line in lines.values():
        wait_for(lambda line=line: line.ask("GET", "/api/v1/incidents")[0] == 401, BEARABLE_S)
    for stream in streams.values():
        wait_for(lambda stream=stream: stream.farewell == "session-ended", 5)


def test_right_taken_elsewhere_is_gone_in_both_and_their_screens_are_told(webs):
    lines, streams = webs.lines(**webs.bearer()), webs.streams()
    for line in lines.values():
        assert line.ask("POST", "/api/v1/incidents", BODY)[0] == 201
    run_inside(webs.environment, END_GRANT)
    for line in lines.values():
        wait_for(
            lambda line=line: line.ask("POST", "/api/v1/incidents", BODY)[0] == 403, BEARABLE_S
        )
    for stream in streams.values():
        wait_for(lambda stream=stream: stream.farewell == "rights-changed", 5)
