"""How guessing is slowed, how long a session lives, what a second factor is. Pure."""

import secrets
from datetime import datetime, timedelta

SESSION_LIVES = timedelta(hours=12)
"""From sign-in, whatever is done. Nothing expires for being idle: a quiet night is still a watch;
and while its person is on duty a session outlives this (room `orgs`)."""

FREE_TRIES = 5
TRY_LEAKS_PER_S = 1 / 60
"""Five wrong tries at once, then one a minute: guessing ends, a tired person still gets in."""

RECOVERY_CODES = 10
TOTP_STEP_S = 30


def leaked_level(level: float, since: datetime, at: datetime) -> float:
    """What is left in a bucket after the time that has passed."""
    return max(0.0, level - (at - since).total_seconds() * TRY_LEAKS_PER_S)


def wait_s(level: float) -> int:
    """How long to wait until another try is free; 0 when it is now."""
    over = level + 1 - FREE_TRIES
    return 0 if over <= 0 else int(over / TRY_LEAKS_PER_S) + 1


def new_recovery_code() -> str:
    """Ten letters and digits without look-alikes, in two groups: easy to read from paper."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    letters = "".join(secrets.choice(alphabet) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def normal_recovery_code(text: str) -> str:
    """A code as somebody may type it from paper."""
    return text.strip().lower().replace(" ", "")


def session_ends(at: datetime) -> datetime:
    """When a session begun now ends by itself."""
    return at + SESSION_LIVES
