"""The sections of a package that say what is asked, of whom, and where: as they are in force."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from kentongan.dispatch.errors import FormDecides, FormUnreadable
from kentongan.dispatch.selectors import FormField, configuration, require_form
from kentongan.incidents.selectors import find_service_row, list_pair_rows, list_questions
from kentongan.orgs.enums import VillageRole
from kentongan.orgs.selectors import list_standing_contacts
from kentongan.policy import wire
from kentongan.policy.selectors.rows import same
from kentongan.regions.types import dotted


def questions(at: datetime) -> list[wire.Question]:
    """What the desk asks."""
    return [same(wire.Question, row) for row in list_questions(at)]


def duplicate_pairs(at: datetime) -> list[wire.DuplicatePair]:
    """The pairs that the regency has decided; of the others practice speaks."""
    return [same(wire.DuplicatePair, row) for row in list_pair_rows(at)]


def service_areas(at: datetime) -> list[wire.ServiceArea]:
    """Where points are expected, if the regency has said it."""
    row = find_service_row(at)
    return [same(wire.ServiceArea, row)] if row else []


def condition_kinds(at: datetime) -> list[wire.ConditionKind]:
    """The kinds that the regency has decided; the house's own need no row."""
    rows = (row for row in configuration().condition_kinds if row.is_valid(at))
    return [same(wire.ConditionKind, row) for row in rows]


def report_forms(at: datetime) -> list[wire.ReportForm]:
    """The closing forms that the regency has decided."""
    rows = (row for row in configuration().forms if row.is_valid(at))
    return [same(wire.ReportForm, row) for row in rows]


def village_contacts(at: datetime) -> list[wire.VillageContacts]:
    """Who answers for each village: people by name, so only where it was asked for."""
    found = groupby(list_standing_contacts(at), lambda row: (row.region, row.role))
    return [
        wire.VillageContacts(
            region=dotted(region), role=VillageRole(role),
            people=[same(wire.VillagePerson, each) for each in people],
        )
        for (region, role), people in found
    ]  # fmt: skip


def unaskable(package: wire.Package) -> Iterator[str]:
    """Forms and areas that a service would refuse later: said now, with all the rest."""
    for number, form in enumerate(package.report_forms):
        if bool(form.category) == bool(form.family):
            yield f"report_forms[{number}].category: {form.category or '—'}"
        try:
            require_form(form_fields(form))
        except (FormUnreadable, FormDecides) as refused:
            yield f"report_forms[{number}].fields: {next(iter(refused.facts.values()))}"
    for number, area in enumerate(package.service_areas):
        if area.min_lat >= area.max_lat or area.min_lon >= area.max_lon:
            yield f"service_areas[{number}]: {area.min_lat} ≥ {area.max_lat}"
    for number, pair in enumerate(package.duplicate_pairs):
        if pair.one == pair.other and not pair.proposes:
            yield f"duplicate_pairs[{number}].proposes: {pair.one}"


def form_fields(form: wire.ReportForm) -> list[FormField]:
    """The fields of a form as dispatch takes them."""
    return [
        FormField(each.code, each.label, tuple(each.options), each.required) for each in form.fields
    ]
