"""One incident: what is known, who called, who was asked, what may be done now."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts import selectors as accounts
from kentongan.calls import selectors as calls
from kentongan.console import neighbours
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.console.intake import form_context
from kentongan.console.partners import partners_for
from kentongan.console.ticket_page import FOUGHT
from kentongan.console.tickets import shown
from kentongan.console.units import leaves_post_empty
from kentongan.dispatch import selectors as dispatch
from kentongan.dispatch.enums import ArrivalReason, TicketMethod
from kentongan.dispatch.types import Proposal, TicketRow
from kentongan.files.selectors import list_attachments
from kentongan.fleet import selectors as fleet
from kentongan.geo.places import PlaceQuality, is_positioned
from kentongan.guidance import selectors as guidance
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import (
    ENDED_STATES,
    WHY_NOBODY_ARRIVED,
    ClosingCode,
    ContactSafety,
    Feedback,
    IncidentState,
    Priority,
)
from kentongan.incidents.types import Candidate, Incident, PlaceInput
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.types import Organisation
from kentongan.villages import selectors as villages
from kentongan.villages.enums import Finding
from kentongan.web.requests import actor_of

PROPOSED = 5
EVERY_UNIT = 1_000
"""Whether a post is left empty is counted over all of them."""

S = IncidentState
WORKING = (S.AWAITING_DISPATCH, S.SCHEDULED, S.DISPATCHED, S.ON_SCENE, S.CONTROLLED, S.COOLING)
"""While these last, units may still be needed: proposals are shown."""

MAY = {
    "edit": (Right.EDIT_INCIDENTS,),
    "forward": (Right.FORWARD_TICKETS,),
    "ask": (Right.FORWARD_TICKETS, Right.ANSWER_TICKETS),
    "close": (Right.CLOSE_INCIDENTS,),
    "work": (Right.RUN_UNITS, Right.ANSWER_TICKETS, Right.EDIT_INCIDENTS, Right.FORWARD_TICKETS),
    "reveal": (Right.REVEAL_PERSONS,),
    "units": (Right.SEE_UNITS,),
    "tickets": (Right.SEE_TICKETS,),
    "guide": (Right.TAKE_CALLS, Right.ANSWER_TICKETS),
    "locate": (Right.TAKE_CALLS,),
}


@page(Right.SEE_INCIDENTS)
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The whole page."""
    at = clock.now()
    found = _Seen(request, incident_id)
    if not selectors.is_open_to(actor_of(request), found.row, at):
        return show(request, "incident_sealed.html", incident=found.row)
    context = _body(request, found, at) | _desk(request, found, at) | form_context(at)
    context["located_call"] = selectors.opening_call(incident_id) if found.may["locate"] else None
    return show(request, "incident.html", live_after=journal.last_seq(), **context)


@page(Right.SEE_INCIDENTS)
def incident_part(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """What is known, read again after each change."""
    at = clock.now()
    found = _Opened(request, incident_id, at)
    return show(request, "_incident.html", **_body(request, found, at))


@page(Right.SEE_INCIDENTS)
def acts_part(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """What may be done now, read again after each change."""
    at = clock.now()
    context = _desk(request, _Opened(request, incident_id, at), at) | form_context(at)
    return show(request, "_incident_acts.html", **context)


@act(Right.SEE_INCIDENTS)
def open_restricted(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Open a restricted incident: the journal says who has read it."""
    services.read_restricted(by=actor_of(request), incident_id=incident_id, at=clock.now())
    return done(request, reverse("console:incident", args=[incident_id]))


class _Seen:
    """The incident as one person may see it: read once for both halves of the page."""

    def __init__(self, request: HttpRequest, incident_id: UUID) -> None:
        self.row = selectors.access_incident(actor_of(request), incident_id)
        self.parties = selectors.list_parties(incident_id)
        rights, region = my_rights(request), self.row.region
        org_ids = {party.org_id for party in self.parties}
        self.may = {
            name: any(rights.has(r, region=region, org_ids=org_ids) for r in wanted)
            for name, wanted in MAY.items()
        }

    @cached_property
    def neighbours(self) -> dict[str, object]:
        """What was asked of neighbours, read once for both halves."""
        return neighbours.of_incident(self.row.id)

    def context(self) -> dict[str, object]:
        return {
            "incident": self.row,
            "may": self.may,
            "is_certain": is_positioned(self.row.place_quality),
            "is_ended": self.row.state in ENDED_STATES,
            "guides": self.may["guide"] and self.row.state not in ENDED_STATES,
        }


class _Opened(_Seen):
    """The same, of one that they have opened, if it is restricted."""

    def __init__(self, request: HttpRequest, incident_id: UUID, at: datetime) -> None:
        super().__init__(request, incident_id)
        selectors.require_open_to(actor_of(request), self.row, at)


def _body(request: HttpRequest, seen: _Seen, at: datetime) -> dict[str, object]:
    found = seen.row
    reports = selectors.list_reports(found.id)
    log = selectors.list_log(found.id)
    attached = list_attachments(found.id) if seen.may["work"] else []
    # Agencies read what a village said in the log; whom 112 still waits for is 112's.
    verified = villages.list_verifications_of(found.id) if seen.may["edit"] else []
    guided = guidance.list_told(found.id) if seen.may["work"] else []
    wrote = (
        {line.written_by for line in log}
        | {report.received_by for report in reports}
        | {each.added_by for each in attached}
        | {each.session.started_by for each in guided}
        | {each.asked_by for each in verified}
        | {each.answered_by for each in verified if each.answered_by}
    )
    askable = villages.is_askable(found)
    into_id = found.merged_into_id
    every = _proposal(request, seen, at)
    proposal = _shortened(every) if every else None
    tickets = _tickets(request, found, at)
    return seen.context() | {
        "reports": reports,
        "unlinkable": _unlinkable(request, found.id, at) if len(reports) > 1 else set(),
        "log": log,
        "signs": fleet.call_signs({line.written_by for line in log}),
        "files": attached,
        "names": accounts.names_of(wrote),
        "merged": selectors.list_merged(found.id),
        "merged_into": selectors.get_incident(into_id) if into_id else None,
        "parties": seen.parties,
        "contacts": orgs.list_village_contacts(found.region, at) if seen.may["work"] else [],
        "verifications": verified,
        "may_verify": seen.may["edit"] and found.state not in ENDED_STATES and askable,
        "is_askable": askable,
        "is_asked": any(not each.finding for each in verified),
        "now": at,
        "findings": Finding.choices,
        "tickets": [shown(row) for row in tickets],
        "doubted_by": _doubted_by(tickets),
        "not_asked": _not_asked(seen, tickets, at),
        "proposal": proposal,
        "last_ones": leaves_post_empty(every),
        "partners": partners_for(proposal),
        "plan": proposal.plan if proposal else None,
        "is_fought": found.state in FOUGHT,
        "promised": dispatch.configuration().promised(found.priority, None, at),
        **({} if seen.may["ask"] else {"conditions": dispatch.list_conditions_of(found)}),
        **seen.neighbours,
        "guided": guided,
        "open_needs": sum(report.needs_open for report in reports),
    }


def _shortened(every: Proposal) -> Proposal:
    """The first ones, and all that the response plan lacks."""
    filling = sum(1 for unit in every.units if unit.fills)
    return replace(every, units=every.units[: max(PROPOSED, filling)])


def _unlinkable(request: HttpRequest, incident_id: UUID, at: datetime) -> set[UUID]:
    return calls.list_unlinkable(actor_of(request), incident_id, at)


def _tickets(request: HttpRequest, incident: Incident, at: datetime) -> list[TicketRow]:
    if not my_rights(request).has_anywhere(Right.SEE_TICKETS):
        return []
    return dispatch.list_tickets_of(actor_of(request), incident.id, at=at)


def _not_asked(seen: _Seen, tickets: list[TicketRow], at: datetime) -> list[dispatch.NotAsked]:
    """Whom what is known now asks for beside those who have a ticket; for 112, which forwards."""
    found = seen.row
    if not seen.may["forward"] or not found.forwarded_at or found.state in ENDED_STATES:
        return []
    return dispatch.list_not_asked(found, {row.org_id for row in tickets}, at)


def _doubted_by(tickets: Iterable[TicketRow]) -> list[str]:
    """The units whose crews are there and have found the point to be wrong."""
    units = chain.from_iterable(row.units for row in tickets)
    return [u.call_sign for u in units if u.arrival_reason == ArrivalReason.PLACE_WRONG]


def _proposal(request: HttpRequest, seen: _Seen, at: datetime) -> Proposal | None:
    if seen.row.state not in WORKING or not seen.may["units"]:
        return None
    return dispatch.proposals(actor_of(request), seen.row.id, limit=EVERY_UNIT, at=at)


def _desk(request: HttpRequest, seen: _Seen, at: datetime) -> dict[str, object]:
    found, may = seen.row, seen.may
    orgs_to_ask = _askable(may)
    return seen.context() | {
        "orgs": orgs_to_ask,
        "askable": orgs_to_ask,
        **(_conditions(request, found) if may["ask"] else {}),
        **(_neighbours(seen, orgs_to_ask) if may["forward"] else {}),
        "kinds": dispatch.configuration().kinds_of_condition(at),
        "told_methods": TicketMethod.choices,
        "candidates": _candidates(request, found, at) if may["edit"] else [],
        "closing_codes": ClosingCode.choices,
        "feedbacks": _feedbacks(found.id) if may["close"] else [],
        "priorities": Priority.choices,
        "safeties": ContactSafety.choices,
        "qualities": PlaceQuality.choices,
        "recheck_at": at + selectors.recheck_after(at),
        "next_alarms": dispatch.list_next_levels(found) if may["work"] else (),
        "may_control": found.state == S.ON_SCENE,
        "may_cool": found.state in (S.ON_SCENE, S.CONTROLLED),
        "may_hold": found.state in (S.NEW, S.AWAITING_DISPATCH),
        "may_schedule": found.state in (S.NEW, S.AWAITING_DISPATCH, S.SCHEDULED, S.ON_HOLD),
        "may_hand_over": not found.units_committed,
        "awaits_recheck": selectors.awaits_recheck(found, at),
        "may_answer": selectors.may_waive_recheck(my_rights(request)),
        "may_finish": found.state in (S.CONTROLLED, S.COOLING, S.ON_SCENE),
        "may_end_unarrived": found.state in (S.AWAITING_DISPATCH, S.SCHEDULED),
        "absences": WHY_NOBODY_ARRIVED,
    }


def _neighbours(seen: _Seen, orgs_to_ask: list[Organisation]) -> dict[str, object]:
    return seen.neighbours | neighbours.form_context(orgs_to_ask)


def _conditions(request: HttpRequest, incident: Incident) -> dict[str, object]:
    rows = dispatch.list_conditions_of(incident)
    return {"conditions": rows, "answerable": dispatch.list_answerable(actor_of(request), rows)}


def _feedbacks(incident_id: UUID) -> list[tuple[Feedback, object]]:
    """What may have been told. Where one of those who called must not be contacted, nothing."""
    never = selectors.strictest_contact(incident_id) == ContactSafety.DO_NOT_CONTACT
    told = [Feedback.NOT_ALLOWED] if never else list(Feedback)
    return [(feedback, feedback.label) for feedback in told]


def _askable(may: dict[str, bool]) -> list[Organisation]:
    kinds = (OrgKind.AGENCY, OrgKind.VERTICAL, OrgKind.PARTNER, OrgKind.NEIGHBOUR)
    if not may["ask"]:
        return []
    return [org for org in orgs.list_orgs() if org.kind in kinds]


def _candidates(request: HttpRequest, incident: Incident, at: datetime) -> list[Candidate]:
    if incident.state in ENDED_STATES:
        return []
    place = PlaceInput(
        lat=incident.lat,
        lon=incident.lon,
        accuracy_m=incident.accuracy_m,
        quality=PlaceQuality(incident.place_quality),
        address=incident.address,
        parts=incident.parts,
    )
    return selectors.find_duplicates(
        actor_of(request),
        place=place,
        region=incident.region,
        category=incident.category,
        at=at,
        without=incident.id,
        limit=5,
    )
