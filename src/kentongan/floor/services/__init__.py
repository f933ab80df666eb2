"""Writes: each one act of the journal. `by` first, `at` last, refusals as the docstrings say."""

from kentongan.floor.services.caring import (
    answer_offer,
    end_pause,
    mark_hard,
    note_talk,
    notice_call,
    notice_incident,
    read_follow_up,
)
from kentongan.floor.services.listening import (
    begin_listening,
    end_listening,
    leave_call,
    note_gone,
    note_left,
    read_listenings,
)
from kentongan.floor.services.overdue import ring_for_talk
from kentongan.floor.services.whispering import read_note, write_note

__all__ = [
    "answer_offer",
    "begin_listening",
    "end_listening",
    "end_pause",
    "leave_call",
    "mark_hard",
    "note_gone",
    "note_left",
    "note_talk",
    "notice_call",
    "notice_incident",
    "read_follow_up",
    "read_listenings",
    "read_note",
    "ring_for_talk",
    "write_note",
]
