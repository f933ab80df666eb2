"""A real node for the browser: its own folder and port, `kentongan serve`, gone at the end."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 60


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


class Node:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kentongan-browser-")
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "KENTONGAN_DATA": self._folder.name,
            "KENTONGAN_LOG": "ERROR",
            "DATABASE_URL": f"sqlite:///{self._folder.name}/kentongan.sqlite3",
            "DJANGO_SETTINGS_MODULE": "kentongan.config.settings",
        }

    def __enter__(self) -> Self:
        fill = [sys.executable, "-m", "tests.browser.fill"]
        subprocess.run(fill, env=self.environment, cwd=ROOT, check=True)
        serve = [sys.executable, "-m", "kentongan.cli.main", "serve"]
        serve += ["--host", "127.0.0.1", "--port", str(self.port)]
        self._serving = subprocess.Popen(
            serve, env=self.environment, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL
        )
        self._wait()
        return self

    def _wait(self) -> None:
        until = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.origin}/health", timeout=1):
                    return
            except urllib.error.HTTPError:
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError("the node did not start")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.killpg(self._serving.pid, signal.SIGTERM)
        try:
            self._serving.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._serving.pid, signal.SIGKILL)
            self._serving.wait()
        self._folder.cleanup()
