"""For those who wait in a thread: has anybody committed, and am I the one who should act?

The worker's work (reactions, deadlines, deliveries) is done by one process of a node. The lead is a
lock that the system gives back when its holder dies, however it dies.
"""

import fcntl
import os
import time
from typing import Any, Protocol

import psycopg
from django.db import connection
from psycopg import sql

from kentongan.journal.sql_entries import CHANNEL
from kentongan.live.tailer import POLL_S, conninfo, data_version, open_sqlite

WORKER_LOCK = 0x6B656E746F6E68  # one above the journal's


class Watch(Protocol):
    """Waits for commits and holds the lead."""

    def take_lead(self) -> bool:
        """Whether this process leads, now or from now on."""

    def wait(self, seconds: float) -> bool:
        """Wait for a commit of any process, so long at most; whether there was one."""

    def close(self) -> None:
        """Give up the lead."""


class SqliteWatch:
    """`PRAGMA data_version` and a lock on a file beside the database."""

    def __init__(self, path: str) -> None:
        self._database = open_sqlite(path)
        self._seen = -1
        self._lock = os.open(f"{path}.worker", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take_lead(self) -> bool:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def wait(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while (version := data_version(self._database)) == self._seen:
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(POLL_S, left))
        self._seen = version
        return True

    def close(self) -> None:
        self._database.close()
        os.close(self._lock)


class PostgresWatch:
    """LISTEN and a session's advisory lock, on one connection: who loses it loses the lead."""

    def __init__(self, info: str) -> None:
        self._link: psycopg.Connection[Any] = psycopg.connect(info, autocommit=True)
        self._link.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        self._leads = False

    def take_lead(self) -> bool:
        if not self._leads:
            row = self._link.execute("SELECT pg_try_advisory_lock(%s)", (WORKER_LOCK,)).fetchone()
            self._leads = bool(row and row[0])
        return self._leads

    def wait(self, seconds: float) -> bool:
        heard = False
        for _ in self._link.notifies(timeout=seconds, stop_after=1):
            heard = True
        return heard

    def close(self) -> None:
        self._link.close()


def this_watch() -> Watch:
    """The watch of this node's database."""
    if connection.vendor == "postgresql":
        return PostgresWatch(conninfo())
    return SqliteWatch(str(connection.settings_dict["NAME"]))
