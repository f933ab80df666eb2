"""The tree: loaded from Kemendagri's list, with regions of our own beside it."""

from datetime import datetime

from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.regions import events
from kentongan.regions.adapters.kemendagri import read_tree
from kentongan.regions.enums import RegionKind
from kentongan.regions.errors import NotInGazetteer, RegionTaken
from kentongan.regions.models import Region
from kentongan.regions.rules import name_key
from kentongan.regions.selectors import get_region
from kentongan.regions.services.slices import Progress, in_slices, quiet
from kentongan.regions.types import dotted, level_of, region_id, undotted

SLICE = 500
LISTED = ["name", "name_key", "level", "kind", "postal_code"]
"""What the list says of a region; population, area and validity are the regency's own facts."""


def load_regions(*, by: Actor, root: str, at: datetime, progress: Progress = quiet) -> int:
    """Load a region, those above and all below from Kemendagri's list; return how many are new or
    were changed. Loading again changes nothing. Refuses a code that is not listed (REGIONS-003).
    """
    root = undotted(root)
    listed = read_tree(root)
    if not listed:
        raise NotInGazetteer(code=dotted(root))
    fresh = _differing(listed)
    done = 0
    for part in in_slices(fresh, SLICE):
        done += len(part)
        last = done == len(fresh)
        _store(part, by=by, root=root, at=at, total=len(fresh) if last else None)
        progress(len(part))
    return len(fresh)


def _differing(listed: list[Region]) -> list[Region]:
    """Those of the list that are not here yet, or not like this."""
    stored = {row[0]: row[1:] for row in Region.objects.values_list("code", *LISTED)}
    return [
        region
        for region in listed
        if stored.get(region.code) != tuple(getattr(region, name) for name in LISTED)
    ]


def _store(part: list[Region], *, by: Actor, root: str, at: datetime, total: int | None) -> None:
    with journal.act(by=by, at=at) as act:
        Region.objects.bulk_create(
            part, update_conflicts=True, unique_fields=["code"], update_fields=LISTED
        )
        event: events.TreeLoaded | events.TreeSliceLoaded
        if total is None:
            event = events.TreeSliceLoaded(
                region_id=region_id(root), root=root, region_count=len(part)
            )
        else:
            event = events.TreeLoaded(region_id=region_id(root), root=root, region_count=total)
        act.record(event, region=root)


def add_custom_region(*, by: Actor, code: str, name: str, at: datetime) -> Region:
    """Add a region outside Kemendagri's list, such as 9901. The same again is the same region;
    a code that another name has is refused (REGIONS-004).
    """
    code = undotted(code)
    with journal.act(by=by, at=at) as act:
        taken = Region.objects.filter(code=code).first()
        if taken is not None:
            return _same_or_refused(taken, name)
        region = Region.objects.create(
            code=code,
            name=require_storable("name", name),
            name_key=name_key(name),
            level=level_of(code),
            kind=RegionKind.CUSTOM,
        )
        act.record(events.RegionAdded(region_id=region_id(code), code=code), region=code)
    return region


def _same_or_refused(taken: Region, name: str) -> Region:
    if taken.kind != RegionKind.CUSTOM or taken.name != name:
        raise RegionTaken(code=taken.dotted, name=taken.name)
    return taken


def note_figures(
    *,
    by: Actor,
    code: str,
    population: int | None,
    area_km2: float | None,
    source: str,
    at: datetime,
) -> Region:
    """Note a region's population and area, and whose figures they are. The journal keeps those
    before. Refuses a region that is not loaded (REGIONS-002).
    """
    figures = {"population": population, "area_km2": area_km2, "figures_source": source}
    with journal.act(by=by, at=at) as act:
        region = get_region(code)
        if all(getattr(region, name) == value for name, value in figures.items()):
            return region
        for name, value in figures.items():
            setattr(region, name, value)
        region.version += 1
        region.save(update_fields=[*figures, "version"])
        act.record(
            events.RegionFiguresNoted(
                region_id=region_id(region.code),
                code=region.code,
                population=population,
                area_km2=area_km2,
                source=source,
            ),
            region=region.code,
        )
    return region
