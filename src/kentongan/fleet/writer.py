"""The thread of a web process that writes what its phones have told, a batch at a time."""

import logging
import threading
from collections.abc import Callable

from django.db import connection

from kentongan.fleet import services
from kentongan.fleet.positions import positions

log = logging.getLogger(__name__)

WRITE_S = 1.0
"""What a power cut may take of the history, and how late the node's other processes learn of it."""


class PositionWriter:
    """Started with the process; stopped with it, when everything that waits has been written."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """From now on, who tells a position waits for no disk."""
        self._stopping.clear()
        positions.has_writer = True
        self._thread = threading.Thread(target=self._run, name="positions", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what waits, and leave the writing to whoever tells after this."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        positions.has_writer = False
        self._stopping.set()
        thread.join()

    def _run(self) -> None:
        self._try(positions.look)  # what was known before the start is known from the start
        while not self._stopping.wait(WRITE_S):
            self._try(services.write_positions)
        self._try(services.write_positions)
        connection.close()

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:  # noqa: BLE001 - the outermost handler of a thread: it goes on
            # what was to be written waits in memory for the next time
            log.exception("positions not written")
            connection.close()
