"""Acts of locating: hearing telephones, sending a link, being answered, taking a place over."""

from kentongan.locating.services.answering import tell_landmark, tell_position
from kentongan.locating.services.hearing import forget_fixes, hear_form, hear_message
from kentongan.locating.services.links import end_link, send_link
from kentongan.locating.services.using import open_fixes, take_fix

__all__ = [
    "end_link",
    "forget_fixes",
    "hear_form",
    "hear_message",
    "open_fixes",
    "send_link",
    "take_fix",
    "tell_landmark",
    "tell_position",
]
