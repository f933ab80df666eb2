"""What the demonstration regency promises where it differs from the starting promises."""

from datetime import time

from kentongan.cli.demo.agencies import NO_DECREE
from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents.enums import Priority
from kentongan.messaging.enums import Medium
from kentongan.ratings.types import Terms

PER_AGENCY: tuple[tuple[str, Priority, PromisedTimes], ...] = (
    (
        "psc119",
        Priority.P1,
        PromisedTimes(
            forward_s=60, forward_alarm_s=90, accept_s=60, acknowledge_s=60, arrival_s=10 * 60
        ),
    ),
)
"""The ambulances promise ten minutes for a P1; the fire brigade the standard fifteen."""

ESCALATE_AFTER_S = (60, 120, 180)
"""Officer on duty at once, then the head of the field, then 112's supervisor (practice.md §1.3)."""

RATING_TERMS = Terms(
    opens_at=time(8), closes_at=time(20), delay_min=30, link_lasts_h=72, change_within_min=60,
    again_after_days=7, low_upto=2, answer_within_h=72, after_hospital=False, medium=Medium.SMS,
    address="http://127.0.0.1:8112", legal_basis=NO_DECREE,
)  # fmt: skip
"""Callers are asked by day; of the demonstration nothing leaves the house."""
