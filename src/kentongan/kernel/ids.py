"""Identifiers: UUIDv7 (RFC 9562 §5.7), monotonic within a process.

An id shows its time and is no secret: what a stranger may not guess is a random `secret_token`.
"""

import hashlib
import os
import secrets
import threading
import time
import uuid
from datetime import UTC, datetime

_VERSION_AND_VARIANT = (0x7 << 76) | (0b10 << 62)
_RAND_A_BITS = 12

_lock = threading.Lock()
_last: int = 0


def new_id() -> uuid.UUID:
    """A new UUIDv7, greater than every one this process has made before.

    48 bits of milliseconds, then 12 bits of sub-millisecond fraction (RFC 9562 §6.2, method 3);
    when the clock stands still or goes back, the last value is counted up instead.
    """
    global _last
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    stamp = (milliseconds << _RAND_A_BITS) | (rest * (1 << _RAND_A_BITS) // 1_000_000)
    with _lock:
        stamp = max(stamp, _last + 1)
        _last = stamp
    milliseconds, fraction = divmod(stamp, 1 << _RAND_A_BITS)
    tail = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    return uuid.UUID(int=(milliseconds << 80) | _VERSION_AND_VARIANT | (fraction << 64) | tail)


def id_time(identifier: uuid.UUID) -> datetime:
    """The millisecond at which a UUIDv7 was made."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=UTC)


def system_id(name: str) -> uuid.UUID:
    """The fixed id of one of the machine's own accounts (timers, reactions, replay)."""
    return uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.system.kentongan")


def secret_token() -> str:
    """128 random bits for links, cookies and API tokens; URL-safe text of 22 characters."""
    return secrets.token_urlsafe(16)


def hash_token(token: str) -> bytes:
    """What is stored of a secret token. It is 128 random bits: a fast hash is enough."""
    return hashlib.sha256(token.encode()).digest()
