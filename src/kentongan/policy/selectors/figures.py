"""The sections of a package that say what figures go by: the national return and the holidays."""

from collections.abc import Iterator
from datetime import datetime

from kentongan.calls.enums import Disposition
from kentongan.kernel.errors import Malformed
from kentongan.levels.enums import NationalClass
from kentongan.levels.selectors import list_holidays, list_mappings, mapping_at, require_holidays
from kentongan.levels.types import HolidayRow
from kentongan.policy import wire
from kentongan.policy.selectors.rows import same


def national_mapping(at: datetime) -> list[wire.NationalMapping]:
    """What the regency has decided; nothing while what a node begins with holds."""
    if not any(row.valid_from <= at for row in list_mappings()):
        return []
    classes, legal_basis = mapping_at(at)
    said = {each: NationalClass(classes[each]) for each in Disposition}
    return [wire.NationalMapping(classes=said, legal_basis=legal_basis)]


def holidays() -> list[wire.Holiday]:
    """The regency's own word on days; what falls on the same date each year every node knows."""
    return [same(wire.Holiday, row) for row in list_holidays()]


def uncountable(package: wire.Package) -> Iterator[str]:
    """What the services would refuse later: said now, with all the rest."""
    for number, mapping in enumerate(package.national_mapping):
        lacking = [each.value for each in Disposition if each not in mapping.classes]
        if lacking:
            yield f"national_mapping[{number}].classes: {', '.join(lacking)}"
        if not mapping.legal_basis.strip():
            yield f"national_mapping[{number}].legal_basis: —"
    for number, row in enumerate(package.holidays):
        try:
            require_holidays([holiday_in(row)])
        except Malformed:
            yield f"holidays[{number}]: {row.day} {row.legal_basis.strip() or '—'}"


def holiday_in(row: wire.Holiday) -> HolidayRow:
    """A day of a package."""
    return HolidayRow(row.day, row.name, row.kind, row.legal_basis)
