"""Opening and editing incidents."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Meta

from kentongan.geo.wire import WirePlace
from kentongan.incidents import selectors, services
from kentongan.incidents.api.answering import answered
from kentongan.incidents.enums import ContactSafety, PartyRole, Priority
from kentongan.incidents.types import IncidentEdit
from kentongan.incidents.wire import (
    IncidentRow,
    NewIncidentBody,
    WireLine,
    line_of,
    listed_row_of,
    new_incident,
    place_input,
    row_of,
)
from kentongan.kernel import clock
from kentongan.kernel.errors import Outdated
from kentongan.web import problems
from kentongan.web.endpoints import Api, answer, created, version_seen
from kentongan.web.requests import actor_of
from kentongan.web.wire import Code, Line, RegionCode, Text

api = Api(tag="Incidents")

Seen = (
    Annotated[int, Meta(ge=1, le=2**31 - 1, description="The version seen, instead of If-Match.")]
    | None
)


EXAMPLE = {
    "category": "FIRE_STRUCTURE",
    "narrative": "Rumah terbakar di belakang pasar, asap tebal.",
    "place": {
        "lat": -6.92, "lon": 110.2, "accuracy_m": 20, "source": "MAP", "quality": "EXACT",
    },
    "region": "33.24.15",
    "reporter": {"phone": "+6281234567890", "name": "Siti"},
    "contact_safety": "SAFE",
}  # fmt: skip


@api.post("/incidents", answer=IncidentRow, status=201, example=EXAMPLE)
def open_incident(request: HttpRequest, *, body: NewIncidentBody) -> HttpResponse:
    """Open an incident; it waits for units at once.

    With an `id` of your own (a UUID) the same content sent again is the same incident, and other
    content under that id is refused.
    """
    at = clock.now()
    incident = services.open_incident(by=actor_of(request), new=new_incident(body, at), at=at)
    # `reverse` would cost as much as the journal's entry does
    return created(row_of(incident), f"{request.path}/{incident.id}", version=incident.version)


@api.post("/incidents/drafts", answer=IncidentRow, status=201, example=EXAMPLE)
def save_draft(request: HttpRequest, *, body: NewIncidentBody) -> HttpResponse:
    """Keep a half-filled form; under the same `id` its next version replaces it."""
    at = clock.now()
    incident = services.save_draft(by=actor_of(request), new=new_incident(body, at), at=at)
    location = reverse("api:get-incident", args=[incident.id])
    return created(row_of(incident), location, version=incident.version)


class EditBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is to be changed; what is left out stays."""

    category: Code | None = None
    narrative: Text | None = None
    address: Text | None = None
    version: Seen = None


@api.patch("/incidents/<uuid:incident_id>", answer=IncidentRow, example={"narrative": "…"})
def edit_incident(request: HttpRequest, *, incident_id: UUID, body: EditBody) -> HttpResponse:
    """Change category, narrative or address.

    It names the version that was seen (`If-Match` or `version`). If somebody was first, the answer
    is 412 with both texts: `current` as it is now, and `sent`.
    """
    by = actor_of(request)
    edit = IncidentEdit(category=body.category, narrative=body.narrative, address=body.address)
    try:
        incident = services.edit_incident(
            by=by, incident_id=incident_id, expected_version=version_seen(request, body.version),
            edit=edit, at=clock.now(),
        )  # fmt: skip
    except Outdated as failure:
        found = selectors.access_incident(by, incident_id)
        shape = row_of if selectors.is_open_to(by, found, clock.now()) else listed_row_of
        current = shape(found)
        return problems.as_json(failure, 412, {"current": current, "sent": body})
    return answered(incident)


class PlaceBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where it is, as well as it is known now."""

    place: WirePlace
    region: RegionCode = ""
    version: Seen = None


@api.post("/incidents/<uuid:incident_id>/place", answer=IncidentRow, edits=True)
def set_place(request: HttpRequest, *, incident_id: UUID, body: PlaceBody) -> HttpResponse:
    """Say where it is. The centre of an area is never a position.

    It names the version that was seen (`If-Match` or `version`): who comes after a correction is
    answered 412 and undoes nothing.
    """
    incident = services.set_place(
        by=actor_of(request), incident_id=incident_id, place=place_input(body.place),
        region=body.region, expected_version=version_seen(request, body.version), at=clock.now(),
    )  # fmt: skip
    return answered(incident)


class PriorityBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The priority, and why it is lowered."""

    priority: Priority
    reason: Line = ""
    from_scene: bool = False
    version: Seen = None


@api.post("/incidents/<uuid:incident_id>/priority", answer=IncidentRow, edits=True)
def set_priority(request: HttpRequest, *, incident_id: UUID, body: PriorityBody) -> HttpResponse:
    """Change the priority. A P1 is lowered only on the word of somebody at the scene."""
    incident = services.set_priority(
        by=actor_of(request), incident_id=incident_id, priority=body.priority, reason=body.reason,
        from_scene=body.from_scene, expected_version=version_seen(request, body.version),
        at=clock.now(),
    )  # fmt: skip
    return answered(incident)


class AskedBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is to come beside what the answers ask for: capabilities of units, as codes."""

    capabilities: Annotated[list[Code], Meta(min_length=1, max_length=20)]


@api.post(
    "/incidents/<uuid:incident_id>/capabilities", answer=IncidentRow,
    example={"capabilities": ["MEDICAL_ADVANCED"]},
)  # fmt: skip
def ask_for(request: HttpRequest, *, incident_id: UUID, body: AskedBody) -> HttpResponse:
    """Ask for capabilities; agencies asked already are asked for what they can do of it."""
    incident = services.ask_for(
        by=actor_of(request), incident_id=incident_id, capabilities=body.capabilities,
        at=clock.now(),
    )  # fmt: skip
    return answered(incident)


class SafetyBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whether the caller may be contacted."""

    contact_safety: ContactSafety
    version: Seen = None


@api.post("/incidents/<uuid:incident_id>/contact-safety", answer=IncidentRow, edits=True)
def set_contact_safety(
    request: HttpRequest, *, incident_id: UUID, body: SafetyBody
) -> HttpResponse:
    """Say whether the caller may be contacted."""
    incident = services.set_contact_safety(
        by=actor_of(request), incident_id=incident_id, contact_safety=body.contact_safety,
        expected_version=version_seen(request, body.version), at=clock.now(),
    )  # fmt: skip
    return answered(incident)


class AlarmBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The alarm level, 2 to 5, and why. A response plan writes levels up to 3."""

    alarm_level: Annotated[int, Meta(ge=1, le=5)]
    reason: Annotated[Line, Meta(min_length=1)]


@api.post(
    "/incidents/<uuid:incident_id>/alarm", answer=IncidentRow,
    example={"alarm_level": 2, "reason": "Api merambat ke gudang sebelah"},
)  # fmt: skip
def raise_alarm(request: HttpRequest, *, incident_id: UUID, body: AlarmBody) -> HttpResponse:
    """Raise the alarm level. It is never lowered: of two who raise it to the same level one does,
    the other is answered 409. Whom the response plan tells at this level is told; no unit is sent.
    """
    incident = services.raise_alarm(
        by=actor_of(request), incident_id=incident_id, alarm_level=body.alarm_level,
        reason=body.reason, at=clock.now(),
    )  # fmt: skip
    return answered(incident)


class LogBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is to be written down, and whether the crews at the scene read it too."""

    text: Text
    to_crews: bool = False


@api.post("/incidents/<uuid:incident_id>/log", answer=WireLine, status=201)
def write_log(request: HttpRequest, *, incident_id: UUID, body: LogBody) -> HttpResponse:
    """Write a line into the incident's log."""
    line = services.write_log(
        by=actor_of(request), incident_id=incident_id, text=body.text, to_crews=body.to_crews,
        at=clock.now(),
    )  # fmt: skip
    return created(line_of(line), reverse("api:get-incident", args=[incident_id]))


class InvolveBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which organisation, and in what role."""

    org_id: UUID
    role: PartyRole = PartyRole.INFORMED


class Involved(msgspec.Struct):
    """Whether the organisation is new to the incident."""

    is_new: bool


@api.post("/incidents/<uuid:incident_id>/parties", answer=Involved)
def involve_org(request: HttpRequest, *, incident_id: UUID, body: InvolveBody) -> HttpResponse:
    """Let an organisation take part and see the incident, without a ticket."""
    is_new = services.involve_org(
        by=actor_of(request), incident_id=incident_id, org_id=body.org_id, role=body.role,
        at=clock.now(),
    )  # fmt: skip
    return answer(Involved(is_new))
