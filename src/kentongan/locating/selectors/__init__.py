"""Reads: where the caller of a call is, and which calls a place belongs to."""

from kentongan.locating.selectors.fixes import (
    access_located,
    find_fix,
    is_in_hand,
    located,
)
from kentongan.locating.selectors.links import find_link, may_send, may_still_reach, why_not_send

__all__ = [
    "access_located",
    "find_fix",
    "find_link",
    "is_in_hand",
    "located",
    "may_send",
    "may_still_reach",
    "why_not_send",
]
