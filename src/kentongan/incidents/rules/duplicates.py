"""Which incidents may be the same (practice.md §3.4). Nothing here merges anything."""

import re
from dataclasses import dataclass
from datetime import timedelta

from kentongan.geo.addresses import NO_PARTS, AddressParts
from kentongan.incidents.enums import Family
from kentongan.incidents.errors import OtherCarriageway
from kentongan.kernel.lifecycle import everything_but

F = Family

_COMPATIBLE_PAIRS: tuple[frozenset[str], ...] = (
    frozenset({F.FIRE, F.WILDFIRE}),
    frozenset({F.FIRE, F.HAZMAT}),
    frozenset({F.FIRE, F.POWER}),
    frozenset({F.FIRE, F.RESCUE}),
    frozenset({F.FIRE, F.MEDICAL}),
    frozenset({F.WILDFIRE, F.HAZMAT}),
    frozenset({F.TRAFFIC, F.MEDICAL}),
    frozenset({F.TRAFFIC, F.RESCUE}),
    frozenset({F.TRAFFIC, F.FIRE}),
    frozenset({F.TRAFFIC, F.HAZMAT}),
    frozenset({F.TRAFFIC, F.TREE}),
    frozenset({F.TRAFFIC, F.INFRASTRUCTURE}),
    frozenset({F.RESCUE, F.MEDICAL}),
    frozenset({F.RESCUE, F.FLOOD}),
    frozenset({F.RESCUE, F.LANDSLIDE}),
    frozenset({F.FLOOD, F.LANDSLIDE}),
    frozenset({F.FLOOD, F.WEATHER}),
    frozenset({F.FLOOD, F.POWER}),
    frozenset({F.FLOOD, F.INFRASTRUCTURE}),
    frozenset({F.LANDSLIDE, F.INFRASTRUCTURE}),
    frozenset({F.LANDSLIDE, F.WEATHER}),
    frozenset({F.WEATHER, F.TREE}),
    frozenset({F.WEATHER, F.POWER}),
    frozenset({F.TREE, F.POWER}),
    frozenset({F.TREE, F.INFRASTRUCTURE}),
    frozenset({F.POWER, F.INFRASTRUCTURE}),
    frozenset({F.HAZMAT, F.MEDICAL}),
    frozenset({F.CRIME, F.VIOLENCE}),
    frozenset({F.CRIME, F.MEDICAL}),
    frozenset({F.VIOLENCE, F.MEDICAL}),
    frozenset({F.VIOLENCE, F.SILENT}),
    frozenset({F.PERSONS, F.RESCUE}),
    frozenset({F.PERSONS, F.MEDICAL}),
    frozenset({F.PERSONS, F.SOCIAL}),
    frozenset({F.ANIMAL, F.MEDICAL}),
    frozenset({F.ANIMAL, F.RESCUE}),
)

_WITH_ALL_BUT_INFORMATION = frozenset({F.QUAKE, F.SILENT})
"""After a quake every call may be a part of it; a silent call says nothing of its kind."""

SMOKE_RADIUS_M = 5000
"""Smoke is seen from far: what a caller points at is kilometres away."""

RADIUS_BY_KIND_M = {F.WILDFIRE: SMOKE_RADIUS_M, F.QUAKE: SMOKE_RADIUS_M}
DEFAULT_RADIUS_M = 300

MIN_SHARED_REGION = len("332415")
"""Two places without a position are near each other when they share a kecamatan or a village."""

_VILLAGE_LENGTH = len("3324152001")
_KILOMETRE = re.compile(r"\bKM\.?\s*(\d{1,4})(?:\s*\+\s*(\d{1,3}))?\s*([AB])?\b", re.IGNORECASE)


def compatible_families(family: str) -> frozenset[str]:
    """The families an incident of this one may be the same as, itself included."""
    if family in _WITH_ALL_BUT_INFORMATION:
        return frozenset(everything_but(tuple(F), F.INFORMATION))
    paired = {other for pair in _COMPATIBLE_PAIRS if family in pair for other in pair}
    return frozenset({family, *paired, *_WITH_ALL_BUT_INFORMATION} - _unless_event(family))


def _unless_event(family: str) -> frozenset[str]:
    return frozenset(_WITH_ALL_BUT_INFORMATION) if family == F.INFORMATION else frozenset()


def are_compatible(one: str, other: str) -> bool:
    """Whether incidents of two families may be one and the same."""
    return other in compatible_families(one)


def radius_by_family(family: str) -> int:
    """The radius in metres within which two of this family may be the same."""
    return RADIUS_BY_KIND_M.get(family, DEFAULT_RADIUS_M)  # type: ignore[call-overload, no-any-return]


@dataclass(frozen=True, slots=True)
class Kilometre:
    """A place on a road with kilometre stones; carriageway and road are "" where not said."""

    metre: int
    carriageway: str
    road: str = ""


def kilometre_of(address: str, parts: AddressParts = NO_PARTS) -> Kilometre | None:
    """The stone that the parts name, else `KM 385+600 B` in the free address, or None."""
    if parts.road_m is not None:
        return Kilometre(parts.road_m, parts.carriageway, parts.road)
    found = _KILOMETRE.search(address)
    if found is None:
        return None
    km, metres, side = found.groups()
    return Kilometre(int(km) * 1000 + int(metres or 0), (side or "").upper())


def are_other_carriageways(one: Kilometre | None, other: Kilometre | None) -> bool:
    """Whether the two are told to lie on the two sides of a divided road."""
    if one is None or other is None:
        return False
    return bool(one.carriageway and other.carriageway) and one.carriageway != other.carriageway


def require_same_carriageway(
    one: Kilometre | None, other: Kilometre | None, *, place_confirmed: bool
) -> None:
    """Raises OtherCarriageway unless somebody has asked and says that it is one place."""
    if are_other_carriageways(one, other) and not place_confirmed:
        raise OtherCarriageway


def is_same_stretch(one: Kilometre, other: Kilometre, *, within_m: int) -> bool:
    """So near along one carriageway; the other carriageway is never the same (K4)."""
    if are_other_carriageways(one, other) or (one.road and other.road and one.road != other.road):
        return False
    return abs(one.metre - other.metre) <= within_m


def share_region(one: str, other: str) -> bool:
    """Whether one region lies in the other, kecamatan or smaller."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= MIN_SHARED_REGION and longer[: len(shorter)] == shorter


def is_same_village(one: str, other: str) -> bool:
    """Whether both are the same village."""
    return len(one) == _VILLAGE_LENGTH and one == other


def is_near(
    *,
    distance_m: float | None,
    radius_m: float,
    regions: tuple[str, str],
    families: tuple[str, str],
    road_m: int,
    kilometres: tuple[Kilometre | None, Kilometre | None] = (None, None),
) -> bool:
    """Whether two places are near enough to be one incident's; age has no say.

    Kilometre stones decide where both name one. A flood also fills its village.
    """
    one, other = kilometres
    if one is not None and other is not None:
        return is_same_stretch(one, other, within_m=road_m)
    if F.FLOOD in families and is_same_village(*regions):
        return True
    if distance_m is None:
        return share_region(*regions)
    return distance_m <= radius_m


@dataclass(frozen=True, slots=True)
class Rekindling:
    """How long ended incidents are compared with new ones; fires longer, where they are near."""

    closed: timedelta
    fire: timedelta
    radius_m: int


def is_recent_enough(
    *, ended_ago: timedelta | None, distance_m: float | None, is_fire: bool, within: Rekindling
) -> bool:
    """Open ones always; ended ones for a day, or as long as is decided for the two families; a fire
    near by for longer (rekindling).
    """
    if ended_ago is None or ended_ago <= within.closed:
        return True
    near = distance_m is not None and distance_m <= within.radius_m
    return is_fire and near and ended_ago <= within.fire


def candidate_order(
    *, is_ended: bool, distance_m: float | None, age_s: float
) -> tuple[object, ...]:
    """The key that sorts candidates: open before ended, the younger first, then the nearer.

    Age only orders the list: nothing drops out because it is old.
    """
    return (is_ended, age_s, distance_m is None, distance_m or 0.0)
