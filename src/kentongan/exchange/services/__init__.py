"""Writes: each one act of the journal. `by` first, `at` last, refusals as the docstrings say."""

from kentongan.exchange.services.hearing import hear, hear_all
from kentongan.exchange.services.links import note_link
from kentongan.exchange.services.seats import leave_seat, take_seat

__all__ = ["hear", "hear_all", "leave_seat", "note_link", "take_seat"]
