"""The settings package: hand it out, look at what it would change, take it over as one act."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from uuid import UUID

import msgspec

from kentongan.calls import services as calls
from kentongan.calls.types import Times
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.types import PromisedTimes
from kentongan.fleet import services as fleet
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import Answer
from kentongan.incidents.types import CategoryInput, FactRule
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import Right
from kentongan.orgs.models import Post
from kentongan.orgs.selectors import get_org_by_code, list_posts, rights_of
from kentongan.policy import events, rules, wire
from kentongan.policy.errors import PackageDoesNotFit
from kentongan.policy.selectors import current_package, list_misfits
from kentongan.policy.services import asked, figures
from kentongan.policy.types import Change
from kentongan.ratings import services as ratings
from kentongan.ratings.types import Terms
from kentongan.regions.types import undotted

MOST_TOLD = 20


def export_package(*, by: Actor, phones: bool, contacts: bool = False, at: datetime) -> bytes:
    """All that is in force as one file. Journalled: with `phones` it names whom to ring.

    Who answers for a village is a neighbour with a private telephone, of no use to another regency:
    named only where `contacts` asks for it, and never without `phones`. Left out, not masked: a row
    of asterisks would be taken over as somebody's name, and rung.

    Refuses whoever does not configure the whole node.
    """
    _require_configuring(by)
    with journal.act(by=by, at=at) as act:
        package = current_package(at, phones=phones, contacts=contacts)
        exported = events.PackageExported(
            node_id=node().id, phones=phones, contacts=phones and contacts
        )
        act.record(exported, region=node().region)
    return msgspec.json.format(msgspec.json.encode(rules.in_order(package)), indent=1) + b"\n"


def compare_package(*, by: Actor, raw: bytes, at: datetime) -> list[Change]:
    """What taking this file over would change; writes nothing.

    Refuses a file that is no package (POLICY-001) and one that does not fit (POLICY-002).
    """
    _require_configuring(by)
    package = rules.read_package(raw)
    if problems := list_misfits(package, at):
        raise PackageDoesNotFit(problems=tuple(problems[:MOST_TOLD]))
    return rules.changes_between(current_package(at), package)


def import_package(*, by: Actor, raw: bytes, at: datetime) -> list[Change]:
    """Take a file over: all of it or nothing. The same file again changes nothing.

    What it does not name stays. Refuses as `compare_package` does.
    """
    with journal.act(by=by, at=at) as act:
        changes = compare_package(by=by, raw=raw, at=at)
        for change in changes:
            _TAKEN_OVER[change.section](by, change, at)
        if changes:
            added = sum(1 for change in changes if change.is_new)
            act.record(
                events.PackageImported(
                    node_id=node().id, added=added, changed=len(changes) - added
                ),
                region=node().region,
            )
    return changes


def _require_configuring(by: Actor) -> None:
    rights_of(by).require(Right.CONFIGURE, region=node().region)


def _retention(by: Actor, change: Change, at: datetime) -> None:
    row: wire.Retention = change.row
    orgs.set_retention(
        by=by, retention=row.retention, days=row.days, legal_basis=row.legal_basis, at=at
    )


def _limit(by: Actor, change: Change, at: datetime) -> None:
    orgs.set_limit(by=by, at=at, **_fields(change.row))


def _desk_times(by: Actor, change: Change, at: datetime) -> None:
    calls.set_desk_times(by=by, times=Times(**_fields(change.row)), at=at)


def _duty_times(by: Actor, change: Change, at: datetime) -> None:
    orgs.set_duty_times(by=by, at=at, **_fields(change.row))


def _rating_terms(by: Actor, change: Change, at: datetime) -> None:
    row: wire.RatingTerms = change.row
    hours = {name: time.fromisoformat(getattr(row, name)) for name in ("opens_at", "closes_at")}
    ratings.set_terms(by=by, terms=Terms(**_fields(row) | hours), at=at)


def _category(by: Actor, change: Change, at: datetime) -> None:
    incidents.define_category(by=by, category=CategoryInput(**_fields(change.row)), at=at)


def _priority_rule(by: Actor, change: Change, at: datetime) -> None:
    row: wire.PriorityRule = change.row
    rule = FactRule(row.fact, row.priority, row.category, Answer(row.answer))
    incidents.define_priority_rule(by=by, rule=rule, legal_basis=row.legal_basis, at=at)


def _organisation(by: Actor, change: Change, at: datetime) -> None:
    row: wire.Organisation = change.row
    if change.is_new:
        orgs.open_org(by=by, at=at, **_fields(row) | {"region": undotted(row.region)})
        return
    orgs.change_org(
        by=by, org_id=get_org_by_code(row.code).id, name=row.name, short_name=row.short_name,
        phone=row.phone, is_joined=row.is_joined, at=at,
    )  # fmt: skip


def _post(by: Actor, change: Change, at: datetime) -> None:
    row: wire.Post = change.row
    org_id = get_org_by_code(row.org).id
    if change.is_new:
        post = orgs.open_post(
            by=by, org_id=org_id, name=row.name, kind=row.kind, region=undotted(row.region),
            lat=row.lat, lon=row.lon, phone=row.phone, is_invented=row.is_invented, at=at,
        )  # fmt: skip
    else:
        post = next(each for each in list_posts(org_id) if each.name == row.name)
    ranks = {undotted(cover.region): cover.rank for cover in row.covers}
    orgs.set_coverage(by=by, post_id=post.id, ranks=ranks, at=at)


def _unit(by: Actor, change: Change, at: datetime) -> None:
    row: wire.Unit = change.row
    org_id = get_org_by_code(row.org).id
    post = _post_of(org_id, row.post, change)
    fleet.add_unit(
        by=by, org_id=org_id, post_id=post.id, call_sign=row.call_sign, kind=row.kind,
        capabilities=row.capabilities, phone=row.phone, is_invented=row.is_invented, at=at,
    )  # fmt: skip


def _mode(by: Actor, change: Change, at: datetime) -> None:
    row: wire.Mode = change.row
    org_id = get_org_by_code(row.org).id
    dispatch.set_agency_mode(
        by=by, org_id=org_id, mode=row.mode, legal_basis=row.legal_basis, at=at
    )


def _task(by: Actor, change: Change, at: datetime) -> None:
    row: wire.Task = change.row
    dispatch.add_routing_rule(
        by=by, org_id=get_org_by_code(row.org).id, at=at, **_fields(row, but=("org",))
    )


def _promise(by: Actor, change: Change, at: datetime) -> None:
    row: wire.Promise = change.row
    times = PromisedTimes(**_fields(row, but=("org", "priority", "legal_basis")))
    dispatch.set_promise(
        by=by, priority=row.priority, times=times,
        org_id=get_org_by_code(row.org).id if row.org else None,
        legal_basis=row.legal_basis, at=at,
    )  # fmt: skip


def _escalation(by: Actor, change: Change, at: datetime) -> None:
    row: wire.Escalation = change.row
    dispatch.set_escalation(
        by=by, org_id=get_org_by_code(row.org).id,
        steps=[(step.title, step.phone, step.after_s) for step in row.steps],
        legal_basis=row.legal_basis, at=at,
    )  # fmt: skip


def _watch(by: Actor, change: Change, at: datetime) -> None:
    row: wire.Watch = change.row
    org_id = get_org_by_code(row.org).id
    orgs.set_cover(
        by=by, org_id=org_id, kind=row.kind, least=row.least, legal_basis=row.legal_basis, at=at,
        post_id=_post_of(org_id, row.post, change).id if row.post else None,
    )  # fmt: skip


def _post_of(org_id: UUID, name: str, change: Change) -> Post:
    """A post by its name. Refuses one that is another organisation's (POLICY-002)."""
    post = next((each for each in list_posts(org_id) if each.name == name), None)
    if post is None:
        raise PackageDoesNotFit(problems=(f"{change.section} {change.name}: {name}",))
    return post


def _fields(row: wire.Row, *, but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__ if name not in but}


_TAKEN_OVER: dict[str, Callable[[Actor, Change, datetime], None]] = {
    "retention": _retention,
    "limits": _limit,
    "desk_times": _desk_times,
    "duty_times": _duty_times,
    "rating_terms": _rating_terms,
    "categories": _category,
    "priority_rules": _priority_rule,
    "questions": asked.question,
    "duplicate_pairs": asked.duplicate_pair,
    "service_areas": asked.service_area,
    "organisations": _organisation,
    "posts": _post,
    "units": _unit,
    "modes": _mode,
    "tasks": _task,
    "promises": _promise,
    "escalations": _escalation,
    "response_plans": asked.response_plan,
    "watches": _watch,
    "condition_kinds": asked.condition_kind,
    "report_forms": asked.report_form,
    "village_contacts": asked.village_contacts,
    "national_mapping": figures.national_mapping,
    "holidays": figures.holiday,
}
