"""The regency decides: modes, routing, promises, escalation, conditions, forms. Dated rows; the
old ones stay.

Each holds from now on, or from `valid_from`: what was to begin later than that never does.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from kentongan.dispatch import events, rules
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.limits import NEXT_LEVEL
from kentongan.dispatch.models import (
    AgencyMode,
    ConditionKind,
    DatedRow,
    EscalationStep,
    Promise,
    ReportForm,
    RoutingRule,
)
from kentongan.dispatch.types import PromisedTimes
from kentongan.fleet.types import require_capabilities
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.incidents.selectors import require_asked
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.models import Organisation
from kentongan.orgs.selectors import get_org, require_configuring, rights_of
from kentongan.regions.types import undotted

D = TypeVar("D", bound=DatedRow)


def set_agency_mode(
    *,
    by: Actor,
    org_id: UUID,
    mode: DispatchMode,
    legal_basis: str = "",
    at: datetime,
    valid_from: datetime | None = None,
) -> AgencyMode:
    """How an agency is sent to. Refuses DIRECT without its legal basis."""
    rules.require_legal_basis(mode, legal_basis)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        org = _access_org(by, org_id)
        give_way(AgencyMode.objects.filter(org=org), begins)
        row = AgencyMode.objects.create(
            org=org, mode=mode, legal_basis=legal_basis, valid_from=begins, changed_by=by.id
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
    fact: str = "",
    capabilities: Sequence[str] = (),
    legal_basis: str = "",
    at: datetime,
    valid_from: datetime | None = None,
) -> RoutingRule:
    """For a category, or a family, in an area: who leads or supports, and with what. With a `fact`
    whoever supports where it is answered so that help is needed, in every category or in these.

    Refuses both, neither (but for a fact), a lead by a fact, and a question that is not asked.
    """
    rules.require_subject(category, family, fact, role)
    wanted = require_capabilities(capabilities)
    begins = require_begins(valid_from, at)
    if fact:
        require_asked(fact, begins)
    with journal.act(by=by, at=at) as act:
        org = _access_org(by, org_id)
        same = RoutingRule.objects.filter(
            org=org, category=category, family=family, fact=fact, region=undotted(region)
        )
        give_way(same, begins)
        row = RoutingRule.objects.create(
            org=org, category=category, family=family, fact=fact, region=undotted(region),
            role=role, capabilities=wanted, legal_basis=legal_basis, valid_from=begins,
            changed_by=by.id,
        )  # fmt: skip
        _record(act, org, "ROUTING")
    return row


def end_routing_rule(
    *, by: Actor, rule_id: int, at: datetime, valid_until: datetime | None = None
) -> RoutingRule:
    """An agency is no longer asked for this, from now on or later. One that has ended stays so."""
    ends = require_begins(valid_until, at)
    with journal.act(by=by, at=at) as act:
        row = RoutingRule.objects.filter(id=rule_id).first()
        if row is None:
            raise NotFound(thing=mark("Aturan penerusan"))
        org = _access_org(by, row.org_id)
        give_way(RoutingRule.objects.filter(id=rule_id), ends)
        row.refresh_from_db()
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
    valid_from: datetime | None = None,
) -> Promise:
    """The times promised for a priority, by one agency or (without) by all. 0 promises nothing."""
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        org = _access_org(by, org_id) if org_id else None
        if org is None:
            rights_of(by).require(Right.CONFIGURE, region=journal_selectors.node().region)
        give_way(Promise.objects.filter(org=org, priority=priority), begins)
        row = Promise.objects.create(
            org=org, priority=priority, legal_basis=legal_basis, valid_from=begins,
            changed_by=by.id,
            forward_s=times.forward_s, forward_alarm_s=times.forward_alarm_s,
            accept_s=times.accept_s, acknowledge_s=times.acknowledge_s, arrival_s=times.arrival_s,
        )  # fmt: skip
        _record(act, org, "PROMISE")
    return row


def set_condition_kind(
    *,
    by: Actor,
    kind: rules.KindOfCondition,
    legal_basis: str = "",
    at: datetime,
    valid_from: datetime | None = None,
) -> ConditionKind:
    """What may be asked before a crew works, its words and its time. 0 seconds ring nobody; what is
    not offered can be asked no more, and what was asked keeps its words.

    The same again changes nothing. Refuses one without code and words (DISPATCH-037).
    """
    rules.require_kind(kind)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        rights_of(by).require(Right.CONFIGURE, region=journal_selectors.node().region)
        rows = ConditionKind.objects.filter(code=kind.code)
        said = asdict(kind) | {"legal_basis": require_storable("legal_basis", legal_basis)}
        if (same := _standing(rows, said)) is not None:
            return same
        give_way(rows, begins)
        row = ConditionKind.objects.create(**said, valid_from=begins, changed_by=by.id)
        _record(act, None, "CONDITION")
    return row


def set_report_form(
    *,
    by: Actor,
    fields: Sequence[rules.FormField],
    category: str = "",
    family: str = "",
    legal_basis: str = "",
    at: datetime,
    valid_from: datetime | None = None,
) -> ReportForm:
    """What a report on a category, or a family, is asked from now on, or from a later moment.

    The same again changes nothing. Refuses both and neither, fields that cannot be asked, and words
    that decide what is not theirs (DISPATCH-038, DISPATCH-039).
    """
    rules.require_category_or_family(category, family)
    rules.require_form(fields)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        rights_of(by).require(Right.CONFIGURE, region=journal_selectors.node().region)
        rows = ReportForm.objects.filter(category=category, family=family)
        asked = [_stored(field) for field in fields]
        said = {"fields": asked, "legal_basis": require_storable("legal_basis", legal_basis)}
        if (same := _standing(rows, said)) is not None:
            return same
        give_way(rows, begins)
        row = ReportForm.objects.create(
            category=category, family=family, valid_from=begins, changed_by=by.id, **said
        )
        _record(act, None, "REPORT_FORM")
    return row


def end_report_form(
    *,
    by: Actor,
    category: str = "",
    family: str = "",
    at: datetime,
    valid_until: datetime | None = None,
) -> int:
    """The form of a category gives way to its family's, that of a family to the house's, from now
    on or later. How many rows have ended; none where nothing was decided.
    """
    ends = require_begins(valid_until, at)
    with journal.act(by=by, at=at) as act:
        rights_of(by).require(Right.CONFIGURE, region=journal_selectors.node().region)
        standing = ReportForm.objects.filter(category=category, family=family, valid_until=None)
        found = standing.count()
        if found:
            give_way(standing, ends)
            _record(act, None, "REPORT_FORM")
    return found


def set_escalation(
    *,
    by: Actor,
    org_id: UUID,
    steps: Sequence[tuple[str, str] | tuple[str, str, int]],
    legal_basis: str = "",
    at: datetime,
    valid_from: datetime | None = None,
) -> list[EscalationStep]:
    """Whom to ring at an agency, in order: (title, phone) or (title, phone, seconds after the one
    before). The order as a whole replaces the earlier one.
    """
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        org = _access_org(by, org_id)
        give_way(EscalationStep.objects.filter(org=org), begins)
        rows = [
            EscalationStep.objects.create(
                org=org, position=position, title=step[0], phone=step[1],
                after_s=step[2] if len(step) > 2 else NEXT_LEVEL.at(at),  # noqa: PLR2004
                legal_basis=legal_basis, valid_from=begins, changed_by=by.id,
            )
            for position, step in enumerate(steps, start=1)
        ]  # fmt: skip
        _record(act, org, "ESCALATION")
    return rows


def _standing(rows: QuerySet[D], said: dict[str, Any]) -> D | None:
    """The row that stands and says just this already."""
    last = rows.filter(valid_until=None).first()
    is_same = last is not None and all(getattr(last, name) == each for name, each in said.items())
    return last if is_same else None


def _stored(field: rules.FormField) -> dict[str, Any]:
    """A field as JSON gives it back: lists, no tuples."""
    return asdict(field) | {"options": [list(option) for option in field.options]}


def _access_org(by: Actor, org_id: UUID) -> Organisation:
    org = get_org(org_id)
    require_configuring(by, org.region)
    return org


def _record(act: Act, org: Organisation | None, what: str) -> None:
    node = journal_selectors.node()
    act.record(
        events.ConfigurationChanged(scope_id=org.id if org else node.id, what=what),
        region=org.region if org else node.region,
        org_id=org.id if org else None,
    )
