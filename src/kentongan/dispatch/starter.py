"""What is promised until the regency decides: the rows a new node starts with, said once.

practice.md §3.6 and domain.md §2.3–2.5: P1 is forwarded in 60 s, rings at 90 s, is accepted and
acknowledged in 60 s; its 15 minutes are the standard of fire brigades. The rest is our judgement.
"""

from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents.enums import Priority

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
