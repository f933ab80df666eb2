"""Entering."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password

from kentongan.accounts import errors, events, rules
from kentongan.accounts.models import Session, Throttle, User
from kentongan.accounts.services.desks import note_places
from kentongan.accounts.services.factors import use_code
from kentongan.accounts.services.patience import buckets_at, note_failure, require_patience
from kentongan.accounts.services.people import require_strong
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import hash_token, secret_token

_DUMMY_HASH = make_password(secret_token())


def sign_in(
    *,
    username: str,
    password: str,
    code: str,
    address: str,
    at: datetime,
    new_password: str = "",
    desk: str = "",
) -> str:
    """Open a session and return its secret token. A one-time password is replaced by the new one;
    `desk` is the token of the desk, which knows the person from now on.

    Refuses wrong credentials (never saying which part), too many tries, a missing code, and a
    one-time password that is over or alone. The slow password check runs before the write
    transaction, never inside it.
    """
    buckets = buckets_at(username, address, desk, at)
    require_patience(buckets, at)
    user = User.objects.filter(username=username, is_active=True).first()
    matches = check_password(password, user.password if user else _DUMMY_HASH)
    if user is None or not matches:
        note_failure(user, buckets, at)
        raise errors.WrongCredentials
    if user.has_second_factor and not code.strip():
        raise errors.CodeNeeded
    own = _hash_of_own(user, password, new_password, at)
    try:
        return _open_session(user, code, own, buckets[0].key, (desk, address), at)
    except errors.WrongCode:
        note_failure(user, buckets, at)
        raise errors.WrongCredentials from None


def _hash_of_own(user: User, password: str, new_password: str, at: datetime) -> str:
    """What a one-time password is replaced by; empty where the password is one's own already."""
    if user.one_time_until is None:
        return ""
    if at >= user.one_time_until:
        raise errors.OneTimePasswordOver(days=rules.ONE_TIME_LASTS.days)
    if new_password in {"", password}:
        raise errors.NewPasswordNeeded
    require_strong(new_password)
    return make_password(new_password)


def _open_session(  # noqa: PLR0917
    found: User, code: str, own: str, tries: bytes, place: tuple[str, str], at: datetime
) -> str:
    token = secret_token()
    with journal.act(by=Actor(id=found.id), at=at) as act:
        user = _still(found)
        if user.has_second_factor:
            use_code(act, user, code, at)
        if own:
            _put_own_password(act, user, own)
        Throttle.objects.filter(key=tries).delete()
        note_places(user, *place, at)
        start_session(act, user, token, at)
    return token


def _still(found: User) -> User:
    """The account, locked, as it was when its password was checked; else that password is wrong."""
    user = User.objects.select_for_update().get(id=found.id)
    if (user.password, user.is_active) != (found.password, True):
        raise errors.WrongCredentials
    return user


def _put_own_password(act: Act, user: User, hashed: str) -> None:
    user.password, user.one_time_until = hashed, None
    user.save(update_fields=["password", "one_time_until"])
    act.record(events.PasswordChanged(user_id=user.id))


def start_session(act: Act, user: User, token: str, at: datetime) -> None:
    """Begin a session of a person who has been let in. Inside an act."""
    user.signed_in_at = at
    user.save(update_fields=["signed_in_at"])
    session = Session.objects.create(
        token_hash=hash_token(token),
        user=user,
        created_at=at,
        expires_at=rules.session_ends(at),
        second_factor=user.has_second_factor,
    )
    act.record(
        events.SessionStarted(
            session_id=session.id, user_id=user.id, second_factor=session.second_factor
        )
    )
