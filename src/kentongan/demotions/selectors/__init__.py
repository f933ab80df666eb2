"""Reads: candidates, what holds at a moment, what waits for a supervisor."""

from kentongan.demotions.selectors.candidates import is_candidate, list_candidates, pranks_of
from kentongan.demotions.selectors.listing import (
    access_demotion,
    access_listening,
    list_due,
    list_ended,
    list_open,
    list_rings_due,
    list_to_hear,
    list_waiting,
    lock_open,
)
from kentongan.demotions.selectors.standing import (
    delays_among,
    demoted_among,
    find_demotion,
    is_blocked,
    is_in_force,
    judge,
    may_block,
    why_never,
)

__all__ = [
    "access_demotion",
    "access_listening",
    "delays_among",
    "demoted_among",
    "find_demotion",
    "is_blocked",
    "is_candidate",
    "is_in_force",
    "judge",
    "list_candidates",
    "list_due",
    "list_ended",
    "list_open",
    "list_rings_due",
    "list_to_hear",
    "list_waiting",
    "lock_open",
    "may_block",
    "pranks_of",
    "why_never",
]
