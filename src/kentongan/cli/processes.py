"""Children of `serve`: they end with their parent, and come back when they end alone."""

import contextlib
import ctypes
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import FrameType

PR_SET_PDEATHSIG = 1
SHORTEST_BACKOFF_S = 0.2
LONGEST_BACKOFF_S = 5.0
SETTLED_S = 30.0
"""A child that has lived so long is started again at once when it dies."""
STOP_S = 10.0
OPEN_FILES = 65_536
USAGE_ERROR = 2
NOT_PREPARED = 3
"""A child's exit status when the database has to be migrated or founded first."""
DATABASE_AWAY = 4
"""Its exit status when the database does not answer: at the start a person must see to it; later
the child comes back as after any other death."""

ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
"""To glibc: what one thread has freed, the next one uses. Python's threads take turns anyway, and a
web process that searches a large road graph holds 12 MiB less (`kentongan bench roads-build`)."""

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class Child:
    """One process of the node, by the sub-command it runs."""

    arguments: list[str]
    keep_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    backoff_s: float = field(default=SHORTEST_BACKOFF_S)

    def start(self) -> None:
        """Start it, bound to the life of this process."""
        self.started_at = time.monotonic()
        self.process = spawn(self.arguments, keep_fds=self.keep_fds)

    def has_ended(self) -> int | None:
        """Its exit status once it has ended."""
        return self.process.poll() if self.process else None


def spawn(arguments: Sequence[str], *, keep_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Start `kentongan ARGUMENTS…` as a process that the kernel kills when this one dies."""
    parent = os.getpid()

    def bind_to_parent() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the call above
            os._exit(1)

    # The parent has one thread, so code between fork and exec is safe here.
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "kentongan.cli.main", *arguments],
        env=ONE_HEAP | os.environ,
        pass_fds=tuple(keep_fds),
        preexec_fn=bind_to_parent,  # noqa: PLW1509
    )


def supervise(children: Sequence[Child], on_ready: Callable[[], bool]) -> int:
    """Run the children until SIGTERM or SIGINT; start again, ever later, those that end.

    `on_ready` is asked every 50 ms until it says that the node has been announced. A child that
    exits with a usage error has told what is wrong: the node stops with the same status, as it
    does when the database is not prepared, or away before the node was announced.
    """
    with _signals() as signals:
        for child in children:
            child.start()
        announced = False
        status = None
        while not signals.stop and status is None:
            signals.wait(0.05 if not announced else _next_start(children))
            status = _look_after(children, is_up=announced)
            announced = announced or on_ready()
        stop(children)
    return status or 0


def stop(children: Sequence[Child]) -> None:
    """End the children: asked first, killed when they do not answer."""
    running = [c.process for c in children if c.process and c.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + STOP_S
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _look_after(children: Sequence[Child], *, is_up: bool) -> int | None:
    ends = {USAGE_ERROR, NOT_PREPARED} | (set() if is_up else {DATABASE_AWAY})
    now = time.monotonic()
    for child in children:
        status = child.has_ended()
        if status is None:
            continue
        if status in ends:
            return status
        if not child.start_again_at:
            _plan(child, status, now)
        if now >= child.start_again_at:
            child.start_again_at = 0.0
            child.start()
    return None


def _plan(child: Child, status: int, now: float) -> None:
    lived = now - child.started_at
    child.backoff_s = (
        SHORTEST_BACKOFF_S if lived > SETTLED_S else min(child.backoff_s * 2, LONGEST_BACKOFF_S)
    )
    child.start_again_at = now + child.backoff_s
    line = f"kentongan: {child.arguments[0]} ended ({status}); again in {child.backoff_s:.1f} s"
    print(line, file=sys.stderr, flush=True)


def _next_start(children: Sequence[Child]) -> float:
    planned = [c.start_again_at for c in children if c.start_again_at]
    return max(0.0, min(planned) - time.monotonic()) if planned else 60.0


class _Signals:
    """What signals have asked for; `wait` returns early when one comes."""

    def __init__(self, wakeup: socket.socket) -> None:
        self.stop = False
        self._wakeup = wakeup

    def wait(self, seconds: float) -> None:
        """Sleep, or less when a child ends or someone asks to stop."""
        select.select([self._wakeup], [], [], seconds)
        with contextlib.suppress(BlockingIOError):
            self._wakeup.recv(4096)

    def asked(self, signum: int, frame: FrameType | None) -> None:
        """A signal has come; a child's end is seen by whoever waits."""
        self.stop = self.stop or signum != signal.SIGCHLD


@contextlib.contextmanager
def _signals() -> Iterator[_Signals]:
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    signals = _Signals(reader)
    handled = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
    before = {each: signal.signal(each, signals.asked) for each in handled}
    signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    try:
        yield signals
    finally:
        signal.set_wakeup_fd(-1)
        for each, handler in before.items():
            signal.signal(each, handler)
        reader.close()
        writer.close()


def raise_open_files() -> int:
    """Allow as many open streams as the machine lets us; children inherit it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)
