"""A place as the API writes and takes it: no coordinates below AREA_ESTIMATE, ever."""

from typing import Annotated, Protocol

import msgspec
from msgspec import UNSET, Meta, UnsetType

from kentongan.geo.addresses import (
    FARTHEST_M,
    LONGEST_PART,
    NO_PARTS,
    PART_NAMES,
    AddressParts,
    parts_of,
)
from kentongan.geo.places import PlaceQuality, PlaceSource, is_positioned
from kentongan.web.wire import Text

Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Metres = Annotated[float, Meta(ge=0, le=50_000_000)]


Part = Annotated[str, Meta(max_length=LONGEST_PART)]


class WireParts(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An address part by part; what was not said is left out."""

    hamlet: Part = ""
    rt: Annotated[str, Meta(pattern="^([0-9]{1,3})?$")] = ""
    rw: Annotated[str, Meta(pattern="^([0-9]{1,3})?$")] = ""
    landmark: Part = ""
    road: Annotated[str, Meta(pattern="^(TOLL|PANTURA|OTHER)?$")] = ""
    road_m: Annotated[int, Meta(ge=0, le=FARTHEST_M)] | None = None
    carriageway: Annotated[str, Meta(pattern="^[AB]?$")] = ""
    crossing: Part = ""
    river: Part = ""
    bank: Annotated[str, Meta(pattern="^(LEFT|RIGHT)?$")] = ""
    trail_post: Part = ""
    postal_code: Annotated[str, Meta(pattern="^([0-9]{5})?$")] = ""


class WirePlace(msgspec.Struct, kw_only=True):
    """A place on the ladder: coordinates only with quality EXACT or AREA_ESTIMATE."""

    lat: Latitude | None = None
    lon: Longitude | None = None
    accuracy_m: Metres | None = None
    source: PlaceSource = PlaceSource.UNKNOWN
    quality: PlaceQuality = PlaceQuality.UNKNOWN
    address: Text = ""
    parts: WireParts | UnsetType = UNSET


class Placed(Protocol):
    """A row with the columns of a place."""

    lat: float | None
    lon: float | None
    accuracy_m: float | None
    place_source: str
    place_quality: str
    address: str
    hamlet: str
    rt: str
    rw: str
    landmark: str
    road: str
    road_m: int | None
    carriageway: str
    crossing: str
    river: str
    bank: str
    trail_post: str
    postal_code: str


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
        parts=_wire_parts(parts_of(row)),
    )


def _wire_parts(parts: AddressParts) -> WireParts | UnsetType:
    if parts == NO_PARTS:
        return UNSET
    return WireParts(**{name: getattr(parts, name) for name in PART_NAMES})


def address_parts(parts: WireParts | UnsetType) -> AddressParts:
    """The parts as the services take them."""
    return NO_PARTS if parts is UNSET else parts_of(parts)
