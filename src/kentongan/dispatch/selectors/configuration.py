"""The regency's modes, routing, promises and escalation, as they stood at a moment. From memory.

These tables are small and asked by every ticket; a process reads them once and drops them when the
journal tells of a change.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.errors import NoSuchCondition
from kentongan.dispatch.models import (
    AgencyMode,
    ConditionKind,
    EscalationStep,
    Promise,
    ReportForm,
    ResponsePlan,
    RoutingRule,
    StationAlarm,
)
from kentongan.dispatch.rules import (
    DEFAULT_FORMS,
    DEFAULT_KINDS,
    NO_PROMISE,
    Case,
    FormField,
    KindOfCondition,
    Route,
    plans_for,
    routes_for,
)
from kentongan.dispatch.starter import PROMISES
from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import facts_raised
from kentongan.journal.kept import Kept

_STARTING = {str(priority): times for priority, times in PROMISES.items()}


@dataclass(frozen=True)
class Configuration:
    """All dated rows of this room, newest first."""

    modes: tuple[AgencyMode, ...] = ()
    routing: tuple[RoutingRule, ...] = ()
    promises: tuple[Promise, ...] = ()
    steps: tuple[EscalationStep, ...] = ()
    condition_kinds: tuple[ConditionKind, ...] = ()
    forms: tuple[ReportForm, ...] = ()
    plans: tuple[ResponsePlan, ...] = ()
    station_alarms: tuple[StationAlarm, ...] = ()

    def mode_of(self, org_id: UUID, at: datetime) -> DispatchMode:
        """How an agency is sent to; TICKET where nothing else was decided (practice.md §1.1)."""
        row = self.mode_row(org_id, at)
        return DispatchMode(row.mode) if row else DispatchMode.TICKET

    def mode_row(self, org_id: UUID, at: datetime) -> AgencyMode | None:
        """The decision on an agency's mode, with its legal basis; None where there is none."""
        rows = (row for row in self.modes if row.org_id == org_id and row.is_valid(at))
        return next(rows, None)

    def station_alarm(self, org_id: UUID, at: datetime) -> StationAlarm | None:
        """The decree by which an agency's posts are rung by themselves, if there is one."""
        rows = (row for row in self.station_alarms if row.org_id == org_id and row.is_valid(at))
        return next(rows, None)

    def routes_of(self, org_id: UUID, at: datetime) -> list[tuple[str, str, str, str]]:
        """(category, family, fact, role) of all that an agency is asked for."""
        rows = (row for row in self.routing if row.org_id == org_id and row.is_valid(at))
        return [(row.category, row.family, row.fact, row.role) for row in rows]

    def routes(
        self,
        *,
        category: str,
        family: str,
        region: str,
        at: datetime,
        facts: Collection[str] = (),
    ) -> list[Route]:
        """The agencies a category and the facts stated ask for in an area, the lead first."""
        valid = [row for row in self.routing if row.is_valid(at)]
        return routes_for(valid, category=category, family=family, region=region, facts=facts)

    def routes_to(self, incident: Incident, at: datetime) -> list[Route]:
        """The agencies that an incident asks for, with what has been answered about it so far."""
        facts = facts_raised(incident.category, incident.answers, at)
        return self.routes(
            category=incident.category, family=incident.family, region=incident.region, at=at,
            facts=facts,
        )  # fmt: skip

    def plans_at(self, case: Case, at: datetime) -> list[ResponsePlan]:
        """The response plans in force that fit, the one that holds first."""
        return plans_for((row for row in self.plans if row.is_valid(at)), case)

    def promised(self, priority: str, org_id: UUID | None, at: datetime) -> PromisedTimes:
        """What was promised: the agency's own row, the regency's, else what nodes start with."""
        rows = [row for row in self.promises if row.priority == priority and row.is_valid(at)]
        for wanted in (org_id, None):
            for row in rows:
                if row.org_id == wanted:
                    return _times(row)
        # a row was ended and none put in its place: silence would mean no ringing phone
        return _STARTING.get(priority, NO_PROMISE)

    def escalation(self, org_id: UUID, at: datetime) -> list[EscalationStep]:
        """Whom to ring at an agency, in order; none where no row says."""
        rows = [row for row in self.steps if row.org_id == org_id and row.is_valid(at)]
        return sorted(rows, key=lambda row: row.position)

    def kinds_of_condition(self, at: datetime) -> list[KindOfCondition]:
        """What may be asked for at a moment."""
        return [kind for kind in self.known_kinds(at) if kind.is_offered]

    def known_kinds(self, at: datetime) -> list[KindOfCondition]:
        """Every kind, retired ones too: the regency's row of a code stands before the house's."""
        found = {kind.code: kind for kind in DEFAULT_KINDS}
        rows = [row for row in reversed(self.condition_kinds) if row.is_valid(at)]
        return list((found | {row.code: _kind(row) for row in rows}).values())

    def kind_of_condition(self, code: str, at: datetime) -> KindOfCondition:
        """One kind as it stood at a moment. Refuses a code that was never given (DISPATCH-031)."""
        kinds = self.kinds_of_condition(at)
        for kind in kinds:
            if kind.code == code:
                return kind
        raise NoSuchCondition(kind=code[:24], codes=", ".join(kind.code for kind in kinds))

    def report_form(self, category: str, family: str, at: datetime) -> tuple[FormField, ...]:
        """What a report is asked: the category's own row, else its family's, else the house's."""
        for asked in ((category, ""), ("", family)):
            for row in self.forms:
                if (row.category, row.family) == asked and row.is_valid(at):
                    return form_fields(row)
        return DEFAULT_FORMS.get(family, ())

    def form_row(self, category: str, family: str, at: datetime) -> ReportForm | None:
        """The row that was decided for just this category or family; None where there is none."""
        rows = (row for row in self.forms if (row.category, row.family) == (category, family))
        return next((row for row in rows if row.is_valid(at)), None)


def form_fields(row: ReportForm) -> tuple[FormField, ...]:
    """What a row asks, in order."""
    return tuple(_field(each) for each in row.fields)


def _field(stored: dict[str, Any]) -> FormField:
    options = tuple((code, words) for code, words in stored["options"])
    return FormField(stored["code"], stored["label"], options, stored["required"])


def _kind(row: ConditionKind) -> KindOfCondition:
    return KindOfCondition(
        row.code, row.name, row.met, row.unmet, row.released, row.confirm_s, row.is_offered
    )


def _times(row: Promise) -> PromisedTimes:
    return PromisedTimes(
        forward_s=row.forward_s,
        forward_alarm_s=row.forward_alarm_s,
        accept_s=row.accept_s,
        acknowledge_s=row.acknowledge_s,
        arrival_s=row.arrival_s,
    )


def _read() -> Configuration:
    return Configuration(
        modes=tuple(AgencyMode.objects.order_by("-valid_from", "-id")),
        routing=tuple(RoutingRule.objects.order_by("-valid_from", "-id")),
        promises=tuple(Promise.objects.order_by("-valid_from", "-id")),
        steps=tuple(EscalationStep.objects.order_by("-valid_from", "-id")),
        forms=tuple(ReportForm.objects.order_by("-valid_from", "-id")),
        plans=tuple(ResponsePlan.objects.order_by("-valid_from", "-id").prefetch_related("lines")),
        station_alarms=tuple(StationAlarm.objects.order_by("-valid_from", "-id")),
        condition_kinds=tuple(ConditionKind.objects.order_by("-valid_from", "-id")),
    )


_kept = Kept("dispatch.configuration.", _read)


def configuration() -> Configuration:
    """The rows, read once per process and again after each change."""
    return _kept.get()
