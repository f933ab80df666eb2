"""What 112 asks of agencies, and what they answer."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Meta

from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import DeclineReason, TicketMethod, TicketState
from kentongan.dispatch.models import Ticket
from kentongan.dispatch.types import Told
from kentongan.dispatch.wire import WireTicket, WireTicketRow, ticket_of, ticket_row_of
from kentongan.incidents.enums import PartyRole
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound
from kentongan.web.endpoints import Api, answer, created, etag
from kentongan.web.paging import decode_cursor, encode_cursor, page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import Code, Cursor, Limit, Line, Listed, Moment, Text, utc

api = Api(tag="Tickets")

HERE = "/tickets/<uuid:ticket_id>"


class TicketQuery(msgspec.Struct, kw_only=True):
    """Which tickets."""

    open: Annotated[bool, Meta(description="Only those that have not ended.")] = True
    org_id: UUID | None = None
    state: TicketState | None = None
    limit: Limit | None = None
    cursor: Cursor | None = None


class ForwardBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """To which agency; without one, to those that routing names for category and area."""

    org_id: UUID | None = None
    role: PartyRole = PartyRole.LEAD
    method: TicketMethod | None = None


class AcceptBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who has accepted, by name."""

    name: Line


class ToldBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How 112 was told, and by whom, where the agency has not taken the step itself."""

    method: TicketMethod
    name: Line

    def value(self) -> Told:
        """For the services."""
        return Told(self.method, self.name)


class DeclineBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why not."""

    reason: DeclineReason
    note: Text = ""
    told: ToldBody | None = None


class PassOnBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whose it is instead."""

    to_org_id: UUID
    note: Text = ""
    told: ToldBody | None = None


class AppointmentBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """When the work will be done, and who says so."""

    scheduled_for: Moment
    name: Line = ""
    told: ToldBody | None = None


class ReportBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What was done; told to 112 by telephone or radio, with the way it came and who said it; and
    why it is over, where nobody is known to have come (DISPATCH-019).
    """

    text: Text = ""
    answers: Annotated[
        dict[Code, Line], Meta(max_length=40, description="By the form of the category.")
    ] = {}
    declared_by: Annotated[Line, Meta(description="DECLARED_DEAD: doctor's name and hour.")] = ""
    told: ToldBody | None = None
    absence: Literal["", "UNRECORDED", "RESOLVED", "BY_OTHERS", "CALLED_OFF", "BY_TELEPHONE"] = ""


class TelephoneBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who has answered the telephone there."""

    name: Line
    their_reference: Annotated[str, Meta(max_length=80)] = ""
    help_under_way: bool = False
    method: TicketMethod = TicketMethod.PHONE


@api.get("/tickets", answer=Listed[WireTicketRow])
def list_tickets(request: HttpRequest, *, query: TicketQuery) -> HttpResponse:
    """The tickets you may see; open ones with the latest against its promise first."""
    limit = page_size(query.limit)
    rows = selectors.list_tickets(
        actor_of(request), open_only=query.open, org_id=query.org_id, state=query.state,
        after=decode_cursor(query.cursor, UUID)[0] if query.cursor is not None else None,
        limit=limit, at=clock.now(),
    )  # fmt: skip
    following = encode_cursor(min(row.id for row in rows)) if len(rows) == limit else None
    return answer(Listed(items=[ticket_row_of(row) for row in rows], next=following))


@api.get(HERE, answer=WireTicket)
def get_ticket(request: HttpRequest, *, ticket_id: UUID) -> HttpResponse:
    """One ticket."""
    return _answered(selectors.access_ticket(actor_of(request), ticket_id))


@api.get("/incidents/<uuid:incident_id>/tickets", answer=Listed[WireTicketRow])
def list_tickets_of(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """The tickets of one incident, in the order in which they were forwarded."""
    rows = selectors.list_tickets_of(actor_of(request), incident_id, at=clock.now())
    return answer(Listed(items=[ticket_row_of(row) for row in rows]))


@api.post("/incidents/<uuid:incident_id>/tickets", answer=WireTicket, status=201)
def forward_ticket(request: HttpRequest, *, incident_id: UUID, body: ForwardBody) -> HttpResponse:
    """Forward the incident to an agency; without `org_id` to those that routing names.

    Then the answer is the leading agency's ticket, and all are at `/incidents/{id}/tickets`.
    """
    by, at = actor_of(request), clock.now()
    if body.org_id is None:
        tickets = services.forward_by_routing(by=by, incident_id=incident_id, at=at)
        ticket = _leading(tickets)
    else:
        ticket = services.forward_ticket(
            by=by, incident_id=incident_id, org_id=body.org_id, role=body.role,
            method=body.method, at=at,
        )  # fmt: skip
    return _made(ticket)


@api.post("/incidents/<uuid:incident_id>/forward", answer=Listed[WireTicket])
def forward_by_routing(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """Forward the incident to every agency that routing names for its category and area."""
    tickets = services.forward_by_routing(
        by=actor_of(request), incident_id=incident_id, at=clock.now()
    )
    return answer(Listed(items=[ticket_of(ticket) for ticket in tickets]))


@api.post(f"{HERE}/read", answer=WireTicket)
def read_ticket(request: HttpRequest, *, ticket_id: UUID) -> HttpResponse:
    """The agency has seen it. Nobody has accepted it yet."""
    return _answered(
        services.read_ticket(by=actor_of(request), ticket_id=ticket_id, at=clock.now())
    )


@api.post(f"{HERE}/accept", answer=WireTicket, example={"name": "Budi Santoso"})
def accept_ticket(request: HttpRequest, *, ticket_id: UUID, body: AcceptBody) -> HttpResponse:
    """The agency has it, and this person says so."""
    return _accepted(request, ticket_id, body)


@api.post(f"{HERE}/acknowledge", answer=WireTicket, example={"name": "Budi Santoso"})
def acknowledge_ticket(request: HttpRequest, *, ticket_id: UUID, body: AcceptBody) -> HttpResponse:
    """The same as `accept`, by the name that assignments use."""
    return _accepted(request, ticket_id, body)


@api.post(f"{HERE}/decline", answer=WireTicket, example={"reason": "OUTSIDE_AREA"})
def decline_ticket(request: HttpRequest, *, ticket_id: UUID, body: DeclineBody) -> HttpResponse:
    """The agency does not take it, and says why."""
    ticket = services.decline_ticket(
        by=actor_of(request), ticket_id=ticket_id, reason=body.reason, note=body.note,
        told=told_of(body.told), at=clock.now(),
    )  # fmt: skip
    return _answered(ticket)


@api.post(f"{HERE}/forward", answer=WireTicket, status=201)
def pass_on_ticket(request: HttpRequest, *, ticket_id: UUID, body: PassOnBody) -> HttpResponse:
    """Pass it on to another agency, whose new ticket is the answer."""
    ticket = services.pass_on_ticket(
        by=actor_of(request), ticket_id=ticket_id, to_org_id=body.to_org_id, note=body.note,
        told=told_of(body.told), at=clock.now(),
    )  # fmt: skip
    return _made(ticket)


@api.post(f"{HERE}/schedule", answer=WireTicket)
def schedule_ticket(
    request: HttpRequest, *, ticket_id: UUID, body: AppointmentBody
) -> HttpResponse:
    """The agency will come by appointment."""
    ticket = services.schedule_ticket(
        by=actor_of(request), ticket_id=ticket_id,
        scheduled_for=utc(body.scheduled_for, "scheduled_for"), name=body.name,
        told=told_of(body.told), at=clock.now(),
    )  # fmt: skip
    return _answered(ticket)


@api.post(f"{HERE}/report", answer=WireTicket, example={"text": "Padam, satu rumah."})
def report_ticket(request: HttpRequest, *, ticket_id: UUID, body: ReportBody) -> HttpResponse:
    """The agency says what it has done."""
    ticket = services.report_ticket(
        by=actor_of(request), ticket_id=ticket_id, text=body.text, answers=body.answers,
        declared_by=body.declared_by, absence=body.absence, told=told_of(body.told), at=clock.now(),
    )  # fmt: skip
    return _answered(ticket)


@api.post(f"{HERE}/depart", answer=WireTicket, example={"method": "RADIO", "name": "Serka Budi"})
def depart_ticket(request: HttpRequest, *, ticket_id: UUID, body: ToldBody) -> HttpResponse:
    """The agency has told 112 that its help is under way."""
    ticket = services.depart_ticket(
        by=actor_of(request), ticket_id=ticket_id, told=body.value(), at=clock.now()
    )
    return _answered(ticket)


@api.post(f"{HERE}/arrive", answer=WireTicket, example={"method": "PHONE", "name": "Serka Budi"})
def arrive_ticket(request: HttpRequest, *, ticket_id: UUID, body: ToldBody) -> HttpResponse:
    """The agency has told 112 that its help is there."""
    ticket = services.arrive_ticket(
        by=actor_of(request), ticket_id=ticket_id, told=body.value(), at=clock.now()
    )
    return _answered(ticket)


@api.post(f"{HERE}/telephone", answer=WireTicket)
def record_telephone(request: HttpRequest, *, ticket_id: UUID, body: TelephoneBody) -> HttpResponse:
    """Somebody has answered the agency's telephone: who, and whether help is under way."""
    ticket = services.record_telephone(
        by=actor_of(request), ticket_id=ticket_id, name=body.name,
        their_reference=body.their_reference, help_under_way=body.help_under_way,
        method=body.method, at=clock.now(),
    )  # fmt: skip
    return _answered(ticket)


@api.post(f"{HERE}/close", answer=WireTicket)
def close_ticket(request: HttpRequest, *, ticket_id: UUID) -> HttpResponse:
    """112 closes the ticket."""
    return _answered(
        services.close_ticket(by=actor_of(request), ticket_id=ticket_id, at=clock.now())
    )


def _accepted(request: HttpRequest, ticket_id: UUID, body: AcceptBody) -> HttpResponse:
    ticket = services.accept_ticket(
        by=actor_of(request), ticket_id=ticket_id, name=body.name, at=clock.now()
    )
    return _answered(ticket)


def told_of(body: ToldBody | None) -> Told | None:
    """What 112 was told, for the services; None where the agency acts itself."""
    return body.value() if body is not None else None


def _leading(tickets: list[Ticket]) -> Ticket:
    if not tickets:
        raise NotFound(thing="Instansi penerima")
    return next((t for t in tickets if t.role == PartyRole.LEAD), tickets[0])


def _made(ticket: Ticket) -> HttpResponse:
    location = reverse("api:get-ticket", args=[ticket.id])
    return created(ticket_of(ticket), location, version=ticket.version)


def _answered(ticket: Ticket) -> HttpResponse:
    return answer(ticket_of(ticket), headers={"ETag": etag(ticket.version)})
