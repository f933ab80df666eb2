"""Guidance over HTTP: cards come in and go out, a caller is guided beside an incident.

Who may not edit cards reads only those that a desk may begin with: on a live node the approved
ones before their expiry.
"""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Meta

from kentongan.guidance import selectors, services
from kentongan.guidance.enums import CardState, LeftHow, SaidKind, WhyRetired
from kentongan.guidance.rules.parts import LONGEST
from kentongan.guidance.types import CardVersion, Guided, GuidedSession, Signature, ToldLine
from kentongan.incidents.selectors import access_incident, require_open_to
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.web.endpoints import Api, answer, created
from kentongan.web.requests import actor_of
from kentongan.web.wire import Code, Line, Listed, Stamp, stamp, stamp_or_none

api = Api(tag="Guidance")

CardText = Annotated[str, Meta(max_length=LONGEST, description="YAML, one card.")]


class WireCard(msgspec.Struct, kw_only=True):
    """One version of a card. `is_usable`: a desk may begin with it now."""

    id: UUID
    key: str
    number: int
    title: str
    org_id: UUID | None
    state: CardState
    is_usable: bool
    fingerprint: str
    doctor_name: str
    licence_number: str
    approved_on: date | None
    expires_on: date | None
    imported_at: Stamp
    retired_at: Stamp | None
    why_retired: WhyRetired | None


class WireCardText(WireCard, kw_only=True):
    """The same with its text, byte for byte as it was brought in."""

    text: str


class NewCardBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A text becomes a draft. `org_id`: an agency's own card."""

    text: CardText
    org_id: UUID | None = None


class ApproveBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The doctor as on the licence (SIP), and the day of signing."""

    doctor_name: Line
    licence_number: Line
    signed_on: date


class RetireBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    reason: Line


class GuideBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    card_id: UUID


class SayBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """`code` is that of the question or step which is shown, `choice` the code of the answer or
    the number of the way.
    """

    kind: SaidKind
    code: Code = ""
    choice: Code = ""


class WireTold(msgspec.Struct, kw_only=True):
    at: Stamp
    by_id: UUID
    kind: SaidKind
    text: str
    answer: str
    is_again: bool


class WireSession(msgspec.Struct, kw_only=True):
    """A guided session: `question` or `step` is what is shown now, by its code in the card."""

    id: UUID
    card_id: UUID
    incident_id: UUID | None
    call_id: UUID | None
    started_at: Stamp
    left_at: Stamp | None
    left_how: LeftHow | None
    question: str | None
    step: str | None
    priority: str
    capabilities: list[str]
    told: list[WireTold]


@api.get("/guidance-cards", answer=Listed[WireCard])
def list_cards(request: HttpRequest) -> HttpResponse:
    """For editors every version of every card; for desks those that one may begin with."""
    by, at = actor_of(request), clock.now()
    usable = {card.id for card in selectors.list_usable(at, org_id=by.org_id)}
    if _edits(request):
        rows = selectors.list_versions(by)
    else:
        _require_guide(request)
        rows = selectors.list_by_ids(usable)
    return answer(Listed(items=[WireCard(**_facts(row, usable)) for row in rows], next=None))


@api.get("/guidance-cards/<uuid:card_id>", answer=WireCardText)
def get_card(request: HttpRequest, *, card_id: UUID) -> HttpResponse:
    """One version with its text; a draft, an expired and a retired one for editors only."""
    by, at = actor_of(request), clock.now()
    usable = {card.id for card in selectors.list_usable(at, org_id=by.org_id)}
    if _edits(request):
        row = selectors.access_card(by, card_id)
    else:
        _require_guide(request)
        if card_id not in usable:
            raise NotFound(thing=mark("Kartu"))
        (row,) = selectors.list_by_ids({card_id})
    return answer(_with_text(row, usable))


@api.post("/guidance-cards", answer=WireCardText, status=201, example={"text": "kartu: contoh\n"})
def import_card(request: HttpRequest, *, body: NewCardBody) -> HttpResponse:
    """Bring a card in as a draft. Refuses what cannot be read, with its line."""
    row = services.import_card(
        by=actor_of(request), text=body.text, org_id=body.org_id, at=clock.now()
    )
    return created(_with_text(row, set()), reverse("api:get-card", args=[row.id]))


@api.post(
    "/guidance-cards/<uuid:card_id>/approve", answer=WireCardText,
    example={
        "doctor_name": "dr. Contoh", "licence_number": "503/1234", "signed_on": "2026-11-20",
    },
)  # fmt: skip
def approve_card(request: HttpRequest, *, card_id: UUID, body: ApproveBody) -> HttpResponse:
    """Approve a draft whose tests come out; the version before it is replaced."""
    signed = Signature(body.doctor_name, body.licence_number, body.signed_on)
    row = services.approve_card(
        by=actor_of(request), card_id=card_id, signed=signed, at=clock.now()
    )
    return answer(_with_text(row, {row.id}))


@api.post(
    "/guidance-cards/<uuid:card_id>/retire", answer=WireCardText, example={"reason": "pedoman baru"}
)
def retire_card(request: HttpRequest, *, card_id: UUID, body: RetireBody) -> HttpResponse:
    """Take a card out of use at once."""
    row = services.retire_card(
        by=actor_of(request), card_id=card_id, reason=body.reason, at=clock.now()
    )
    return answer(_with_text(row, set()))


@api.get("/incidents/<uuid:incident_id>/guidance", answer=Listed[WireSession])
def list_guidance(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """What callers were told about an incident, and when; for who guides."""
    by, at = actor_of(request), clock.now()
    _require_guide(request)
    require_open_to(by, access_incident(by, incident_id), at)
    told = selectors.list_told(incident_id)
    shown = [selectors.show_session(each.session, at) for each in told]
    return answer(Listed(items=[_session(each) for each in shown], next=None))


@api.post("/incidents/<uuid:incident_id>/guidance", answer=WireSession, status=201)
def start_guidance(request: HttpRequest, *, incident_id: UUID, body: GuideBody) -> HttpResponse:
    """Begin to guide by a card. Refuses one that may not be shown (GUIDANCE-007)."""
    by, at = actor_of(request), clock.now()
    found = access_incident(by, incident_id)
    require_open_to(by, found, at)
    session = services.start_session(
        by=by, card_id=body.card_id, region=found.region, incident_id=found.id, at=at
    )
    location = reverse("api:list-guidance", args=[incident_id])
    return created(_session(selectors.show_session(session, at)), location)


@api.post(
    "/guidance-sessions/<uuid:session_id>/say", answer=WireSession,
    example={"kind": "ANSWERED", "code": "sadar", "choice": "ya"},
)  # fmt: skip
def say(request: HttpRequest, *, session_id: UUID, body: SayBody) -> HttpResponse:
    """Note what was answered or told. Refuses what is not shown now (GUIDANCE-009)."""
    session = services.say(
        by=actor_of(request), session_id=session_id, kind=body.kind, code=body.code,
        choice=body.choice, at=clock.now(),
    )  # fmt: skip
    return _shown(session)


@api.post("/guidance-sessions/<uuid:session_id>/leave", answer=WireSession)
def leave(request: HttpRequest, *, session_id: UUID) -> HttpResponse:
    """Leave it where it is."""
    return _shown(
        services.leave_session(by=actor_of(request), session_id=session_id, at=clock.now())
    )


def _edits(request: HttpRequest) -> bool:
    rights = rights_of(actor_of(request))
    return any(rights.has_anywhere(each) for each in (Right.CONFIGURE, Right.APPROVE_GUIDANCE))


def _require_guide(request: HttpRequest) -> None:
    rights = rights_of(actor_of(request))
    if not rights.has_anywhere(Right.ANSWER_TICKETS):
        rights.require_anywhere(Right.TAKE_CALLS)


def _shown(session: GuidedSession) -> HttpResponse:
    return answer(_session(selectors.show_session(session, clock.now())))


def _facts(row: CardVersion, usable: set[UUID]) -> dict[str, Any]:
    return {
        "id": row.id, "key": row.key, "number": row.number, "title": row.title,
        "org_id": row.org_id, "state": CardState(row.state), "is_usable": row.id in usable,
        "fingerprint": row.fingerprint, "doctor_name": row.doctor_name,
        "licence_number": row.licence_number, "approved_on": row.approved_on,
        "expires_on": row.expires_on, "imported_at": stamp(row.imported_at),
        "retired_at": stamp_or_none(row.retired_at),
        "why_retired": WhyRetired(row.why_retired) if row.why_retired else None,
    }  # fmt: skip


def _with_text(row: CardVersion, usable: set[UUID]) -> WireCardText:
    return WireCardText(**_facts(row, usable), text=row.text)


def _session(guided: Guided) -> WireSession:
    row, place, hidden = guided.session, guided.place, guided.is_hidden
    return WireSession(
        id=row.id,
        card_id=row.card_id,
        incident_id=row.incident_id,
        call_id=row.call_id,
        started_at=stamp(row.started_at),
        left_at=stamp_or_none(row.left_at),
        left_how=LeftHow(row.left_how) if row.left_how else None,
        question=place.question.id if place.question and not hidden else None,
        step=place.step.id if place.step and not hidden else None,
        priority=guided.proposal.priority,
        capabilities=list(guided.proposal.capabilities),
        told=[_told(each) for each in guided.told],
    )


def _told(line: ToldLine) -> WireTold:
    return WireTold(
        at=stamp(line.at), by_id=line.by_id, kind=SaidKind(line.kind), text=line.text,
        answer=line.answer, is_again=line.is_again,
    )  # fmt: skip
