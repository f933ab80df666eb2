"""Sending a unit: the agency its own, or 112 where the agency's mode is DIRECT."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from kentongan.dispatch import errors, events, rules
from kentongan.dispatch.enums import AssignmentState, DispatchMode
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.selectors import access_ticket, configuration, find_active_assignment
from kentongan.dispatch.services.change import (
    assignment_facts,
    record_assignment,
    save_ticket,
    step_ticket,
)
from kentongan.dispatch.services.told import keep_told, method_of
from kentongan.dispatch.types import Told
from kentongan.fleet import selectors as fleet_selectors
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import UnitState
from kentongan.fleet.models import Unit
from kentongan.geo.roads.engine import has_graph
from kentongan.incidents import services as incidents
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.roads.selectors import closed_roads


def assign_unit(
    *,
    by: Actor,
    ticket_id: UUID,
    unit_id: UUID,
    override_reason: str = "",
    told: Told | None = None,
    at: datetime,
) -> Assignment:
    """Send a unit, or (`told`) write down which one the agency has said that it sends.

    Refuses one that is out already, telling who has it (DISPATCH-007), and one that is not
    available unless a reason is given (DISPATCH-008): the reason is kept without blame.
    """
    rules.require_teller(told)
    with journal.act(by=by, at=at) as act:
        right = Right.ASSIGN_UNITS if told is None else Right.FORWARD_TICKETS
        ticket = access_ticket(by, ticket_id, right=right, lock=True)
        if told is None:
            _require_authority(by, ticket)
        rules.require_accepted(str(ticket.state), ticket.mode, ticket.number)
        unit = fleet_selectors.access_unit(by, unit_id, right=_unit_right(told), lock=True)
        rules.require_unit_of(unit.org_id, ticket.org_id, unit.call_sign)
        before = unit.state
        # The agency sends it: that its readiness says otherwise here is known, and no refusal.
        override_reason = override_reason or (str(told.method.label) if told else "")
        _require_free(unit, override_reason)
        assignment = _create(by, ticket, unit, override_reason, at)
        if unit.state != UnitState.BUSY:
            fleet.mark_busy(by=by, unit=unit, at=at)
        _put_on_ticket(ticket)
        keep_told(by, ticket, "assign", told, unit_id=unit_id, at=at)
        incidents.commit_unit(by=by, incident_id=ticket.incident_id, at=at)
        assigned = events.UnitAssigned(
            **assignment_facts(assignment),
            overridden=bool(assignment.override_reason),
            unit_state_before=before,
            method=str(method_of(told)),
        )
        record_assignment(act, ticket, assigned)
    return assignment


def _unit_right(told: Told | None) -> Right:
    return Right.ASSIGN_UNITS if told is None else Right.SEE_UNITS


def _require_authority(by: Actor, ticket: Ticket) -> None:
    """An agency assigns on its own tickets; 112 where the mode is DIRECT (practice.md §1.1)."""
    rights = rights_of(by)
    own = ticket.org_id in rights.orgs_with(Right.ASSIGN_UNITS)
    if not (rights.everything or own or ticket.mode == DispatchMode.DIRECT):
        mode = DispatchMode(ticket.mode).label
        raise errors.NotYoursToAssign(org=ticket.org.short_name, mode=mode)


def _require_free(unit: Unit, override_reason: str) -> None:
    if unit.state == UnitState.AVAILABLE:
        return
    taken = find_active_assignment(unit.id)
    if taken is not None:
        raise _taken(unit, taken)
    if not override_reason.strip():
        state = UnitState(unit.state).label
        raise errors.UnitNotAvailable(call_sign=unit.call_sign, state=state)


def _taken(unit: Unit, by_whom: Assignment | None) -> errors.UnitTaken:
    if by_whom is None:
        return errors.UnitTaken(call_sign=unit.call_sign)
    return errors.UnitTaken(
        call_sign=unit.call_sign,
        org=by_whom.ticket.org.short_name,
        incident=by_whom.incident.number,
    )


def _create(  # noqa: PLR0917
    by: Actor, ticket: Ticket, unit: Unit, override_reason: str, at: datetime
) -> Assignment:
    promised = configuration().promised(ticket.incident.priority, ticket.org_id, at)
    due_at = rules.due_after(at, promised.acknowledge_s)
    assignment = Assignment(
        ticket=ticket,
        incident_id=ticket.incident_id,
        unit=unit,
        state=AssignmentState.ASSIGNED,
        assigned_by=by.id,
        assigned_at=at,
        override_reason=require_storable("override_reason", override_reason),
        ack_due_at=due_at,
        escalate_at=due_at,
        way_check_at=at if has_graph() and closed_roads(at) else None,
    )
    try:
        with transaction.atomic():
            assignment.save(force_insert=True)
    except IntegrityError:
        # The constraint stands whoever writes; with the unit's row held nobody gets this far.
        raise _taken(unit, find_active_assignment(unit.id)) from None
    return assignment


def _put_on_ticket(ticket: Ticket) -> None:
    step_ticket(ticket, "assign")
    ticket.escalate_at = None
    save_ticket(ticket, "escalate_at")
