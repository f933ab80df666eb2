"""Writes: noting, opening, flagging, storing and deleting recordings."""

from kentongan.recordings.services.deleting import delete_over, sweep_copies
from kentongan.recordings.services.opening import (
    flag_recording,
    lift_flag,
    note_recordings,
    open_recording,
)
from kentongan.recordings.services.storing import store_due

__all__ = [
    "delete_over",
    "flag_recording",
    "lift_flag",
    "note_recordings",
    "open_recording",
    "store_due",
    "sweep_copies",
]
