"""What would happen for this call: the real services open and forward it, and all is undone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import Ticket
from kentongan.dispatch.selectors import chain_for_ticket, configuration
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety, PartyRole, Priority
from kentongan.incidents.selectors import (
    category_at,
    facts_behind,
    find_duplicates,
    list_priority_rows,
)
from kentongan.incidents.types import Incident, NewIncident
from kentongan.journal import services as journal
from kentongan.kernel.actors import SETUP, Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.policy.types import Alike, Because, Rehearsal, Ring, Sent


def rehearse_call(*, by: Actor, new: NewIncident, at: datetime) -> Rehearsal:
    """Priority with its reasons, agencies with theirs, deadlines, and whose telephones ring.

    Nothing is written. Refuses what opening refuses, and an actor without CONFIGURE.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    with journal.rehearsal(by=SETUP, at=at):
        incident = incidents.open_incident(by=SETUP, new=new, at=at)
        alike = tuple(_alike(incident, new, at))
        return _told(incident, new, tuple(_forwarded(incident, at)), alike, at)


def _alike(incident: Incident, new: NewIncident, at: datetime) -> Iterator[Alike]:
    """Who decides the matrix need not see incidents: restricted ones are not even counted."""
    found = find_duplicates(
        SETUP, place=new.place, region=incident.region, category=incident.category, at=at,
        without=incident.id,
    )  # fmt: skip
    for each in found:
        if not each.incident.is_restricted:
            yield Alike(category=each.incident.category, distance_m=each.distance_m)


def _forwarded(incident: Incident, at: datetime) -> Iterator[Sent]:
    routes = configuration().routes_to(incident, at)
    if not routes:
        return
    rules = {route.org_id: route.rule for route in routes}
    for ticket in dispatch.forward_by_routing(by=SETUP, incident_id=incident.id, at=at):
        rule = rules[ticket.org_id]
        yield Sent(
            org_name=ticket.org.short_name,
            role=str(PartyRole(ticket.role).label),
            mode=DispatchMode(ticket.mode),
            category=rule.category,
            family=rule.family,
            fact=rule.fact,
            region=rule.region,
            legal_basis=rule.legal_basis,
            capabilities=tuple(ticket.capabilities),
            accept_due_at=ticket.ack_due_at,
            arrival_due_at=ticket.arrival_due_at,
            rings=tuple(_rings(ticket, at)),
        )


def _told(
    incident: Incident,
    new: NewIncident,
    sent: tuple[Sent, ...],
    alike: tuple[Alike, ...],
    at: datetime,
) -> Rehearsal:
    category = category_at(incident.category, at)
    promised = configuration().promised(incident.priority, None, at)
    facts = facts_behind(category, new.facts, at)
    return Rehearsal(
        category=category,
        priority=Priority(incident.priority),
        because=tuple(_because(category.code, fact, at) for fact in facts),
        region=incident.region,
        contact_safety=ContactSafety(incident.contact_safety),
        forward_s=promised.forward_s,
        forward_alarm_s=promised.forward_alarm_s,
        sent=sent,
        alike=alike,
    )


def _because(code: str, fact: str, at: datetime) -> Because:
    """The stated fact, with the paper of the most urgent row that it meets."""
    rows = (row for row in list_priority_rows(at) if row.fact == fact)
    row = next(each for each in rows if each.category in {"", code})
    return Because(fact=fact, legal_basis=row.legal_basis)


def _rings(ticket: Ticket, at: datetime) -> Iterator[Ring]:
    """The telephones in their order, each at the moment at which it would ring."""
    rings_at = ticket.escalate_at
    for number, level in enumerate(chain_for_ticket(ticket, at)):
        if rings_at is None:
            return
        if number:
            rings_at += timedelta(seconds=level.after_s)
        yield Ring(title=level.title, phone=level.phone, rings_at=rings_at)
