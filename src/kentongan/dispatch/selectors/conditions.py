"""Conditions of an incident as crews, desks and the board read them, and the only way to one."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.dispatch.enums import OPEN_CONDITIONS, ConditionState
from kentongan.dispatch.models import Condition
from kentongan.dispatch.rules import CONDITIONS, said_of
from kentongan.dispatch.selectors.configuration import configuration
from kentongan.dispatch.selectors.escalation import Level, agency_levels, reachable, supervisor
from kentongan.dispatch.types import ConditionRow
from kentongan.incidents import selectors as incidents
from kentongan.incidents.models import Incident
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of, within

MOST = 100
AT_THE_SCENE = (Right.FORWARD_TICKETS, Right.ANSWER_TICKETS)
"""Who may ask that something be made safe: 112, and an agency of the incident for its crews."""


def access_condition(
    by: Actor, condition_id: UUID, *, answers: bool, lock: bool = False
) -> Condition:
    """The condition with incident and agency, for one who may answer it (`answers`, see
    `may_answer`) or take it back (who might have asked). Raises NotFound or NotAllowed.
    """
    found = Condition.objects.select_related("incident", "org").filter(id=condition_id).first()
    if found is None:
        raise NotFound(thing="Syarat keselamatan")
    right = Right.SEE_INCIDENTS if answers else AT_THE_SCENE
    incidents.access_incident(by, found.incident_id, right=right, lock=lock)
    if answers and not may_answer(by, condition_row(found)):
        raise NotAllowed(right=Right.FORWARD_TICKETS.value)
    # Read again under the incident's lock: two desks may have answered at one moment.
    return Condition.objects.select_related("incident", "org").get(id=condition_id)


def may_answer(by: Actor, row: ConditionRow) -> bool:
    """Whether an actor may write down what the one that is asked has said: 112, and the asked one.
    Where that one has no account, also an agency at the scene: who has rung PLN hears its answer.
    """
    rights, asked = rights_of(by), {row.org_id}
    if not row.org_is_joined:
        asked |= incidents.party_org_ids(row.incident_id)
    return rights.has(Right.FORWARD_TICKETS, region=row.region) or rights.has(
        Right.ANSWER_TICKETS, region=row.region, org_ids=asked
    )


def list_answerable(by: Actor, rows: Iterable[ConditionRow]) -> set[UUID]:
    """Of these the ones whose answer an actor may write down."""
    return {row.id for row in rows if may_answer(by, row)}


def list_conditions_of(
    incident: Incident, scene: Collection[UUID] | None = None
) -> tuple[ConditionRow, ...]:
    """What was asked for an incident and stands: the unsafe first. Cancelled ones are left out.

    Merged incidents are one scene: a crew reads what was asked for any of them.
    """
    rows = Condition.objects.filter(incident_id__in=scene or scene_of(incident))
    rows = rows.exclude(state=ConditionState.CANCELLED).select_related("incident", "org")
    return _rows(rows.order_by("asked_at", "id"))


def scene_of(incident: Incident) -> set[UUID]:
    """The incident with all that it is merged with: their tickets and crews work at one place."""
    top = incident
    while top.merged_into_id is not None:
        top = incidents.get_incident(top.merged_into_id)
    return {incident.id, *incidents.family_of_merged(top.id)}


def list_open_conditions(by: Actor) -> tuple[ConditionRow, ...]:
    """What is asked, refused, or in force and has to be released, of all that an actor may see."""
    rights = rights_of(by)
    scope = rights.scope(Right.SEE_TICKETS)
    works_there = Q(org_id__in=scope.org_ids) | Q(incident__tickets__org_id__in=scope.org_ids)
    by_area = within(scope) & incidents.not_hidden(rights, scope, incident="incident__")
    rows = Condition.objects.filter(works_there | by_area)
    rows = rows.filter(state__in=OPEN_CONDITIONS).select_related("incident", "org").distinct()
    found = list(rows.order_by("asked_at", "id")[:MOST])
    # Where, and what was answered, is read at the incident, which writes down who does (ADR 0011).
    sealed = {row.id for row in found if row.incident.is_restricted}
    return tuple(
        replace(row, where="", note="") if row.id in sealed else row for row in _rows(found)
    )


def chain_for_condition(condition: Condition, at: datetime) -> list[Level]:
    """The asked agency's own levels, then the 112 supervisor."""
    return reachable([*agency_levels(condition.org_id, at), supervisor(at)])


def _rows(rows: Iterable[Condition]) -> tuple[ConditionRow, ...]:
    return tuple(sorted((condition_row(row) for row in rows), key=lambda row: row.is_safe))


def condition_row(row: Condition) -> ConditionRow:
    """One condition, in the words that its kind had when it was asked."""
    kind = configuration().kind_of_condition(row.kind, row.asked_at)
    return ConditionRow(
        id=row.id,
        incident_id=row.incident_id,
        incident_number=row.incident.number,
        org_id=row.org_id,
        org_name=row.org.short_name,
        org_is_joined=row.org.is_joined,
        kind=row.kind,
        name=_(kind.name),
        said=_(said_of(kind, row.state)),
        is_safe=row.state == ConditionState.CONFIRMED,
        state=row.state,
        where=row.where,
        method=row.method,
        asked_at=row.asked_at,
        asked_name=row.asked_name,
        answered_at=row.answered_at,
        answered_name=row.answered_name,
        note=row.note,
        released_at=row.released_at,
        released_name=row.released_name,
        due_at=row.due_at if row.state == ConditionState.ASKED else None,
        escalation_level=row.escalation_level,
        steps=CONDITIONS.steps_from(row.state),
        region=row.region,
        version=row.version,
    )
