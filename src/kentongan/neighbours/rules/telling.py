"""What a neighbour is told of an incident: what it needs to help, and no more (UU PDP 27/2022)."""

from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.enums import Answer, ContactSafety, Priority
from kentongan.incidents.types import Incident
from kentongan.neighbours.wire import LONGEST_STORY, MOST_ANSWERS, Facts

LONGEST_ADDRESS = 1000
CUT = " […]"


def facts_told(
    incident: Incident,
    *,
    category_name: str,
    safety: ContactSafety,
    injured: int | None,
    caller_name: str,
    caller_phone: str,
) -> Facts:
    """The facts of an incident as they go out. What is too long is cut, and says so."""
    answers = list(incident.answers.items())[:MOST_ANSWERS]
    return Facts(
        number=incident.number,
        category=incident.category,
        category_name=category_name[:200],
        family=incident.family,
        priority=Priority(incident.priority),
        narrative=_cut(incident.narrative, LONGEST_STORY),
        region=incident.region,
        address=_cut(incident.whole_address, LONGEST_ADDRESS),
        lat=incident.lat,
        lon=incident.lon,
        accuracy_m=incident.accuracy_m,
        place_source=PlaceSource(incident.place_source),
        place_quality=PlaceQuality(incident.place_quality),
        answers={code: Answer(said) for code, said in answers},
        injured=injured,
        contact_safety=safety,
        restricted=incident.is_restricted,
        started_at=incident.started_at,
        caller_name=caller_name[:200],
        caller_phone=caller_phone[:60],
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - len(CUT)] + CUT
