"""Who is behind a cookie or a token: one query the first time, none after that."""

import threading
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.accounts.models import ApiToken, Session, User
from kentongan.journal import selectors as journal
from kentongan.journal.watchers import watch
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.kernel.ids import hash_token


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person who has entered. Expiry is judged by the caller: a duty may outlast a session."""

    actor: Actor
    user_id: UUID
    username: str
    name: str
    language: str
    session_id: UUID | None
    second_factor: bool
    expires_at: datetime | None

    def is_expired(self, at: datetime) -> bool:
        return self.expires_at is not None and at >= self.expires_at


_lock = threading.Lock()
_entered: dict[bytes, SignedIn] = {}
_forgotten = 0
"""How often the cache was dropped: what was read before a drop is not put in after it."""


def find_signed_in(*, cookie: str | None = None, bearer: str | None = None) -> SignedIn | None:
    """The person behind a session cookie or a bearer token, or None."""
    token = bearer or cookie
    if not token:
        return None
    key = (b"b" if bearer else b"c") + hash_token(token)
    found = _entered.get(key)
    if found is None:
        before = _forgotten
        found = _by_bearer(key[1:]) if bearer else _by_cookie(key[1:])
        if found is not None:
            _remember(key, found, before)
    return found


def _remember(key: bytes, found: SignedIn, before: int) -> None:
    with _lock:
        if _forgotten == before:
            _entered[key] = found


def _by_cookie(token_hash: bytes) -> SignedIn | None:
    session = (
        Session.objects.select_related("user")
        .filter(token_hash=token_hash, ended_at=None, user__is_active=True)
        .first()
    )
    if session is None:
        return None
    return _signed_in(
        session.user,
        session_id=session.id,
        second_factor=session.second_factor,
        expires_at=session.expires_at,
    )


def _by_bearer(token_hash: bytes) -> SignedIn | None:
    token = (
        ApiToken.objects.select_related("user")
        .filter(token_hash=token_hash, revoked_at=None, user__is_active=True)
        .first()
    )
    if token is None:
        return None
    # A token is made on the server's own console: it stands for a strong sign-in.
    return _signed_in(token.user, session_id=None, second_factor=True, expires_at=token.expires_at)


def _signed_in(
    user: User, *, session_id: UUID | None, second_factor: bool, expires_at: datetime | None
) -> SignedIn:
    return SignedIn(
        actor=Actor(id=user.id, second_factor=second_factor),
        user_id=user.id,
        username=user.username,
        name=user.name,
        language=user.language,
        session_id=session_id,
        second_factor=second_factor,
        expires_at=expires_at,
    )


def forget_signed_in(subject_id: UUID | None = None) -> None:
    """Drop the cache: somebody's session, token or account has changed."""
    global _forgotten  # noqa: PLW0603 - one number for the process, under its lock
    with _lock:
        _forgotten += 1
        _entered.clear()


watch("accounts.session.ended", forget_signed_in)
watch("accounts.token.revoked", forget_signed_in)
watch("accounts.user.", forget_signed_in)


def get_user(user_id: UUID) -> User:
    """The user. Raises NotFound."""
    user = User.objects.filter(id=user_id).first()
    if user is None:
        raise NotFound(thing="Akun")
    return user


def find_user(username: str) -> User | None:
    """The user with this account name, or None."""
    return User.objects.filter(username=username).first()


def get_user_by_name(username: str) -> User:
    """The user with this account name. Raises NotFound."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise NotFound(thing="Akun")
    return user


def list_tokens(user_id: UUID | None = None) -> list[ApiToken]:
    """The bearer tokens, of one account or all, the newest first; never the secrets."""
    tokens = ApiToken.objects.select_related("user").order_by("-created_at", "-id")
    return list(tokens.filter(user_id=user_id) if user_id else tokens)


def names_of(user_ids: set[UUID]) -> dict[UUID, str]:
    """Names for showing who did something; ids that are no users are left out."""
    return dict(User.objects.filter(id__in=user_ids).values_list("id", "name"))


def cookie_name() -> str:
    """The session cookie's name comes from the node: two nodes on one host do not collide."""
    return f"kentongan_{journal.node().id.hex[-12:]}"
