"""What every node starts with, real or demonstration: categories, priority rules, promises.

Rows without legal basis unless one is given: the regency changes them, and the change is dated.
"""

from dataclasses import replace
from datetime import datetime

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents import services as incidents
from kentongan.incidents import starter
from kentongan.incidents.enums import Priority
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor

MINUTE = 60
HOUR = 60 * MINUTE

PROMISES: dict[Priority, PromisedTimes] = {
    Priority.P1: PromisedTimes(
        forward_s=60, forward_alarm_s=90, accept_s=60, acknowledge_s=60, arrival_s=15 * MINUTE
    ),
    Priority.P2: PromisedTimes(
        forward_s=120, forward_alarm_s=180, accept_s=120, acknowledge_s=120, arrival_s=20 * MINUTE
    ),
    Priority.P3: PromisedTimes(
        forward_s=10 * MINUTE,
        forward_alarm_s=15 * MINUTE,
        accept_s=5 * MINUTE,
        acknowledge_s=5 * MINUTE,
        arrival_s=HOUR,
    ),
    Priority.P4: PromisedTimes(
        forward_s=HOUR,
        forward_alarm_s=90 * MINUTE,
        accept_s=30 * MINUTE,
        acknowledge_s=30 * MINUTE,
        arrival_s=6 * HOUR,
    ),
    Priority.P5: PromisedTimes(
        forward_s=8 * HOUR,
        forward_alarm_s=12 * HOUR,
        accept_s=8 * HOUR,
        acknowledge_s=8 * HOUR,
        arrival_s=24 * HOUR,
    ),
}
"""practice.md §3.6 and domain.md §2.4: the 15 minutes of P1 are the standard of fire brigades."""


def install_reference(*, by: Actor, at: datetime, legal_basis: str = "") -> None:
    """Install the starting rows of a new node. Categories that are defined already stay."""
    with journal.act(by=by, at=at):
        incidents.define_starter_rows(
            by=by,
            at=at,
            categories=[replace(each, legal_basis=legal_basis) for each in starter.CATEGORIES],
        )
        for priority, times in PROMISES.items():
            dispatch.set_promise(
                by=by, priority=priority, times=times, legal_basis=legal_basis, at=at
            )
