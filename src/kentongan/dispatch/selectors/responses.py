"""Every response of a unit with its times, for replays and reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.models import Assignment


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """The stored moments of one unit's response, from the incident's first ring on."""

    id: UUID
    incident_id: UUID
    unit_id: UUID
    started_at: datetime
    opened_at: datetime
    assigned_at: datetime
    en_route_at: datetime | None
    on_scene_at: datetime | None
    ended_at: datetime | None


def list_responses() -> Iterator[ResponseTimes]:
    """All assignments of this node, oldest first, read in slices."""
    rows = Assignment.objects.order_by("id").values_list(
        "id", "incident_id", "unit_id", "incident__started_at", "incident__opened_at",
        "assigned_at", "en_route_at", "on_scene_at", "ended_at",
    )  # fmt: skip
    for row in rows.iterator():
        yield ResponseTimes(*row)
