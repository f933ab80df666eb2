"""What the page of one ticket shows, and which steps it offers to whom."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kentongan.console.papers import radio_text
from kentongan.console.partners import partners_for
from kentongan.console.tickets import shown
from kentongan.console.units import leaves_post_empty
from kentongan.dispatch import selectors
from kentongan.dispatch.enums import (
    ENDED_TICKETS,
    UNANSWERED_TICKETS,
    ArrivalReason,
    AssignmentState,
    DeclineReason,
    DispatchMode,
    Help,
    TicketMethod,
    TicketState,
)
from kentongan.dispatch.types import PlanState, Proposal, TicketRow
from kentongan.incidents import selectors as incidents
from kentongan.incidents.enums import (
    ENDED_STATES,
    WHY_NOBODY_ARRIVED,
    Attendance,
    IncidentState,
)
from kentongan.incidents.types import Incident
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.types import Rights

S = IncidentState
FOUGHT = (S.AWAITING_DISPATCH, S.SCHEDULED, S.DISPATCHED, S.ON_SCENE)
"""Until it is under control: after it crews leave, and what the plan asks for lacks nobody."""

T = TicketState
TAKEN = (T.ACCEPTED, T.SCHEDULED, T.UNITS_ASSIGNED)
PROPOSED = 100
"""All of an agency: the page folds the later ones, and none is out of reach (practice.md §6)."""

ASKABLE = (OrgKind.AGENCY, OrgKind.VERTICAL, OrgKind.PARTNER)


def row_of(by: Actor, ticket_id: UUID, at: datetime) -> TicketRow:
    """The row of the ticket, for one who may see it. Raises NotFound for any other."""
    row = selectors.get_ticket_row(by, ticket_id, at=at)
    if row is None:
        raise NotFound(thing="Tiket")
    return row


def context_of(by: Actor, rights: Rights, ticket_id: UUID, at: datetime) -> dict[str, object]:
    """What the page of a ticket shows to one who may see it; sealed while it is to be opened."""
    found = selectors.access_ticket(by, ticket_id)
    if not incidents.is_open_to(by, found.incident, at):
        # restricted: whoever reads it is written down first (ADR 0011)
        return {"is_sealed": True, "found": found, "incident": found.incident}
    row, others = selectors.ticket_among_others(by, found, at=at)
    scene = selectors.scene_of(found.incident)
    conditions = selectors.list_conditions_of(found.incident, scene)
    may = _may(rights, row)
    asks = may["speak"] or may["ask"]
    orgs_to_ask = [org for org in orgs.list_orgs() if org.kind in ASKABLE] if asks else []
    proposal = _proposal(by, row, at) if may["assign"] or may["hear_units"] else None
    is_over = found.state in ENDED_TICKETS or found.incident.state in ENDED_STATES
    return {
        "ticket": shown(row),
        "found": found,
        "incident": found.incident,
        "may": may,
        "is_taken": found.state in TAKEN,
        "is_new": found.state == T.FORWARDED,
        "reasons": DeclineReason.choices,
        "methods": [m for m in TicketMethod.choices if m[0] != TicketMethod.SYSTEM],
        "told_method": row.method if row.method != TicketMethod.SYSTEM else TicketMethod.PHONE,
        "orgs": [org for org in orgs_to_ask if org.id != found.org_id],
        "may_control": found.incident.state == IncidentState.ON_SCENE,
        "conditions": conditions,
        "answerable": selectors.list_answerable(by, conditions),
        "form": selectors.form_of(found) if may["report"] else (),
        "answered": selectors.answers_of(found),
        "radio": radio_text(shown(row), found.incident, conditions),
        "kinds": selectors.configuration().kinds_of_condition(at),
        "askable": orgs_to_ask,
        "told_methods": TicketMethod.choices,
        "needs": sum(r.needs_open for r in incidents.list_reports(found.incident_id)),
        "proposal": proposal,
        "plan": None if is_over else _plan(proposal, found.incident),
        "is_fought": found.incident.state in FOUGHT,
        "next_alarms": ()
        if is_over or not may["alarm"]
        else selectors.list_next_levels(found.incident),
        "told": selectors.list_told(found),
        "told_words": TOLD_WORDS,
        "talk": selectors.list_crew_talk(scene),
        "partners": partners_for(proposal),
        "last_ones": leaves_post_empty(proposal),
        "steps_of": UNIT_STEPS,
        "helps": Help.choices,
        "absences": WHY_NOBODY_ARRIVED,
        "asks_absence": not row.attendance and found.incident.attendance != Attendance.ARRIVED,
        "arrival_words": dict(ArrivalReason.choices),
        "reachable": orgs.duty_phone(found.org_id, at),
        "others": [shown(other) for other in others],
    }


def _plan(proposal: Proposal | None, incident: Incident) -> PlanState | None:
    return proposal.plan if proposal else selectors.find_plan_state(incident)


def _proposal(by: Actor, row: TicketRow, at: datetime) -> Proposal:
    return selectors.proposals(by, row.incident_id, limit=PROPOSED, org_id=row.org_id, at=at)


A = AssignmentState
UNIT_STEPS = {
    A.ASSIGNED: (("en-route", _("Berangkat")), ("on-scene", _("Tiba di lokasi"))),
    A.ACKNOWLEDGED: (("en-route", _("Berangkat")), ("on-scene", _("Tiba di lokasi"))),
    A.EN_ROUTE: (
        ("on-scene", _("Tiba di lokasi")),
        ("transport", _("Membawa pasien")),
    ),
    A.ON_SCENE: (("transport", _("Membawa pasien")), ("clear", _("Selesai"))),
    A.TRANSPORTING: (("at-hospital", _("Tiba di rumah sakit")),),
    A.AT_HOSPITAL: (("clear", _("Selesai")),),
}
"""What a desk writes down for a crew that speaks by radio."""


TOLD_WORDS = {
    "accept": _("Diterima"),
    "decline": _("Ditolak"),
    "pass-on": _("Dialihkan"),
    "schedule": _("Dijadwalkan"),
    "depart": _("Berangkat"),
    "arrive": _("Tiba di lokasi"),
    "report": _("Laporan"),
    "assign": _("Unit ditugaskan"),
    "en-route": _("Berangkat"),
    "on-scene": _("Tiba di lokasi"),
    "transport": _("Membawa pasien"),
    "at-hospital": _("Tiba di rumah sakit"),
    "clear": _("Selesai"),
    "cancel": _("Dibatalkan"),
}
"""The steps as 112 has written them down for an agency."""


def _may(rights: Rights, row: TicketRow) -> dict[str, bool]:
    def has(right: Right) -> bool:
        return rights.has(right, region=row.region, org_ids=(row.org_id,))

    is_unanswered = row.state in UNANSWERED_TICKETS
    is_direct = row.mode == DispatchMode.DIRECT
    is_taken = row.state in TAKEN or (is_unanswered and is_direct)
    own = has(Right.ANSWER_TICKETS) or is_direct
    hears = has(Right.FORWARD_TICKETS) and not has(Right.ANSWER_TICKETS)
    assigns = is_taken and own and row.mode != DispatchMode.TELEPHONE and has(Right.ASSIGN_UNITS)
    return {
        "answer": has(Right.ANSWER_TICKETS),
        "speak": has(Right.ANSWER_TICKETS) or hears,
        "hear": hears,
        "hear_units": hears
        and not assigns
        and row.mode != DispatchMode.TELEPHONE
        and row.state in TAKEN,
        "assign": assigns,
        "run": has(Right.RUN_UNITS) or (is_direct and has(Right.ASSIGN_UNITS)),
        "telephone": (is_unanswered or row.state == T.ACCEPTED) and has(Right.FORWARD_TICKETS),
        "tell": row.state == T.ACCEPTED
        and has(Right.FORWARD_TICKETS)
        and not (row.first_unit_at and row.has_arrived),
        "report": has(Right.ANSWER_TICKETS) or has(Right.FORWARD_TICKETS),
        "talk": has(Right.ANSWER_TICKETS) or has(Right.FORWARD_TICKETS),
        "ask": row.state not in ENDED_TICKETS
        and (has(Right.ANSWER_TICKETS) or has(Right.FORWARD_TICKETS)),
        "alarm": any(
            has(r)
            for r in (
                Right.ANSWER_TICKETS,
                Right.FORWARD_TICKETS,
                Right.EDIT_INCIDENTS,
                Right.RUN_UNITS,
            )
        ),
        "forward": has(Right.FORWARD_TICKETS),
        "close": row.state not in ENDED_TICKETS and has(Right.CLOSE_INCIDENTS),
    }
