"""Pengaturan › Kontak desa: who answers for a village, and where nobody is known."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.forms import choice
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import LONGEST_PHONE, area, basis, needed
from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Right, VillageRole
from kentongan.orgs.types import VillageContactRow
from kentongan.regions.selectors import get_region, list_districts, path_of
from kentongan.regions.types import District
from kentongan.web.requests import actor_of

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Reach:
    """A kecamatan and how many of its villages have somebody to ring."""

    district: District
    known: int


@page(Right.CONFIGURE)
def villages(request: HttpRequest) -> HttpResponse:
    """Where contacts are missing, and those of the chosen village or kecamatan."""
    at = clock.now()
    asked = request.GET.get("desa", "")[:20]
    chosen = get_region(asked).code if asked else ""
    return show(
        request,
        "settings_villages.html",
        reach=_reach(at),
        chosen=chosen,
        chosen_path=path_of(chosen) if chosen else "",
        rows=selectors.list_village_contacts(chosen, at) if chosen else [],
        roles=VillageRole.choices,
        longest_name=LONGEST_NAME,
        longest_phone=LONGEST_PHONE,
    )


def _reach(at: datetime) -> list[Reach]:
    known = {row.region for row in selectors.list_standing_contacts(at)}
    return [
        Reach(district, sum(village.code in known for village in district.villages))
        for district in list_districts(node().region)
    ]


@act(Right.CONFIGURE)
def set_contact(request: HttpRequest) -> HttpResponse:
    """From now on this person answers in this role; whoever did before does no more."""
    row = VillageContactRow(
        region=area(request),
        role=choice(request, "role", VillageRole),
        person_name=needed(request, "person_name", longest=LONGEST_NAME).strip(),
        phone=needed(request, "phone", longest=LONGEST_PHONE).strip(),
        legal_basis=basis(request),
    )
    services.load_village_contacts(by=actor_of(request), rows=[row], at=clock.now())
    return done(request, to=_page_of(row.region))


@act(Right.CONFIGURE)
def end_contact(request: HttpRequest) -> HttpResponse:
    """From now on nobody answers in this role."""
    region = area(request)
    services.end_village_contacts(
        by=actor_of(request), region=region, role=choice(request, "role", VillageRole),
        at=clock.now(),
    )  # fmt: skip
    return done(request, to=_page_of(region))


def _page_of(region: str) -> str:
    return f"{reverse('console:settings-villages')}?desa={region}"
