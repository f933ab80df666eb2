"""Writes: the draw, reviews, appeals, the form."""

from kentongan.quality.services.appealing import acknowledge, appeal, decide_appeal
from kentongan.quality.services.drawing import draw_day, draw_reviews
from kentongan.quality.services.forms import set_form
from kentongan.quality.services.reviewing import give_review, take_review

__all__ = [
    "acknowledge",
    "appeal",
    "decide_appeal",
    "draw_day",
    "draw_reviews",
    "give_review",
    "set_form",
    "take_review",
]
