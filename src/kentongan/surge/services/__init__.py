"""Writes: each one act of the journal. `by` first, `at` last, refusals as the docstrings say."""

from kentongan.surge.services.announcing import set_announcement
from kentongan.surge.services.declaring import declare_surge, dismiss_proposal, end_surge
from kentongan.surge.services.helping import (
    add_operator,
    answer_request,
    follow_agent,
    put_ready,
    remove_operator,
)
from kentongan.surge.services.linking import link_caller
from kentongan.surge.services.watching import watch

__all__ = [
    "add_operator",
    "answer_request",
    "declare_surge",
    "dismiss_proposal",
    "end_surge",
    "follow_agent",
    "link_caller",
    "put_ready",
    "remove_operator",
    "set_announcement",
    "watch",
]
