"""Response plans as the regency decides them, and who is told because of them.

Dated rows, never changed: a new version of the same subject ends the older one, which stays to be
read. Nothing here sends a unit or asks an agency; what is sent by itself is one notice to each
organisation that the plan tells, once per alarm.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.dispatch import errors, events, rules
from kentongan.dispatch.enums import PlanPart
from kentongan.dispatch.models import PlanLine, PlanNotice, ResponsePlan
from kentongan.dispatch.selectors import find_plan, levels_of, orgs_to_tell
from kentongan.dispatch.selectors.escalation import Level, agency_levels
from kentongan.dispatch.types.plans import PlanLevel, PlanSubject
from kentongan.fleet.types import require_capabilities
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ENDED_STATES, PartyRole
from kentongan.incidents.models import Incident
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.kernel.text import require_storable
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.messaging.models import Message
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.selectors import get_org, rights_of
from kentongan.regions.types import undotted


def set_response_plan(
    *,
    by: Actor,
    subject: PlanSubject,
    levels: Sequence[PlanLevel],
    legal_basis: str = "",
    at: datetime,
    valid_from: datetime | None = None,
) -> ResponsePlan:
    """What is to go to this kind of incident, here, at these hours, alarm by alarm.

    The same again changes nothing. Refuses one that cannot be followed (DISPATCH-044), and mutual
    aid of whoever is no neighbour's centre (DISPATCH-045).
    """
    rules.require_plan(subject, levels)
    for level in levels:
        require_capabilities([capability for capability, _count in level.units])
        _require_orgs(level)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        rights_of(by).require(Right.CONFIGURE, region=journal_selectors.node().region)
        basis = require_storable("legal_basis", legal_basis)
        known_by = _known_by(subject)
        rows = ResponsePlan.objects.filter(**known_by)
        if (same := _standing(rows.filter(valid_until=None).first(), levels, basis)) is not None:
            return same
        give_way(rows, begins)
        plan = ResponsePlan.objects.create(
            **known_by, legal_basis=basis, valid_from=begins, changed_by=by.id
        )
        PlanLine.objects.bulk_create(_lines(plan, levels))
        _record(act)
    return plan


def end_response_plan(
    *, by: Actor, plan_id: int, at: datetime, valid_until: datetime | None = None
) -> ResponsePlan:
    """It holds no longer, from now on or later: the next more general one does, or routing alone.
    What was decided for the same subject ends with it; one that has ended stays so.
    """
    ends = require_begins(valid_until, at)
    with journal.act(by=by, at=at) as act:
        rights_of(by).require(Right.CONFIGURE, region=journal_selectors.node().region)
        plan = ResponsePlan.objects.filter(id=plan_id).first()
        if plan is None:
            raise NotFound(thing=mark("Rencana respons"))
        give_way(ResponsePlan.objects.filter(id=plan_id), ends)
        plan.refresh_from_db()
        _record(act)
    return plan


def tell_plan(*, by: Actor, incident_id: UUID, at: datetime) -> int:
    """Tell whom the plan names by the incident's alarm level and who has not been told of it yet.
    Returns how many. Called again and again it tells nobody twice.

    Nobody is told before a person has forwarded the incident or raised its alarm.
    """
    incident = incident_selectors.get_incident(incident_id)
    plan = find_plan(incident) if _is_at_work(incident) else None
    if plan is None or not orgs_to_tell(plan, incident.alarm_level):
        return 0
    with journal.act(by=by, at=at) as act:
        incident = incident_selectors.access_incident(by, incident_id, lock=True)
        told = _told(incident)
        due = [
            (org_id, level)
            for org_id, level in orgs_to_tell(plan, incident.alarm_level).items()
            if told.get(org_id, 0) < level
        ]
        for org_id, level in due:
            _tell(act, by, incident, plan, org_id, level, at)
    return len(due)


def _is_at_work(incident: Incident) -> bool:
    is_begun = incident.forwarded_at is not None or incident.alarm_level > 1
    return is_begun and incident.state not in ENDED_STATES


def _told(incident: Incident) -> dict[UUID, int]:
    """Up to which level each organisation has been told."""
    rows = PlanNotice.objects.filter(incident=incident).order_by("level")
    return dict(rows.values_list("org_id", "level"))


def _tell(  # noqa: PLR0917
    act: Act,
    by: Actor,
    incident: Incident,
    plan: ResponsePlan,
    org_id: UUID,
    level: int,
    at: datetime,
) -> None:
    """One short message to its telephone, and the incident on its screens: of a restricted one only
    the message, since who reads those is 112's to say (ADR 0011).
    """
    whom = agency_levels(org_id, at)[0]
    message = _message(by, incident, whom, at)
    PlanNotice.objects.create(
        incident=incident, plan=plan, org_id=org_id, level=level, told_at=at,
        message_id=message.id if message else None,
    )  # fmt: skip
    if not incident.is_restricted:
        _let_read(by, incident, org_id, at)
    told = events.PlanTold(
        incident_id=incident.id, plan_id=plan.id, level=level, org_id_told=org_id,
        reached=message is not None, restricted=incident.is_restricted,
    )  # fmt: skip
    act.record(told, region=incident.region)


def _let_read(by: Actor, incident: Incident, org_id: UUID, at: datetime) -> None:
    """Whoever leads or supports already keeps that part."""
    if org_id not in incident_selectors.party_org_ids(incident.id):
        incidents.involve_org(
            by=by, incident_id=incident.id, org_id=org_id, role=PartyRole.INFORMED, at=at
        )


def _message(by: Actor, incident: Incident, whom: Level, at: datetime) -> Message | None:
    """The number and the alarm, and nothing else: what has happened, and where, never leaves the
    house in a message (practice.md §3.1).
    """
    if not whom.phone:
        return None
    text = _("Kejadian {number}, alarm {level}. Buka Kentongan atau hubungi 112.").format(
        number=incident.number, level=incident.alarm_level
    )
    return messaging.queue_message(
        by=by, medium=Medium.SMS, recipient=whom.phone, text=text, purpose=Purpose.NOTICE,
        subject_kind="incident", subject_id=incident.id, at=at,
    )  # fmt: skip


def _known_by(subject: PlanSubject) -> dict[str, str]:
    return {
        "category": subject.category, "family": subject.family, "priority": subject.priority,
        "region": undotted(subject.region), "hours_from": subject.hours_from,
        "hours_until": subject.hours_until,
    }  # fmt: skip


def _standing(
    row: ResponsePlan | None, levels: Sequence[PlanLevel], legal_basis: str
) -> ResponsePlan | None:
    """The row that stands and says just this already."""
    if row is None or row.legal_basis != legal_basis:
        return None
    wanted = (*levels, *[PlanLevel()] * 3)[:3]
    return row if levels_of(row) == tuple(wanted) else None


def _lines(plan: ResponsePlan, levels: Sequence[PlanLevel]) -> list[PlanLine]:
    found = []
    for number, level in enumerate(levels, start=1):
        found += [
            PlanLine(plan=plan, level=number, part=PlanPart.UNITS, capability=each, count=count)
            for each, count in level.units
        ]
        for part, org_ids in ((PlanPart.NOTIFY, level.notify), (PlanPart.AID, level.aid)):
            found += [PlanLine(plan=plan, level=number, part=part, org_id=e) for e in org_ids]
    return found


def _require_orgs(level: PlanLevel) -> None:
    for org_id in level.notify:
        get_org(org_id)
    for org_id in level.aid:
        org = get_org(org_id)
        if org.kind != OrgKind.NEIGHBOUR:
            raise errors.AidNotNeighbour(org=org.short_name)


def _record(act: Act) -> None:
    node = journal_selectors.node()
    changed = events.ConfigurationChanged(scope_id=node.id, what="RESPONSE_PLAN")
    act.record(changed, region=node.region)
