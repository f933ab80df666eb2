"""Where the units are, in this process's memory: the latest of each, and what is not yet written.

Several processes share one node. Each hears its own phones at once and learns what the others have
heard from the table of latest positions, which all of them write within two seconds.
"""

import threading
import time
from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from kentongan.fleet.models import UnitPosition
from kentongan.fleet.types import Position
from kentongan.geo.points import Point
from kentongan.journal.watchers import watch

MOST_WAITING = 200_000
"""What a database that is away may leave in memory (some 60 MB); beyond it the oldest go first."""
LOOK_S, WHOLE_S = 1.0, 60.0
"""How often the others' are looked up, when somebody asks; and how often all are read again."""
OVERLAP = timedelta(seconds=30)
"""A batch is visible some time after the moment it is stamped with: the longest wait for a lock."""

Told = tuple[UUID, Position]
_COLUMNS = ("unit_id", "lat", "lon", "at", "accuracy_m", "heading_deg", "speed_kmh", "received_at")


class Positions:
    """All that this process knows of where units are. Safe to use from any thread."""

    def __init__(self) -> None:
        self.latest: dict[UUID, Position] = {}
        self.has_writer = False
        """Whether a thread writes what waits; without one, whoever tells writes."""
        self.dropped = 0
        self._waiting: deque[Told] = deque()
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._looked_at = self._read_whole_at = float("-inf")
        self._stored_at: datetime | None = None

    def hear(self, unit_id: UUID, position: Position) -> None:
        """Take what a phone says. A late one never takes the place of a newer one."""
        with self._lock:
            self._learn(unit_id, position)
            self._waiting.append((unit_id, position))
            if len(self._waiting) > MOST_WAITING:
                self._waiting.popleft()
                self.dropped += 1

    def _learn(self, unit_id: UUID, position: Position) -> None:
        known = self.latest.get(unit_id)
        if known is None or position.at >= known.at:
            self.latest[unit_id] = position

    def take(self, most: int) -> list[Told]:
        """The oldest that wait; whoever takes them writes them, or puts them back."""
        with self._lock:
            taken = list(islice(self._waiting, most))
            for _ in taken:
                self._waiting.popleft()
        return taken

    def put_back(self, taken: Iterable[Told]) -> None:
        """They could not be written: they are the oldest again."""
        with self._lock:
            self._waiting.extendleft(reversed(list(taken)))

    def look(self) -> None:
        """Learn what the other processes have heard: once a second at most."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_S or not self._looking.acquire(blocking=False):
            return
        try:
            self._looked_at = now
            if now - self._read_whole_at >= WHOLE_S:
                self._stored_at = None
                self._read_whole_at = now
            self._read(self._stored_at)
        finally:
            self._looking.release()

    def _read(self, stored_at: datetime | None) -> None:
        rows = UnitPosition.objects.values_list(*_COLUMNS, "stored_at")
        if stored_at is not None:
            rows = rows.filter(stored_at__gt=stored_at - OVERLAP)
        with self._lock:
            for *told, stored in rows:
                self._learn(*_told(*told))
                self._stored_at = max(self._stored_at or stored, stored)

    def look_at(self, unit_id: UUID) -> None:
        """Learn what is stored of one unit, whenever the others were looked up last."""
        for row in UnitPosition.objects.filter(unit_id=unit_id).values_list(*_COLUMNS):
            with self._lock:
                self._learn(*_told(*row))

    def forget(self, _: UUID | None = None) -> None:
        """Another database is behind this process now (restore, tests)."""
        with self._lock:
            self.latest = {}
            self._stored_at = None
            self._looked_at = self._read_whole_at = float("-inf")


def _told(  # noqa: PLR0917
    unit_id: UUID,
    lat: float,
    lon: float,
    at: datetime,
    accuracy_m: float | None,
    heading_deg: float | None,
    speed_kmh: float | None,
    received_at: datetime,
) -> Told:
    point = Point(lat, lon)
    return unit_id, Position(point, at, accuracy_m, heading_deg, speed_kmh, received_at)


positions = Positions()
watch("fleet.positions.", positions.forget)
