"""Village contact files: CSV in UTF-8 with a title row."""

import csv
from pathlib import Path

from kentongan.kernel.errors import Unreadable
from kentongan.orgs.enums import VillageRole
from kentongan.orgs.types import VillageContactRow
from kentongan.regions.types import undotted

NEEDED = frozenset({"region", "role", "name", "phone"})
MAX_BASIS = 200


def read_village_contacts(path: Path) -> list[VillageContactRow]:
    """All rows of `region, role, name, phone[, legal_basis]`. One that cannot be read refuses the
    file, with its line: half a list would end contacts that still stand.
    """
    try:
        reader = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        missing = NEEDED - set(reader.fieldnames or ())
        if missing:
            raise _unreadable(path, 1, f"tanpa kolom {', '.join(sorted(missing))}")
        return [_row(path, reader.line_num, raw) for raw in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, 1, str(error)) from None


def _row(path: Path, line: int, raw: dict[str, str | None]) -> VillageContactRow:
    said = {name: (value or "").strip() for name, value in raw.items() if name}
    if said["role"].upper() not in VillageRole.values:
        raise _unreadable(path, line, said["role"])
    if not said["name"] or not said["phone"]:
        raise _unreadable(path, line, "—")
    return VillageContactRow(
        region=undotted(said["region"]),
        role=VillageRole(said["role"].upper()),
        person_name=said["name"],
        phone=said["phone"],
        legal_basis=said.get("legal_basis", "")[:MAX_BASIS],
    )


def _unreadable(path: Path, line: int, reason: str) -> Unreadable:
    expected = f"region, role ({', '.join(VillageRole.values)}), name, phone"
    return Unreadable(field=f"{path.name}:{line}", reason=reason, expected=expected)
