"""Reads: the terms in force, whom a link is for, complaints of one's area or agency, figures."""

from kentongan.ratings.selectors.complaints import (
    access_complaint,
    complaints_due,
    list_complaints,
    list_promised_calls,
    page_of_complaints,
)
from kentongan.ratings.selectors.figures import agency_ratings
from kentongan.ratings.selectors.invitations import (
    find_invitation,
    invitations_due,
    is_opted_out,
    may_still_ask,
    number_of,
    page_of,
    told_of,
    was_asked_lately,
)
from kentongan.ratings.selectors.terms import find_terms, list_terms

__all__ = [
    "access_complaint",
    "agency_ratings",
    "complaints_due",
    "find_invitation",
    "find_terms",
    "invitations_due",
    "is_opted_out",
    "list_complaints",
    "list_promised_calls",
    "list_terms",
    "may_still_ask",
    "number_of",
    "page_of",
    "page_of_complaints",
    "told_of",
    "was_asked_lately",
]
