from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class UserCreated(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.user.created"
    subject: ClassVar[str] = "user"
    user_id: UUID


class PasswordChanged(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.user.password-changed"
    subject: ClassVar[str] = "user"
    user_id: UUID


class UserDeactivated(Event, frozen=True, kw_only=True):
    """Nothing opens the account until it is reactivated."""

    kind: ClassVar[str] = "accounts.user.deactivated"
    subject: ClassVar[str] = "user"
    user_id: UUID


class UserReactivated(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.user.reactivated"
    subject: ClassVar[str] = "user"
    user_id: UUID


class OneTimePasswordGiven(Event, frozen=True, kw_only=True):
    """Somebody else has made a password that its person must replace at the next sign-in."""

    kind: ClassVar[str] = "accounts.user.one-time-password-given"
    subject: ClassVar[str] = "user"
    user_id: UUID


class SecondFactorTaken(Event, frozen=True, kw_only=True):
    """Somebody else has taken a person's second factor away; why is in the row."""

    kind: ClassVar[str] = "accounts.user.second-factor-taken"
    subject: ClassVar[str] = "user"
    user_id: UUID
    taken_factor_id: UUID


class SecondFactorConfirmed(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.user.second-factor-confirmed"
    subject: ClassVar[str] = "user"
    user_id: UUID


class RecoveryCodeUsed(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.user.recovery-code-used"
    subject: ClassVar[str] = "user"
    user_id: UUID


class PinChanged(Event, frozen=True, kw_only=True):
    """A person has chosen a PIN for the hot seat, or has none any more."""

    kind: ClassVar[str] = "accounts.user.pin-changed"
    subject: ClassVar[str] = "user"
    user_id: UUID
    is_set: bool


class PinUsed(Event, frozen=True, kw_only=True):
    """The session that begins with it was opened by the PIN, at a desk that knows the person."""

    kind: ClassVar[str] = "accounts.user.pin-used"
    subject: ClassVar[str] = "user"
    user_id: UUID


class SignInFailed(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.user.sign-in-failed"
    subject: ClassVar[str] = "user"
    user_id: UUID


class SessionStarted(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.session.started"
    subject: ClassVar[str] = "session"
    session_id: UUID
    user_id: UUID
    second_factor: bool


class SessionEnded(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.session.ended"
    subject: ClassVar[str] = "session"
    session_id: UUID
    user_id: UUID


class TokenIssued(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.token.issued"
    subject: ClassVar[str] = "token"
    token_id: UUID
    user_id: UUID


class TokenRevoked(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.token.revoked"
    subject: ClassVar[str] = "token"
    token_id: UUID
    user_id: UUID
