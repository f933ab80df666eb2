"""Writes: each one act of the journal. `by` first, `at` last, refusals as the docstrings say."""

from kentongan.incidents.services.attaching import attach_file, open_attachment
from kentongan.incidents.services.configuration import (
    configured_id,
    define_category,
    define_priority_rule,
    set_service_area,
)
from kentongan.incidents.services.editing import (
    edit_incident,
    involve_org,
    raise_alarm,
    set_contact_safety,
    set_place,
    set_priority,
    write_log,
)
from kentongan.incidents.services.ending import (
    cancel_incident,
    close_incident,
    hand_over,
    hold,
    merge_into,
    put_off,
    reopen,
    resume,
    review,
    schedule,
    unmerge,
)
from kentongan.incidents.services.founding import define_starter_rows
from kentongan.incidents.services.matrix import decide_pair, reset_pairs
from kentongan.incidents.services.numbers import next_number
from kentongan.incidents.services.opening import (
    open_incident,
    save_draft,
    settle_region,
    submit_draft,
)
from kentongan.incidents.services.questions import (
    ask_for,
    decide_question,
    define_question,
    move_question,
    note_answers,
    retire_question,
)
from kentongan.incidents.services.reading import read_restricted
from kentongan.incidents.services.reports import (
    add_report,
    reveal_reporter,
    set_report_needs,
    withdraw_report,
)
from kentongan.incidents.services.retention import empty_personal_fields
from kentongan.incidents.services.working import (
    commit_unit,
    control,
    field_done,
    flare_up,
    mark_departed,
    mark_forwarded,
    mark_on_scene,
    note_wake,
    release_unit,
    start_cooling,
)

__all__ = [
    "add_report",
    "attach_file",
    "cancel_incident",
    "close_incident",
    "commit_unit",
    "configured_id",
    "control",
    "decide_pair",
    "decide_question",
    "define_category",
    "define_question",
    "move_question",
    "ask_for",
    "note_answers",
    "reset_pairs",
    "retire_question",
    "define_priority_rule",
    "define_starter_rows",
    "edit_incident",
    "empty_personal_fields",
    "field_done",
    "flare_up",
    "hand_over",
    "hold",
    "involve_org",
    "mark_forwarded",
    "mark_departed",
    "mark_on_scene",
    "merge_into",
    "next_number",
    "note_wake",
    "open_attachment",
    "open_incident",
    "raise_alarm",
    "release_unit",
    "reopen",
    "resume",
    "reveal_reporter",
    "review",
    "save_draft",
    "put_off",
    "schedule",
    "set_contact_safety",
    "set_place",
    "set_priority",
    "set_report_needs",
    "set_service_area",
    "settle_region",
    "start_cooling",
    "submit_draft",
    "unmerge",
    "write_log",
    "read_restricted",
    "withdraw_report",
]
