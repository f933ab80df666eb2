"""The worker: reactions, deadlines and deliveries, in one loop that wakes when anybody commits.

Whatever it does is one transaction with the mark that it is done, so a worker that dies at any
moment loses nothing and its successor goes on where it stopped.
"""

import logging
import time
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import connections

from kentongan.config import heartbeat
from kentongan.config.checkpoints import Checkpoints
from kentongan.config.deliveries import Deliveries
from kentongan.exchange import services as exchange
from kentongan.journal import reactions, retention, selectors, timekeeper, watchers
from kentongan.journal.models import Cursor, Entry
from kentongan.kernel import clock, machine_clock
from kentongan.live.wakeups import Watch, this_watch
from kentongan.messaging import selectors as messages
from kentongan.messaging.events import MessageQueued
from kentongan.messaging.services import deliver_due as deliver_messages
from kentongan.neighbours import selectors as neighbours
from kentongan.neighbours.services import deliver_due as deliver_letters
from kentongan.recordings import selectors as recordings
from kentongan.recordings.services import store_due as store_recordings

log = logging.getLogger(__name__)

LONGEST_WAIT_S = 0.25
BEAT_S = 1.0
REPLAN_S = 0.2
"""Under load every commit could move a deadline; they are looked up at most this often."""
SWEEP_S = 2.0
"""How often every room is asked to react, so that one entry that failed is tried again."""
LOOK_OUT_S = 1.0
"""How often is looked at what no commit tells of: where the units are."""
RETENTION_AFTER_S, RETENTION_S, RETENTION_PAUSE_S = 600.0, 86_400.0, 2.0
"""Personal data whose time is over: some minutes after the start, daily, slice by slice."""
LETTERS = ("neighbours.aid.", "neighbours.notice.")
"""What may have left a letter to a neighbour's node."""
SLICE = 100
NEWS = 1_000
GATHER_S = 0.03
"""After news the worker waits so long: what comes meanwhile is one transaction with it, not many
that each take SQLite's one turn from a call. A reaction is still there within 100 ms.
"""


class Worker:
    """One worker; only the leading one of a node works, the others stand by."""

    def __init__(self) -> None:
        self._watch: Watch | None = None
        self._stopping = False
        self._leads = False
        self._seen = self._handled = 0
        self._waiting: set[str] = set()
        self._next_due: datetime | None = None
        self._plan_is_old = True
        self._planned_at = self._swept_at = self._beaten_at = float("-inf")
        self._looked_out_at = float("-inf")
        self._retention_at = float("inf")
        self._checkpoints = Checkpoints()
        self._deliveries = Deliveries("deliveries", deliver_messages, messages.next_due)
        self._letters = Deliveries("letters", deliver_letters, neighbours.next_due)
        self._recordings = Deliveries("recordings", store_recordings, recordings.next_to_store)
        self._pauses = Deliveries("pauses", exchange.give_pauses, lambda: None)
        self._failing: dict[str, datetime] = {}

    def stop(self) -> None:
        """End after the present step."""
        self._stopping = True

    def run(self) -> None:
        """Work until told to stop; a database that is away is tried again every second."""
        while not self._stopping:
            try:
                self._round()
            except Exception:  # noqa: BLE001 - the outermost handler of the process
                log.exception("worker round failed")
                self._let_go()
                time.sleep(1)
        self._let_go()

    def _round(self) -> None:
        if self._watch is None:
            self._watch = this_watch()
        if not self._leads and not self._take_lead(self._watch):
            self._watch.wait(LONGEST_WAIT_S)
            return
        had_news = self._read_news()
        self._react()
        if exchange.has_asked():
            self._pauses.wake()
        if not self._waiting:
            self._handled = self._seen
        self._keep_time()
        self._look_out()
        self._forget()
        self._beat()
        if not self._waiting:
            if had_news:
                time.sleep(GATHER_S)
            self._watch.wait(self._patience())

    def _take_lead(self, watch: Watch) -> bool:
        if not watch.take_lead():
            return False
        self._seen = selectors.last_seq()
        self._checkpoints.start()
        self._deliveries.start()
        self._letters.start()
        self._recordings.start()
        self._pauses.start()
        self._retention_at = time.monotonic() + RETENTION_AFTER_S
        self._leads = True  # only now: whoever sees it lead may count on it for what comes next
        log.info("worker leads", extra={"seq": self._seen})
        return True

    def _read_news(self) -> bool:
        """Drop what other processes have made stale, and note which rooms have to react."""
        rows = Entry.objects.filter(seq__gt=self._seen).order_by("seq")
        news = list(rows.values_list("seq", "kind", "subject_id")[:NEWS])
        if not news:
            return False
        watchers.tell((kind, subject_id) for _, kind, subject_id in news)
        kinds = {kind for _, kind, _ in news}
        if MessageQueued.kind in kinds:
            self._deliveries.wake()
        if any(kind.startswith(LETTERS) for kind in kinds):
            self._letters.wake()
        self._waiting.update(
            room for room, handled in reactions.all_reactions().items() if kinds & handled.keys()
        )
        self._seen = news[-1][0]
        self._plan_is_old = True
        return True

    def _react(self) -> None:
        now = time.monotonic()
        if now - self._swept_at > SWEEP_S:
            self._swept_at = now
            self._waiting.update(reactions.all_reactions())
        # a slice of each, so that a long queue in one room delays neither others nor deadlines
        self._waiting = {
            room for room in sorted(self._waiting) if reactions.run_set(room, limit=SLICE) == SLICE
        }

    def _keep_time(self) -> None:
        now = clock.now()
        if self._next_due is not None and self._next_due <= now:
            timekeeper.run_due(now)
            self._plan()
            return
        age_s = time.monotonic() - self._planned_at
        if age_s > (REPLAN_S if self._plan_is_old else BEAT_S):
            self._plan()

    def _look_out(self) -> None:
        if time.monotonic() - self._looked_out_at < LOOK_OUT_S:
            return
        self._looked_out_at = time.monotonic()
        timekeeper.look_out(clock.now())

    def _forget(self) -> None:
        if time.monotonic() < self._retention_at:
            return
        emptied = retention.run_all(clock.now())
        pause_s = RETENTION_PAUSE_S if emptied else RETENTION_S
        self._retention_at = time.monotonic() + pause_s

    def _plan(self) -> None:
        self._planned_at = time.monotonic()
        self._plan_is_old = False
        self._next_due = timekeeper.next_due()

    def _patience(self) -> float:
        """How long to wait for a commit: until the next deadline, and never long."""
        if self._next_due is None:
            return LONGEST_WAIT_S
        left = (self._next_due - clock.now()) / timedelta(seconds=1)
        # one that failed stays due: it must not be tried again without a pause
        return min(max(left, 0.1), LONGEST_WAIT_S)

    def _beat(self) -> None:
        if time.monotonic() - self._beaten_at < BEAT_S:
            return
        self._beaten_at = time.monotonic()
        failing = Cursor.objects.filter(failures__gt=0).values_list("name", flat=True)
        self._failing = {name: self._failing.get(name, clock.now()) for name in failing}
        heartbeat.write(
            heartbeat.Heartbeat(
                handled_seq=self._handled,
                waiting=sorted(self._waiting),
                failing=self._failing,
                next_due=self._next_due,
                clock_back_s=round(machine_clock.steps.look(), 1),
            )
        )

    def _let_go(self) -> None:
        self._leads = False
        self._checkpoints.stop()
        self._deliveries.stop()
        self._letters.stop()
        self._recordings.stop()
        self._pauses.stop()
        watch, self._watch = self._watch, None
        if watch is not None:
            with suppress(Exception):
                watch.close()
        connections.close_all()
