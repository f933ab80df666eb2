"""OwnTracks over HTTP: https://owntracks.org/booklet/tech/json/."""

import base64
import binascii

import msgspec

from kentongan.fleet.adapters import Said
from kentongan.fleet.adapters.fixes import Fix, heading, moment, not_negative, point_of
from kentongan.fleet.errors import NotAFix

LOCATION, SEALED = "location", "encrypted"


class _Message(msgspec.Struct, rename={"kind": "_type"}):
    kind: str
    lat: float | None = None
    lon: float | None = None
    tst: int | float | None = None
    acc: float | None = None
    vel: float | None = None
    cog: float | None = None


def read(said: Said) -> tuple[str, Fix | None]:
    """The code of the cab, and where it is. Raises NotAFix."""
    return password_of(said.authorization), read_json(said.body)


def password_of(authorization: str) -> str:
    """The password of basic authorization; empty where there is none that can be read."""
    scheme, _, sealed = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        said = base64.b64decode(sealed.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return said.partition(":")[2]


def read_json(body: bytes) -> Fix | None:
    """The fix of a message of type `location`; None for every other, which says nothing of where.

    Who reports stands in the request's password, so `device` is empty. Raises NotAFix, for a sealed
    message too: no key is here.
    """
    try:
        said = msgspec.json.decode(body, type=_Message)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise NotAFix(field="_type") from None
    if said.kind == SEALED:
        raise NotAFix(field="_type=encrypted")
    if said.kind != LOCATION:
        return None
    point = point_of(said.lat, said.lon)
    if point is None:
        raise NotAFix(field="lat")
    return Fix(
        device="",
        point=point,
        at=moment(said.tst, "tst"),
        accuracy_m=not_negative(said.acc, "acc"),
        speed_kmh=not_negative(said.vel, "vel"),
        heading_deg=heading(said.cog, "cog"),
    )
