"""Writes: each one act of the journal. `by` first, `at` last, refusals as the docstrings say."""

from kentongan.calls.services.classifying import (
    classify_call,
    link_call,
    open_incident_from_call,
    reclassify_call,
    undo_classification,
)
from kentongan.calls.services.contacting import (
    confirm_neighbour,
    note_neighbour_silent,
    request_callback,
    reveal_caller,
    set_call_safety,
    take_back,
)
from kentongan.calls.services.retention import empty_personal_fields
from kentongan.calls.services.taking import (
    abandon_call,
    answer_call,
    end_call,
    queue_call,
    receive_call,
)

__all__ = [
    "abandon_call",
    "answer_call",
    "classify_call",
    "confirm_neighbour",
    "empty_personal_fields",
    "end_call",
    "link_call",
    "note_neighbour_silent",
    "open_incident_from_call",
    "queue_call",
    "receive_call",
    "reclassify_call",
    "request_callback",
    "reveal_caller",
    "set_call_safety",
    "take_back",
    "undo_classification",
]
