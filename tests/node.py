"""A real node for tests that need one: its processes, folder, port and health."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOUNDING = {
    "KENTONGAN_ADMIN": "pengelola",
    "KENTONGAN_ADMIN_PASSWORD": "rumah-kayu-biru-9",
    "KENTONGAN_REGION": "33.24",
}
START_S = 60.0


class RunningNode:
    """`kentongan serve` (or `demo`) on a data folder and port of its own."""

    def __init__(
        self, folder: Path, port: int, *arguments: str, verb: str = "serve", **environment: str
    ) -> None:
        self.folder = folder
        self.port = port
        self.process = subprocess.Popen(
            command(verb, "--port", str(port), *arguments),
            env=environment_of(folder, **environment),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def health(self) -> dict[str, Any] | None:
        try:
            address = f"http://127.0.0.1:{self.port}/health"
            with urllib.request.urlopen(address, timeout=2) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except OSError:
            return None

    def children(self, name: str) -> list[int]:
        parent = self.process.pid
        listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [pid for pid in map(int, listed) if name in arguments_of(pid)]

    def kill_webs(self) -> None:
        """End the web processes as a crash would; the parent starts others."""
        for pid in self.children("web"):
            os.kill(pid, signal.SIGKILL)

    def end(self) -> tuple[str, str]:
        self.process.terminate()
        return self.process.communicate(timeout=20)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kentongan.cli.main", *arguments]


def environment_of(folder: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KENTONGAN", "DJANGO"))}
    return kept | {"KENTONGAN_DATA": str(folder)} | more


def arguments_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except FileNotFoundError:
        return []


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(condition: Callable[[], Any], seconds: float = START_S) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
    return found


def is_green(node: RunningNode) -> bool:
    found = node.health()
    return found is not None and found["status"] == "ok"


def free_port() -> int:
    """A port nobody listens on, below the range from which the system takes its own."""
    while True:
        port = random.SystemRandom().randint(20_000, 32_000)  # a test's seed would give one port
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
