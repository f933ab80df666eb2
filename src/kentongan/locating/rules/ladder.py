"""From a circle to the ladder of a place (practice.md §2.1): wide circles are asked about, and
never become the place of an incident.
"""

from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.types import PlaceInput
from kentongan.locating.enums import Method, Source


def quality_of(radius_m: float, method: str, *, exact_m: int, place_m: int) -> PlaceQuality | None:
    """The step a circle stands for; None for one too wide. A mast is never exact, whatever it
    says of itself.
    """
    if radius_m > place_m:
        return None
    if radius_m <= exact_m and method != Method.CELL:
        return PlaceQuality.EXACT
    return PlaceQuality.AREA_ESTIMATE


def source_of(source: str, method: str) -> PlaceSource:
    """Who said it, in the words of the ladder."""
    if source == Source.LINK:
        return PlaceSource.LINK
    return PlaceSource.NETWORK if method == Method.CELL else PlaceSource.AML


def place_of(  # noqa: PLR0917 - the columns of a fix
    lat: float, lon: float, radius_m: float, source: str, method: str, quality: PlaceQuality
) -> PlaceInput:
    """The place that a person makes of it, its radius with it."""
    said = source_of(source, method)
    return PlaceInput(lat=lat, lon=lon, accuracy_m=radius_m, source=said, quality=quality)
