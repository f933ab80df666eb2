"""The OsmAnd protocol, as Traccar Client speaks it: in the address, as a form, or as JSON.

https://www.traccar.org/osmand/ and Traccar's OsmAndProtocolDecoder: speed is in knots in the
address and in metres a second in JSON; a negative value is one that is not known.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl

import msgspec

from kentongan.fleet.adapters import Said
from kentongan.fleet.adapters.fixes import (
    KNOT_KMH,
    MS_KMH,
    Fix,
    heading,
    moment,
    not_negative,
    point_of,
)
from kentongan.fleet.errors import NoDevice, NotAFix

JSON = "application/json"
MOST_FIELDS = 100


class _Coords(msgspec.Struct):
    latitude: float
    longitude: float
    accuracy: float | None = None
    speed: float | None = None
    heading: float | None = None


class _Location(msgspec.Struct):
    coords: _Coords
    timestamp: str | int | float | None = None


class _Message(msgspec.Struct):
    location: _Location
    device_id: str | int = ""


def read(said: Said) -> tuple[str, Fix]:
    """The code of the cab, and where it is. Raises NoDevice or NotAFix."""
    if said.method == "POST" and said.media_type == JSON:
        fix = read_json(said.body)
    else:
        form = said.body.decode("utf8", "replace") if said.method == "POST" else ""
        fix = read_fields(_fields(form) | _fields(said.query))
    return fix.device, fix


def _fields(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise NotAFix(field="id") from None


def read_fields(said: Mapping[str, str]) -> Fix:
    """The fields of an address or a form. Raises NoDevice or NotAFix, which names the field."""
    device = said.get("id") or said.get("deviceid") or ""
    if not device:
        raise NoDevice
    lat, lon = said.get("lat"), said.get("lon")
    if "location" in said:
        lat, _, lon = said["location"].partition(",")
    knots = not_negative(said.get("speed"), "speed")
    return Fix(
        device=device,
        point=point_of(lat, lon),
        at=moment(said.get("timestamp"), "timestamp"),
        accuracy_m=not_negative(said.get("accuracy") or said.get("hacc"), "accuracy"),
        speed_kmh=None if knots is None else knots * KNOT_KMH,
        heading_deg=heading(said.get("bearing") or said.get("heading"), "bearing"),
    )


def read_json(body: bytes) -> Fix:
    """The message of the newer Traccar Client. Raises NoDevice or NotAFix."""
    try:
        said = msgspec.json.decode(body, type=_Message)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise NotAFix(field="location") from None
    if not said.device_id:
        raise NoDevice
    coords = said.location.coords
    metres = not_negative(coords.speed, "speed")
    return Fix(
        device=str(said.device_id),
        point=point_of(coords.latitude, coords.longitude),
        at=moment(said.location.timestamp, "timestamp"),
        accuracy_m=not_negative(coords.accuracy, "accuracy"),
        speed_kmh=None if metres is None else metres * MS_KMH,
        heading_deg=heading(coords.heading, "heading"),
    )
