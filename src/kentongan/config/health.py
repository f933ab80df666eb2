"""`GET /health`: what works, what does not and since when, how far behind the machine's work is.

Anybody may look, so there is nothing in it but figures, codes and times.
"""

import shutil
import time
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from kentongan.config import heartbeat, last_backup
from kentongan.exchange import selectors as exchange
from kentongan.journal import selectors
from kentongan.journal.errors import NoNode
from kentongan.kernel import clock, machine_clock
from kentongan.messaging.selectors import Undelivered, undelivered

WORKER_SILENT_S = 10.0
LATE_S = 5.0
BEHIND = 1_000
MESSAGES_LATE = timedelta(minutes=2)
CLOCK_BACK_S = 5.0
MIB = 1024 * 1024
DISK_FULL_MIB = 32
"""With less no call can be stored."""
VERSION = version("kentongan")

Since = dict[str, datetime | None]

_down_since: datetime | None = None


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """The node's health as JSON: 200 while it can take a call, 503 when it cannot."""
    facts: dict[str, Any] = {"version": VERSION, "database": connection.vendor}
    now = clock.now()
    try:
        told, failing = _look(now)
    except (NoNode, DatabaseError):
        told, failing = {}, {"database": None}
    is_down = "database" in failing or told["disk"]["free_mib"] < DISK_FULL_MIB
    if is_down:
        failing |= {name: _down(now) for name in ("database", "disk") if name in failing}
    else:
        _up()
    status = "down" if is_down else "degraded" if failing else "ok"
    since = {name: clock.to_wire(at) if at else None for name, at in failing.items()}
    answer = {"status": status, "degraded": list(failing), "since": since, **facts, **told}
    response = JsonResponse(answer, status=503 if is_down else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _down(now: datetime) -> datetime:
    """Since when this process has found itself so."""
    global _down_since
    _down_since = _down_since or now
    return _down_since


def _up() -> None:
    global _down_since
    _down_since = None


def _look(now: datetime) -> tuple[dict[str, Any], Since]:
    """The facts, and the names of what is not as it should be with since when, where known."""
    node = selectors.node()
    seq, recorded_at = selectors.newest_entry()
    messages = undelivered()
    clock_facts, clock_failing = _clock(recorded_at, now)
    free_mib = shutil.disk_usage(settings.DATA).free // MIB
    made_at = last_backup.made_at()
    worker, failing = _worker(seq, now)
    facts = {
        "node": {"id": str(node.id), "kind": node.kind, "name": node.name, "region": node.region},
        "time": clock.to_wire(now),
        "journal": {"last_seq": seq},
        **worker,
        "outbox": {"waiting": messages.waiting, "failed": messages.failed},
        "disk": {"free_mib": free_mib},
        "backup": {"made_at": clock.to_wire(made_at) if made_at else None},
        "clock": clock_facts,
    }
    failing |= _outbox(messages, now)
    if free_mib < settings.LEAST_FREE_MIB:
        failing["disk"] = None
    if _is_old(made_at, now):
        failing["backup"] = made_at
    failing |= clock_failing
    failing |= _exchange()
    return facts, failing


def _worker(seq: int, now: datetime) -> tuple[dict[str, Any], Since]:
    found = heartbeat.read()
    if found is None:
        return {"worker": None, "reactions": None, "timekeeper": None}, {"worker": None}
    beat, written_at = found
    age_s = max(0.0, time.time() - written_at)
    late_s = max(0.0, (now - beat.next_due).total_seconds()) if beat.next_due else 0.0
    behind = max(0, seq - beat.handled_seq)
    facts = {
        "worker": {"heartbeat_age_s": round(age_s, 1)},
        "reactions": {"behind": behind, "waiting": beat.waiting, "failing": sorted(beat.failing)},
        "timekeeper": {"lag_s": round(late_s, 1)},
    }
    failing: Since = {}
    if age_s > WORKER_SILENT_S:
        failing["worker"] = datetime.fromtimestamp(written_at, UTC)
    if behind > BEHIND or beat.failing:
        failing["reactions"] = min(beat.failing.values(), default=None)
    if late_s > LATE_S:
        failing["timekeeper"] = beat.next_due
    return facts, failing


def _clock(recorded_at: datetime | None, now: datetime) -> tuple[dict[str, Any], Since]:
    """What the clock is worth. One that nothing keeps right is told and no fault yet: a node whose
    line is down for days has no time service, and takes calls.
    """
    behind_s = max(0.0, (recorded_at - now).total_seconds()) if recorded_at else 0.0
    ahead_s = selectors.database_ahead_s()
    found = heartbeat.read()
    back_s = max(machine_clock.steps.look(), found[0].clock_back_s if found else 0.0)
    facts = {
        "synchronised": machine_clock.is_synchronised(),
        "behind_journal_s": round(behind_s, 1),
        "set_back_s": round(back_s, 1),
        "database_ahead_s": None if ahead_s is None else round(ahead_s, 3),
    }
    if behind_s > CLOCK_BACK_S:
        return facts, {"clock": recorded_at}
    if back_s or abs(ahead_s or 0.0) > machine_clock.CLOCKS_APART_S:
        return facts, {"clock": machine_clock.steps.noticed_at}
    return facts, {}


def _exchange() -> Since:
    """Since when the telephone exchange has not answered, where the node has one."""
    lost = exchange.lost_links()
    return {"exchange": lost[0].since_at} if lost else {}


def _outbox(messages: Undelivered, now: datetime) -> Since:
    waits_long = messages.waiting_since and now - messages.waiting_since > MESSAGES_LATE
    moments = [messages.waiting_since if waits_long else None, messages.failed_since]
    since = min((at for at in moments if at), default=None)
    return {"outbox": since} if since else {}


def _is_old(made_at: datetime | None, now: datetime) -> bool:
    """Whether backups are watched here, and the last one is older than it may be."""
    if not settings.BACKUP_HOURS:
        return False
    return made_at is None or now - made_at > timedelta(hours=settings.BACKUP_HOURS)
