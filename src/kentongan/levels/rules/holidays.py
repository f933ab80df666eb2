"""The calendar of holidays from values alone: fixed ones, rows as they are pasted. Pure."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kentongan.kernel.errors import mark
from kentongan.levels.enums import HolidayKind
from kentongan.levels.errors import HolidayBasisMissing, HolidayUnreadable

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
MOST_ROWS = 400
"""Some ten years of them: more is another file."""

LONGEST_NAME = 120
LONGEST_BASIS = 200
_TITLES = frozenset({"tanggal", "date"})
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """What one day is, and the paper that says so."""

    day: date
    name: str
    kind: HolidayKind
    legal_basis: str


_LAW = "Keppres 8/2024 diktum KESATU angka {n}"
FIXED: tuple[tuple[int, int, str, str], ...] = (
    (1, 1, mark("Tahun Baru Masehi"), _LAW.format(n=1)),
    (5, 1, mark("Hari Buruh Internasional"), f"{_LAW.format(n=16)}; Keppres 24/2013"),
    (6, 1, mark("Hari Lahir Pancasila"), f"{_LAW.format(n=15)}; Keppres 24/2016"),
    (8, 17, mark("Proklamasi Kemerdekaan"), _LAW.format(n=14)),
    (12, 25, mark("Kelahiran Yesus Kristus (Natal)"), _LAW.format(n=7)),
)
"""(month, day, name, basis) of what falls on the same date each year, until the regency says of a
day what it is. All others move: a joint decree of three ministers dates them, people enter them.
"""

WORDS: Mapping[str, HolidayKind] = {
    "LIBUR_NASIONAL": HolidayKind.NATIONAL,
    "CUTI_BERSAMA": HolidayKind.COLLECTIVE_LEAVE,
    "LIBUR_DAERAH": HolidayKind.LOCAL,
    "BUKAN_LIBUR": HolidayKind.WORKING_DAY,
}
"""What a list may call the kinds, beside their codes."""


def fixed_holidays(year: int) -> list[HolidayRow]:
    """What falls on the same date each year."""
    return [
        HolidayRow(date(year, month, day), name, HolidayKind.NATIONAL, basis)
        for month, day, name, basis in FIXED
    ]


def calendar(decided: Iterable[HolidayRow], first: date, last: date) -> dict[date, HolidayRow]:
    """What each day is that is named, both ends counted: the regency's word before the fixed."""
    fixed = [each for year in range(first.year, last.year + 1) for each in fixed_holidays(year)]
    named = {each.day: each for each in [*fixed, *decided]}
    return {day: named[day] for day in sorted(named) if first <= day <= last}


def days_off(named: Mapping[date, HolidayRow]) -> dict[date, str]:
    """The names of holidays; a day that was said to be none is not among them."""
    return {day: row.name for day, row in named.items() if row.kind != HolidayKind.WORKING_DAY}


def read_holidays(text: str, legal_basis: str) -> list[HolidayRow]:
    """Rows of `date, name, kind[, legal basis]` with commas, semicolons or tabs between, as a sheet
    gives them; a title row is left out. What names no basis of its own rests on `legal_basis`.

    Raises HolidayUnreadable with the line.
    """
    lines = text.lstrip("\ufeff").splitlines()
    titled = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=max("\t;,", key=titled.count))
    found: list[HolidayRow] = []
    try:
        for cells in reader:
            said = [cell.strip() for cell in cells]
            if any(said) and (found or said[0].lower() not in _TITLES):
                found.append(_row(reader.line_num, said, legal_basis))
    except csv.Error:
        raise HolidayUnreadable(line=reader.line_num, said="CSV") from None
    return found


def require_holidays(rows: Iterable[HolidayRow]) -> None:
    """Raises HolidayUnreadable for a day named twice, out of bounds or without a name, and for too
    many rows; HolidayBasisMissing.
    """
    seen: set[date] = set()
    for number, row in enumerate(rows, start=1):
        said = f"{row.day:%d-%m-%Y}"
        is_named = bool(row.name.strip()) and len(row.name) <= LONGEST_NAME
        if not is_named or row.day in seen or not EARLIEST <= row.day <= LATEST:
            raise HolidayUnreadable(line=number, said=f"{said} {row.name}"[:80])
        if not row.legal_basis.strip() or len(row.legal_basis) > LONGEST_BASIS:
            raise HolidayBasisMissing(on=said)
        if number > MOST_ROWS:
            raise HolidayUnreadable(line=number, said=f"> {MOST_ROWS}")
        seen.add(row.day)


def _row(number: int, said: list[str], legal_basis: str) -> HolidayRow:
    day, kind = _date(said[0]), _kind(said[2]) if len(said) > 2 else None
    if day is None or kind is None or len(said) > _COLUMNS:
        raise HolidayUnreadable(line=number, said=" · ".join(said)[:80])
    own = said[3] if len(said) == _COLUMNS else ""
    return HolidayRow(day, said[1], kind, own or legal_basis)


def _date(said: str) -> date | None:
    parts = _DAY_FIRST.fullmatch(said)
    try:
        if parts is None:
            return date.fromisoformat(said)
        day, month, year = map(int, parts.groups())
        return date(year, month, day)
    except ValueError:
        return None


def _kind(said: str) -> HolidayKind | None:
    code = "_".join(said.upper().split())
    if code in HolidayKind.values:
        return HolidayKind(code)
    return WORDS.get(code)
