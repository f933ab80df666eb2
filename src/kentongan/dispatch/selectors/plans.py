"""The response plan of an incident, how far it is met, and what a higher alarm would add.

The plan is the one of the moment at which the incident was opened: at ten in the evening no engine
is asked for less because another window has begun. What the incident is, and where, counts as it is
known now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.dispatch.enums import ACTIVE_ASSIGNMENTS, ENDED_TICKETS, LEVELS, PlanPart
from kentongan.dispatch.models import Assignment, PlanLine, PlanNotice, ResponsePlan, Ticket
from kentongan.dispatch.rules import Case, fill, lost_by, summed
from kentongan.dispatch.selectors.configuration import configuration
from kentongan.dispatch.types.plans import (
    PlanAdds,
    PlanLevel,
    PlanNeed,
    PlanOrg,
    PlanState,
    PlanSubject,
)
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import family_of_merged
from kentongan.journal.kept import Kept
from kentongan.journal.selectors import node
from kentongan.orgs.selectors import list_orgs
from kentongan.orgs.types import Organisation


def _orgs() -> dict[UUID, Organisation]:
    return {org.id: org for org in list_orgs()}


_known = Kept("orgs.", _orgs)


def case_of(incident: Incident) -> Case:
    """What a plan is looked for, of an incident."""
    local = incident.opened_at.astimezone(ZoneInfo(node().zone))
    return Case(
        category=incident.category, family=incident.family, priority=incident.priority,
        region=incident.region, hour=f"{local:%H:%M}",
    )  # fmt: skip


def find_plan(incident: Incident) -> ResponsePlan | None:
    """The plan that holds for an incident; None where the regency has none for it."""
    return next(iter(configuration().plans_at(case_of(incident), incident.opened_at)), None)


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """One of the plans that fit, and why it is not the one that holds; empty for that one."""

    plan: ResponsePlan
    lost_by: str = ""


def list_fitting(incident: Incident) -> list[PlanChoice]:
    """All plans that fit an incident, the one that holds first."""
    found = configuration().plans_at(case_of(incident), incident.opened_at)
    return [PlanChoice(plan, lost_by(plan, found[0]) if n else "") for n, plan in enumerate(found)]


def levels_of(plan: ResponsePlan) -> tuple[PlanLevel, ...]:
    """What each alarm level adds, the first one first."""
    lines = sorted(plan.lines.all(), key=lambda line: line.id)
    return tuple(
        PlanLevel(
            units=tuple(
                (line.capability, line.count)
                for line in lines
                if (line.level, line.part) == (level, PlanPart.UNITS)
            ),
            notify=_named(lines, level, PlanPart.NOTIFY),
            aid=_named(lines, level, PlanPart.AID),
        )
        for level in LEVELS
    )


def _named(lines: Iterable[PlanLine], level: int, part: str) -> tuple[UUID, ...]:
    found = (line.org_id for line in lines if (line.level, line.part) == (level, part))
    return tuple(org_id for org_id in found if org_id is not None)


def subject_of(plan: ResponsePlan) -> PlanSubject:
    """What a plan is for."""
    return PlanSubject(
        region=plan.region, category=plan.category, family=plan.family, priority=plan.priority,
        hours_from=plan.hours_from, hours_until=plan.hours_until,
    )  # fmt: skip


def find_plan_state(incident: Incident) -> PlanState | None:
    """How far the plan of an incident is met by those that are out; None without a plan. Who could
    go beside them is the proposal's to say.
    """
    plan = find_plan(incident)
    if plan is None:
        return None
    levels, together = levels_of(plan), family_of_merged(incident.id)
    tickets = _open_tickets(together)
    notify, aid = _first_levels(levels, "notify"), _first_levels(levels, "aid")
    asked = {ticket.org_id for ticket in tickets}
    told = _told(incident.id) if notify else {}
    at_level = {org_id: n for org_id, n in notify.items() if n <= incident.alarm_level}
    return PlanState(
        plan_id=plan.id,
        subject=subject_of(plan),
        legal_basis=plan.legal_basis,
        level=incident.alarm_level,
        needs=_needs(summed(levels, incident.alarm_level), together),
        notify=tuple(_org(each, n, told=told.get(each)) for each, n in at_level.items()),
        aid=tuple(
            _org(each, n, is_asked=each in asked)
            for each, n in aid.items()
            if n <= incident.alarm_level
        ),
        uncounted=tuple(sorted(t.org.short_name for t in tickets if t.help_under_way_at)),
        next_levels=_next_levels(levels, incident.alarm_level),
    )


def orgs_to_tell(plan: ResponsePlan, alarm_level: int) -> dict[UUID, int]:
    """Whom a plan tells by an alarm level, with the highest level by then that names them."""
    found: dict[UUID, int] = {}
    for number, level in enumerate(levels_of(plan)[:alarm_level], start=1):
        found |= dict.fromkeys(level.notify, number)
    return found


def _needs(asked: Sequence[tuple[str, int]], together: Sequence[UUID]) -> tuple[PlanNeed, ...]:
    out = _out(together)
    slots = [capability for capability, count in asked for _ in range(count)]
    filled = fill(slots, [can for _, can in out])
    return tuple(
        PlanNeed(
            capability,
            count,
            sent=tuple(
                out[n][0] for slot, n in sorted(filled.items()) if slots[slot] == capability
            ),
        )
        for capability, count in asked
    )


def _out(together: Sequence[UUID]) -> list[tuple[str, frozenset[str]]]:
    """The units that are out for an incident and all that is merged with it, first sent first."""
    rows = Assignment.objects.filter(incident_id__in=together, state__in=ACTIVE_ASSIGNMENTS)
    found = rows.order_by("id").values_list("unit__call_sign", "unit__capabilities")
    return [(call_sign, frozenset(can)) for call_sign, can in found]


def _open_tickets(together: Sequence[UUID]) -> list[Ticket]:
    rows = Ticket.objects.filter(incident_id__in=together).exclude(state__in=ENDED_TICKETS)
    return list(rows.select_related("org"))


def _told(incident_id: UUID) -> dict[UUID, PlanNotice]:
    """The latest notice to each organisation."""
    rows = PlanNotice.objects.filter(incident_id=incident_id).order_by("level")
    return {row.org_id: row for row in rows}


def _first_levels(levels: Sequence[PlanLevel], part: str) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for number, level in enumerate(levels, start=1):
        for org_id in getattr(level, part):
            found.setdefault(org_id, number)
    return found


def _org(
    org_id: UUID, level: int, *, told: PlanNotice | None = None, is_asked: bool = False
) -> PlanOrg:
    org = _known.get()[org_id]
    return PlanOrg(
        org_id=org_id, name=org.short_name, level=level, phone=org.phone,
        told_at=told.told_at if told else None,
        was_reached=told is not None and told.message_id is not None,
        agreement=org.answers_by, is_asked=is_asked,
    )  # fmt: skip


def list_next_levels(incident: Incident) -> tuple[PlanAdds, ...]:
    """What each higher alarm would add; without a plan the levels alone."""
    plan = find_plan(incident)
    return _next_levels(levels_of(plan) if plan else NO_LEVELS, incident.alarm_level)


NO_LEVELS = tuple(PlanLevel() for _ in LEVELS)


def _next_levels(levels: Sequence[PlanLevel], alarm_level: int) -> tuple[PlanAdds, ...]:
    names = _known.get()
    return tuple(
        PlanAdds(
            level=number,
            units=level.units,
            notify=tuple(names[each].short_name for each in level.notify),
            aid=tuple(names[each].short_name for each in level.aid),
        )
        for number, level in enumerate(levels, start=1)
        if number > alarm_level
    )
