"""Incidents that may be the same as what a caller tells. Nothing is merged by itself."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kentongan.geo.cover import cover_circle
from kentongan.geo.points import Point, distance_m
from kentongan.incidents import rules
from kentongan.incidents.enums import IncidentState
from kentongan.incidents.limits import (
    REKINDLE_RADIUS,
    REKINDLE_WITHIN,
    REOPEN_WITHIN,
    ROAD_RADIUS,
)
from kentongan.incidents.models import Category, Incident
from kentongan.incidents.selectors.access import visible
from kentongan.incidents.selectors.categories import category_at, find_category_at
from kentongan.incidents.selectors.matrix import ended_h, matrix_at
from kentongan.incidents.sql_rows import is_open
from kentongan.incidents.types import Candidate, PlaceInput
from kentongan.kernel.actors import Actor
from kentongan.orgs.selectors import rights_of
from kentongan.regions.types import subtree

MOST = 10
LOOKED_AT = 400


def find_duplicates(
    by: Actor,
    *,
    place: PlaceInput,
    region: str,
    category: str,
    at: datetime,
    without: UUID | None = None,
    limit: int = MOST,
) -> list[Candidate]:
    """Every open incident of a compatible family near by, whatever its age, and those that ended
    within a day (a fire near by: three), or as the regency has decided for the two families.
    Open and young ones first. Refuses NoSuchCategory.
    """
    kind = category_at(category, at)
    matrix = matrix_at(at)
    rows = (
        visible(rights_of(by))
        .exclude(state__in=[IncidentState.MERGED, IncidentState.DRAFT])
        .filter(family__in=rules.families_like(matrix, kind.family))
    )
    if without is not None:
        rows = rows.exclude(id=without)
    since = at - max(REKINDLE_WITHIN.lasts(at), REOPEN_WITHIN.lasts(at), rules.longest_stay(matrix))
    looked_at = {row.id: row for row in _near(rows, place, region, since, at)}
    found = [_candidate(row, kind, place, region, matrix, at) for row in looked_at.values()]
    candidates = [c for c in found if c is not None]
    candidates.sort(key=_order)
    return candidates[:limit]


def require_same_carriageway(
    incident: Incident, place: PlaceInput, *, place_confirmed: bool
) -> None:
    """Raises OtherCarriageway where a caller is on the other side of the road (INCIDENTS-023)."""
    rules.require_same_carriageway(
        rules.kilometre_of(incident.address, incident.parts),
        rules.kilometre_of(place.address, place.parts),
        place_confirmed=place_confirmed,
    )


def _order(candidate: Candidate) -> tuple[object, ...]:
    return rules.candidate_order(
        is_ended=candidate.is_rekindle, distance_m=candidate.distance_m, age_s=candidate.age_s
    )


def _near(
    rows: QuerySet[Incident], place: PlaceInput, region: str, since: datetime, at: datetime
) -> list[Incident]:
    recent = Q(closed_at__gte=since)
    conditions = []
    point = place.place.point
    if point is not None:
        conditions.append(cover_circle(point, rules.SMOKE_RADIUS_M).where())
    if len(region) >= len("332415"):
        start, until = subtree(region[:6])
        conditions.append(Q(region__gte=start, region__lt=until))
    stone = rules.kilometre_of(place.address, place.parts)
    if stone is not None:
        road_m = ROAD_RADIUS.at(at)
        ends = (stone.metre - road_m, stone.metre + road_m)
        conditions += [Q(address__icontains="KM"), Q(road_m__range=ends)]
    found: list[Incident] = []
    for condition in conditions:
        among = rows.filter(condition)
        found += among.filter(is_open()).order_by("-id")[:LOOKED_AT]
        found += among.filter(recent).order_by("-closed_at")[:LOOKED_AT]
    return found


def _candidate(  # noqa: PLR0917
    row: Incident,
    kind: Category,
    place: PlaceInput,
    region: str,
    matrix: rules.Matrix,
    at: datetime,
) -> Candidate | None:
    sameness = rules.sameness_of(matrix, kind.family, row.family, ended_h=ended_h(at))
    apart_m = _distance_m(row, place.place.point)
    is_ended, is_fire = rules.is_ended(row.state), rules.passes_cooling_by_family(row.family)
    radius_m = sameness.reach_m(max(kind.duplicate_radius_m, _radius_m(row, at)))
    within = rules.Rekindling(
        sameness.ended_stays, REKINDLE_WITHIN.lasts(at), REKINDLE_RADIUS.at(at)
    )
    if is_ended and is_fire:
        radius_m = max(radius_m, within.radius_m)
    near = rules.is_near(
        distance_m=apart_m,
        radius_m=radius_m,
        regions=(region, row.region),
        families=(kind.family, row.family),
        road_m=ROAD_RADIUS.at(at),
        kilometres=(
            rules.kilometre_of(place.address, place.parts),
            rules.kilometre_of(row.address, row.parts),
        ),
    )
    recent = rules.is_recent_enough(
        ended_ago=at - row.closed_at if is_ended and row.closed_at else None,
        distance_m=apart_m,
        is_fire=is_fire,
        within=within,
    )
    if not (near and recent):
        return None
    age_s = max(0.0, (at - row.started_at).total_seconds())
    return Candidate(incident=row, distance_m=apart_m, age_s=age_s, is_rekindle=is_ended)


def _distance_m(row: Incident, point: Point | None) -> float | None:
    if point is None or row.lat is None or row.lon is None:
        return None
    return distance_m(point, Point(row.lat, row.lon))


def _radius_m(row: Incident, at: datetime) -> int:
    category = find_category_at(row.category, at)
    return category.duplicate_radius_m if category else rules.radius_by_family(row.family)
