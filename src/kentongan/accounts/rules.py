"""How guessing is slowed, how long a session lives, what a second factor is. Pure."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from kentongan.accounts import errors
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.ids import hash_token

_ACCOUNT_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,39}", re.ASCII)

# How hard it is to get in is the house's to say, not a row of settings: whoever may write rows must
# not be able to open the door wider (THREAT_MODEL.md).

SESSION_LIVES = timedelta(hours=12)
"""From sign-in, whatever is done. Nothing expires for being idle: a quiet night is still a watch;
and while its person is on duty a session outlives this (room `orgs`)."""

FREE_TRIES = 5
TRY_LEAKS_IN = timedelta(minutes=1)
"""Of one account from one address: five wrong tries at once, then one a minute. Guessing ends, a
tired person still gets in, and whoever tries an account from elsewhere keeps nobody out of it."""

FREE_TRIES_OF_ADDRESS = 50
ADDRESS_LEAKS_IN = timedelta(seconds=6)
"""Of one address, whatever the account: a whole office may sit behind one."""

FREE_TRIES_OF_STRANGERS = 20
STRANGERS_LEAK_IN = timedelta(minutes=1)
"""Of one account from all places together where its person has never entered: many addresses guess
no faster than one. Whoever sits at a known desk or address is not among them."""

PLACE_KNOWN_FOR = timedelta(days=30)
"""Since the last password given there: somebody back from a month's leave types it once."""

PIN_DIGITS = 6
PIN_TRIES = 5
"""At one desk; then only the password opens it there, and makes the PIN good again."""

ONE_TIME_LASTS = timedelta(days=3)
"""From the desk of whoever made it to its person, over a weekend."""

RECOVERY_CODES = 10
TOTP_STEP_S = 30


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where wrong tries are counted: how many are free at once, and how fast they are forgotten."""

    key: bytes
    account: bytes
    free: int
    leaks_in: timedelta

    def empty_after_try(self, empty_at: datetime | None, at: datetime) -> datetime:
        """When it will be empty after one more wrong try."""
        return max(empty_at or at, at) + self.leaks_in

    def wait_s(self, empty_at: datetime, at: datetime) -> int:
        """How long to wait until another try is free; 0 when it is now."""
        return wait_s(empty_at, at, free=self.free, leaks_in=self.leaks_in)


def wait_s(
    empty_at: datetime, at: datetime, *, free: int = FREE_TRIES, leaks_in: timedelta = TRY_LEAKS_IN
) -> int:
    """How long to wait for another try, of an account where nothing else is said."""
    over = (empty_at - at) - (free - 1) * leaks_in
    return 0 if over <= timedelta() else int(over.total_seconds()) + 1


def buckets_of(username: str, address: str) -> tuple[Bucket, Bucket]:
    """The account at this address, and the address. Both exist for names that nobody has, too."""
    pair = hash_token(f"name:{username.lower()}\n{address.lower()}")
    place = hash_token(f"address:{address.lower()}")
    return (
        Bucket(pair, account_key(username), FREE_TRIES, TRY_LEAKS_IN),
        Bucket(place, b"", FREE_TRIES_OF_ADDRESS, ADDRESS_LEAKS_IN),
    )


def bucket_at_desk(username: str, desk: str) -> Bucket:
    """Of a desk where this person has entered before: its wrong tries are its own."""
    key = hash_token(f"name:{username.lower()}\ndesk:{desk}")
    return Bucket(key, account_key(username), FREE_TRIES, TRY_LEAKS_IN)


def bucket_of_strangers(username: str) -> Bucket:
    """Of all places together where this person, if there is one, has never entered."""
    key = hash_token(f"strangers:{username.lower()}")
    return Bucket(key, b"", FREE_TRIES_OF_STRANGERS, STRANGERS_LEAK_IN)


def desk_key(desk: str) -> bytes:
    """Under which a desk is known, by its cookie."""
    return hash_token(f"desk:{desk}")


def place_key(address: str) -> bytes:
    """Under which an address is known."""
    return hash_token(f"place:{address.lower()}")


def looks_like_pin(secret: str) -> bool:
    """Whether it can only be a PIN: every password is longer."""
    return len(secret) == PIN_DIGITS and secret.isascii() and secret.isdigit()


def require_pin(pin: str) -> None:
    """Raises WeakPin for another length, one digit, and digits in a row."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)} if looks_like_pin(pin) else {0}
    if len(steps) == 1:
        raise errors.WeakPin(digits=PIN_DIGITS)


def account_key(username: str) -> bytes:
    """Under which the buckets of an account are found, at whatever address."""
    return hash_token(f"name:{username.lower()}")


def require_account(username: str, name: str) -> None:
    """Raises Unreadable unless the account name can be said on the telephone, and is somebody's."""
    if not name.strip():
        raise Unreadable(field="name", reason="—", expected=mark("Nama orang yang memakai akun."))
    if not _ACCOUNT_NAME.fullmatch(username):
        raise Unreadable(
            field="username",
            reason=username[:40] or "—",
            expected=mark("Nama akun: 2 sampai 40 huruf kecil, angka, titik, atau tanda hubung."),
        )


def require_reason(reason: str) -> None:
    """Raises TakingNeedsReason."""
    if not reason.strip():
        raise errors.TakingNeedsReason


def require_another(by_id: UUID, user_id: UUID) -> None:
    """Raises OwnAccount: an open session alone must not replace what protects it."""
    if by_id == user_id:
        raise errors.OwnAccount


def new_recovery_code() -> str:
    """Two groups of letters and digits: easy to read from paper."""
    return _in_groups(2)


def new_one_time_password() -> str:
    """Three groups of letters and digits: easy to say over the telephone."""
    return _in_groups(3)


def _in_groups(count: int) -> str:
    """Groups of five, joined by dashes, without look-alikes."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(count))
    return "-".join(groups)


def normal_recovery_code(text: str) -> str:
    """A code as somebody may type it from paper."""
    return text.strip().lower().replace(" ", "")


def factor_holds(given_at: datetime | None, at: datetime) -> bool:
    """Whether a PIN will do for one who has a second factor: it was given at this desk within a
    session's life, and so this shift.
    """
    return given_at is not None and at < session_ends(given_at)


def session_ends(at: datetime) -> datetime:
    """When a session begun now ends by itself."""
    return at + SESSION_LIVES
