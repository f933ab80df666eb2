"""One incident: what is known, who called, who was asked, what may be done now."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kentongan.accounts import selectors as accounts
from kentongan.console.gate import my_rights, page, show
from kentongan.console.intake import form_context
from kentongan.console.partners import partners_for
from kentongan.console.tickets import shown
from kentongan.dispatch import selectors as dispatch
from kentongan.dispatch.types import Proposal, TicketRow
from kentongan.geo.places import PlaceQuality, is_positioned
from kentongan.incidents import selectors
from kentongan.incidents.enums import (
    ENDED_STATES,
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
from kentongan.web.requests import actor_of

PROPOSED = 5
S = IncidentState
WORKING = (S.AWAITING_DISPATCH, S.SCHEDULED, S.DISPATCHED, S.ON_SCENE, S.CONTROLLED, S.COOLING)
"""While these last, units may still be needed: proposals are shown."""

MAY = {
    "edit": (Right.EDIT_INCIDENTS,),
    "forward": (Right.FORWARD_TICKETS,),
    "close": (Right.CLOSE_INCIDENTS,),
    "work": (Right.RUN_UNITS, Right.ANSWER_TICKETS, Right.EDIT_INCIDENTS, Right.FORWARD_TICKETS),
    "reveal": (Right.REVEAL_PERSONS,),
    "units": (Right.SEE_UNITS,),
    "tickets": (Right.SEE_TICKETS,),
}


@page(Right.SEE_INCIDENTS)
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The whole page."""
    at = clock.now()
    found = _Seen(request, incident_id)
    context = _body(request, found, at) | _desk(request, found, at) | form_context(at)
    return show(request, "incident.html", live_after=journal.last_seq(), **context)


@page(Right.SEE_INCIDENTS)
def incident_part(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """What is known, read again after each change."""
    found = _Seen(request, incident_id)
    return show(request, "_incident.html", **_body(request, found, clock.now()))


@page(Right.SEE_INCIDENTS)
def acts_part(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """What may be done now, read again after each change."""
    at = clock.now()
    context = _desk(request, _Seen(request, incident_id), at) | form_context(at)
    return show(request, "_incident_acts.html", **context)


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

    def context(self) -> dict[str, object]:
        return {
            "incident": self.row,
            "may": self.may,
            "is_certain": is_positioned(self.row.place_quality),
            "is_ended": self.row.state in ENDED_STATES,
        }


def _body(request: HttpRequest, seen: _Seen, at: datetime) -> dict[str, object]:
    found = seen.row
    reports = selectors.list_reports(found.id)
    log = selectors.list_log(found.id)
    wrote = {line.written_by for line in log} | {report.received_by for report in reports}
    into_id = found.merged_into_id
    proposal = _proposal(request, seen, at)
    return seen.context() | {
        "reports": reports,
        "log": log,
        "names": accounts.names_of(wrote),
        "merged": selectors.list_merged(found.id),
        "merged_into": selectors.get_incident(into_id) if into_id else None,
        "parties": seen.parties,
        "tickets": [shown(row) for row in _tickets(request, found, at)],
        "proposal": proposal,
        "partners": partners_for(proposal),
        "promised": dispatch.configuration().promised(found.priority, None, at),
        "open_needs": sum(report.needs_open for report in reports),
    }


def _tickets(request: HttpRequest, incident: Incident, at: datetime) -> list[TicketRow]:
    if not my_rights(request).has_anywhere(Right.SEE_TICKETS):
        return []
    return dispatch.list_tickets_of(actor_of(request), incident.id, at=at)


def _proposal(request: HttpRequest, seen: _Seen, at: datetime) -> Proposal | None:
    if seen.row.state not in WORKING or not seen.may["units"]:
        return None
    return dispatch.proposals(actor_of(request), seen.row.id, limit=PROPOSED, at=at)


def _desk(request: HttpRequest, seen: _Seen, at: datetime) -> dict[str, object]:
    found, may = seen.row, seen.may
    return seen.context() | {
        "orgs": _askable(may),
        "candidates": _candidates(request, found, at) if may["edit"] else [],
        "closing_codes": ClosingCode.choices,
        "feedbacks": Feedback.choices,
        "priorities": Priority.choices,
        "safeties": ContactSafety.choices,
        "qualities": PlaceQuality.choices,
        "recheck_at": at + timedelta(hours=2),
        "may_control": found.state == S.ON_SCENE,
        "may_cool": found.state in (S.ON_SCENE, S.CONTROLLED),
        "may_hold": found.state in (S.NEW, S.AWAITING_DISPATCH),
        "may_schedule": found.state in (S.NEW, S.AWAITING_DISPATCH, S.SCHEDULED, S.ON_HOLD),
        "may_hand_over": not found.units_committed,
        "may_finish": found.state in (S.CONTROLLED, S.COOLING, S.ON_SCENE),
    }


def _askable(may: dict[str, bool]) -> list[object]:
    kinds = (OrgKind.AGENCY, OrgKind.VERTICAL, OrgKind.PARTNER, OrgKind.NEIGHBOUR)
    if not may["forward"]:
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
