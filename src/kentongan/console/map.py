"""What the map draws: only what is loaded and known. No centre of an area is among it."""

from datetime import datetime
from typing import Any

from kentongan.fleet import selectors as fleet
from kentongan.fleet.selectors import position_fresh
from kentongan.fleet.types import Unit
from kentongan.geo.cover import Box
from kentongan.geo.roads.drawing import is_main
from kentongan.geo.roads.engine import road_travel
from kentongan.incidents import selectors as incidents
from kentongan.incidents.types import Incident
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights
from kentongan.regions import selectors as regions
from kentongan.regions.enums import AREAS
from kentongan.roads import selectors as roads

MOST_INCIDENTS = 300


def map_features(by: Actor, rights: Rights, at: datetime) -> dict[str, Any]:
    """Open incidents, units and landmarks as far as this person may see them; closed roads. No
    restricted incident: a point on the map is a house (ADR 0011).
    """
    sees_incidents = rights.has_anywhere(Right.SEE_INCIDENTS)
    opened = incidents.list_open(rights, limit=MOST_INCIDENTS) if sees_incidents else []
    placed = [row for row in opened if row.lat is not None and not row.is_restricted]
    units = fleet.list_units(by) if rights.has_anywhere(Right.SEE_UNITS) else []
    return {
        "incidents": [_incident(row) for row in placed],
        "units": [shown for unit in units if (shown := _unit(unit, at)) is not None],
        "closures": roads.public_features(at),
        "landmarks": [
            {"name": row.name, "lat": row.lat, "lon": row.lon}
            for row in regions.list_landmarks()
            if row.kind not in AREAS
        ],
    }


def _incident(row: Incident) -> dict[str, Any]:
    return {
        "id": str(row.id), "number": row.number, "priority": row.priority,
        "lat": row.lat, "lon": row.lon, "accuracy_m": row.accuracy_m,
    }  # fmt: skip


def _unit(unit: Unit, at: datetime) -> dict[str, Any] | None:
    found = fleet.known_positions().get(unit.id)
    if found is None:
        return None
    age = found.age(at)
    return {
        "call_sign": unit.call_sign, "state": unit.state, "lat": found.point.lat,
        "lon": found.point.lon, "heading_deg": found.heading_deg,
        "age_s": round(age.total_seconds()), "is_fresh": age <= position_fresh(at),
    }  # fmt: skip


MOST_ROADS = 3000


def road_features(box: Box) -> dict[str, Any]:
    """The roads of the node's graph within a box, as GeoJSON; nothing without a graph."""
    roads_here = road_travel()
    lines = roads_here.lines_in(box, most=MOST_ROADS) if roads_here else {}
    features = [
        {
            "type": "Feature",
            "properties": {"is_main": is_main(name)},
            "geometry": {"type": "MultiLineString", "coordinates": found},
        }
        for name, found in lines.items()
    ]
    said = roads_here.attribution if roads_here else ""
    return {"type": "FeatureCollection", "features": features, "attribution": said}
