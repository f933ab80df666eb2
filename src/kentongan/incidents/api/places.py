"""Looking a place up by what a caller says."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.journal import selectors as journal
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.regions import selectors
from kentongan.regions.enums import LandmarkKind
from kentongan.regions.types import LandmarkMatch, RegionMatch, dotted
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import LONGEST_LINE, RegionCode

api = Api(tag="Places")


class WireRegionMatch(msgspec.Struct, kw_only=True):
    """A village or kecamatan that is like what was asked; `within` tells it from its namesakes."""

    code: RegionCode
    name: str
    within: str
    level: int
    score: float
    landmarks: list[str]


class WireLandmarkMatch(msgspec.Struct, kw_only=True):
    """A landmark; a dusun or a road is an area and has no position."""

    id: UUID
    kind: LandmarkKind
    name: str
    region: RegionCode
    lat: float | None
    lon: float | None
    invented: bool
    score: float


class WirePlaces(msgspec.Struct, kw_only=True):
    """What a search found. With a `question` a person must ask it and pick."""

    regions: list[WireRegionMatch]
    landmarks: list[WireLandmarkMatch]
    selected: RegionCode | None
    question: str


class PlaceQuery(msgspec.Struct, kw_only=True):
    """A name as it was heard: slips, old spelling and "Ds." do not matter."""

    q: Annotated[str, Meta(max_length=LONGEST_LINE)] = ""


@api.get("/places", answer=WirePlaces)
def search_places(request: HttpRequest, *, query: PlaceQuery) -> HttpResponse:
    """Villages, kecamatan, dusun, landmarks and roads by name. A shared name is never selected."""
    rights_of(actor_of(request)).require_anywhere(Right.SEE_INCIDENTS)
    found = selectors.search_places(query.q, within=journal.node().region)
    selected = found.regions.selected
    return answer(
        WirePlaces(
            regions=[_region(match) for match in found.regions.candidates],
            landmarks=[_landmark(match) for match in found.landmarks],
            selected=dotted(selected.code) if selected and not found.question else None,
            question=found.question,
        )
    )


def _region(match: RegionMatch) -> WireRegionMatch:
    return WireRegionMatch(
        code=dotted(match.code),
        name=match.name,
        within=match.within,
        level=match.level,
        score=match.score,
        landmarks=list(match.landmarks),
    )


def _landmark(match: LandmarkMatch) -> WireLandmarkMatch:
    return WireLandmarkMatch(
        id=match.id,
        kind=LandmarkKind(match.kind),
        name=match.name,
        region=dotted(match.region_code),
        lat=None if match.is_area else match.lat,
        lon=None if match.is_area else match.lon,
        invented=match.invented,
        score=match.score,
    )
