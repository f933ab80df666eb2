"""Which roads are reported closed: for desks, for searches from memory, for the public."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from kentongan.geo.points import Point, distance_m
from kentongan.geo.roads.engine import road_travel
from kentongan.geo.shapes import Shape
from kentongan.journal.kept import Kept
from kentongan.kernel.actors import Actor, ActorKind
from kentongan.kernel.errors import NotAllowed, NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.roads.enums import ClosureState
from kentongan.roads.limits import LINE_WIDTH, NEARBY, POINT_RADIUS
from kentongan.roads.models import Closure
from kentongan.roads.types import ClosedRoad
from kentongan.web.paging import decode_cursor, encode_cursor

MOST = 300
"""More at once than a regency has had."""


def may_report(by: Actor, region: str) -> bool:
    """Whether somebody may tell of a road there: crews and their officers wherever they drive, a
    village of its own area.
    """
    if by.kind is ActorKind.VEHICLE:
        return True
    rights = rights_of(by)
    return rights.has(Right.REPORT_ROADS, region=region) or (
        rights.has_anywhere(Right.REPORT_ROADS) and rights.has_anywhere(Right.RUN_UNITS)
    )


def require_reporter(by: Actor, region: str) -> None:
    """Raises NotAllowed."""
    if not may_report(by, region):
        raise NotAllowed(right=Right.REPORT_ROADS.value)


def access_closure(by: Actor, closure_id: UUID, *, lock: bool = False) -> Closure:
    """The closure, for who may say something of it. Where roads are closed everybody may know."""
    rows = Closure.objects.select_for_update(of=("self",)) if lock else Closure.objects.all()
    found = rows.filter(id=closure_id).first()
    if found is None:
        raise NotFound(thing=mark("Penutupan jalan"))
    require_reporter(by, found.region)
    return found


def list_standing(*, limit: int = MOST) -> list[Closure]:
    """Those that stand: what is to be confirmed, the longest asked on top, then the latest."""
    rows = Closure.objects.filter(state=ClosureState.CLOSED)
    return list(rows.order_by(F("asked_at").asc(nulls_last=True), "-said_at", "id")[:limit])


def list_lately_ended(*, limit: int = 20) -> list[Closure]:
    """The last that were ended."""
    return list(Closure.objects.exclude(state=ClosureState.CLOSED).order_by("-said_at")[:limit])


def page_of_closures(
    *, limit: int, cursor: str | None = None, state: ClosureState | None = None
) -> tuple[list[Closure], str | None]:
    """All that were ever reported, the newest first."""
    rows: QuerySet[Closure] = Closure.objects.order_by("-id")
    if state is not None:
        rows = rows.filter(state=state)
    if cursor:
        rows = rows.filter(id__lt=decode_cursor(cursor, UUID)[0])
    found = list(rows[: limit + 1])
    more = len(found) > limit
    return found[:limit], encode_cursor(found[limit - 1].id) if more else None


def closures_to_ask(now: datetime) -> list[tuple[UUID, datetime]]:
    """Those whose time is over, with when, the longest over first."""
    rows = Closure.objects.filter(ask_at__lte=now).order_by("ask_at", "id")
    return [(key, due) for key, due in rows.values_list("id", "ask_at")[:MOST] if due]


def closures_to_begin(now: datetime) -> list[tuple[UUID, datetime]]:
    """Those whose hour has come, with it."""
    rows = Closure.objects.filter(begins_at__lte=now).order_by("begins_at", "id")
    return [(key, due) for key, due in rows.values_list("id", "begins_at")[:MOST] if due]


def _load() -> tuple[tuple[ClosedRoad, ...], datetime | None]:
    rows = Closure.objects.filter(state=ClosureState.CLOSED).order_by("-said_at")
    last = Closure.objects.order_by("-said_at").values_list("said_at", flat=True).first()
    return tuple(_closed_road(row) for row in rows), last


def _closed_road(row: Closure) -> ClosedRoad:
    return ClosedRoad(
        id=row.id, shape=row.shape, cause=row.cause, road=row.road, region=row.region,
        starts_at=row.starts_at, until_at=row.until_at, said_at=row.said_at,
        is_asked=row.is_asked,
    )  # fmt: skip


_standing = Kept("roads.", _load)


def closed_roads(at: datetime) -> list[ClosedRoad]:
    """What is closed at a moment, from memory, the latest first."""
    return [road for road in _standing.get()[0] if road.starts_at <= at]


def closed_shapes(at: datetime) -> frozenset[Shape]:
    """The same, as a search of the roads takes it."""
    return frozenset(road.shape for road in closed_roads(at))


def planned_closures(at: datetime) -> list[ClosedRoad]:
    """Those that are announced for later, the soonest first."""
    later = [road for road in _standing.get()[0] if road.starts_at > at]
    return sorted(later, key=lambda road: road.starts_at)


def last_said_at() -> datetime | None:
    """When anybody last said anything of any road; None where nobody ever did."""
    return _standing.get()[1]


def closures_near(point: Point, at: datetime) -> list[ClosedRoad]:
    """Those around a place, as far as the regency has decided, the nearest first."""
    within_m = NEARBY.at(at)
    found = [(distance_m(point, road.shape.middle), road) for road in closed_roads(at)]
    near = [(metres, road) for metres, road in found if metres <= within_m]
    return [road for _, road in sorted(near, key=lambda pair: pair[0])]


def width_of(kind: str, moment: datetime) -> float:
    """How far around a point, or beside a line, in metres, where nobody has said it."""
    limit = {"Point": POINT_RADIUS, "LineString": LINE_WIDTH}.get(kind)
    return 0.0 if limit is None else float(limit.at(moment))


def roads_closed_by(shape: Shape) -> tuple[int, tuple[str, ...]] | None:
    """How many pieces of the node's road graph it takes away and their names; None without one."""
    roads = road_travel()
    return None if roads is None else roads.closes(shape)


def public_features(at: datetime) -> dict[str, Any]:
    """The closed roads as GeoJSON, for maps and for everybody: where, why, since when. No person,
    no note, no incident: people write names into notes.
    """
    return {
        "type": "FeatureCollection",
        "features": [_feature(road) for road in closed_roads(at)],
    }


def _feature(road: ClosedRoad) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": str(road.id),
        "geometry": road.shape.as_json(),
        "properties": {
            "cause": road.cause, "cause_word": road.cause_word, "road": road.road,
            "width_m": road.shape.width_m, "since": road.starts_at.isoformat(),
            "until": road.until_at.isoformat() if road.until_at else None,
            "said_at": road.said_at.isoformat(), "to_confirm": road.is_asked,
        },
    }  # fmt: skip
