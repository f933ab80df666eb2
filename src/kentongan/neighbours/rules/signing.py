"""How a letter proves whose it is: HMAC-SHA-256 (RFC 2104) over method, path, moment and body.

The moment is signed and must be near ours, so that what somebody has listened to is worth nothing
later; within that time the same letter is the same letter, and is heard once.
"""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

from kentongan.neighbours.errors import SignatureRefused

REPLAY_WINDOW = timedelta(minutes=5)
"""Clocks of two nodes may differ by so much. What the protocol needs, not the regency's to decide:
both sides must hold the same."""

_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


def signature(secret: str, *, method: str, path: str, moment: str, body: bytes) -> str:
    """The signature in hexadecimal digits. `moment` is seconds since 1970, as text."""
    digest = hashlib.sha256(body).hexdigest()
    said = "\n".join((method, path, moment, digest))
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def is_signed(given: str, secret: str, *, method: str, path: str, moment: str, body: bytes) -> bool:
    """Whether it is theirs; compared in constant time. Without a secret nothing is."""
    expected = signature(secret, method=method, path=path, moment=moment, body=body)
    return bool(secret) and hmac.compare_digest(given.encode(), expected.encode())


def require_recent(moment: str, now: datetime) -> None:
    """Raises SignatureRefused for a moment that is none, or too far from now either way."""
    if _SECONDS.fullmatch(moment):
        said = datetime.fromtimestamp(min(int(moment), 32_503_680_000), UTC)
        if abs(now - said) <= REPLAY_WINDOW:
            return
    raise SignatureRefused(minutes=REPLAY_WINDOW // timedelta(minutes=1))
