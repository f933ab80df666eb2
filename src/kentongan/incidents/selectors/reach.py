"""Which points are believed: those in the regency, in its neighbours, or in a polygon we hold."""

from datetime import datetime
from uuid import UUID

from kentongan.geo.cover import Box
from kentongan.geo.points import Point
from kentongan.incidents.errors import PointFarAway
from kentongan.incidents.models import ServiceArea
from kentongan.journal import selectors as journal
from kentongan.journal.watchers import watch
from kentongan.regions.selectors import find_region_at
from kentongan.regions.types import REGENCY_LEVEL, VILLAGE_LEVEL

REGENCY = len("3324")

_areas: list[ServiceArea] | None = None
"""Kept per process: it is asked for each point, and decided once in years."""


def find_service_area(at: datetime) -> Box | None:
    """Where points were expected at a moment; None where the regency has not said it."""
    row = find_service_row(at)
    return Box(row.min_lat, row.min_lon, row.max_lat, row.max_lon) if row else None


def find_service_row(at: datetime) -> ServiceArea | None:
    """The decision in force, with its paper; None where the regency has not made one."""
    return next((each for each in _loaded() if each.valid_from <= at), None)


def list_service_rows() -> list[ServiceArea]:
    """All decisions, the latest first."""
    return list(_loaded())


def require_near(point: Point, region: str, at: datetime) -> None:
    """Raises PointFarAway for a point beyond the neighbours, unless the region that was named is
    another regency's: then somebody has meant it. A swapped latitude and longitude, or a telephone
    that tells where its tower is registered, sends nobody to another island.
    """
    if region[:REGENCY] != journal.node().region[:REGENCY]:
        return
    area = find_service_area(at)
    if area is None or area.holds(point.lat, point.lon) or _is_drawn(point):
        return
    raise PointFarAway(lat=round(point.lat, 5), lon=round(point.lon, 5))


def forget_service_areas(_: UUID | None = None) -> None:
    """Read them again next time."""
    global _areas
    _areas = None


watch("incidents.service-area.", forget_service_areas)


def _loaded() -> list[ServiceArea]:
    global _areas
    kept = _areas
    if kept is None:
        kept = _areas = list(ServiceArea.objects.order_by("-valid_from", "-id"))
    return kept


def _is_drawn(point: Point) -> bool:
    levels = (REGENCY_LEVEL, VILLAGE_LEVEL)
    return any(find_region_at(point.lat, point.lon, level=level) for level in levels)
