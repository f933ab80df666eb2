"""Region codes: Kemendagri digits (2, 4, 6, 10) inside, dotted outside; what a search answers."""

import re
from dataclasses import dataclass, field, replace
from typing import Protocol
from uuid import NAMESPACE_DNS, UUID, uuid5

from kentongan.regions.enums import AREAS, LandmarkKind
from kentongan.regions.errors import NoSuchCode

LENGTHS = (2, 4, 6, 10)
"""Digits of a province, a regency or city, a kecamatan, a village (Permendagri 58/2021)."""

REGENCY_LEVEL = 2
VILLAGE_LEVEL = 4
BEYOND_EVERY_CODE = "9" * (LENGTHS[-1] + 1)

_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_DOTTED = re.compile(r"[0-9]{2}(\.[0-9]{2}){0,2}|[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}", re.ASCII)


def undotted(code: str) -> str:
    """The digits of a code given with or without dots. Refuses what is no code (REGIONS-001)."""
    text = code.strip()
    digits = text.replace(".", "") if _DOTTED.fullmatch(text) else text
    if not _DIGITS.fullmatch(digits) or len(digits) not in LENGTHS:
        raise NoSuchCode(code=text)
    return digits


def dotted(code: str) -> str:
    """The code as people write it: `3324152001` → `33.24.15.2001`. Empty stays empty."""
    parts = (code[0:2], code[2:4], code[4:6], code[6:10])
    return ".".join(part for part in parts if part)


def level_of(code: str) -> int:
    """1 province, 2 regency, 3 kecamatan, 4 village. Refuses other lengths (REGIONS-001)."""
    if len(code) not in LENGTHS:
        raise NoSuchCode(code=code)
    return LENGTHS.index(len(code)) + 1


def subtree(code: str) -> tuple[str, str]:
    """The half-open range `from <= code < until` of a region and all below it.

    Compared as text, so an index is used; `startswith` scans the whole table on SQLite (measured).
    """
    if not _DIGITS.fullmatch(code):
        raise NoSuchCode(code=code)
    # Digits only: collations agree on the order of digits, and on nothing else ("~" and ":" sort
    # before digits in most of PostgreSQL's).
    after = str(int(code) + 1).zfill(len(code))
    return (code, after if len(after) == len(code) else BEYOND_EVERY_CODE)


def contains(parent: str, child: str) -> bool:
    """Whether `child` is `parent` or lies below it."""
    start, until = subtree(parent)
    return start <= child < until


def parents(code: str) -> tuple[str, ...]:
    """The codes above, province first: `3324152001` → `33`, `3324`, `332415`."""
    return tuple(code[:length] for length in LENGTHS if length < len(code))


def parent(code: str) -> str | None:
    """The code directly above, None for a province."""
    above = parents(code)
    return above[-1] if above else None


def region_id(code: str) -> UUID:
    """The id under which the journal speaks of a region."""
    return uuid5(NAMESPACE_DNS, f"{code}.region.kentongan")


class Named(Protocol):
    """A region by code and name."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan with its villages, each by name."""

    code: str
    name: str
    villages: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """One region that a search found, as a desk shows it: with its kecamatan and landmarks."""

    code: str
    name: str
    level: int
    within: str
    """The name of the region above: for a village its kecamatan."""
    path: str
    score: float
    """1.0 for the same name, less for one that is like it."""
    landmarks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """`Tamanrejo, Sukorejo`: never the village's name alone."""
        return f"{self.name}, {self.within}" if self.within else self.name


@dataclass(frozen=True, slots=True)
class RegionMatches:
    """What a search found. With `needs_choice` a person must ask `question` and pick."""

    candidates: tuple[RegionMatch, ...] = ()
    needs_choice: bool = False
    question: str = ""

    @property
    def selected(self) -> RegionMatch | None:
        """The only region that bears this name and that no other sounds like, else None."""
        return self.candidates[0] if self.candidates and not self.needs_choice else None


@dataclass(frozen=True, slots=True)
class LandmarkMatch:
    """One landmark as a desk shows it."""

    id: UUID
    name: str
    kind: str
    lat: float
    lon: float
    region_code: str
    invented: bool
    score: float = 0.0

    @property
    def is_area(self) -> bool:
        """Whether it names an area or a road: then its point is nobody's position."""
        return self.kind in AREAS

    @property
    def kind_word(self) -> str:
        """Its kind as screens say it."""
        return str(LandmarkKind(self.kind).label)

    def scored(self, score: float) -> "LandmarkMatch":
        """The same landmark as it fits a search."""
        return replace(self, score=score)


@dataclass(frozen=True, slots=True)
class PlaceMatches:
    """What one search over regions and landmarks found, and the line to ask if it is not sure."""

    regions: RegionMatches = RegionMatches()
    landmarks: tuple[LandmarkMatch, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class LandmarkNear:
    """A landmark and how far it is, in a straight line."""

    landmark: LandmarkMatch
    distance_m: float


@dataclass(frozen=True, slots=True)
class LandmarkRow:
    """One landmark as it is loaded."""

    name: str
    kind: str
    lat: float
    lon: float
    region_code: str
    aliases: tuple[str, ...] = ()
    invented: bool = False


@dataclass(frozen=True, slots=True)
class BoundaryFeature:
    """One feature of a boundary file: whose polygon, and the polygon as GeoJSON."""

    code: str
    geometry: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row or feature that was not taken: which, and why."""

    at: str
    reason: str


@dataclass(slots=True)
class BoundaryReport:
    """What became of a file of boundaries."""

    used: int = 0
    faulty: list[Refusal] = field(default_factory=list)
    """Stored with their problem and used for nothing."""
    unknown: list[str] = field(default_factory=list)
    """Codes of regions that are not loaded here."""
    unreadable: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class LandmarkReport:
    """What became of a file of landmarks."""

    stored: int = 0
    refused: list[Refusal] = field(default_factory=list)
