"""Moving SQLite's write-ahead log into the database, beside the worker's own work.

Left to SQLite, the writer whose commit passes the limit pays for the checkpoint: a call that waits.
"""

import logging
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from django.db import connection

log = logging.getLogger(__name__)

EVERY_S = 2.0
TRUNCATE_BYTES = 64 * 1024 * 1024


class Checkpoints:
    """A thread that checkpoints every two seconds. Nothing to do on PostgreSQL."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, if this node stands on SQLite."""
        if connection.vendor != "sqlite" or self._thread is not None:
            return
        path = str(connection.settings_dict["NAME"])
        self._stop.clear()
        self._thread = threading.Thread(
            target=self._run, args=(path,), name="checkpoints", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, path: str) -> None:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0.2)) as database:
            while not self._stop.wait(EVERY_S):
                try:
                    checkpoint(database, Path(f"{path}-wal"))
                except sqlite3.OperationalError as error:
                    log.info("checkpoint put off", extra={"reason": str(error)})


def checkpoint(database: sqlite3.Connection, wal: Path) -> None:
    """Move what can be moved without waiting; cut the log when it has grown long."""
    long = wal.exists() and wal.stat().st_size > TRUNCATE_BYTES
    database.execute(f"PRAGMA wal_checkpoint({'TRUNCATE' if long else 'PASSIVE'})").fetchone()
