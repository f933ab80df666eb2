"""Which of several places to look at first, what may be made of it, and what a message says."""

from kentongan.locating.rules.choosing import best_of
from kentongan.locating.rules.ladder import place_of, quality_of, source_of
from kentongan.locating.rules.words import is_mobile, is_token, link, message

__all__ = [
    "best_of",
    "is_mobile",
    "is_token",
    "link",
    "message",
    "place_of",
    "quality_of",
    "source_of",
]
