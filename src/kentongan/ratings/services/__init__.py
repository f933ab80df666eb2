"""Acts of ratings: deciding the terms, asking, being answered, and answering complaints."""

from kentongan.ratings.services.answering import give_rating, stop_asking
from kentongan.ratings.services.asking import plan_invitations, send_invitation
from kentongan.ratings.services.complaints import (
    answer_complaint,
    read_complaint,
    ring_for_complaint,
    take_complaint,
)
from kentongan.ratings.services.terms import BOUNDS as TERMS_BOUNDS
from kentongan.ratings.services.terms import set_terms

__all__ = [
    "TERMS_BOUNDS",
    "answer_complaint",
    "give_rating",
    "plan_invitations",
    "read_complaint",
    "ring_for_complaint",
    "send_invitation",
    "set_terms",
    "stop_asking",
    "take_complaint",
]
