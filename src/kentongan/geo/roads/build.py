"""From roads to a graph: cut where they meet, weigh in seconds, say what was left out and why."""

import math
from array import array
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from kentongan.geo.errors import NoSuchRoads
from kentongan.geo.points import EARTH_RADIUS_M
from kentongan.geo.roads.graph import MICRO, Array, Flag, RoadGraph
from kentongan.geo.roads.grid import cells_along, curve
from kentongan.geo.roads.profile import Profile
from kentongan.geo.roads.rules import Closed, Passage, passage
from kentongan.geo.roads.ways import Source, Tags

LEAST_S = 0.01
"""A search takes a weight of nothing for no road."""
NAMES = {"name", "ref"}
"""Tags that say nothing of how one passes."""
OF_SIZE = 20
"""Vertices that are connected both ways before a vehicle is taken to stand among them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file: kilometres kept by class, ways dropped by reason, what hangs loose."""

    kept_km: dict[str, float]
    dropped: dict[str, int]
    barriers_closed: int
    gates: int
    bridges: int
    ferries: int
    contraflow: list[int]
    letters_unused: list[int]
    vertices: int
    segments: int
    arcs: int
    parts: int
    """Groups of vertices that reach each other both ways."""
    disconnected_km: float
    """Length of what is not connected both ways with the largest of them."""
    turn_restrictions: str = "not read: a turn that is forbidden may be counted on"


@dataclass(slots=True)
class _Kept:
    """The roads that are kept, point by point."""

    nodes: "array[int]" = field(default_factory=lambda: array("q"))
    lats: "array[float]" = field(default_factory=lambda: array("d"))
    lons: "array[float]" = field(default_factory=lambda: array("d"))
    start: "array[int]" = field(default_factory=lambda: array("q", [0]))
    way: "array[int]" = field(default_factory=lambda: array("q"))
    road_class: "array[int]" = field(default_factory=lambda: array("B"))
    flags: "array[int]" = field(default_factory=lambda: array("B"))
    name: "array[int]" = field(default_factory=lambda: array("l"))
    forward: "array[float]" = field(default_factory=lambda: array("d"))
    backward: "array[float]" = field(default_factory=lambda: array("d"))
    whole_s: "array[float]" = field(default_factory=lambda: array("d"))


def build_graph(
    source: Source,
    profile: Profile,
    *,
    letters: Collection[int] = (),
    progress: Callable[[], None] = lambda: None,
) -> tuple[RoadGraph, Report]:
    """The graph of a file for one kind of vehicle.

    `letters` are the ways that the police allowed against the traffic (practice.md §6). Raises
    NoSuchRoads for a file that cannot be read or that holds no road for the vehicle.
    """
    kept, dropped, names, contraflow = _read(source, profile, frozenset(letters), progress)
    if not kept.way:
        raise NoSuchRoads(name=profile.name, reason="tidak ada jalan yang dapat dilalui")
    barriers = dict(source.barriers())
    cut = _Cut(kept, barriers, profile)
    arrays, parts, loose_km = _arrays(cut)
    seconds = arrays["segment_forward"], arrays["segment_backward"]
    flags = arrays["segment_flags"]
    report = Report(
        kept_km=_kept_km(arrays, profile),
        dropped=dict(dropped.most_common()),
        barriers_closed=cut.closed_here,
        gates=int(np.count_nonzero(flags & Flag.GATE)),
        bridges=int(np.count_nonzero(flags & Flag.BRIDGE)),
        ferries=int(np.count_nonzero(flags & Flag.FERRY)),
        contraflow=sorted(contraflow),
        letters_unused=sorted(set(letters) - contraflow),
        vertices=cut.vertices,
        segments=len(arrays["segment_u"]),
        arcs=len(arrays["arc_from"]) - 2,
        parts=parts,
        disconnected_km=loose_km,
    )
    header = {
        "profile": profile.name, "legal_basis": profile.legal_basis, "classes": profile.classes,
        "night": dict(profile.night), "night_hours": profile.night_hours,
        "off_road_kmh": profile.off_road_kmh,
        "fastest_mps": _fastest_mps(cut.metres, *seconds), "names": list(names),
        "attribution": source.attribution,
    }  # fmt: skip
    return RoadGraph(header, arrays), report


def _read(
    source: Source, profile: Profile, letters: frozenset[int], progress: Callable[[], None]
) -> tuple[_Kept, Counter[str], dict[str, int], set[int]]:
    kept, dropped, names = _Kept(), Counter[str](), {"": 0}
    contraflow: set[int] = set()
    index = {name: number for number, name in enumerate(profile.classes)}
    ruled = _ruling(profile)
    for way in source.ways():
        progress()
        way_passes, flags = ruled(way.tags, has_letter=way.id in letters)
        if isinstance(way_passes, Closed):
            dropped[way_passes.reason] += 1
            continue
        if way_passes.is_contraflow:
            contraflow.add(way.id)
        kept.nodes.extend(way.nodes)
        kept.lats.extend(way.lats)
        kept.lons.extend(way.lons)
        kept.start.append(len(kept.nodes))
        kept.way.append(way.id)
        kept.road_class.append(index[way_passes.road_class])
        kept.flags.append(flags)
        name = way.tags.get("name") or way.tags.get("ref") or ""
        kept.name.append(names.setdefault(name, len(names)))
        kept.forward.append(way_passes.forward)
        kept.backward.append(way_passes.backward)
        kept.whole_s.append(way_passes.whole_s)
    return kept, dropped, names, contraflow


def _ruling(profile: Profile) -> Callable[..., tuple[Passage | Closed, Flag]]:
    """The rule for tags; a map says the same few things of a million roads."""
    known: dict[object, tuple[Passage | Closed, Flag]] = {}

    def ruled(tags: Tags, *, has_letter: bool) -> tuple[Passage | Closed, Flag]:
        said = (has_letter, *[each for each in tags.items() if each[0] not in NAMES])
        found = known.get(said)
        if found is None:
            way_passes = passage(tags, profile, has_letter=has_letter)
            found = known[said] = way_passes, _flags(tags, way_passes)
        return found

    return ruled


def _flags(tags: Tags, way_passes: Passage | Closed) -> Flag:
    is_contraflow = isinstance(way_passes, Passage) and way_passes.is_contraflow
    found = Flag.CONTRAFLOW if is_contraflow else Flag(0)
    for key, flag in (("bridge", Flag.BRIDGE), ("tunnel", Flag.TUNNEL), ("ford", Flag.FORD)):
        if tags.get(key, "no") not in {"no", ""}:
            found |= flag
    return found | Flag.FERRY if tags.get("route") == "ferry" else found


class _Cut:
    """The roads cut into segments, where they meet and where something stands on them."""

    def __init__(self, kept: _Kept, barriers: dict[int, str], profile: Profile) -> None:
        self.kept = kept
        nodes = np.frombuffer(kept.nodes, dtype=np.int64)
        self.lats, self.lons = np.frombuffer(kept.lats), np.frombuffer(kept.lons)
        starts = np.frombuffer(kept.start, dtype=np.int64)
        ids, vertex, count = np.unique(nodes, return_inverse=True, return_counts=True)
        stands = {node: what for node, what in barriers.items() if what}
        delay, shut = _delays(ids, stands, profile)
        self.closed_here = int(np.count_nonzero(shut))
        meets = (count > 1) | shut | (delay > 0)
        is_end = meets[vertex]
        is_end[starts[:-1]] = True
        is_end[starts[1:] - 1] = True
        ends = np.flatnonzero(is_end)
        way_of = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        first, last = ends[:-1], ends[1:]
        same = way_of[first] == way_of[last]
        self.first, self.last = first[same], last[same]
        self.way = way_of[self.first]
        self.metres = self._metres(self.first, self.last)
        self.way_metres = np.maximum(self._metres(starts[:-1], starts[1:] - 1), 1e-9)
        u, v = vertex[self.first].astype(np.int64), vertex[self.last].astype(np.int64)
        self.delay = (delay[u] + delay[v]) / 2
        self.is_gated = (delay[u] == profile.gate_s) | (delay[v] == profile.gate_s)
        u, v, self.vertices = _apart(u, v, shut)
        self.u, self.v = self._along_a_curve(u, v)

    def _along_a_curve(self, u: Array, v: Array) -> tuple[Array, Array]:
        """Vertices numbered anew, neighbours near each other in memory."""
        at = np.empty(self.vertices, dtype=np.int64)
        at[u], at[v] = self.first, self.last
        number = np.empty(self.vertices, dtype=np.int64)
        number[np.argsort(curve(self.lats[at], self.lons[at]))] = np.arange(self.vertices)
        return number[u], number[v]

    def _metres(self, first: Array, last: Array) -> Array:
        lat, lon = np.radians(self.lats), np.radians(self.lons)
        half = (
            np.sin(np.diff(lat) / 2) ** 2
            + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
        )
        along = np.concatenate([[0.0], np.cumsum(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half)))])
        found: Array = along[last] - along[first]
        return found

    def seconds(self, pace: Any) -> Array:
        """Of each segment in one direction; NaN where it is not permitted."""
        share = self.metres / self.way_metres[self.way]
        whole = np.frombuffer(self.kept.whole_s)[self.way] * share
        found: Array = self.metres * np.frombuffer(pace)[self.way] + whole + self.delay
        return np.maximum(found, LEAST_S)


def _delays(ids: Array, stands: dict[int, str], profile: Profile) -> tuple[Array, Array]:
    """Seconds that each node costs, and whether it cannot be passed."""
    delay, shut = np.zeros(len(ids)), np.zeros(len(ids), dtype=bool)
    found = np.array(sorted(stands), dtype=np.int64)
    if not len(found):
        return delay, shut
    at = np.searchsorted(ids, found)
    at_end = np.minimum(at, len(ids) - 1)
    costs = {"toll_booth": profile.toll_booth_s, "ford": profile.ford_s}
    for node, place in zip(found.tolist(), at_end.tolist(), strict=True):
        if ids[place] != node:
            continue
        what = stands[node]
        delay[place] = profile.gate_s if what in profile.gates else costs.get(what, 0.0)
        shut[place] = what not in profile.barriers_passed and what != "ford"
    return delay, shut


def _apart(u: Array, v: Array, shut: Array) -> tuple[Array, Array, int]:
    """Vertex numbers, without gaps; each end at a closed node is a vertex of its own."""
    ends = np.concatenate([u, v])
    own = np.flatnonzero(shut[ends])
    ends[own] = len(shut) + np.arange(len(own))
    found, renumbered = np.unique(ends, return_inverse=True)
    return renumbered[: len(u)], renumbered[len(u) :], len(found)


def _arrays(cut: _Cut) -> tuple[dict[str, Array], int, float]:
    kept, way = cut.kept, cut.way
    forward, backward = cut.seconds(kept.forward), cut.seconds(kept.backward)
    flags = np.frombuffer(kept.flags, dtype=np.uint8)[way].copy()
    flags[cut.is_gated] |= int(Flag.GATE)
    arcs = _arcs(cut, forward, backward)
    part, sizes = _parts(arcs, cut.vertices, "strong")
    of_size = sizes >= min(OF_SIZE, sizes.max())
    flags[~(of_size[part[cut.u]] | of_size[part[cut.v]])] |= int(Flag.FRAGMENT)
    main = sizes.argmax()
    loose = (part[cut.u] != main) & (part[cut.v] != main)
    lat = np.rint(cut.lats * MICRO).astype(np.int32)
    lon = np.rint(cut.lons * MICRO).astype(np.int32)
    cells, passing = cells_along(lat, lon, cut.first, cut.last)
    arrays = {
        **arcs, "vertex_part": _parts(arcs, cut.vertices, "weak")[0],
        "segment_u": cut.u, "segment_v": cut.v, "segment_first": cut.first,
        "segment_last": cut.last, "segment_metres": cut.metres, "segment_forward": forward,
        "segment_backward": backward, "segment_flags": flags,
        "segment_class": np.frombuffer(kept.road_class, dtype=np.uint8)[way],
        "segment_way": np.frombuffer(kept.way, dtype=np.int64)[way],
        "segment_name": np.array(kept.name, dtype=np.int32)[way],
        "point_lat": lat, "point_lon": lon, "grid_cell": cells, "grid_segment": passing,
    }  # fmt: skip
    return arrays, len(sizes), float(cut.metres[loose].sum()) / 1000


def _arcs(cut: _Cut, forward: Array, backward: Array) -> dict[str, Array]:
    """Both directions, sorted by the vertex they lead to; and the goal's two, which lead nowhere
    as long as nobody asks."""
    number = np.arange(1, len(cut.u) + 1)
    source = np.concatenate([cut.u, cut.v])
    target = np.concatenate([cut.v, cut.u])
    seconds = np.concatenate([forward, backward])
    segment = np.concatenate([number, -number])
    order = np.flatnonzero(~np.isnan(seconds))
    order = order[np.lexsort((source[order], target[order]))]
    arriving = np.append(np.bincount(target[order], minlength=cut.vertices), 2)
    goal = [cut.vertices] * 2
    return {
        "arc_start": np.concatenate([[0], np.cumsum(arriving)]).astype(np.int32),
        "arc_from": np.append(source[order], goal).astype(np.int32),
        "arc_seconds": np.append(seconds[order], [math.inf] * 2),
        "arc_segment": np.append(segment[order], [0, 0]).astype(np.int32),
    }


def _parts(arcs: dict[str, Array], vertices: int, connection: str) -> tuple[Array, Array]:
    """The part that each vertex is of, and the parts' sizes."""
    graph = csr_array(
        (arcs["arc_seconds"][:-2], arcs["arc_from"][:-2], arcs["arc_start"][:-1]),
        shape=(vertices, vertices),
        copy=True,
    )
    graph.sum_duplicates()  # two roads between the same crossings would go round for ever there
    _, part = connected_components(graph, directed=True, connection=connection)
    return part.astype(np.int32), np.bincount(part)


def _fastest_mps(metres: Array, *seconds: Array) -> float:
    """By day no vehicle of the graph comes nearer to a place faster than so."""
    return max(float(np.nanmax(metres / each, initial=0.0)) for each in seconds)


def _kept_km(arrays: dict[str, Array], profile: Profile) -> dict[str, float]:
    metres = np.bincount(
        arrays["segment_class"], weights=arrays["segment_metres"], minlength=len(profile.classes)
    )
    found = zip(profile.classes, metres.tolist(), strict=True)
    return {name: long / 1000 for name, long in found if long > 0}
