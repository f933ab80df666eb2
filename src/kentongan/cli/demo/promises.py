"""What the demonstration regency promises where it differs from the starting promises."""

from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents.enums import Priority

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
