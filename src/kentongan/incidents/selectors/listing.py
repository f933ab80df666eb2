"""Lists of incidents: open ones, and pages by a key that never skips (no offsets)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from kentongan.geo.cover import Box, Cover, cover_box
from kentongan.incidents.enums import ENDED_STATES, IncidentState, Priority
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors.access import visible
from kentongan.incidents.sql_rows import as_moment, as_uuid, is_open, raw_rows
from kentongan.incidents.types import OpenPage, Page, PageKey, Unforwarded, UrgencyKey, VersionPage
from kentongan.journal.sql_entries import as_stored
from kentongan.orgs.enums import OrgKind
from kentongan.orgs.types import Organisation, Rights
from kentongan.regions.types import subtree

OPEN_LIMIT = 500
ENDED = frozenset(ENDED_STATES)
HANDED_OVER = (Priority.P1, Priority.P2, Priority.P3)
"""Practice: "each open P1–P3"; P4 and P5 stay on the lists."""
SMALL_BOX_M = 20_000.0
"""The diagonal of a box that holds a kecamatan."""


def list_open(rights: Rights, *, limit: int = OPEN_LIMIT) -> list[Incident]:
    """The open incidents an actor may see, the most urgent first, then the oldest."""
    return list(visible(rights).filter(is_open()).order_by("priority", "id")[:limit])


def list_open_page(rights: Rights, *, after: UrgencyKey | None = None, limit: int = 50) -> OpenPage:
    """A page of the open incidents, the most urgent first, then the newest. Read by the index of
    open ones: what has ended costs nothing.
    """
    rows = visible(rights).filter(is_open())
    if after is not None:
        same = Q(priority=after.priority, id__lt=after.id)
        rows = rows.filter(Q(priority__gt=after.priority) | same)
    items = list(rows.order_by("priority", "-id")[: limit + 1])
    if len(items) <= limit:
        return OpenPage(items=items, next=None)
    last = items[limit - 1]
    return OpenPage(items=items[:limit], next=UrgencyKey(last.priority, last.id))


def count_open(rights: Rights) -> int:
    """How many open incidents an actor may see."""
    return visible(rights).filter(is_open()).count()


def list_to_hand_over(org: Organisation, *, limit: int = OPEN_LIMIT) -> list[Incident]:
    """What a 112 centre hands from shift to shift: open P1 to P3 of its region, and appointments.
    Nothing for any other organisation.
    """
    if org.kind != OrgKind.CENTRE:
        return []
    start, until = subtree(org.region)
    rows = Incident.objects.filter(region__gte=start, region__lt=until).filter(is_open())
    urgent = Q(priority__in=HANDED_OVER) | Q(state=IncidentState.SCHEDULED)
    wanted = rows.filter(urgent).exclude(state=IncidentState.DRAFT)
    return list(wanted.order_by("priority", "id")[:limit])


def list_unforwarded(incident_ids: Collection[UUID]) -> list[Unforwarded]:
    """Those of the given incidents that still wait for a first agency."""
    rows = Incident.objects.filter(
        id__in=incident_ids, state=IncidentState.AWAITING_DISPATCH, forwarded_at=None
    )
    columns = ("id", "priority", "answered_at", "opened_at")
    return [
        Unforwarded(id=row_id, priority=priority, since=answered_at or opened_at)
        for row_id, priority, answered_at, opened_at in rows.values_list(*columns)
    ]


def list_page(
    rights: Rights,
    *,
    since: datetime | None = None,
    bbox: Box | None = None,
    states: Collection[str] = (),
    open_only: bool = False,
    after: PageKey | None = None,
    limit: int = 50,
) -> Page:
    """A page, newest first; with `since` by update, oldest first, so that a reader catches up."""
    rows = _page(rights, since, bbox, states, open_only, after)
    items = list(rows[: limit + 1])
    key = None
    if len(items) > limit:
        items = items[:limit]
        key = PageKey(items[-1].id, items[-1].updated_at if since else None)
    return Page(items=items, next=key)


def list_versions(
    rights: Rights,
    *,
    since: datetime | None = None,
    bbox: Box | None = None,
    states: Collection[str] = (),
    open_only: bool = False,
    after: PageKey | None = None,
    limit: int = 50,
) -> VersionPage:
    """The same page as ids and versions: what a reader with cached rows needs to ask first.

    Ids are as the database holds them: making a thousand UUIDs costs more than finding them.
    """
    rows = _page(rights, since, bbox, states, open_only, after)
    columns = ("id", "version") if since is None else ("id", "version", "updated_at")
    found = raw_rows(rows.values_list(*columns)[: limit + 1])
    key = None
    if len(found) > limit:
        found = found[:limit]
        last_id, _, *updated = found[-1]
        key = PageKey(as_uuid(last_id), as_moment(updated[0]) if updated else None)
    items = found if since is None else [(row_id, version) for row_id, version, _ in found]
    return VersionPage(items=items, next=key)


def list_by_ids(ids: Iterable[Any]) -> dict[Any, Incident]:
    """Incidents by id as the database holds it, for the rows that a page of `list_versions` has
    and a cache has not.
    """
    rows = Incident.objects.filter(id__in=[as_uuid(row_id) for row_id in ids])
    return {as_stored(row.id): row for row in rows}


def _page(
    rights: Rights,
    since: datetime | None,
    bbox: Box | None,
    states: Collection[str],
    open_only: bool,
    after: PageKey | None,
) -> QuerySet[Incident]:
    rows = visible(rights)
    if states:
        rows = rows.filter(state__in=list(states))
    few = open_only or (bool(states) and ENDED.isdisjoint(states))
    if few:
        rows = rows.filter(is_open())
    if bbox is not None:
        rows = rows.filter(_cover(bbox, few or since is not None).where())
    if since is None:
        return _newest(rows, after, few)
    return _updated(rows, since, after).order_by("updated_at", "id")


def _newest(rows: QuerySet[Incident], after: PageKey | None, few: bool) -> QuerySet[Incident]:
    """By id, the newest first. Where few rows are asked for, the ids are hidden from the planner:
    it would walk all of history for a page of open ones instead of sorting those.
    """
    key = "id"
    if few:
        key = "own_id"
        rows = rows.alias(own_id=Coalesce("id", "id"))
    return (rows.filter(**{f"{key}__lt": after.id}) if after else rows).order_by(f"-{key}")


def _cover(box: Box, is_narrowed: bool) -> Cover:
    """How a box is asked. By cells every row in it is found and sorted: right for a small one, but
    a regency's box holds all of history, and its newest page is found by walking back from today.
    """
    if is_narrowed or box.diagonal_m > SMALL_BOX_M:
        return Cover(box)
    return cover_box(box)


def _updated(
    rows: QuerySet[Incident], since: datetime, after: PageKey | None
) -> QuerySet[Incident]:
    if after is None or after.updated_at is None:
        return rows.filter(updated_at__gte=since)
    later = Q(updated_at__gt=after.updated_at) | Q(updated_at=after.updated_at, id__gt=after.id)
    return rows.filter(later, updated_at__gte=after.updated_at)
