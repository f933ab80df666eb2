"""This node's decisions as a package, what an import would change, and why it might not fit."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from uuid import UUID

from kentongan.calls.selectors import list_desk_times
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import EscalationStep
from kentongan.dispatch.selectors import configuration
from kentongan.fleet.models import Unit
from kentongan.incidents.enums import Family, PartyRole
from kentongan.incidents.selectors import list_categories, list_priority_rows, list_questions
from kentongan.journal import periods
from kentongan.journal.dated import is_in_force
from kentongan.journal.limits import all_limits, get_limit, list_rows
from kentongan.journal.personal import RETENTION_CLASSES
from kentongan.journal.rules import LONGEST_DAYS, SHORTEST_DAYS
from kentongan.journal.selectors import node
from kentongan.kernel.errors import Failure
from kentongan.orgs.models import Post
from kentongan.orgs.selectors import list_cover, list_duty_times, list_orgs, list_posts
from kentongan.policy import wire
from kentongan.policy.selectors import asked, figures, plans
from kentongan.policy.selectors.rows import same
from kentongan.ratings.selectors import list_terms
from kentongan.regions.models import Region
from kentongan.regions.types import dotted, undotted


def current_package(at: datetime, *, phones: bool = True, contacts: bool = True) -> wire.Package:
    """What is in force at a moment; without `phones` nobody's telephone is named, without
    `contacts` nobody who answers for a village.
    """
    found = configuration()
    codes = {org.id: org.code for org in list_orgs()}

    def phone(number: str) -> str:
        return number if phones else ""

    return wire.Package(
        format=wire.FORMAT,
        version=wire.VERSION,
        region=dotted(node().region),
        retention=[
            wire.Retention(retention=row.retention, days=row.days, legal_basis=row.legal_basis)
            for row in periods.list_periods(at)
            if row.valid_from <= at
        ],
        limits=[same(wire.Limit, row) for row in list_rows() if is_in_force(row, at)],
        desk_times=[
            same(wire.DeskTimes, row) for row in list_desk_times() if is_in_force(row, at)
        ],
        duty_times=[
            same(wire.DutyTimes, row) for row in list_duty_times() if is_in_force(row, at)
        ],
        rating_terms=[
            same(
                wire.RatingTerms, row, opens_at=f"{row.opens_at:%H:%M}",
                closes_at=f"{row.closes_at:%H:%M}",
            )
            for row in list_terms()[:1]
            if row.valid_from <= at
        ],
        categories=[same(wire.Category, row) for row in list_categories(at)],
        priority_rules=[same(wire.PriorityRule, row) for row in list_priority_rows(at)],
        questions=asked.questions(at),
        duplicate_pairs=asked.duplicate_pairs(at),
        service_areas=asked.service_areas(at),
        organisations=[
            same(wire.Organisation, org, region=dotted(org.region), phone=phone(org.phone))
            for org in list_orgs()
        ],
        posts=[
            same(
                wire.Post, post, org=codes[post.org_id], region=dotted(post.region),
                phone=phone(post.phone),
                covers=_covers(post),
            )
            for post in list_posts()
        ],
        units=[
            same(
                wire.Unit, unit, org=codes[unit.org_id], post=unit.post.name,
                phone=phone(unit.phone),
            )
            for unit in Unit.objects.select_related("post").order_by("call_sign")
        ],
        modes=[
            same(wire.Mode, row, org=codes[row.org_id]) for row in found.modes if row.is_valid(at)
        ],
        tasks=[
            same(wire.Task, row, org=codes[row.org_id], region=dotted(row.region))
            for row in reversed(found.routing)  # of two equal rows the later one leads
            if row.is_valid(at)
        ],
        promises=[
            same(wire.Promise, row, org=codes[row.org_id] if row.org_id else None)
            for row in found.promises
            if row.is_valid(at)
        ],
        escalations=[
            wire.Escalation(
                org=codes[org_id],
                legal_basis=steps[0].legal_basis,
                steps=[same(wire.Step, step, phone=phone(step.phone)) for step in steps],
            )
            for org_id, steps in _chains(at)
        ],
        response_plans=plans.response_plans(codes, at),
        watches=[
            same(
                wire.Watch, row, org=codes[row.org_id], post=row.post.name if row.post else ""
            )
            for row in list_cover()
            if is_in_force(row, at)
        ],
        condition_kinds=asked.condition_kinds(at),
        report_forms=asked.report_forms(at),
        village_contacts=asked.village_contacts(at) if phones and contacts else [],
        national_mapping=figures.national_mapping(at),
        holidays=figures.holidays(),
    )  # fmt: skip


def _covers(post: Post) -> list[wire.Cover]:
    """The areas of a post, the first ones first."""
    rows = sorted(post.coverage.all(), key=lambda row: (row.rank, row.region))
    return [wire.Cover(region=dotted(row.region), rank=row.rank) for row in rows]


def _chains(at: datetime) -> Iterator[tuple[UUID, list[EscalationStep]]]:
    """The telephones of each organisation, in their order."""
    valid = (row for row in configuration().steps if row.is_valid(at))
    ordered = sorted(valid, key=lambda row: (row.org_id, row.position))
    for org_id, steps in groupby(ordered, lambda row: row.org_id):
        yield org_id, list(steps)


def list_misfits(package: wire.Package, at: datetime) -> list[str]:
    """Where a package names what neither it nor this node has: `posts[3].region: 99.99`."""
    return (
        [
            f"{section}[{number}].{field}: {said}"
            for section, field, known in _references(package, at)
            for number, row in enumerate(getattr(package, section))
            for said in _said(row, field)
            if said and said not in known
        ]
        + [*_unfounded(package), *_unwritten(package), *asked.unaskable(package)]
        + [*plans.unplannable(package), *figures.uncountable(package)]
    )


def _references(package: wire.Package, at: datetime) -> Iterator[tuple[str, str, set[str]]]:
    """Every field that names something, with all that may be named."""
    orgs = {org.code for org in list_orgs()} | {org.code for org in package.organisations}
    for section in ("posts", "units", "modes", "tasks", "promises", "escalations", "watches"):
        yield section, "org", orgs
    regions = {dotted(code) for code in Region.objects.values_list("code", flat=True)}
    yield "response_plans", "levels", orgs
    for section in ("posts", "tasks", "response_plans", "village_contacts"):
        yield section, "region", regions
    yield "posts", "covers", regions
    kinds = {(row.code, row.family) for row in list_categories(at)}
    kinds |= {(row.code, row.family) for row in package.categories}
    for section in ("tasks", "response_plans", "priority_rules", "questions", "report_forms"):
        yield section, "category", {code for code, _ in kinds}
    families = {family for _, family in kinds}
    for section in ("tasks", "response_plans"):
        yield section, "family", families
    asked_now = {row.code for row in list_questions(at)}
    yield "tasks", "fact", asked_now | {row.code for row in package.questions}
    for section, field in (("report_forms", "family"), ("duplicate_pairs", "one")):
        yield section, field, families | set(Family.values)
    yield "duplicate_pairs", "other", families | set(Family.values)
    posts = {post.name for post in list_posts()} | {post.name for post in package.posts}
    for section in ("units", "watches"):
        yield section, "post", posts
    yield "retention", "retention", set(RETENTION_CLASSES)
    yield "limits", "code", {each.code for each in all_limits()}


def _said(row: wire.Row, field: str) -> list[str]:
    if isinstance(row, wire.Post) and field == "covers":
        return [cover.region for cover in row.covers]
    if isinstance(row, wire.ResponsePlan) and field == "levels":
        return plans.named_in(row)
    return [getattr(row, field) or ""]


def _unfounded(package: wire.Package) -> Iterator[str]:
    """Rows without the legal basis that they need."""
    for section in ("limits", "desk_times", "duty_times", "rating_terms", "modes", "watches"):
        for number, row in enumerate(getattr(package, section)):
            needs_none = section == "modes" and row.mode != DispatchMode.DIRECT
            if not needs_none and not row.legal_basis.strip():
                yield f"{section}[{number}].legal_basis: —"


def _unwritten(package: wire.Package) -> Iterator[str]:
    """What a service would refuse later: said now, with all the rest."""
    for number, task in enumerate(package.tasks):
        says = bool(task.category) + bool(task.family)
        if says > 1 or not says and not task.fact:
            yield f"tasks[{number}].category: {task.category or '—'}"
        if task.fact and task.role != PartyRole.SUPPORT:
            yield f"tasks[{number}].role: {task.role}"
    for number, period in enumerate(package.retention):
        if not SHORTEST_DAYS <= period.days <= LONGEST_DAYS or not period.legal_basis.strip():
            yield f"retention[{number}]: {period.days}"
    known = {each.code for each in all_limits()}
    for number, limit in enumerate(package.limits):
        if limit.code in known and limit.value not in get_limit(limit.code).allowed:
            yield f"limits[{number}].value: {limit.value}"
    for number, org in enumerate(package.organisations):
        if not _is_code(org.region):
            yield f"organisations[{number}].region: {org.region}"


def _is_code(region: str) -> bool:
    try:
        undotted(region)
    except Failure:
        return False
    return True
