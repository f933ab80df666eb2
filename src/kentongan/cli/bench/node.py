"""A temporary node to measure: filled by a child process, served by `kentongan serve`."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

from kentongan.cli.bench.limits import free_port

START_TIMEOUT_S = 120


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
            with psycopg.connect(self.database_url, autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
        return self

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

    def serve(self) -> float:
        """Start `kentongan serve`; returns the seconds until /health was green."""
        command = [sys.executable, "-m", "kentongan.cli.main", "serve"]
        command += ["--host", "127.0.0.1", "--port", str(self.port)]
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

    def memory_mib(self) -> tuple[float, float]:
        """(PSS of web and worker, largest RSS of a web process), in MiB, from /proc."""
        pss, web_rss = 0.0, 0.0
        for process in self._children():
            rollup = (process / "smaps_rollup").read_text()
            values = {
                line.split(":")[0]: int(line.split()[1])
                for line in rollup.splitlines()[1:]
                if ":" in line
            }
            pss += values["Pss"] / 1024
            if b"web" in (process / "cmdline").read_bytes().split(b"\0"):
                web_rss = max(web_rss, values["Rss"] / 1024)
        return pss, web_rss

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
