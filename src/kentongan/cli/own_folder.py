"""The data folder: closed to everybody else, and served by one node at a time.

The claim is a lock that the kernel gives back when its holder dies, however it dies, so no stale
lock ever keeps a node from starting. Machines that share a folder beside PostgreSQL serve it
together: there the claim is the machine's.
"""

import contextlib
import fcntl
import os
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from kentongan.cli.refusal import Refusal
from kentongan.config.places import data_folder, database_url, keys_folder

CLOSED_MASK = 0o077
"""What is made by this command is its owner's alone: folders 0700, files 0600."""


def close_to_others() -> None:
    """Make what was left open to others its owner's alone; say so where that cannot be done.

    The folders at the top are enough: nobody gets at what lies below a folder closed to him.
    """
    data, keys = data_folder(), keys_folder()
    data.mkdir(parents=True, exist_ok=True)
    for path in (data, *_below(data), keys, *_below(keys)):
        try:
            _close(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            _warn(f"{path} is open to others and cannot be closed: {error.strerror}")


def _below(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _close(path: Path) -> None:
    if path.is_symlink():
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & CLOSED_MASK:
        path.chmod(mode & ~CLOSED_MASK)


def _warn(line: str) -> None:
    print(f"kentongan: {line}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def claimed() -> Iterator[None]:
    """Hold the data folder for this process. Refuses while another node is running on it."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / _lock_name(), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode(errors="replace").strip() or "?"
            raise Refusal(
                f"a node is running on {folder} (process {holder}): stop it first, or name another "
                "folder with KENTONGAN_DATA"
            ) from None
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


def _lock_name() -> str:
    shared = database_url().startswith("postgres")
    return f"serve-{socket.gethostname()}.lock" if shared else "serve.lock"
