"""Taking over what a package says of questions, pairs, conditions, plans, forms and places."""

from datetime import datetime

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.selectors import KindOfCondition
from kentongan.geo.cover import Box
from kentongan.incidents import services as incidents
from kentongan.incidents.types import QuestionInput, Sameness
from kentongan.kernel.actors import Actor
from kentongan.orgs import services as orgs
from kentongan.orgs.selectors import get_org_by_code
from kentongan.orgs.types import VillageContactRow
from kentongan.policy import wire
from kentongan.policy.selectors.asked import form_fields
from kentongan.policy.selectors.plans import level_in, named_in, subject_in
from kentongan.policy.types import Change
from kentongan.regions.types import undotted


def question(by: Actor, change: Change, at: datetime) -> None:
    """A question of the desk."""
    row: wire.Question = change.row
    said = {name: getattr(row, name) for name in row.__struct_fields__}
    capabilities = tuple(str(each) for each in row.capabilities)
    incidents.define_question(
        by=by, question=QuestionInput(**said | {"capabilities": capabilities}), at=at
    )


def duplicate_pair(by: Actor, change: Change, at: datetime) -> None:
    """What holds for two families."""
    row: wire.DuplicatePair = change.row
    sameness = Sameness(row.proposes, row.radius_m, row.ended_h)
    incidents.decide_pair(
        by=by, one=row.one, other=row.other, sameness=sameness, legal_basis=row.legal_basis, at=at
    )


def service_area(by: Actor, change: Change, at: datetime) -> None:
    """Where points are expected."""
    row: wire.ServiceArea = change.row
    box = Box(row.min_lat, row.min_lon, row.max_lat, row.max_lon)
    incidents.set_service_area(by=by, box=box, legal_basis=row.legal_basis, at=at)


def condition_kind(by: Actor, change: Change, at: datetime) -> None:
    """What may be asked before a crew works."""
    row: wire.ConditionKind = change.row
    kind = KindOfCondition(
        row.code, row.name, row.met, row.unmet, row.released, row.confirm_s, row.is_offered
    )
    dispatch.set_condition_kind(by=by, kind=kind, legal_basis=row.legal_basis, at=at)


def response_plan(by: Actor, change: Change, at: datetime) -> None:
    """What is to go, alarm by alarm."""
    row: wire.ResponsePlan = change.row
    ids = {code: get_org_by_code(code).id for code in named_in(row)}
    dispatch.set_response_plan(
        by=by, subject=subject_in(row), levels=[level_in(level, ids) for level in row.levels],
        legal_basis=row.legal_basis, at=at,
    )  # fmt: skip


def report_form(by: Actor, change: Change, at: datetime) -> None:
    """What a report is asked."""
    row: wire.ReportForm = change.row
    dispatch.set_report_form(
        by=by, fields=form_fields(row), category=row.category, family=row.family,
        legal_basis=row.legal_basis, at=at,
    )  # fmt: skip


def village_contacts(by: Actor, change: Change, at: datetime) -> None:
    """Who answers for a village in a role: all of them at once."""
    row: wire.VillageContacts = change.row
    rows = [
        VillageContactRow(
            region=undotted(row.region), role=row.role, person_name=each.person_name,
            phone=each.phone, legal_basis=each.legal_basis, is_invented=each.is_invented,
        )
        for each in row.people
    ]  # fmt: skip
    orgs.load_village_contacts(by=by, rows=rows, at=at)
