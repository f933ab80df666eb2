"""Papan tiket: what was asked of whom, how far it is, what is late, who is rung next."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kentongan.console.gate import page
from kentongan.console.tickets import board, board_page, row_html
from kentongan.dispatch import selectors as dispatch
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.SEE_TICKETS)
def tickets(request: HttpRequest) -> HttpResponse:
    """The board: 112 sees all, an agency its own."""
    return HttpResponse(board_page(request, getattr(request, "role_name", "")))


@page(Right.SEE_TICKETS)
def tickets_part(request: HttpRequest) -> HttpResponse:
    """Its rows and units, read again."""
    return HttpResponse(board(request)[0])


@page(Right.SEE_TICKETS)
def ticket_row(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """One row, read again after its ticket has changed."""
    row = dispatch.get_ticket_row(actor_of(request), ticket_id, at=clock.now())
    if row is None:
        raise NotFound(thing="Tiket")
    return HttpResponse(row_html(row.listed()))
