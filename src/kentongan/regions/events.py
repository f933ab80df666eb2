"""What the regions write to the journal: codes and counts."""

from uuid import UUID

from kentongan.kernel.events import Event


class TreeLoaded(Event, frozen=True, kw_only=True):
    """A subtree was loaded from the Kemendagri list; written once, with its last slice."""

    kind = "regions.tree.loaded"
    subject = "region"
    region_id: UUID
    root: str
    region_count: int


class TreeSliceLoaded(Event, frozen=True, kw_only=True):
    """One slice of a loading that is still going on."""

    kind = "regions.tree.slice_loaded"
    subject = "region"
    region_id: UUID
    root: str
    region_count: int


class RegionAdded(Event, frozen=True, kw_only=True):
    """A region outside Kemendagri's list."""

    kind = "regions.region.added"
    subject = "region"
    region_id: UUID
    code: str


class RegionFiguresNoted(Event, frozen=True, kw_only=True):
    """Population and area as a named source gives them."""

    kind = "regions.region.figures_noted"
    subject = "region"
    region_id: UUID
    code: str
    population: int | None
    area_km2: float | None
    source: str


class BoundariesLoaded(Event, frozen=True, kw_only=True):
    """Polygons from one slice of a file."""

    kind = "regions.boundaries.loaded"
    subject = "loading"
    loading_id: UUID
    used_count: int
    faulty_count: int


class LandmarksLoaded(Event, frozen=True, kw_only=True):
    """Landmarks from one slice of a file."""

    kind = "regions.landmarks.loaded"
    subject = "loading"
    loading_id: UUID
    landmark_count: int


class AreaSetChanged(Event, frozen=True, kw_only=True):
    """The codes of an area set were set, at its making too."""

    kind = "regions.area_set.changed"
    subject = "area_set"
    area_set_id: UUID
    codes: list[str]
