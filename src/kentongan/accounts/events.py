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


class SecondFactorConfirmed(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.user.second-factor-confirmed"
    subject: ClassVar[str] = "user"
    user_id: UUID


class RecoveryCodeUsed(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "accounts.user.recovery-code-used"
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
