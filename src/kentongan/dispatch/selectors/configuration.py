"""The regency's modes, routing, promises and escalation, as they stood at a moment. From memory.

These tables are small and asked by every ticket; a process reads them once and drops them when the
journal tells of a change.
"""

import threading
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import AgencyMode, DatedRow, EscalationStep, Promise, RoutingRule
from kentongan.dispatch.rules import DEFAULT_PROMISES, NO_PROMISE, Route, routes_for
from kentongan.dispatch.types import PromisedTimes
from kentongan.journal.watchers import watch


def _is_valid(row: DatedRow, at: datetime) -> bool:
    return row.valid_from <= at and (row.valid_until is None or at < row.valid_until)


@dataclass(frozen=True)
class Configuration:
    """All dated rows of this room, newest first."""

    modes: tuple[AgencyMode, ...] = ()
    routing: tuple[RoutingRule, ...] = ()
    promises: tuple[Promise, ...] = ()
    steps: tuple[EscalationStep, ...] = ()

    def mode_of(self, org_id: UUID, at: datetime) -> DispatchMode:
        """How an agency is sent to; TICKET where nothing else was decided (practice.md §1.1)."""
        for row in self.modes:
            if row.org_id == org_id and _is_valid(row, at):
                return DispatchMode(row.mode)
        return DispatchMode.TICKET

    def routes(self, *, category: str, family: str, region: str, at: datetime) -> list[Route]:
        """The agencies a category asks for in an area, the lead first."""
        valid = [row for row in self.routing if _is_valid(row, at)]
        return routes_for(valid, category=category, family=family, region=region)

    def promised(self, priority: str, org_id: UUID | None, at: datetime) -> PromisedTimes:
        """What was promised: the agency's own row, else the regency's, else the house's."""
        rows = [row for row in self.promises if row.priority == priority and _is_valid(row, at)]
        for wanted in (org_id, None):
            for row in rows:
                if row.org_id == wanted:
                    return _times(row)
        return DEFAULT_PROMISES.get(priority, NO_PROMISE)

    def escalation(self, org_id: UUID, at: datetime) -> list[EscalationStep]:
        """Whom to ring at an agency, in order; none where no row says."""
        rows = [row for row in self.steps if row.org_id == org_id and _is_valid(row, at)]
        return sorted(rows, key=lambda row: row.position)


def _times(row: Promise) -> PromisedTimes:
    return PromisedTimes(
        forward_s=row.forward_s,
        forward_alarm_s=row.forward_alarm_s,
        accept_s=row.accept_s,
        acknowledge_s=row.acknowledge_s,
        arrival_s=row.arrival_s,
    )


_lock = threading.Lock()
_kept: Configuration | None = None
_generation = 0


def configuration() -> Configuration:
    """The rows, read once per process and again after each change."""
    global _kept
    if _kept is not None:
        return _kept
    generation = _generation
    found = _read()
    with _lock:
        # Rows that were read before a change must not be kept after it.
        if generation == _generation:
            _kept = found
    return found


def forget_configuration(_: UUID | None = None) -> None:
    """Read the rows again next time."""
    global _kept, _generation
    with _lock:
        _kept = None
        _generation += 1


watch("dispatch.configuration.", forget_configuration)


def _read() -> Configuration:
    return Configuration(
        modes=tuple(AgencyMode.objects.order_by("-valid_from", "-id")),
        routing=tuple(RoutingRule.objects.order_by("-valid_from", "-id")),
        promises=tuple(Promise.objects.order_by("-valid_from", "-id")),
        steps=tuple(EscalationStep.objects.order_by("-valid_from", "-id")),
    )
