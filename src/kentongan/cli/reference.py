"""What every node starts with, real or demonstration: categories, priority rules, promises,
the hour of the morning's paper.

Rows without legal basis unless one is given: the regency changes them, and the change is dated.
"""

from dataclasses import replace
from datetime import datetime, time

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.starter import PROMISES
from kentongan.incidents import services as incidents
from kentongan.incidents import starter
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.reports import services as reports
from kentongan.reports.enums import PaperKind

MORNING = time(7)
"""The leader reads it before the first meeting (practice.md §4)."""

NOT_DECIDED = "Nilai awal, belum ditetapkan daerah"


def install_reference(*, by: Actor, at: datetime, legal_basis: str = "") -> None:
    """Install the starting rows of a new node. Categories that are defined already stay."""
    with journal.act(by=by, at=at):
        incidents.define_starter_rows(
            by=by,
            at=at,
            categories=[replace(each, legal_basis=legal_basis) for each in starter.CATEGORIES],
        )
        reports.set_paper_hour(
            by=by, kind=PaperKind.BOARD, hour=MORNING, legal_basis=legal_basis or NOT_DECIDED, at=at
        )
        for priority, times in PROMISES.items():
            dispatch.set_promise(
                by=by, priority=priority, times=times, legal_basis=legal_basis, at=at
            )
