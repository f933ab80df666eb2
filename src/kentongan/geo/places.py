"""The ladder of a place (practice.md §2): how well it is known, and what may be shown of it."""

import math
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kentongan.geo.errors import (
    AreaIsNoPosition,
    CentreIsNoPosition,
    NullIsland,
    PositionMissing,
    RadiusMissing,
)
from kentongan.geo.points import Point, cell_of, distance_m


class PlaceQuality(TextChoices):
    """From the best known to the least."""

    EXACT = "EXACT", _("Lokasi pasti")
    AREA_ESTIMATE = "AREA_ESTIMATE", _("Lokasi perkiraan")
    VILLAGE_ONLY = "VILLAGE_ONLY", _("Desa saja")
    DISTRICT_ONLY = "DISTRICT_ONLY", _("Kecamatan saja")
    UNKNOWN = "UNKNOWN", _("Lokasi belum diketahui")


class PlaceSource(TextChoices):
    """Who or what said where it is."""

    MAP = "MAP", _("Titik di peta")
    CALLER = "CALLER", _("Keterangan pelapor")
    AML = "AML", _("Lokasi otomatis telepon (AML)")
    NETWORK = "NETWORK", _("Jaringan operator seluler")
    LINK = "LINK", _("Tautan lokasi")
    LANDMARK = "LANDMARK", _("Patokan")
    REGION = "REGION", _("Pilihan wilayah")
    CREW = "CREW", _("Petugas di lokasi")
    MESSAGE = "MESSAGE", _("Pesan yang ditempel")
    IMPORT = "IMPORT", _("Data masukan")
    UNKNOWN = "UNKNOWN", _("Tidak diketahui")


POSITIONED = frozenset({PlaceQuality.EXACT, PlaceQuality.AREA_ESTIMATE})
"""Only these two steps of the ladder have a position; below them no minutes are shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, as far as it is known. `require_honest` keeps its rule."""

    lat: float | None = None
    lon: float | None = None
    accuracy_m: float | None = None
    source: PlaceSource = PlaceSource.UNKNOWN
    quality: PlaceQuality = PlaceQuality.UNKNOWN

    @property
    def point(self) -> Point | None:
        """The position, or None below AREA_ESTIMATE."""
        if self.lat is None or self.lon is None or not is_positioned(self.quality):
            return None
        return Point(self.lat, self.lon)

    @property
    def cell(self) -> int | None:
        """The cell of the position, for the indexed column; None where there is no position."""
        point = self.point
        return cell_of(point.lat, point.lon) if point else None


_NULL_ISLAND = Point(0.0, 0.0)
_NULL_ISLAND_M = 1_000
"""What a receiver without a fix sends. Pontianak lies on the equator, nothing of ours so near."""

NOWHERE = Place()
"""Nothing is known yet: the desk keeps its red task LENGKAPI LOKASI."""


def is_positioned(quality: str) -> bool:
    """Whether a place of this quality has a position that may be shown and measured from."""
    return quality in POSITIONED


def require_honest(place: Place) -> Place:
    """The same place. Refuses coordinates below AREA_ESTIMATE (GEO-002), none above it (GEO-003),
    an estimate without its radius (GEO-004), what is not on the globe (GEO-001), coordinates that
    come from choosing an area (GEO-007), and 0, 0 (GEO-008).
    """
    has_any = place.lat is not None or place.lon is not None
    if not is_positioned(place.quality):
        if has_any:
            raise CentreIsNoPosition(quality=place.quality)
        return place
    if place.lat is None or place.lon is None:
        raise PositionMissing(quality=place.quality)
    if place.source == PlaceSource.REGION:
        raise AreaIsNoPosition
    if distance_m(Point(place.lat, place.lon), _NULL_ISLAND) < _NULL_ISLAND_M:
        raise NullIsland
    if place.quality == PlaceQuality.AREA_ESTIMATE and not _is_radius(place.accuracy_m):
        raise RadiusMissing
    return place


def _is_radius(accuracy_m: float | None) -> bool:
    return accuracy_m is not None and math.isfinite(accuracy_m) and accuracy_m > 0
