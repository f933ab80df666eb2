"""The graph as one file: a header that says what it is, then arrays, mapped and not read.

    KENTJALAN2 | length of the header, 8 bytes | header, JSON | arrays, each from a multiple of 64

Vertices are numbers; a segment is a piece of road between two of them with its shape; an arc is
a segment in one permitted direction. Arcs are sorted by where they lead (compressed sparse rows of
the reversed graph), since the question is always who reaches this place first. Vertices are
numbered along a curve that fills the plane, so that a search stays within few pages of memory.

After the last vertex stands one more, the goal of a search, with two arcs of its own. Whoever holds
`turn` may write into them and into the seconds of arcs that are closed, and takes it back: what is
written stays in this process, the file is never changed.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kentongan.geo.errors import NoSuchGraph
from kentongan.geo.roads.profile import NIGHT_HOURS

MAGIC = b"KENTJALAN2"
ANY_EDITION = b"KENTJALAN"
OTHER_EDITION = "dibuat oleh versi Kentongan yang lain; buat lagi dari peta dengan roads build"
ALIGNED = 64
MICRO = 10_000_000
"""Coordinates are whole ten-millionths of a degree, as in OpenStreetMap: about a centimetre."""

Array = NDArray[Any]


class Flag(IntFlag):
    """What is said of a segment beside its seconds."""

    BRIDGE = 1
    TUNNEL = 2
    FERRY = 4
    GATE = 8
    FORD = 16
    CONTRAFLOW = 32
    FRAGMENT = 64
    """Not connected both ways with anything of size: nobody is taken to stand there where another
    road is near."""


ARRAYS = {
    "arc_start": "<i4",  # vertices + 2: where each vertex's arriving arcs begin
    "arc_from": "<i4",  # the vertex an arc comes from
    "arc_seconds": "<f8",
    "arc_segment": "<i4",  # segment + 1, negative against the shape
    "vertex_part": "<i4",  # equal where roads lead from one to the other, one-way or not
    "segment_u": "<i4",
    "segment_v": "<i4",
    "segment_first": "<i4",  # its shape: points first … last, both included
    "segment_last": "<i4",
    "segment_metres": "<f4",
    "segment_forward": "<f8",  # seconds; NaN where not permitted
    "segment_backward": "<f8",
    "segment_class": "|u1",
    "segment_flags": "|u1",
    "segment_way": "<i8",
    "segment_name": "<i4",  # into the header's names; 0 has none
    "point_lat": "<i4",
    "point_lon": "<i4",
    "grid_cell": "<i8",  # sorted; which segments pass a square of the grid
    "grid_segment": "<i4",
}


@dataclass(frozen=True)
class RoadGraph:
    """The arrays of ARRAYS and the header: profile, classes, night, names, fastest, report."""

    header: Mapping[str, Any]
    arrays: Mapping[str, Array]
    turn: Lock = field(default_factory=Lock, compare=False, repr=False)

    def __getattr__(self, name: str) -> Array:
        try:
            return self.arrays[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def vertices(self) -> int:
        return len(self.arrays["vertex_part"])

    @property
    def segments(self) -> int:
        return len(self.arrays["segment_u"])

    @cached_property
    def night_factors(self) -> Array:
        """One per class."""
        night = self.header["night"]
        return np.array([night.get(name, 1.0) for name in self.header["classes"]])

    def is_night(self, hour: int) -> bool:
        """Whether an hour of the local clock has the seconds of the night."""
        begins, ends = map(int, self.header.get("night_hours", NIGHT_HOURS))
        return begins <= hour < ends if begins <= ends else hour >= begins or hour < ends

    def name_of(self, segment: int) -> str:
        """The road's name or number, or nothing."""
        return str(self.header["names"][int(self.arrays["segment_name"][segment])])

    def write(self, path: Path) -> None:
        """Whole or not at all: a node that reads an older one keeps it until it opens the new."""
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with partial.open("wb") as file:
                self._write(file)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    def _write(self, file: Any) -> None:
        sizes = {name: len(self.arrays[name]) for name in ARRAYS}
        text = json.dumps({**self.header, "sizes": sizes}, ensure_ascii=False).encode()
        file.write(MAGIC + len(text).to_bytes(8, "little") + text)
        for name, kind in ARRAYS.items():
            file.write(b"\0" * (-file.tell() % ALIGNED))
            file.write(np.ascontiguousarray(self.arrays[name], dtype=kind).tobytes())


def open_graph(path: Path) -> RoadGraph:
    """Maps the file. Raises NoSuchGraph for one that is absent, cut short or something else."""
    try:
        with path.open("rb") as file:
            header, start = _header(file)
        # A page that is written is copied. As a plain array: each slice of a memmap costs more.
        whole = np.memmap(path, dtype=np.uint8, mode="c").view(np.ndarray)
    except FileNotFoundError:
        raise NoSuchGraph(name=path.name, reason="berkas tidak ada") from None
    except (ValueError, TypeError, KeyError, OverflowError, OSError) as fault:
        raise NoSuchGraph(name=path.name, reason=str(fault)) from None
    arrays: dict[str, Array] = {}
    for name, kind in ARRAYS.items():
        start += -start % ALIGNED
        end = start + header["sizes"][name] * np.dtype(kind).itemsize
        if end > len(whole):
            raise NoSuchGraph(name=path.name, reason="terpotong")
        arrays[name] = whole[start:end].view(kind)
        start = end
    return RoadGraph(header, arrays)


def _header(file: Any) -> tuple[dict[str, Any], int]:
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        is_other = magic.startswith(ANY_EDITION)
        raise ValueError(OTHER_EDITION if is_other else "bukan graf jalan Kentongan")
    length = int.from_bytes(file.read(8), "little")
    header: dict[str, Any] = json.loads(file.read(length))
    missing = set(ARRAYS) - set(header["sizes"])
    if missing:
        raise ValueError(f"tanpa {', '.join(sorted(missing))}")
    return header, file.tell()
