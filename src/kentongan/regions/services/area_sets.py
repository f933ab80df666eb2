"""Sets of areas that are no subtree (practice.md §2.4); who reads them is for `orgs` to say."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Outdated
from kentongan.kernel.text import require_storable
from kentongan.regions import events
from kentongan.regions.errors import EmptyAreaSet
from kentongan.regions.models import AreaSet, AreaSetRegion
from kentongan.regions.selectors import get_area_set, get_region


def make_area_set(
    *, by: Actor, name: str, codes: Sequence[str], basis: str = "", at: datetime
) -> AreaSet:
    """Make a set of regions, each with all below it. Refuses an empty set (REGIONS-008) and codes
    that are not loaded (REGIONS-002).
    """
    with journal.act(by=by, at=at) as act:
        area_set = AreaSet.objects.create(
            name=require_storable("name", name), basis=require_storable("basis", basis)
        )
        _set_members(act, area_set, codes)
    return area_set


def change_area_set(
    *, by: Actor, area_set_id: UUID, codes: Sequence[str], version: int, at: datetime
) -> AreaSet:
    """Give a set other regions. Refuses what `make_area_set` does, and a version that is not the
    newest (KERNEL-006).
    """
    with journal.act(by=by, at=at) as act:
        area_set = get_area_set(area_set_id)
        newest = AreaSet.objects.filter(id=area_set_id, version=version)
        if not newest.update(version=version + 1):
            raise Outdated
        area_set.version = version + 1
        area_set.members.all().delete()
        _set_members(act, area_set, codes)
    return area_set


def _set_members(act: Act, area_set: AreaSet, codes: Sequence[str]) -> None:
    regions = {region.code: region for region in map(get_region, codes)}
    if not regions:
        raise EmptyAreaSet(name=area_set.name)
    AreaSetRegion.objects.bulk_create(
        AreaSetRegion(area_set=area_set, region=region) for region in regions.values()
    )
    act.record(events.AreaSetChanged(area_set_id=area_set.id, codes=sorted(regions)))
