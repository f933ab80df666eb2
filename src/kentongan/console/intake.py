"""What the incident form shows: its choices, and what is already known while it is being filled."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest

from kentongan.console import forms
from kentongan.console.sketch import Sketch, sketch_of
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.selectors import configuration
from kentongan.geo.addresses import Bank, Carriageway, Road
from kentongan.geo.places import PlaceQuality
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import Answer, ContactSafety, Family, PartyRole, Priority
from kentongan.incidents.errors import PointFarAway
from kentongan.incidents.types import Candidate, Category, PlaceInput, Said
from kentongan.kernel.errors import Failure
from kentongan.orgs import selectors as orgs
from kentongan.surge import selectors as surges
from kentongan.web.requests import actor_of

SHOWN = 9
"""Each likely same incident has a digit for its key."""

LOOKED_AT_IN_SURGE = 60
"""The one that draws the calls may be the oldest of many."""

ANSWER_WORDS = {True: Answer.YES.label, False: Answer.NO.label, None: Answer.UNKNOWN.label}


@dataclass(frozen=True, slots=True)
class Asked:
    """One agency that routing would ask."""

    name: str
    role: str
    mode: str
    phone: str
    is_telephone: bool


def form_context(at: datetime) -> dict[str, object]:
    """The choices of the form. What never changes is asked for only where a template needs it."""
    return {
        "families": categories_by_family(at),
        "questions": tuple(selectors.list_questions(at)),
        "priorities": lambda: Priority.choices,
        "qualities": lambda: PlaceQuality.choices,
        "roads": lambda: Road.choices,
        "carriageways": lambda: Carriageway.choices,
        "banks": lambda: Bank.choices,
        "safeties": ContactSafety.choices,
        "surge": surges.find_open(),
    }


def categories_by_family(at: datetime) -> tuple[tuple[str, tuple[Category, ...]], ...]:
    """The categories of a moment under the words for their families."""
    rows = selectors.list_categories(at)
    by_family = groupby(rows, lambda row: row.family)
    return tuple((_family(code), tuple(group)) for code, group in by_family)


def preview_context(request: HttpRequest, at: datetime) -> dict[str, object]:
    """Priority with its reason, likely same incidents, agencies: as far as the form says yet."""
    category = selectors.find_category_at(request.POST.get("category", ""), at)
    place, region, wrong = _where(request, at)
    context: dict[str, object] = {
        "category": category,
        "place": place,
        "wrong": wrong,
        "is_far": isinstance(wrong, PointFarAway),
        "contacts": orgs.list_village_contacts(region, at),
        "contact_region": region,
    }
    if category is None:
        return context
    apart = forms.told_apart(request)
    found = selectors.find_duplicates(
        actor_of(request),
        place=place,
        region=region,
        category=category.code,
        at=at,
        limit=(LOOKED_AT_IN_SURGE if surges.is_active(at) else SHOWN) + len(apart),
    )
    known = [each for each in found if each.incident.id not in apart]
    parents = surges.likely_parents(known, at)
    # those that draw the calls stand first; else the order stays
    known.sort(key=lambda each: -parents.get(each.incident.id, 0))
    candidates = known[:SHOWN]
    context |= {
        "candidates": candidates,
        "parents": parents,
        "is_surge": surges.is_active(at),
        "sketches": {
            each.incident.id: _sketch(place, each)
            for each in candidates
            if not each.incident.is_restricted  # whose house it is, stands on no list (ADR 0011)
        },
        "told_apart": bool(apart),
        "region": region,
        "asked": _asked(category, region, forms.facts(request, at), at),
    }
    return context | _priority(request, category, at)


def _sketch(place: PlaceInput, candidate: Candidate) -> Sketch | None:
    row = candidate.incident
    return sketch_of(place, row, qualities=(place.quality, row.place_quality))


def _where(request: HttpRequest, at: datetime) -> tuple[PlaceInput, str, Failure | None]:
    region = request.POST.get("region", "")
    try:
        place = forms.place(request)
        return place, services.settle_region(place, region, at), None
    except Failure as failure:
        # half a place is no reason to hide the rest; the sentence says what is missing
        return PlaceInput(address=request.POST.get("address", "")), _home(region, at), failure


def _home(region: str, at: datetime) -> str:
    try:
        return services.settle_region(PlaceInput(), region, at)
    except Failure:
        return services.settle_region(PlaceInput(), "", at)


def _priority(request: HttpRequest, category: Category, at: datetime) -> dict[str, object]:
    said = forms.facts(request, at)
    proposed = selectors.priority_of(category, said, at)
    chosen = forms.chosen_priority(request)
    because = [
        (selectors.question_words(fact, at), ANSWER_WORDS[said[fact]])
        for fact in selectors.facts_behind(category, said, at)
    ]
    return {
        "priority": min(proposed, chosen or proposed),
        "proposed": proposed,
        "chosen": chosen,
        "because": because,
    }


def _asked(category: Category, region: str, said: Said, at: datetime) -> list[Asked]:
    found = configuration()
    answers = selectors.answers_to(category.code, said, at)
    routes = found.routes(
        category=category.code, family=category.family, region=region, at=at,
        facts=selectors.facts_raised(category.code, answers, at),
    )  # fmt: skip
    return [_one(route.org_id, route.role, found.mode_of(route.org_id, at), at) for route in routes]


def _one(org_id: UUID, role: str, mode: DispatchMode, at: datetime) -> Asked:
    reachable = orgs.duty_phone(org_id, at)
    return Asked(
        name=orgs.get_org(org_id).short_name,
        role=str(PartyRole(role).label),
        mode=str(mode.label),
        phone=f"{reachable.title} · {reachable.phone}" if reachable else "",
        is_telephone=mode == DispatchMode.TELEPHONE,
    )


def _family(code: str) -> str:
    return str(Family(code).label) if code in Family.values else code
