"""Advanced Mobile Location (ETSI TS 103 625): what a telephone tells by itself while it calls.

Pure: bytes or text in, `Told` out. What cannot be read is told as well, with its problem: nothing
is raised, for nothing may be lost.
"""

from kentongan.locating.aml.form import is_signed, read_form
from kentongan.locating.aml.packed import text_of
from kentongan.locating.aml.text import read_text

__all__ = ["is_signed", "read_form", "read_text", "text_of"]
