"""A road as a map says it: where it runs and what is said about it; whatever file it came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Way:
    """`nodes` are ids, one per point; roads that share one meet there. Degrees WGS-84."""

    id: int
    nodes: tuple[int, ...]
    lats: tuple[float, ...]
    lons: tuple[float, ...]
    tags: Tags


class Source(Protocol):
    """A file of roads that can be read."""

    def ways(self) -> Iterable[Way]:
        """Every road and ferry of the file. Raises NoSuchRoads."""

    def barriers(self) -> Mapping[int, str]:
        """Node id → what stands there, once `ways` has been read to its end."""

    @property
    def attribution(self) -> str:
        """Whose data it is, as the licence wants it said."""
