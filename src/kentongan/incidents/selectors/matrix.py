"""Which families may be one incident, as the regency had decided at a moment. From memory."""

from datetime import datetime, timedelta
from math import ceil

from kentongan.incidents.limits import REOPEN_WITHIN
from kentongan.incidents.models import FamilyPair
from kentongan.incidents.rules import Matrix, Sameness
from kentongan.journal.dated import is_in_force
from kentongan.journal.kept import Kept

_pairs = Kept(
    "incidents.family-pair.", lambda: list(FamilyPair.objects.order_by("-valid_from", "-id"))
)


def matrix_at(at: datetime) -> Matrix:
    """What was decided of pairs; a pair that is not in it is as practice.md §3.4 says."""
    return {
        (row.one, row.other): Sameness(row.proposes, row.radius_m, row.ended_h)
        for row in list_pair_rows(at)
    }


def ended_h(at: datetime) -> int:
    """For how many hours an ended one is shown where nothing is decided of the two families: as
    long as it can be opened again.
    """
    return ceil(REOPEN_WITHIN.lasts(at) / timedelta(hours=1))


def list_pair_rows(at: datetime | None = None) -> list[FamilyPair]:
    """All that has been decided of pairs, or what is in force; the newest first."""
    return [row for row in _pairs.get() if at is None or is_in_force(row, at)]
