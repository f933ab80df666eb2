"""Landmarks, loaded by the regency."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from kentongan.geo.points import Point, cell_of
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable
from kentongan.regions import events
from kentongan.regions.adapters.landmark_csv import read_landmarks
from kentongan.regions.models import Landmark
from kentongan.regions.rules import name_key
from kentongan.regions.services.slices import Progress, in_slices, quiet
from kentongan.regions.types import LandmarkReport, LandmarkRow

SLICE = 200
KEY = ("name_key", "region_code", "lat", "lon")
SAID = ("name", "kind", "aliases", "invented")
"""What loading the same landmark again may change."""


def load_landmark_file(
    *, by: Actor, path: Path, at: datetime, progress: Progress = quiet
) -> LandmarkReport:
    """Load one CSV file. Rows that cannot be read are in the report with line and reason.
    Refuses a file that is none (REGIONS-006).
    """
    rows, refused = read_landmarks(path)
    stored = load_landmarks(by=by, rows=rows, at=at, progress=progress)
    return LandmarkReport(stored=stored, refused=refused)


def load_landmarks(
    *, by: Actor, rows: Iterable[LandmarkRow], at: datetime, progress: Progress = quiet
) -> int:
    """Store landmarks in slices; return how many are new or were changed. The same name at the
    same point is the same landmark. Refuses a point that is not on the globe (GEO-001).
    """
    loading_id = new_id()
    changed = 0
    for part in in_slices(rows, SLICE):
        fresh = _differing(part)
        _store(fresh, by=by, loading_id=loading_id, at=at)
        changed += len(fresh)
        progress(len(part))
    return changed


def _differing(part: list[LandmarkRow]) -> list[Landmark]:
    """Those not here yet, or not like this; the last of a slice's doubles stands."""
    codes = {row.region_code for row in part}
    stored = {
        tuple(getattr(found, name) for name in KEY): found
        for found in Landmark.objects.filter(region_code__in=codes)
    }
    given = {}
    for row in part:
        landmark = _landmark(row)
        given[tuple(getattr(landmark, name) for name in KEY)] = landmark
    return [
        landmark
        for key, landmark in given.items()
        if key not in stored or _said(stored[key]) != _said(landmark)
    ]


def _said(landmark: Landmark) -> tuple[object, ...]:
    return tuple(getattr(landmark, name) for name in SAID)


def _landmark(row: LandmarkRow) -> Landmark:
    point = Point(row.lat, row.lon)
    return Landmark(
        name=require_storable("name", row.name),
        name_key=name_key(row.name),
        aliases=list(row.aliases),
        kind=row.kind,
        lat=point.lat,
        lon=point.lon,
        cell=cell_of(point.lat, point.lon),
        region_code=row.region_code,
        invented=row.invented,
    )


def _store(part: list[Landmark], *, by: Actor, loading_id: UUID, at: datetime) -> None:
    if not part:
        return
    with journal.act(by=by, at=at) as act:
        Landmark.objects.bulk_create(
            part, update_conflicts=True, unique_fields=[*KEY], update_fields=[*SAID]
        )
        act.record(events.LandmarksLoaded(loading_id=loading_id, landmark_count=len(part)))
