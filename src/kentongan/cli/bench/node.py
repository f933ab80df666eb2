"""A temporary node to measure: filled by a child process, served by `kentongan serve`."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

from kentongan.cli.bench.limits import free_port
from kentongan.cli.refusal import Refusal

START_TIMEOUT_S = 120


def cpu_seconds_of(process: Path) -> float:
    """User's and system's time of a process, by its folder in /proc."""
    fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class NodeWouldNotStart(Exception):  # noqa: N818
    """`serve` ended, or did not get healthy in time."""


class BenchNode:
    """A node of its own folder and database, gone when the bench ends."""

    def __init__(self, *, database_url: str | None = None) -> None:
        self.database_url = database_url
        self._folder = tempfile.TemporaryDirectory(prefix="kentongan-bench-")
        self.folder = Path(self._folder.name)
        self.port = free_port()
        self.facts: dict[str, Any] = {}
        self._serving: subprocess.Popen[bytes] | None = None
        self.environment = os.environ | {
            "KENTONGAN_DATA": str(self.folder),
            "KENTONGAN_LOG": "ERROR",
            "DATABASE_URL": database_url or f"sqlite:///{self.folder}/kentongan.sqlite3",
        }

    def __enter__(self) -> Self:
        if self.database_url:
            self._empty(self.database_url)
        return self

    def _empty(self, url: str) -> None:
        """Empty a database that holds nothing, or a bench's own node; refuse every other."""
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                self._require_throw_away(connection)
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
        except psycopg.Error as error:
            line = str(error).strip().partition("\n")[0]
            raise Refusal(f"--database-url cannot be used: {line}") from None

    def _require_throw_away(self, connection: psycopg.Connection[Any]) -> None:
        tables = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchone()
        if tables == (0,):
            return
        node = connection.execute("SELECT to_regclass('public.journal_node')").fetchone()
        kinds = connection.execute("SELECT kind FROM journal_node") if node != (None,) else ()
        if [row[0] for row in kinds] != ["REPLAY"]:
            raise Refusal("--database-url names a database in use: an empty one is needed")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._folder.cleanup()

    @property
    def token(self) -> str:
        token: str = self.facts["token"]
        return token

    def fill(self, **amounts: int) -> dict[str, Any]:
        """Migrate if need be and fill; returns ids and tokens."""
        command = [sys.executable, "-m", "kentongan.cli.main", "bench-fill"]
        command += [f"--{name.replace('_', '-')}={count}" for name, count in amounts.items()]
        done = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE)
        self.facts |= json.loads(done.stdout)
        return self.facts

    def play_story(self) -> dict[str, int]:
        """The story night in a folder of its own: what is heard does not depend on the database."""
        folder = self.folder / "story"
        own = {"KENTONGAN_DATA": str(folder), "DATABASE_URL": f"sqlite:///{folder}/night.sqlite3"}
        folder.mkdir()
        command = [sys.executable, "-m", "kentongan.cli.main", "bench-night"]
        done = subprocess.run(
            command, env=self.environment | own, check=True, stdout=subprocess.PIPE
        )
        heard: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
        return heard

    def serve(self, *, web: int = 1) -> float:
        """Start `kentongan serve`; returns the seconds until /health was green."""
        command = [sys.executable, "-m", "kentongan.cli.main", "serve"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--web", str(web)]
        began = time.perf_counter()
        self._serving = subprocess.Popen(command, env=self.environment, start_new_session=True)
        while time.perf_counter() - began < START_TIMEOUT_S:
            if self._serving.poll() is not None:
                raise NodeWouldNotStart("serve ended")
            if self._is_healthy():
                return time.perf_counter() - began
            time.sleep(0.02)
        raise NodeWouldNotStart("no green /health in time")

    def _is_healthy(self) -> bool:
        try:
            url = f"http://127.0.0.1:{self.port}/health"
            with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 - our own node
                return bool(json.loads(answer.read())["status"] == "ok")
        except (urllib.error.URLError, OSError, ValueError):
            return False

    def stop(self) -> None:
        """End the node with its children."""
        if self._serving is None:
            return
        os.killpg(self._serving.pid, signal.SIGTERM)
        try:
            self._serving.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._serving.pid, signal.SIGKILL)
            self._serving.wait()
        self._serving = None

    def kill(self) -> None:
        """End the node as a power cut would; its folder stays."""
        assert self._serving is not None
        os.killpg(self._serving.pid, signal.SIGKILL)
        self._serving.wait()
        self._serving = None

    def memory_mib(self) -> tuple[float, float]:
        """(PSS of web and worker, largest RSS of a web process), in MiB, from /proc."""
        children = self._children()
        pss = sum(_rollup_mib(process)["Pss"] for process in children)
        web = [_rollup_mib(process)["Rss"] for process in children if _is_web(process)]
        return pss, max(web, default=0.0)

    def web_memory_mib(self) -> dict[str, float]:
        """What the kernel says of the first web process, in MiB: Pss, Private_Dirty and so on."""
        return next(_rollup_mib(process) for process in self._children() if _is_web(process))

    def cpu_seconds(self) -> float:
        """What web and worker have used of the processor since they began, from /proc."""
        return sum(cpu_seconds_of(process) for process in self._children())

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement finds in the node's database, whether it is running or not."""
        if self.database_url:
            with psycopg.connect(self.database_url, autocommit=True) as postgres:
                return postgres.execute(statement.encode()).fetchall()
        with closing(sqlite3.connect(self.folder / "kentongan.sqlite3")) as database:
            return database.execute(statement).fetchall()

    def _children(self) -> list[Path]:
        assert self._serving is not None
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                parent = (process / "stat").read_text().rsplit(")", 1)[1].split()[1]
            except OSError:
                continue
            if int(parent) == self._serving.pid:
                found.append(process)
        return found


def _is_web(process: Path) -> bool:
    return b"web" in (process / "cmdline").read_bytes().split(b"\0")


def _rollup_mib(process: Path) -> dict[str, float]:
    """The lines of smaps_rollup: a shared page counts in Pss by its share."""
    lines = (process / "smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if ":" in line}
