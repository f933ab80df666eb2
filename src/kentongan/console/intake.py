"""What the incident form shows: its choices, and what is already known while it is being filled."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kentongan.console import forms
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.selectors import configuration
from kentongan.geo.places import PlaceQuality
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import ContactSafety, Family, PartyRole
from kentongan.incidents.types import Category, PlaceInput
from kentongan.kernel.errors import Failure
from kentongan.orgs import selectors as orgs
from kentongan.web.requests import actor_of

FACT_WORDS = {
    "TRAPPED": gettext_noop("Terjepit atau terjebak"),
    "NOT_BREATHING": gettext_noop("Tidak bernapas"),
    "UNCONSCIOUS": gettext_noop("Tidak sadar"),
    "BREATHING_DIFFICULTY": gettext_noop("Sesak napas"),
    "CHEST_PAIN": gettext_noop("Nyeri dada"),
    "STROKE_SIGNS": gettext_noop("Tanda stroke"),
    "LABOUR": gettext_noop("Akan melahirkan"),
    "PERSON_IN_WATER": gettext_noop("Orang di air"),
    "HOUSE_HIT": gettext_noop("Rumah tertimpa"),
    "WEAPON": gettext_noop("Ada senjata"),
    "SEVERE_BLEEDING": gettext_noop("Perdarahan hebat"),
    "INJURED": gettext_noop("Ada yang luka"),
    "BITTEN": gettext_noop("Tergigit ular"),
    "ALLERGIC_REACTION": gettext_noop("Bengkak atau alergi berat"),
    "ON_POWER_LINE": gettext_noop("Menimpa kabel listrik"),
    "ACROSS_HIGHWAY_AT_NIGHT": gettext_noop("Melintang di jalan raya, malam"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One agency that routing would ask."""

    name: str
    role: str
    mode: str
    phone: str
    is_telephone: bool


def form_context(at: datetime) -> dict[str, object]:
    """The choices of the form."""
    rows = selectors.list_categories(at)
    return {
        "families": [
            (_family(family), list(group)) for family, group in groupby(rows, lambda c: c.family)
        ],
        "facts": [(fact, _(FACT_WORDS[fact])) for fact in forms.FACTS],
        "qualities": PlaceQuality.choices,
        "safeties": ContactSafety.choices,
    }


def preview_context(request: HttpRequest, at: datetime) -> dict[str, object]:
    """Priority with its reason, likely same incidents, agencies: as far as the form says yet."""
    category = selectors.find_category_at(request.POST.get("category", ""), at)
    place, region, wrong = _where(request)
    context: dict[str, object] = {"category": category, "place": place, "wrong": wrong}
    if category is None:
        return context
    found = selectors.find_duplicates(
        actor_of(request), place=place, region=region, category=category.code, at=at
    )
    context |= {"candidates": found, "region": region, "asked": _asked(category, region, at)}
    return context | _priority(request, category, at)


def _where(request: HttpRequest) -> tuple[PlaceInput, str, Failure | None]:
    region = request.POST.get("region", "")
    try:
        place = forms.place(request)
        return place, services.settle_region(place, region), None
    except Failure as failure:
        # half a place is no reason to hide the rest; the sentence says what is missing
        return PlaceInput(address=request.POST.get("address", "")), _home(region), failure


def _home(region: str) -> str:
    try:
        return services.settle_region(PlaceInput(), region)
    except Failure:
        return services.settle_region(PlaceInput(), "")


def _priority(request: HttpRequest, category: Category, at: datetime) -> dict[str, object]:
    said = forms.facts(request)
    priority = selectors.priority_of(category, said, at)
    because = [
        (_(FACT_WORDS[fact]), said[fact]) for fact in selectors.facts_behind(category, said, at)
    ]
    return {"priority": priority, "because": because}


def _asked(category: Category, region: str, at: datetime) -> list[Asked]:
    found = configuration()
    routes = found.routes(category=category.code, family=category.family, region=region, at=at)
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
