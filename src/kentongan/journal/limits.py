"""Thresholds and deadlines that a regency decides: dated rows with their legal basis.

A room declares each of its own in its `limits.py`, with what a new node begins with and where that
comes from. The rows are few and asked by every act: a process reads them once, and again when the
journal tells of a change. Who may set them is asked above (room `orgs`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kentongan.journal.dated import is_in_force
from kentongan.journal.errors import LimitBasisMissing, LimitOutOfBounds
from kentongan.journal.kept import Kept
from kentongan.journal.models import DatedLimit
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotFound, mark

STARTING_BASIS = "praktik, bawaan Kentongan — belum ditetapkan daerah"
"""No law says these: they are practice (`source`, for who reads the code), undecided as yet."""


class Unit(Enum):
    """In what a limit is shown and asked: its word, and how many of what is stored make one."""

    SECONDS = (_("detik"), 1)
    MINUTES = (_("menit"), 60)
    HOURS = (_("jam"), 3600)
    METRES = (_("meter"), 1)
    PEOPLE = (_("petugas"), 1)
    CALLS = (_("panggilan"), 1)
    PERCENT = (_("persen"), 1)
    MONTHS = (_("bulan"), 1)

    @property
    def word(self) -> str | Promise:
        """`menit`."""
        return self.value[0]

    @property
    def size(self) -> int:
        """60 of a minute: times are stored in seconds."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Limit:
    """One number that is decided, of metres, people, calls, seconds or months, with its bounds."""

    code: str
    words: str | Promise
    unit: Unit
    starting: int
    allowed: range
    source: str

    def at(self, moment: datetime) -> int:
        """The number in force at a moment; where every row has ended, a new node's."""
        rows = _rows.get().get(self.code, ())
        return next((row.value for row in rows if is_in_force(row, moment)), self.starting)

    def lasts(self, moment: datetime) -> timedelta:
        """The same of seconds, as a span of time."""
        return timedelta(seconds=self.at(moment))

    def require(self, value: int, legal_basis: str) -> None:
        """Raises LimitOutOfBounds, LimitBasisMissing."""
        if value not in self.allowed:
            size, last = self.unit.size, self.allowed.stop - 1
            raise LimitOutOfBounds(
                code=self.code,
                value=f"{value / size:g}",
                least=f"{self.allowed.start / size:g}",
                most=f"{last / size:g}",
                unit=str(self.unit.word),
            )
        if not legal_basis.strip():
            raise LimitBasisMissing


_declared: dict[str, Limit] = {}


def declare(*limits: Limit) -> None:
    """Make a room's limits known to the pages, the package and the founding of a node."""
    for each in limits:
        _declared[each.code] = each


def all_limits() -> tuple[Limit, ...]:
    """Every limit of the house, by its code."""
    return tuple(_declared[code] for code in sorted(_declared))


def get_limit(code: str) -> Limit:
    """One of them. Raises NotFound."""
    if code not in _declared:
        raise NotFound(thing=mark("Ambang"))
    return _declared[code]


def starting_rows(at: datetime) -> Iterable[DatedLimit]:
    """What a node that is founded begins with."""
    for each in all_limits():
        yield DatedLimit(
            code=each.code, value=each.starting, legal_basis=STARTING_BASIS,
            valid_from=at, changed_by=SETUP.id,
        )  # fmt: skip


def list_rows() -> list[DatedLimit]:
    """All that was decided, code by code, the newest first."""
    return list(DatedLimit.objects.order_by("code", "-valid_from", "-id"))


def _by_code() -> dict[str, list[DatedLimit]]:
    found: dict[str, list[DatedLimit]] = {}
    for row in list_rows():
        found.setdefault(row.code, []).append(row)
    return found


_rows = Kept("journal.limit.", _by_code)
