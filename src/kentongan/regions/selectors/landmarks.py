"""Landmarks near a point, and by the name a caller gives."""

from dataclasses import dataclass
from uuid import UUID

from kentongan.geo.cover import cover_circle
from kentongan.geo.points import Point, haversine_m
from kentongan.journal.kept import Kept
from kentongan.regions import rules
from kentongan.regions.errors import NoSuchLandmark
from kentongan.regions.models import Landmark
from kentongan.regions.types import LandmarkMatch, LandmarkNear, contains, undotted

WORD_LETTERS = 3
NEAR_LIMIT_M = 50_000.0


@dataclass(frozen=True, slots=True)
class _Known:
    """One landmark with the keys under which it may be asked for."""

    match: LandmarkMatch
    forms: tuple[str, ...]


def get_landmark(landmark_id: UUID) -> Landmark:
    """One landmark. Raises NoSuchLandmark."""
    found = Landmark.objects.filter(id=landmark_id).first()
    if found is None:
        raise NoSuchLandmark
    return found


def list_landmarks(*, limit: int = 1000) -> list[Landmark]:
    """The node's landmarks by name."""
    return list(Landmark.objects.order_by("name", "id")[:limit])


def list_landmarks_near(
    lat: float, lon: float, *, radius_m: float = 2_000.0, limit: int = 10
) -> list[LandmarkNear]:
    """The landmarks within a radius (at most 50 km), nearest first, with their distance."""
    radius_m = min(radius_m, NEAR_LIMIT_M)
    rows = Landmark.objects.filter(cover_circle(Point(lat, lon), radius_m).where())
    near = [LandmarkNear(_match(row), haversine_m(lat, lon, row.lat, row.lon)) for row in rows]
    within = sorted(
        (each for each in near if each.distance_m <= radius_m), key=lambda each: each.distance_m
    )
    return within[:limit]


def search_landmarks(text: str, *, within: str = "", limit: int = 10) -> list[LandmarkMatch]:
    """Landmarks whose name or alias is like `text`, best first. Never selects: a person picks."""
    asked = rules.name_key(text)
    if not asked:
        return []
    root = undotted(within) if within else ""
    found = [
        each.match.scored(score)
        for each in _known.get()
        if (not root or contains(root, each.match.region_code))
        and (score := _score(asked, each.forms)) > 0
    ]
    return sorted(found, key=lambda match: (-match.score, match.name, str(match.id)))[:limit]


def _score(asked: str, forms: tuple[str, ...]) -> float:
    if len(asked) >= WORD_LETTERS and any(asked in form for form in forms):
        return max(rules.NEAR, rules.best_likeness(asked, forms))
    return rules.best_likeness(asked, forms)


def _match(row: Landmark) -> LandmarkMatch:
    return LandmarkMatch(
        id=row.id,
        name=row.name,
        kind=row.kind,
        lat=row.lat,
        lon=row.lon,
        region_code=row.region_code,
        invented=row.invented,
    )


def _load() -> list[_Known]:
    return [
        _Known(_match(row), (row.name_key, *(rules.name_key(alias) for alias in row.aliases)))
        for row in Landmark.objects.all()
    ]


_known: Kept[list[_Known]] = Kept("regions.landmarks.", _load)
