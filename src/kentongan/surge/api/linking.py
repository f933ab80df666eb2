"""One more caller about a known incident, over HTTP.

It is a call's, and stands here because a surge asks of a program what it asks at the desk.
"""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.geo.wire import WirePlace
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.types import ReportInput
from kentongan.incidents.wire import Facts, WireReport, place_input, report_of
from kentongan.kernel import clock
from kentongan.surge import services
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Code, RegionCode, Text

api = Api(tag="Calls")

SamePlace = Annotated[bool, Meta(description="“Lokasi sama?” was asked of the caller: yes.")]
SameVictims = Annotated[bool, Meta(description="“Korban sama?” was asked of the caller: yes.")]


class LinkBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """To which incident, and what this caller has told. A P1, known or told of here, needs both
    confirmations; during a surge an incident that is a P2 needs them too.
    """

    incident_id: UUID
    category: Annotated[
        Code,
        Meta(description="What this caller tells of: where it is more urgent, the incident is."),
    ] = ""
    facts: Annotated[Facts, Meta(description="The answers that decide how urgent it is.")] = {}
    same_place_confirmed: SamePlace = False
    same_victims_confirmed: SameVictims = False
    narrative: Text = ""
    place: WirePlace | None = None
    region: RegionCode = ""
    needs_open: bool = False
    contact_safety: ContactSafety | None = None


@api.post("/calls/<uuid:call_id>/link", answer=WireReport)
def link_call(request: HttpRequest, *, call_id: UUID, body: LinkBody) -> HttpResponse:
    """One more caller about a known incident: a report of its own.

    Where this caller tells of more danger than was known, the incident becomes that urgent. A P1 on
    either side is refused (INCIDENTS-010) until "same place?" and "same victims?" were answered;
    while there is a surge (`GET /surge`: `is_active`) so is a known P1 or P2 (SURGE-014).
    """
    said = ReportInput(
        narrative=body.narrative, place=place_input(body.place), region=body.region,
        needs_open=body.needs_open, contact_safety=body.contact_safety,
    )  # fmt: skip
    report = services.link_caller(
        by=actor_of(request), call_id=call_id, incident_id=body.incident_id, said=said,
        category=body.category, facts=body.facts,
        same_place_confirmed=body.same_place_confirmed,
        same_victims_confirmed=body.same_victims_confirmed, at=clock.now(),
    )  # fmt: skip
    return answer(report_of(report))
