"""Boundaries: valid polygons are used, faulty ones are kept with their problem, unused."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from kentongan.geo.areas import box_of, problem_of, read_area, to_wkb
from kentongan.geo.errors import NoSuchArea
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import new_id
from kentongan.regions import events
from kentongan.regions.adapters.geojson import read_features
from kentongan.regions.errors import NoSuchCode
from kentongan.regions.models import Boundary, Region
from kentongan.regions.services.slices import Progress, in_slices, quiet
from kentongan.regions.types import BoundaryFeature, BoundaryReport, Refusal, dotted, undotted

SLICE = 100
"""Polygons of villages: 100 are about a quarter of a megabyte, some ten milliseconds."""

MAX_PROBLEM = 200
STORED = [
    "wkb", "min_lat", "min_lon", "max_lat", "max_lon", "source", "is_valid", "problem", "loaded_at",
]  # fmt: skip


def load_boundary_file(
    *, by: Actor, path: Path, at: datetime, progress: Progress = quiet
) -> BoundaryReport:
    """Load one GeoJSON file as `load_boundaries` does. Refuses what is no GeoJSON (REGIONS-005)."""
    features = read_features(path)
    return load_boundaries(by=by, features=features, source=path.name, at=at, progress=progress)


def load_boundaries(
    *,
    by: Actor,
    features: Iterable[BoundaryFeature],
    source: str,
    at: datetime,
    progress: Progress = quiet,
) -> BoundaryReport:
    """Store polygons by Kemendagri code, in slices. Refuses nothing as a whole: faulty polygons,
    unknown codes and what cannot be read are in the report. A faulty one replaces no valid one.
    """
    report = BoundaryReport()
    loading_id = new_id()
    seen: set[str] = set()
    for part in in_slices(enumerate(features, start=1), SLICE):
        read = [found for at_, each in part if (found := _read(at_, each, seen, report))]
        known = _known(read, report)
        for boundary in known:
            boundary.source = source[:120]
            boundary.loaded_at = at
        _store(known, by=by, loading_id=loading_id, at=at)
        progress(len(part))
    return report


def _read(
    position: int, feature: BoundaryFeature, seen: set[str], report: BoundaryReport
) -> Boundary | None:
    """The feature as an unsaved boundary, or None with its reason in the report."""
    where = feature.code or f"#{position}"
    try:
        code = undotted(feature.code)
        boundary = _boundary(code, feature.geometry)
    except (NoSuchCode, NoSuchArea) as refusal:
        report.unreadable.append(Refusal(at=where, reason=str(refusal)))
        return None
    if code in seen:
        report.unreadable.append(Refusal(at=where, reason="kode ini sudah ada dalam berkas"))
        return None
    seen.add(code)
    return boundary


def _boundary(code: str, geometry: bytes) -> Boundary:
    area = read_area(geometry)
    box = box_of(area)
    problem = problem_of(area)
    return Boundary(
        region_id=code,
        wkb=to_wkb(area),
        min_lat=box.min_lat,
        min_lon=box.min_lon,
        max_lat=box.max_lat,
        max_lon=box.max_lon,
        is_valid=not problem,
        problem=problem[:MAX_PROBLEM],
    )


def _known(read: list[Boundary], report: BoundaryReport) -> list[Boundary]:
    """Those whose region is loaded, and, where faulty, has no valid polygon yet."""
    codes = [boundary.region_id for boundary in read]
    loaded = set(Region.objects.filter(code__in=codes).values_list("code", flat=True))
    drawn = Boundary.objects.filter(region__in=codes, is_valid=True)
    valid_before = set(drawn.values_list("region_id", flat=True))
    known = []
    for boundary in read:
        code = boundary.region_id
        if code not in loaded:
            report.unknown.append(dotted(code))
            continue
        if boundary.is_valid:
            report.used += 1
        else:
            report.faulty.append(Refusal(at=dotted(code), reason=boundary.problem))
        if boundary.is_valid or code not in valid_before:
            known.append(boundary)
    return known


def _store(part: list[Boundary], *, by: Actor, loading_id: UUID, at: datetime) -> None:
    if not part:
        return
    with journal.act(by=by, at=at) as act:
        Boundary.objects.bulk_create(
            part, update_conflicts=True, unique_fields=["region"], update_fields=STORED
        )
        used = sum(boundary.is_valid for boundary in part)
        act.record(
            events.BoundariesLoaded(
                loading_id=loading_id, used_count=used, faulty_count=len(part) - used
            )
        )
