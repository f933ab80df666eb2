"""Regions for tests: Kendal from the list, a landmark, a square around a village."""

import json
from datetime import UTC, datetime

from kentongan.kernel.actors import SETUP
from kentongan.regions import services
from kentongan.regions.types import BoundaryFeature, BoundaryReport, LandmarkRow

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
KENDAL = "3324"


def make_kendal() -> int:
    return services.load_regions(by=SETUP, root=KENDAL, at=AT)


def make_landmark(**overrides: object) -> LandmarkRow:
    facts = {
        "name": "Pasar Weleri",
        "kind": "MARKET",
        "lat": -6.972,
        "lon": 110.072,
        "region_code": "3324112006",
        **overrides,
    }
    return LandmarkRow(**facts)


def square(lat: float, lon: float, size: float = 0.01) -> bytes:
    ring = [
        [lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat],
    ]  # fmt: skip
    return json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()


BOWTIE = (
    b'{"type":"Polygon","coordinates":[[[110,-7],[110.1,-6.9],[110.1,-7],[110,-6.9],[110,-7]]]}'
)


def make_boundaries(*features: tuple[str, bytes]) -> BoundaryReport:
    given = [BoundaryFeature(code=code, geometry=geometry) for code, geometry in features]
    return services.load_boundaries(by=SETUP, features=given, source="uji.geojson", at=AT)
