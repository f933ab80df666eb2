"""A place as the API writes and takes it: no coordinates below AREA_ESTIMATE, ever."""

from typing import Annotated, Protocol

import msgspec
from msgspec import Meta

from kentongan.geo.places import PlaceQuality, PlaceSource, is_positioned
from kentongan.web.wire import Text

Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Metres = Annotated[float, Meta(ge=0, le=50_000_000)]


class WirePlace(msgspec.Struct, kw_only=True):
    """A place on the ladder: coordinates only with quality EXACT or AREA_ESTIMATE."""

    lat: Latitude | None = None
    lon: Longitude | None = None
    accuracy_m: Metres | None = None
    source: PlaceSource = PlaceSource.UNKNOWN
    quality: PlaceQuality = PlaceQuality.UNKNOWN
    address: Text = ""


class Placed(Protocol):
    """A row with the columns of a place."""

    lat: float | None
    lon: float | None
    accuracy_m: float | None
    place_source: str
    place_quality: str
    address: str


def wire_place(row: Placed) -> WirePlace:
    """The place of a row, as far as it may be shown."""
    known = is_positioned(row.place_quality)
    return WirePlace(
        lat=row.lat if known else None,
        lon=row.lon if known else None,
        accuracy_m=row.accuracy_m,
        source=PlaceSource(row.place_source),
        quality=PlaceQuality(row.place_quality),
        address=row.address,
    )
