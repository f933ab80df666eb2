"""Sets of areas that are no subtree."""

from uuid import UUID

from kentongan.regions.errors import NoSuchAreaSet
from kentongan.regions.models import AreaSet, AreaSetRegion


def get_area_set(area_set_id: UUID) -> AreaSet:
    """One area set. Raises NoSuchAreaSet."""
    found = AreaSet.objects.filter(id=area_set_id).first()
    if found is None:
        raise NoSuchAreaSet
    return found


def list_area_sets() -> list[AreaSet]:
    """All area sets by name."""
    return list(AreaSet.objects.order_by("name"))


def area_set_codes(area_set_id: UUID) -> tuple[str, ...]:
    """The codes of a set, in order; each stands for its whole subtree."""
    members = AreaSetRegion.objects.filter(area_set_id=area_set_id).order_by("region_id")
    return tuple(members.values_list("region_id", flat=True))
