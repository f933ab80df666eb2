"""112 writes down any step for any agency, in any mode, as it was told: by which way, and who has
said so (practice.md §1.1, §4). An agency's dark screen never holds its help up.
"""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import rules
from kentongan.dispatch.enums import TicketMethod
from kentongan.dispatch.models import Ticket, ToldStep
from kentongan.dispatch.selectors import access_ticket
from kentongan.dispatch.services.change import note_method
from kentongan.dispatch.types import Told
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right


def access_to_answer(by: Actor, ticket_id: UUID, told: Told | None) -> Ticket:
    """The ticket, held, for the agency that answers, or for 112 that was told the answer."""
    rules.require_teller(told)
    right = Right.ANSWER_TICKETS if told is None else Right.FORWARD_TICKETS
    return access_ticket(by, ticket_id, right=right, lock=True)


def method_of(told: Told | None) -> TicketMethod:
    """By which way the step has come."""
    return TicketMethod.SYSTEM if told is None else told.method


def keep_told(
    by: Actor, ticket: Ticket, step: str, told: Told | None, *, unit_id: UUID | None = None,
    at: datetime,
) -> None:  # fmt: skip
    """Keep who has told a step, of one unit or of the ticket: its caller saves `told_by`."""
    if told is None:
        if unit_id is None:
            note_method(ticket, step, TicketMethod.SYSTEM)
        return
    note_method(ticket, step, told.method)
    if unit_id is not None:
        ticket.save(update_fields=["told_by"])
    ToldStep.objects.create(
        ticket=ticket, unit_id=unit_id, step=step, method=told.method,
        name=require_storable("name", told.name), noted_by=by.id, noted_at=at,
    )  # fmt: skip
