"""One search over all that a caller may name: regions first, then dusun, landmarks and roads."""

from kentongan.regions import rules
from kentongan.regions.selectors.landmarks import search_landmarks
from kentongan.regions.selectors.names import name_of, search_regions
from kentongan.regions.types import LandmarkMatch, PlaceMatches, RegionMatches

MOST_REGIONS = 6
MOST_LANDMARKS = 6


def search_places(text: str, *, within: str = "") -> PlaceMatches:
    """What is, sounds, or looks like `text`, best first. Only a region whose name is nobody
    else's may select; `question` is the script line where a person must ask.
    """
    regions = search_regions(text, within=within, limit=MOST_REGIONS)
    landmarks = tuple(search_landmarks(text, within=within, limit=MOST_LANDMARKS))
    return PlaceMatches(
        regions=regions, landmarks=landmarks, question=_question(regions, landmarks)
    )


def _question(regions: RegionMatches, landmarks: tuple[LandmarkMatch, ...]) -> str:
    """A dusun or road of the very name is asked about together with the regions near it."""
    named = [(m.name, name_of(m.region_code)) for m in landmarks if m.score >= rules.SOUNDS_SAME]
    if not named:
        return regions.question
    near = [m for m in regions.candidates if m.score >= rules.NEAR]
    return rules.question_of_places(near, named)
