"""Writes: each one act of the journal. `by` first, `at` last, refusals as the docstrings say."""

from kentongan.exchange.services.hearing import hear, hear_all
from kentongan.exchange.services.joining_in import join_in, leave_again
from kentongan.exchange.services.links import note_link
from kentongan.exchange.services.pausing import ask_pause, follow_agent, give_pauses, has_asked
from kentongan.exchange.services.ringing_back import follow_transfer, ring_back
from kentongan.exchange.services.seats import leave_seat, take_seat
from kentongan.exchange.services.telling import take_event

__all__ = [
    "ask_pause",
    "follow_agent",
    "follow_transfer",
    "give_pauses",
    "has_asked",
    "hear",
    "hear_all",
    "join_in",
    "leave_again",
    "leave_seat",
    "note_link",
    "ring_back",
    "take_event",
    "take_seat",
]
