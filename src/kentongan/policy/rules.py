"""Packages of settings from values alone: reading one, and how it differs from another. Pure."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from kentongan.policy.errors import NotAPackage
from kentongan.policy.types import Change
from kentongan.policy.wire import FORMAT, VERSION, Package

LARGEST_BYTES = 5_000_000

_BYTE = re.compile(r"\(byte (\d+)\)")

KEYS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "retention": lambda row: (row.retention,),
    "limits": lambda row: (row.code,),
    "desk_times": lambda _: ("112",),
    "duty_times": lambda row: (row.code,),
    "rating_terms": lambda _: ("112",),
    "categories": lambda row: (row.code,),
    "priority_rules": lambda row: (row.category, row.fact),
    "questions": lambda row: (row.category, row.code),
    "duplicate_pairs": lambda row: tuple(sorted((row.one, row.other))),
    "service_areas": lambda _: ("112",),
    "organisations": lambda row: (row.code,),
    "posts": lambda row: (row.org, row.name),
    "units": lambda row: (row.call_sign,),
    "modes": lambda row: (row.org,),
    "tasks": lambda row: (row.org, row.category, row.family, row.fact, row.region),
    "promises": lambda row: (row.org or "", row.priority),
    "escalations": lambda row: (row.org,),
    "response_plans": lambda row: (
        row.category, row.family, row.priority, row.region, row.hours_from, row.hours_until,
    ),
    "watches": lambda row: (row.org, row.kind, row.post),
    "condition_kinds": lambda row: (row.code,),
    "report_forms": lambda row: (row.category, row.family),
    "village_contacts": lambda row: (row.region, row.role),
    "national_mapping": lambda _: ("112",),
    "holidays": lambda row: (row.day.isoformat(),),
}  # fmt: skip
"""By what a row of each section is known, in the order in which they are put in."""

COMPARED = {
    "organisations": ("name", "short_name", "phone", "is_joined"),
    "posts": ("covers",),
    "units": (),
    "duplicate_pairs": ("proposes", "radius_m", "ended_h", "legal_basis"),
}
"""What an import changes of a row that is there; of other sections, every field."""


COUNTED = "people"
"""Of whom a village rings, a difference says how many there are, never who."""


def read_package(raw: bytes) -> Package:
    """The package in a file. Raises NotAPackage, which names the line or the field."""
    if len(raw) > LARGEST_BYTES:
        raise NotAPackage(where=f"{len(raw)} > {LARGEST_BYTES} B")
    try:
        package = msgspec.json.decode(raw, type=Package)
    except msgspec.ValidationError as wrong:
        raise NotAPackage(where=str(wrong)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise NotAPackage(where=_with_line(str(wrong), raw)) from None
    if (package.format, package.version) != (FORMAT, VERSION):
        raise NotAPackage(where=f"$.format, $.version: {package.format[:40]} {package.version}")
    if b"\\u0000" in raw:
        raise NotAPackage(where="NUL (U+0000)")
    _require_once(package)
    return package


def in_order(package: Package) -> Package:
    """The same decisions, each section by what its rows are known by: whichever node they come from
    and however often they were taken over, the same file. Tasks stay as they are: of two equal
    leads the later one leads.
    """
    ordered = {
        section: sorted(getattr(package, section), key=key)
        for section, key in KEYS.items()
        if section != "tasks"
    }
    return msgspec.structs.replace(package, **ordered)


def changes_between(here: Package, there: Package) -> list[Change]:
    """What taking `there` over would add to `here` or change in it, section by section.

    What `there` does not name stays as it is.
    """
    return [change for section in KEYS for change in _changes(section, here, there)]


def _changes(section: str, here: Package, there: Package) -> Iterator[Change]:
    key = KEYS[section]
    have = {key(row): row for row in getattr(here, section)}
    for row in getattr(there, section):
        before = have.get(key(row))
        if before is None:
            yield Change(section=section, row=row, name=_name(key(row)), is_new=True)
        elif fields := _differing(section, before, row):
            yield Change(section=section, row=row, name=_name(key(row)), fields=fields)


def _differing(section: str, before: Any, row: Any) -> tuple[tuple[str, str, str], ...]:
    names = COMPARED.get(section, row.__struct_fields__)
    pairs = ((name, getattr(before, name), getattr(row, name)) for name in names)
    return tuple(
        (name, _shown(name, old), _shown(name, new)) for name, old, new in pairs if old != new
    )


def _shown(name: str, value: Any) -> str:
    if name == COUNTED:
        return f"{len(value)}"
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _name(key: tuple[Any, ...]) -> str:
    return " · ".join(str(part) for part in key if part)


def _require_once(package: Package) -> None:
    for section, key in KEYS.items():
        seen: set[tuple[Any, ...]] = set()
        for number, row in enumerate(getattr(package, section)):
            if key(row) in seen:
                raise NotAPackage(where=f"$.{section}[{number}]: 2 × {_name(key(row))[:80]}")
            seen.add(key(row))


def _with_line(message: str, raw: bytes) -> str:
    found = _BYTE.search(message)
    if found is None:
        return message
    line = raw.count(b"\n", 0, int(found.group(1))) + 1
    return f"{message}, line {line}"
