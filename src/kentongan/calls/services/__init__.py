"""Writes: each one act of the journal. `by` first, `at` last, refusals as the docstrings say."""

from kentongan.calls.services.agents import call_agent_in, let_agent_go, set_agent_state
from kentongan.calls.services.awaiting import ring_for_call
from kentongan.calls.services.classifying import (
    classify_call,
    link_call,
    open_incident_from_call,
    reclassify_call,
    undo_classification,
)
from kentongan.calls.services.contacting import (
    confirm_neighbour,
    note_callback_overdue,
    note_callback_tried,
    note_neighbour_silent,
    request_callback,
    reveal_caller,
    set_call_safety,
    take_back,
)
from kentongan.calls.services.deciding import decide_silence, read_overruling
from kentongan.calls.services.drafts import save_draft
from kentongan.calls.services.help import answer_help, ask_help, ring_for_help
from kentongan.calls.services.line import (
    drop_third,
    hang_up,
    hold_line,
    join_third,
    mute_line,
    note_line_down,
    resume_line,
    transfer_call,
    unmute_line,
)
from kentongan.calls.services.notes import post_note, take_note_off
from kentongan.calls.services.retention import empty_personal_fields
from kentongan.calls.services.silence import hear_silence
from kentongan.calls.services.taking import (
    abandon_call,
    answer_call,
    end_call,
    queue_call,
    receive_call,
)
from kentongan.calls.services.times import BOUNDS as DESK_TIME_BOUNDS
from kentongan.calls.services.times import set_desk_times
from kentongan.calls.services.unlinking import unlink_call

__all__ = [
    "DESK_TIME_BOUNDS",
    "abandon_call",
    "answer_call",
    "answer_help",
    "ask_help",
    "call_agent_in",
    "classify_call",
    "confirm_neighbour",
    "decide_silence",
    "drop_third",
    "empty_personal_fields",
    "end_call",
    "hang_up",
    "hear_silence",
    "hold_line",
    "join_third",
    "let_agent_go",
    "link_call",
    "mute_line",
    "note_callback_overdue",
    "note_callback_tried",
    "note_line_down",
    "note_neighbour_silent",
    "open_incident_from_call",
    "post_note",
    "queue_call",
    "read_overruling",
    "receive_call",
    "reclassify_call",
    "request_callback",
    "resume_line",
    "reveal_caller",
    "ring_for_call",
    "ring_for_help",
    "save_draft",
    "set_agent_state",
    "set_call_safety",
    "set_desk_times",
    "take_back",
    "take_note_off",
    "transfer_call",
    "undo_classification",
    "unmute_line",
    "unlink_call",
]
