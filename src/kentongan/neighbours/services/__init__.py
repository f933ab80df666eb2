"""Acts of mutual aid: knowing a neighbour's node, asking, answering, telling, carrying letters."""

from kentongan.neighbours.services.answering import accept_aid, note_taken, refuse_aid
from kentongan.neighbours.services.asking import (
    ask_neighbour,
    close_handed,
    note_answer,
    withdraw_aid,
    withdraw_offers,
)
from kentongan.neighbours.services.delivering import deliver_due
from kentongan.neighbours.services.hearing import hear_letter
from kentongan.neighbours.services.nodes import end_neighbour, set_neighbour, try_neighbour
from kentongan.neighbours.services.notices import tell_end, tell_on_scene, tell_unit
from kentongan.neighbours.services.times import note_unanswered
from kentongan.neighbours.services.units import add_foreign_unit, step_foreign_unit

__all__ = [
    "accept_aid",
    "add_foreign_unit",
    "ask_neighbour",
    "close_handed",
    "deliver_due",
    "end_neighbour",
    "hear_letter",
    "note_answer",
    "note_taken",
    "note_unanswered",
    "refuse_aid",
    "set_neighbour",
    "step_foreign_unit",
    "tell_end",
    "tell_on_scene",
    "tell_unit",
    "try_neighbour",
    "withdraw_aid",
    "withdraw_offers",
]
