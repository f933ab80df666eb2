"""What is on its way out, beside the worker's own work: a slow gateway delays no deadline."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connections

from kentongan.kernel import clock

log = logging.getLogger(__name__)

LONGEST_WAIT_S = 5.0
AFTER_FAILURE_S = 1.0
STOP_S = 2.0


class Deliveries:
    """A thread that tries what is due, and sleeps until the next is or `wake` is called.

    `deliver(at=)` tries what is due by then; `next_due()` is when something is, None for nothing.
    """

    def __init__(
        self, name: str, deliver: Callable[..., int], next_due: Callable[[], datetime | None]
    ) -> None:
        self._name = name
        self._deliver = deliver
        self._next_due = next_due
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        if self._thread is not None:
            return
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something may be due."""
        self._woken.set()

    def stop(self) -> None:
        """End after the one under way; one that hangs is not waited for."""
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(STOP_S)
            self._thread = None

    def _run(self) -> None:
        stopping = self._stopping
        try:
            while not stopping.is_set():
                self._woken.wait(self._round())
                self._woken.clear()
        finally:
            connections.close_all()

    def _round(self) -> float:
        """Deliver what is due; answers for how long there is nothing to do."""
        try:
            now = clock.now()
            self._deliver(at=now)
            due = self._next_due()
        except Exception:  # noqa: BLE001 - the outermost handler of the thread
            log.exception("deliveries failed", extra={"set": self._name})
            connections.close_all()
            return AFTER_FAILURE_S
        if due is None:
            return LONGEST_WAIT_S
        left_s = (due - clock.now()) / timedelta(seconds=1)
        return min(max(left_s, 0.0), LONGEST_WAIT_S)
