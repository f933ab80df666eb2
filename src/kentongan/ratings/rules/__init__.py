"""What ratings decide from values alone: who is asked, when and in which words, what a mark is."""

from kentongan.ratings.rules.asking import why_not
from kentongan.ratings.rules.figures import months_begin, rated
from kentongan.ratings.rules.terms import into_hours, require_terms
from kentongan.ratings.rules.words import LONGEST, is_token, link, message, outcome, require_said

__all__ = [
    "LONGEST",
    "into_hours",
    "is_token",
    "link",
    "message",
    "months_begin",
    "outcome",
    "rated",
    "require_said",
    "require_terms",
    "why_not",
]
