"""Acts: granting, ending, reviews, appeals, hearing again, and what a call is made to wait."""

from kentongan.demotions.services.appealing import appeal, decide_appeal
from kentongan.demotions.services.blocking import block_number
from kentongan.demotions.services.forgetting import forget_numbers
from kentongan.demotions.services.granting import expire, grant, lift, review
from kentongan.demotions.services.listening import (
    draw_delayed,
    hear_again,
    lift_for_undone,
)
from kentongan.demotions.services.waiting import (
    answer_exchange,
    note_arrivals,
    release_waiting,
    ring_for_delayed,
)

__all__ = [
    "answer_exchange",
    "appeal",
    "block_number",
    "decide_appeal",
    "draw_delayed",
    "expire",
    "forget_numbers",
    "grant",
    "hear_again",
    "lift",
    "lift_for_undone",
    "note_arrivals",
    "release_waiting",
    "review",
    "ring_for_delayed",
]
