"""Who is behind a cookie or a token: one query the first time, none after that."""

import threading
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.accounts import rules
from kentongan.accounts.models import ApiToken, KnownPlace, Session, Throttle, User
from kentongan.journal import selectors as journal
from kentongan.journal.watchers import watch
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.kernel.ids import hash_token, secret_token


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


def known_places(username: str, keys: Collection[bytes], at: datetime) -> dict[bytes, KnownPlace]:
    """By its key each of these places at which the person with this name has entered. The same one
    question for a name that nobody has.
    """
    found = KnownPlace.objects.filter(key__in=keys, user__username=username, expires_at__gt=at)
    return {bytes(place.key): place for place in found.select_related("user")}


def desk_of(presented: str) -> str:
    """The token of the desk that a browser presents, or a new one: a token that no desk has was
    not made here, and is not believed.
    """
    is_ours = presented and KnownPlace.objects.filter(key=rules.desk_key(presented)).exists()
    return presented if is_ours else secret_token()


def waits_of(usernames: Collection[str], at: datetime) -> dict[str, int]:
    """For how many seconds wrong tries hold up these accounts now, at some address; none for the
    others.
    """
    names = {rules.account_key(username): username for username in usernames}
    full = Throttle.objects.filter(account__in=names, empty_at__gt=at).order_by("empty_at")
    waits = {names[bytes(row.account)]: rules.wait_s(row.empty_at, at) for row in full}
    strangers = {rules.bucket_of_strangers(name).key: name for name in usernames}
    for row in Throttle.objects.filter(key__in=strangers, empty_at__gt=at):
        name = strangers[bytes(row.key)]
        held = rules.bucket_of_strangers(name).wait_s(row.empty_at, at)
        waits[name] = max(waits.get(name, 0), held)
    return {username: seconds for username, seconds in waits.items() if seconds}


def was_factor_taken(username: str) -> bool:
    """Whether somebody took this account's second factor and no new one is in its place."""
    user = User.objects.filter(username=username, totp_confirmed_at=None)
    return user.filter(taken_factors__isnull=False).exists()


def list_tokens(user_id: UUID | None = None) -> list[ApiToken]:
    """The bearer tokens, of one account or all, the newest first; never the secrets."""
    tokens = ApiToken.objects.select_related("user").order_by("-created_at", "-id")
    return list(tokens.filter(user_id=user_id) if user_id else tokens)


_names: dict[UUID, str] = {}


def names_of(user_ids: set[UUID]) -> dict[UUID, str]:
    """Names for showing who did something; ids that are no users are left out.

    Kept by the process: every page names the same few people.
    """
    known = _names
    if missing := user_ids - known.keys():
        known.update(User.objects.filter(id__in=missing).values_list("id", "name"))
    return {user_id: known[user_id] for user_id in user_ids if user_id in known}


def _forget_names(_: UUID | None) -> None:
    # another dictionary: who reads meanwhile writes what may be old into the one that is left
    global _names  # noqa: PLW0603 - one of the process
    _names = {}


watch("accounts.user.", _forget_names)


def desk_cookie() -> str:
    """The name of the cookie by which a desk is known."""
    return journal.cookie_name("desk")


def cookie_name() -> str:
    """The session cookie's name comes from the node: two nodes on one host do not collide."""
    return f"kentongan_{journal.node().id.hex[-12:]}"
