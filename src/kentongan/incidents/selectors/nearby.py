"""Whether something goes on near a point, or has just begun anywhere."""

from datetime import datetime

from kentongan.geo.cover import cover_circle
from kentongan.geo.points import Point, haversine_m
from kentongan.incidents.enums import Priority
from kentongan.incidents.models import Incident
from kentongan.incidents.sql_rows import is_open

LOOKED_AT = 500


def has_open_near(point: Point, radius_m: float) -> bool:
    """Whether an incident is open within so many metres."""
    rows = Incident.objects.filter(is_open(), cover_circle(point, radius_m).where())
    return any(
        haversine_m(point.lat, point.lon, lat, lon) <= radius_m
        for lat, lon in rows.values_list("lat", "lon")[:LOOKED_AT]
        if lat is not None and lon is not None
    )


def has_urgent_since(moment: datetime) -> bool:
    """Whether a P1 that is open began at or after it."""
    rows = Incident.objects.filter(is_open(), priority=Priority.P1, opened_at__gte=moment)
    return rows.exists()
