"""The regency decides: modes, routing, promises, escalation. Dated rows; the old ones stay."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kentongan.dispatch import events, rules
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import AgencyMode, EscalationStep, Promise, RoutingRule
from kentongan.dispatch.rules.deadlines import ESCALATE_EVERY_S
from kentongan.dispatch.types import PromisedTimes
from kentongan.fleet.types import require_capabilities
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.models import Organisation
from kentongan.orgs.selectors import get_org, rights_of
from kentongan.regions.types import undotted


def set_agency_mode(
    *, by: Actor, org_id: UUID, mode: DispatchMode, legal_basis: str = "", at: datetime
) -> AgencyMode:
    """How an agency is sent to, from now on. Refuses DIRECT without its legal basis."""
    rules.require_legal_basis(mode, legal_basis)
    with journal.act(by=by, at=at) as act:
        org = _access_org(by, org_id)
        _end(AgencyMode.objects.filter(org=org, valid_until=None), at)
        row = AgencyMode.objects.create(
            org=org, mode=mode, legal_basis=legal_basis, valid_from=at, changed_by=by.id
        )
        _record(act, org, "MODE")
    return row


def add_routing_rule(
    *,
    by: Actor,
    org_id: UUID,
    region: str,
    role: PartyRole,
    category: str = "",
    family: str = "",
    capabilities: Sequence[str] = (),
    legal_basis: str = "",
    at: datetime,
) -> RoutingRule:
    """For a category, or a family, in an area: who leads or supports, and with what."""
    wanted = require_capabilities(capabilities)
    with journal.act(by=by, at=at) as act:
        org = _access_org(by, org_id)
        same = RoutingRule.objects.filter(
            org=org, category=category, family=family, region=undotted(region), valid_until=None
        )
        _end(same, at)
        row = RoutingRule.objects.create(
            org=org, category=category, family=family, region=undotted(region), role=role,
            capabilities=wanted, legal_basis=legal_basis, valid_from=at, changed_by=by.id,
        )  # fmt: skip
        _record(act, org, "ROUTING")
    return row


def set_promise(
    *,
    by: Actor,
    priority: Priority,
    times: PromisedTimes,
    org_id: UUID | None = None,
    legal_basis: str = "",
    at: datetime,
) -> Promise:
    """The times promised for a priority, by one agency or (without) by all. 0 promises nothing."""
    with journal.act(by=by, at=at) as act:
        org = _access_org(by, org_id) if org_id else None
        if org is None:
            rights_of(by).require(Right.CONFIGURE, region=journal_selectors.node().region)
        _end(Promise.objects.filter(org=org, priority=priority, valid_until=None), at)
        row = Promise.objects.create(
            org=org, priority=priority, legal_basis=legal_basis, valid_from=at, changed_by=by.id,
            forward_s=times.forward_s, forward_alarm_s=times.forward_alarm_s,
            accept_s=times.accept_s, acknowledge_s=times.acknowledge_s, arrival_s=times.arrival_s,
        )  # fmt: skip
        _record(act, org, "PROMISE")
    return row


def set_escalation(
    *,
    by: Actor,
    org_id: UUID,
    steps: Sequence[tuple[str, str] | tuple[str, str, int]],
    legal_basis: str = "",
    at: datetime,
) -> list[EscalationStep]:
    """Whom to ring at an agency, in order: (title, phone) or (title, phone, seconds after the one
    before). The order as a whole replaces the earlier one.
    """
    with journal.act(by=by, at=at) as act:
        org = _access_org(by, org_id)
        _end(EscalationStep.objects.filter(org=org, valid_until=None), at)
        rows = [
            EscalationStep.objects.create(
                org=org, position=position, title=step[0], phone=step[1],
                after_s=step[2] if len(step) > 2 else ESCALATE_EVERY_S,  # noqa: PLR2004
                legal_basis=legal_basis, valid_from=at, changed_by=by.id,
            )
            for position, step in enumerate(steps, start=1)
        ]  # fmt: skip
        _record(act, org, "ESCALATION")
    return rows


def _access_org(by: Actor, org_id: UUID) -> Organisation:
    org = get_org(org_id)
    rights_of(by).require(Right.CONFIGURE, region=org.region)
    return org


def _end(
    rows: "QuerySet[AgencyMode] | QuerySet[RoutingRule] | QuerySet[Promise]"
    " | QuerySet[EscalationStep]",
    at: datetime,
) -> None:
    rows.update(valid_until=at)


def _record(act: Act, org: Organisation | None, what: str) -> None:
    node = journal_selectors.node()
    act.record(
        events.ConfigurationChanged(scope_id=org.id if org else node.id, what=what),
        region=org.region if org else node.region,
        org_id=org.id if org else None,
    )
