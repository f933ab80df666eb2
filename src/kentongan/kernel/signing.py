"""A request that a machine beside us signs: HMAC-SHA-256 (RFC 2104), in hexadecimal, of the second
it was sent (Unix time), a full stop and the body, keyed with a secret both sides hold.
"""

import hashlib
import hmac
from datetime import datetime

WINDOW_S = 300
"""Clocks of two machines may differ by so much; what the protocol needs, not the regency's."""
PREFIX = "sha256="
MOST_DIGITS = 12


def signature(secret: str, time: str, body: bytes) -> str:
    """The signature in hexadecimal."""
    return hmac.new(secret.encode(), time.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(given: str, secret: str, time: str, body: bytes) -> bool:
    """Whether it is theirs; compared in constant time. Without a secret nothing is."""
    right = signature(secret, time, body)
    # bytes: compare_digest refuses letters beyond ASCII
    said = given.strip().removeprefix(PREFIX).encode("utf-8", "replace")
    return bool(secret) and hmac.compare_digest(said, right.encode())


def is_recent(time: str, at: datetime) -> bool:
    """Whether the signed second is one, and near ours."""
    is_time = time.isascii() and time.isdecimal() and len(time) <= MOST_DIGITS
    return is_time and abs(at.timestamp() - int(time)) <= WINDOW_S
