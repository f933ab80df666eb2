"""Where the record's stations and units are taken to stand, and what each type of unit is.

Stations are not in the record: each stands at the mean of the places that the record counts to its
station area, so proposals are made with what an hour's work on a map would give.
"""

import statistics
from collections import defaultdict
from collections.abc import Collection, Sequence

from kentongan.cli.replay.records import Response
from kentongan.fleet.enums import Capability, UnitKind
from kentongan.geo.points import Point

_UNIT_TYPES: dict[str, tuple[UnitKind, tuple[Capability, ...]]] = {
    "ENGINE": (UnitKind.FIRE_ENGINE, (Capability.FIRE, Capability.MEDICAL_BASIC)),
    "TRUCK": (UnitKind.RESCUE, (Capability.FIRE, Capability.RESCUE)),
    "RESCUE SQUAD": (UnitKind.RESCUE, (Capability.FIRE, Capability.RESCUE)),
    "MEDIC": (UnitKind.AMBULANCE, (Capability.MEDICAL_BASIC, Capability.TRANSPORT_PATIENT)),
    "PRIVATE": (UnitKind.AMBULANCE, (Capability.MEDICAL_BASIC, Capability.TRANSPORT_PATIENT)),
}
_OTHER_UNIT = (UnitKind.PATROL, (Capability.GENERAL,))

_STATIONED = {"ENGINE", "TRUCK"}
"""Types whose number is that of their station."""


def kind_of(unit_type: str) -> tuple[UnitKind, tuple[Capability, ...]]:
    """Our kind and the capabilities of a unit type as the record writes it."""
    return _UNIT_TYPES.get(unit_type, _OTHER_UNIT)


def station_points(rows: Sequence[Response]) -> dict[str, Point]:
    """A station for each station area of the record, by area."""
    places: dict[str, list[Response]] = defaultdict(list)
    for row in rows:
        places[row.station_area].append(row)
    return {
        area: Point(statistics.fmean(r.lat for r in near), statistics.fmean(r.lon for r in near))
        for area, near in sorted(places.items())
    }


def responses_by_unit(rows: Sequence[Response]) -> dict[str, list[Response]]:
    """What each unit did, in the order of the record; units by name."""
    seen: dict[str, list[Response]] = defaultdict(list)
    for row in rows:
        seen[row.unit].append(row)
    return dict(sorted(seen.items()))


def home_area(name: str, responses: Sequence[Response], areas: Collection[str]) -> str:
    """The station that a unit's number names (E41 → 41), else the area where it went most."""
    number = "".join(filter(str.isdigit, name)).zfill(2)
    if responses[0].unit_type in _STATIONED and number in areas:
        return number
    return statistics.mode(row.station_area for row in responses)
