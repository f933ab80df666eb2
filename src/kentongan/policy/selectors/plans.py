"""The section of a package that says what is to go, alarm by alarm."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.errors import PlanUnreadable
from kentongan.dispatch.selectors import configuration, levels_of, require_plan
from kentongan.dispatch.types import PlanLevel, PlanSubject
from kentongan.fleet.enums import Capability
from kentongan.orgs.enums import OrgKind
from kentongan.orgs.selectors import list_orgs
from kentongan.policy import wire
from kentongan.policy.selectors.rows import same
from kentongan.regions.types import dotted


def response_plans(codes: Mapping[UUID, str], at: datetime) -> list[wire.ResponsePlan]:
    """The plans in force; `codes` are those of the organisations."""
    return [
        same(
            wire.ResponsePlan, row, region=dotted(row.region),
            levels=[_level(level, codes) for level in levels_of(row)],
        )
        for row in configuration().plans
        if row.is_valid(at)
    ]  # fmt: skip


def _level(level: PlanLevel, codes: Mapping[UUID, str]) -> wire.PlanLevel:
    return wire.PlanLevel(
        units=[
            wire.PlanUnits(capability=Capability(can), count=count) for can, count in level.units
        ],
        notify=[codes[each] for each in level.notify],
        aid=[codes[each] for each in level.aid],
    )


def named_in(row: wire.ResponsePlan) -> list[str]:
    """The organisations that a plan names."""
    return [code for level in row.levels for code in (*level.notify, *level.aid)]


def unplannable(package: wire.Package) -> Iterator[str]:
    """Plans that a service would refuse later: said now, with all the rest."""
    kinds = {org.code: str(org.kind) for org in package.organisations}
    kinds |= {org.code: str(org.kind) for org in list_orgs()}
    for number, row in enumerate(package.response_plans):
        where = f"response_plans[{number}]"
        # whoever is new with this package has no id yet
        ids = {code: UUID(int=n) for n, code in enumerate(dict.fromkeys(named_in(row)))}
        try:
            require_plan(subject_in(row), [level_in(level, ids) for level in row.levels])
        except PlanUnreadable as refused:
            yield f"{where}: {refused.facts['reason']}"
        for code in (code for level in row.levels for code in level.aid):
            if kinds.get(code, OrgKind.NEIGHBOUR) != OrgKind.NEIGHBOUR:
                yield f"{where}.levels.aid: {code}"


def subject_in(row: wire.ResponsePlan) -> PlanSubject:
    """What a plan of a package is for."""
    return PlanSubject(
        region=row.region, category=row.category, family=row.family, priority=row.priority,
        hours_from=row.hours_from, hours_until=row.hours_until,
    )  # fmt: skip


def level_in(level: wire.PlanLevel, ids: Mapping[str, UUID]) -> PlanLevel:
    """A level of a package, its organisations by their ids."""
    return PlanLevel(
        units=tuple((str(each.capability), each.count) for each in level.units),
        notify=tuple(ids[code] for code in level.notify),
        aid=tuple(ids[code] for code in level.aid),
    )
