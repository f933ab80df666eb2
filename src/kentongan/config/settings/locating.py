"""Where callers' telephones say that they are, and where citizens reach this node."""

import re

from kentongan.config import env

AML_SECRET = env.text(
    "KENTONGAN_AML_SECRET",
    "",
    "The secret with which an SMS gateway and the network sign callers' locations (AML) at"
    " /api/v1/locating/; empty: off. See docs/operations/locating.md.",
)

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d{1,5})?")


def _public_address() -> str:
    said = env.text(
        "KENTONGAN_PUBLIC_ADDRESS",
        "",
        "Where citizens reach this node from outside, `https://112.example.go.id`; empty: no"
        " location links are sent.",
    ).rstrip("/")
    if said and not _ADDRESS.fullmatch(said):
        raise env.BadSetting(f"KENTONGAN_PUBLIC_ADDRESS={said!r}: https://name is expected")
    return said


PUBLIC_ADDRESS = _public_address()
