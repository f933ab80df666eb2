"""One more caller about a known incident, by one key of a person. Nothing links by itself."""

from datetime import datetime
from uuid import UUID

from kentongan.calls import services as calls
from kentongan.incidents import selectors as incidents
from kentongan.incidents.types import Report, ReportInput, Said
from kentongan.kernel.actors import Actor
from kentongan.surge import rules, selectors


def link_caller(
    *,
    by: Actor,
    call_id: UUID,
    incident_id: UUID,
    said: ReportInput,
    category: str,
    facts: Said,
    same_place_confirmed: bool,
    same_victims_confirmed: bool,
    at: datetime,
) -> Report:
    """As `calls.link_call`: the caller keeps address, victims and number in a report of his own.
    In a surge a P2 asks both questions too (SURGE-014).
    """
    if selectors.is_active(at):
        rules.require_same(
            incidents.access_incident(by, incident_id).priority,
            place_confirmed=same_place_confirmed, victims_confirmed=same_victims_confirmed,
        )  # fmt: skip
    return calls.link_call(
        by=by, call_id=call_id, incident_id=incident_id, said=said, category=category, facts=facts,
        same_place_confirmed=same_place_confirmed, same_victims_confirmed=same_victims_confirmed,
        at=at,
    )  # fmt: skip
