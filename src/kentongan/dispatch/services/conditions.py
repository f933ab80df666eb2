"""A fire crew uses water only on a line that somebody has confirmed as dead (practice.md §1.4).

Vertical bodies are asked, not ordered: who was asked, who answered, when, and until when it holds.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.dispatch import errors, events, rules
from kentongan.dispatch.enums import (
    ACTIVE_ASSIGNMENTS,
    ENDED_TICKETS,
    ConditionState,
    TicketMethod,
)
from kentongan.dispatch.models import Assignment, Condition, Ticket
from kentongan.dispatch.selectors import (
    access_condition,
    chain_for_condition,
    condition_row,
    configuration,
)
from kentongan.dispatch.selectors.conditions import AT_THE_SCENE, scene_of
from kentongan.dispatch.services.change import (
    assignment_facts,
    record_assignment,
    record_ticket,
    ticket_facts,
)
from kentongan.dispatch.services.escalation import call_level, next_level_at
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ENDED_STATES, PartyRole
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.selectors import get_org


def ask_condition(
    *,
    by: Actor,
    incident_id: UUID,
    kind: str,
    org_id: UUID,
    where: str = "",
    name: str = "",
    method: TicketMethod = TicketMethod.PHONE,
    at: datetime,
) -> Condition:
    """Ask somebody to make the scene safe; `name` is who took the request. Nothing is safe yet.

    Refuses an unknown kind (DISPATCH-031), the same twice (DISPATCH-030), and an ended incident.
    """
    asked_kind = configuration().kind_of_condition(kind, at)
    with journal.act(by=by, at=at) as act:
        incident = incident_selectors.access_incident(
            by, incident_id, right=AT_THE_SCENE, lock=True
        )
        if incident.state in ENDED_STATES:
            raise errors.IncidentOver(number=incident.number)
        due_at = rules.due_after(at, asked_kind.confirm_s)
        condition = Condition(
            incident=incident, org=get_org(org_id), kind=kind, method=method,
            where=require_storable("where", where), asked_name=require_storable("name", name),
            asked_by=by.id, asked_at=at, due_at=due_at,
        )  # fmt: skip
        _open(condition)
        incidents.involve_org(
            by=by, incident_id=incident_id, org_id=org_id, role=PartyRole.INFORMED, at=at
        )
        _record(act, condition, events.ConditionAsked(**_facts(condition), due_at=due_at))
    return condition


def _open(condition: Condition) -> None:
    """Store what is asked, and ring when it is due. Nobody else asks the same at this moment: the
    incident's lock is held.
    """
    standing = Condition.objects.filter(
        incident=condition.incident, org=condition.org, kind=condition.kind, where=condition.where,
        state__in=(ConditionState.ASKED, ConditionState.CONFIRMED),
    )  # fmt: skip
    if standing.exists():
        raise errors.ConditionAskedAlready(org=condition.org.short_name)
    condition.state = ConditionState.ASKED
    condition.region = condition.incident.region
    condition.escalate_at = condition.due_at
    condition.save(force_insert=True)


def confirm_condition(*, by: Actor, condition_id: UUID, name: str, at: datetime) -> Condition:
    """It is so, says somebody by name: from now on it reads green. Refuses no name."""
    rules.require_name(name)
    return _answer(by, condition_id, "confirm", name, "", at)


def refuse_condition(
    *, by: Actor, condition_id: UUID, name: str, reason: str, at: datetime
) -> Condition:
    """It will not be done, or cannot: who says so, and why. Refuses either empty."""
    rules.require_name(name)
    rules.require_reason(reason)
    return _answer(by, condition_id, "refuse", name, reason, at)


def _answer(  # noqa: PLR0917
    by: Actor, condition_id: UUID, step: str, name: str, note: str, at: datetime
) -> Condition:
    with journal.act(by=by, at=at) as act:
        condition = access_condition(by, condition_id, answers=True, lock=True)
        condition.state = rules.CONDITIONS.target(step, condition.state)
        condition.answered_at, condition.answered_by = at, by.id
        condition.answered_name = require_storable("name", name)
        condition.note = require_storable("reason", note)
        condition.escalate_at = None
        _save(condition, "answered_at", "answered_by", "answered_name", "note", "escalate_at")
        _record(act, condition, events.ConditionAnswered(**_facts(condition)))
    return condition


def release_condition(*, by: Actor, condition_id: UUID, name: str, at: datetime) -> Condition:
    """It does not hold any more: power on, road open. Crews that are still there read red."""
    rules.require_name(name)
    with journal.act(by=by, at=at) as act:
        condition = access_condition(by, condition_id, answers=True, lock=True)
        condition.state = rules.CONDITIONS.target("release", condition.state)
        condition.released_at = at
        condition.released_name = require_storable("name", name)
        _save(condition, "released_at", "released_name")
        _record(act, condition, events.ConditionReleased(**_facts(condition)))
    return condition


def cancel_condition(*, by: Actor, condition_id: UUID, at: datetime) -> Condition:
    """It is not needed any more. What was confirmed is not cancelled: somebody releases it."""
    with journal.act(by=by, at=at) as act:
        condition = access_condition(by, condition_id, answers=False, lock=True)
        _cancel(act, condition)
    return condition


def cancel_conditions_of(*, by: Actor, incident_id: UUID, at: datetime) -> int:
    """Nobody waits for what was asked for an incident that has ended. What is in force stays on the
    board until somebody says that the power is on again.
    """
    waiting = rules.CONDITIONS.sources("cancel")
    with journal.act(by=by, at=at) as act:
        rows = list(Condition.objects.filter(incident_id=incident_id, state__in=waiting))
        for found in rows:
            _cancel(act, access_condition(by, found.id, answers=False, lock=True))
    return len(rows)


def _cancel(act: Act, condition: Condition) -> None:
    condition.state = rules.CONDITIONS.target("cancel", condition.state)
    condition.escalate_at = None
    _save(condition, "escalate_at")
    _record(act, condition, events.ConditionCancelled(**_facts(condition)))


def escalate_condition(*, by: Actor, condition_id: UUID, at: datetime) -> None:
    """Nobody has confirmed in time: the asked agency's telephone rings, then the supervisor's,
    and again until somebody has answered.
    """
    with journal.act(by=by, at=at) as act:
        condition = access_condition(by, condition_id, answers=True, lock=True)
        if condition.escalate_at is None or condition.escalate_at > at:
            return
        chain = chain_for_condition(condition, at)
        whom = chain[condition.escalation_level % len(chain)]
        text = _("{asked} untuk kejadian {number} belum dijawab. Hubungi 112.").format(
            asked=condition_row(condition).name, number=condition.incident.number
        )
        message = call_level(by, whom, text, "condition", condition.id, at)
        condition.escalation_level += 1
        condition.escalate_at = next_level_at(chain, condition.escalation_level, at)
        _save(condition, "escalation_level", "escalate_at")
        escalated = events.ConditionEscalated(
            **_facts(condition),
            level=condition.escalation_level,
            rung=message is not None,
            is_last=condition.escalation_level % len(chain) == 0,
        )
        act.record(escalated, region=condition.region, org_id=condition.org_id)


def _save(condition: Condition, *fields: str) -> None:
    condition.version += 1
    condition.save(update_fields=["state", *fields, "version"])


def _facts(condition: Condition) -> events.ConditionFacts:
    return events.ConditionFacts(
        condition_id=condition.id,
        incident_id=condition.incident_id,
        condition_kind=condition.kind,
        state=str(condition.state),
        row=condition.version,
    )


def _record(act: Act, condition: Condition, event: events.ConditionEvent) -> None:
    """Say so to the one that is asked, and to every agency and crew that works there."""
    act.record(event, region=condition.region, org_id=condition.org_id)
    key, state = condition.id, str(condition.state)
    scene = scene_of(condition.incident)
    for ticket in _open_tickets(scene):
        told = events.TicketConditionChanged(
            **ticket_facts(ticket), condition_id=key, condition_state=state
        )
        record_ticket(act, ticket, told)
    for assignment in _crews(scene):
        changed = events.CrewConditionChanged(
            **assignment_facts(assignment), condition_id=key, condition_state=state
        )
        record_assignment(act, assignment.ticket, changed)


def _open_tickets(scene: set[UUID]) -> list[Ticket]:
    return list(Ticket.objects.filter(incident_id__in=scene).exclude(state__in=ENDED_TICKETS))


def _crews(scene: set[UUID]) -> list[Assignment]:
    active = Assignment.objects.filter(incident_id__in=scene, state__in=ACTIVE_ASSIGNMENTS)
    return list(active.select_related("ticket"))
