"""Incidents for tests, through the services."""

from datetime import datetime
from typing import Any

from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import services
from kentongan.incidents.models import Incident
from kentongan.incidents.types import NewIncident, PlaceInput, ReportInput
from kentongan.kernel.actors import SETUP, Actor
from tests.conftest import NIGHT

FROM = datetime.fromisoformat("2026-01-01T00:00:00+00:00")

MARK_PHONE = "+6281234567890"
MARK_NAME = "TANDA-NAMA Siti"
MARK_TEXT = "TANDA-URAIAN"
MARKS = (MARK_PHONE, MARK_PHONE.lstrip("+"), "TANDA-NAMA", MARK_TEXT)

KENDAL_POINT = (-6.9217, 110.2030)


def make_categories() -> None:
    """The starter rows, as a new node has them."""
    services.define_starter_rows(by=SETUP, at=FROM)


def exact(
    lat: float = KENDAL_POINT[0], lon: float = KENDAL_POINT[1], address: str = ""
) -> PlaceInput:
    return PlaceInput(
        lat=lat, lon=lon, accuracy_m=20.0, source=PlaceSource.MAP, quality=PlaceQuality.EXACT,
        address=address,
    )  # fmt: skip


def new_incident(**overrides: Any) -> NewIncident:
    values: dict[str, Any] = {
        "category": "TREE_DOWN",
        "narrative": MARK_TEXT,
        "place": exact(),
        "region": "33.24.15",
        "report": ReportInput(name=MARK_NAME, phone=MARK_PHONE),
    }
    return NewIncident(**(values | overrides))


def make_incident(*, by: Actor = SETUP, at: datetime = NIGHT, **overrides: Any) -> Incident:
    """An open incident: a fallen tree in Kendal unless told otherwise."""
    return services.open_incident(by=by, new=new_incident(**overrides), at=at)
