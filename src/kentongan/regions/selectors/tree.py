"""The tree of regions as the database has it."""

from kentongan.regions.errors import NoSuchRegion
from kentongan.regions.models import Region
from kentongan.regions.types import VILLAGE_LEVEL, District, dotted, subtree, undotted

DISTRICT = len("332415")

CHILD_LEVELS = (1, 2, 3, 4)


def get_region(code: str) -> Region:
    """The region with this code, dotted or not. Raises NoSuchRegion when it is not loaded."""
    region = find_region(code)
    if region is None:
        raise NoSuchRegion(code=dotted(undotted(code)))
    return region


def find_region(code: str) -> Region | None:
    """The region with this code, dotted or not, or None. Refuses what is no code (REGIONS-001)."""
    return Region.objects.filter(code=undotted(code)).first()


def list_children(code: str) -> list[Region]:
    """The regions directly below one, by name."""
    digits = undotted(code)
    start, until = subtree(digits)
    below = Region.objects.filter(code__gt=start, code__lt=until)
    return list(below.filter(level=_level_below(digits)).order_by("name", "code"))


def list_districts(root: str) -> list[District]:
    """The kecamatan below a regency or province with their villages, each by name."""
    start, until = subtree(undotted(root))
    below = Region.objects.filter(code__gte=start, code__lt=until).order_by("name", "code")
    villages: dict[str, list[Region]] = {}
    for village in below.filter(level=VILLAGE_LEVEL):
        villages.setdefault(village.code[:DISTRICT], []).append(village)
    return [
        District(row.code, row.name, tuple(villages.get(row.code, ())))
        for row in below.filter(level=VILLAGE_LEVEL - 1)
    ]


def list_roots() -> list[Region]:
    """The topmost regions of this node, by code."""
    regions = Region.objects.order_by("code")
    top = regions.values_list("level", flat=True).order_by("level").first()
    return list(regions.filter(level=top)) if top else []


def count_regions(root: str = "") -> dict[int, int]:
    """How many regions each level has, of the whole node or of one subtree."""
    counts = dict.fromkeys(CHILD_LEVELS, 0)
    regions = Region.objects.all()
    if root:
        start, until = subtree(undotted(root))
        regions = regions.filter(code__gte=start, code__lt=until)
    for level in regions.values_list("level", flat=True):
        counts[level] += 1
    return counts


def _level_below(code: str) -> int:
    return {2: 2, 4: 3, 6: 4}.get(len(code), 0)
