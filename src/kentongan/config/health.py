"""`GET /health`: what works, what does not, and how far behind the machine's own work is."""

import time
from datetime import timedelta
from importlib.metadata import version
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from kentongan.config import heartbeat
from kentongan.journal import selectors
from kentongan.journal.errors import NoNode
from kentongan.kernel import clock

WORKER_SILENT_S = 10.0
LATE_S = 5.0
BEHIND = 1_000
VERSION = version("kentongan")


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """The node's health as JSON: 200 while it can take a call, 503 when it cannot."""
    facts: dict[str, Any] = {"version": VERSION, "database": connection.vendor}
    try:
        facts |= _facts()
    except (NoNode, DatabaseError):
        return JsonResponse({"status": "down", "degraded": ["database"], **facts}, status=503)
    degraded = _degraded(facts)
    status = "degraded" if degraded else "ok"
    response = JsonResponse({"status": status, "degraded": degraded, **facts})
    response.headers["Cache-Control"] = "no-store"
    return response


def _facts() -> dict[str, Any]:
    node = selectors.node()
    seq = selectors.last_seq()
    now = clock.now()
    waiting = selectors.waiting_outbox().filter(due_at__lte=now).count()
    return {
        "node": {"id": str(node.id), "kind": node.kind, "name": node.name, "region": node.region},
        "time": clock.to_wire(now),
        "journal": {"last_seq": seq},
        "outbox": {"waiting": waiting},
        **_worker(seq),
    }


def _worker(seq: int) -> dict[str, Any]:
    found = heartbeat.read()
    if found is None:
        return {"worker": None, "reactions": None, "timekeeper": None}
    beat, written_at = found
    late = clock.now() - beat.next_due if beat.next_due else timedelta()
    return {
        "worker": {"heartbeat_age_s": round(max(0.0, time.time() - written_at), 1)},
        "reactions": {
            "behind": max(0, seq - beat.handled_seq),
            "waiting": beat.waiting,
            "failing": beat.failing,
        },
        "timekeeper": {"lag_s": round(max(0.0, late.total_seconds()), 1)},
    }


def _degraded(facts: dict[str, Any]) -> list[str]:
    """The names of what is not as it should be."""
    if facts["worker"] is None:
        return ["worker"]
    checks = {
        "worker": facts["worker"]["heartbeat_age_s"] > WORKER_SILENT_S,
        "reactions": facts["reactions"]["behind"] > BEHIND or bool(facts["reactions"]["failing"]),
        "timekeeper": facts["timekeeper"]["lag_s"] > LATE_S,
    }
    return [name for name, is_bad in checks.items() if is_bad]
