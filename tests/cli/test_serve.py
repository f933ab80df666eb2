"""A real node: it starts, heals, ends with its parent, and refuses what it cannot run."""

import os
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.node import (
    FOUNDING,
    START_S,
    RunningNode,
    command,
    environment_of,
    free_port,
    is_alive,
    is_green,
    wait_for,
)

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite"),
        reason="the node under test is on SQLite; races/ runs both",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a node that has been founded once."""
    folder = tmp_path_factory.mktemp("node")
    environment = environment_of(folder, **FOUNDING)
    subprocess.run(command("prepare"), env=environment, check=True, stdin=subprocess.DEVNULL)
    return folder


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def node(folder: Path, port: int) -> Iterator[RunningNode]:
    node = RunningNode(folder, port, "--web", "2")
    try:
        wait_for(lambda: is_green(node))
        yield node
    finally:
        node.process.kill()
        node.process.communicate()


def test_node_says_where_it_is_and_stops_when_asked(folder: Path, port: int):
    node = RunningNode(folder, port)
    assert node.process.stdout
    try:
        # the line itself: a slow machine may answer us before the parent has seen it answer
        said = node.process.stdout.readline()
        wait_for(lambda: is_green(node))
        pids = node.children("web") + node.children("worker")
        assert len(pids) == 2
    finally:
        node.end()
    assert f"http://127.0.0.1:{port}" in said
    assert node.process.returncode == 0
    assert not any(map(is_alive, pids))


def test_killed_children_come_back(node: RunningNode):
    for name, count in (("web", 2), ("worker", 1)):
        before = node.children(name)
        assert len(before) == count
        os.kill(before[0], signal.SIGKILL)
        wait_for(lambda n=name, b=before, c=count: len(set(node.children(n)) - set(b[:1])) == c)
    wait_for(lambda: is_green(node))


def test_no_orphan_stays_on_the_port_when_the_parent_is_killed(node: RunningNode):
    pids = node.children("web") + node.children("worker")
    node.process.kill()
    node.process.wait()
    wait_for(lambda: not any(map(is_alive, pids)), 5)
    wait_for(lambda: may_be_taken(node.port), 5)


def may_be_taken(port: int) -> bool:
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            again.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def test_second_node_on_the_port_is_refused_with_one_line(node: RunningNode):
    second = RunningNode(node.folder, node.port)
    _, err = second.process.communicate(timeout=20)
    assert second.process.returncode == 2
    assert len(err.splitlines()) == 1


def test_empty_node_without_terminal_and_variables_is_refused(tmp_path: Path, port: int):
    node = RunningNode(tmp_path, port)
    _, err = node.process.communicate(timeout=START_S)
    assert node.process.returncode == 2
    assert "KENTONGAN_ADMIN" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KENTONGAN_REGION", "99.99"),
        ("KENTONGAN_ADMIN_PASSWORD", "password"),
        ("KENTONGAN_MAX_BODY", "much"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x"),
    ],
)
def test_bad_setting_is_one_line_and_exit_2(tmp_path: Path, variable: str, value: str):
    environment = environment_of(tmp_path, **(FOUNDING | {variable: value}))
    done = subprocess.run(
        command("prepare"), env=environment, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_newer_database_is_refused(folder: Path, tmp_path: Path, port: int):
    with (
        closing(sqlite3.connect(folder / "kentongan.sqlite3")) as source,
        closing(sqlite3.connect(tmp_path / "kentongan.sqlite3")) as target,
    ):
        source.backup(target)
        target.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('calls', '9999_from_the_future', '2030-01-01')"
        )
        target.commit()
    node = RunningNode(tmp_path, port)
    _, err = node.process.communicate(timeout=START_S)
    assert node.process.returncode == 2
    assert "9999_from_the_future" in err
    assert len(err.splitlines()) == 1
