"""Boundary files: one GeoJSON FeatureCollection each (RFC 7946), keyed by Kemendagri code."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from kentongan.regions.errors import NotGeoJson
from kentongan.regions.types import BoundaryFeature

CODE_PROPERTIES = ("kode", "code", "kode_wilayah", "KDEPUM", "KDCPUM", "KDPKAB", "KDPPUM")
"""Where the code is: cahyadsn/wilayah_boundaries, our own exports, and BIG's RBI (lowest first)."""

BOM = b"\xef\xbb\xbf"


class _Feature(msgspec.Struct):
    # Raw: coordinates stay text until their turn, so a file costs its size and not ten times that
    geometry: msgspec.Raw = msgspec.Raw(b"null")
    properties: dict[str, Any] | None = None


class _Collection(msgspec.Struct):
    type: Literal["FeatureCollection"]
    features: list[_Feature]


_decoder = msgspec.json.Decoder(_Collection)


def read_features(path: Path) -> Iterator[BoundaryFeature]:
    """The features of a file, one at a time. Refuses what is not GeoJSON (REGIONS-005)."""
    try:
        collection = _decoder.decode(path.read_bytes().removeprefix(BOM))
    except OSError as error:
        raise NotGeoJson(file=path, reason=error.strerror) from None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotGeoJson(file=path, reason=error) from None
    return (_feature(feature) for feature in collection.features)


def _feature(feature: _Feature) -> BoundaryFeature:
    properties = feature.properties or {}
    code = next((properties[name] for name in CODE_PROPERTIES if properties.get(name)), "")
    return BoundaryFeature(code=str(code), geometry=bytes(feature.geometry))
