"""Making accounts and giving them passwords."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kentongan.accounts import errors, events, rules
from kentongan.accounts.models import User
from kentongan.accounts.selectors import get_user
from kentongan.accounts.services.desks import forget_places
from kentongan.accounts.services.patience import forgive, note_failure, require_patience
from kentongan.accounts.services.sessions import end_sessions
from kentongan.accounts.services.tokens import revoke_tokens
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def create_user(
    *, by: Actor, username: str, name: str, password: str, at: datetime, language: str = "id"
) -> User:
    """Make an account. Refuses a name that is taken and a weak password."""
    require_strong(password)
    user = User(
        username=username, name=name, password=make_password(password), language=language,
        created_at=at,
    )  # fmt: skip
    return _create(by, user, at)


def invite_user(*, by: Actor, username: str, name: str, at: datetime) -> tuple[User, str]:
    """Make an account with a one-time password, which is answered this once and must be replaced.

    Refuses an account name that is taken or that nobody could say, and no name at all.
    """
    rules.require_account(username, name)
    password = rules.new_one_time_password()
    user = User(
        username=username, name=name, password=make_password(password), created_at=at,
        one_time_until=at + rules.ONE_TIME_LASTS,
    )  # fmt: skip
    return _create(by, user, at), password


def _create(by: Actor, user: User, at: datetime) -> User:
    with journal.act(by=by, at=at) as act:
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError:
            raise errors.NameTaken(username=user.username) from None
        act.record(events.UserCreated(user_id=user.id))
    return user


def set_password(*, by: Actor, user_id: UUID, password: str, at: datetime) -> None:
    """Give a new password and end every session and token of the account."""
    require_strong(password)
    hashed = make_password(password)
    with journal.act(by=by, at=at) as act:
        User.objects.filter(id=user_id).update(password=hashed, one_time_until=None)
        act.record(events.PasswordChanged(user_id=user_id))
        _shut(by, user_id, at)


def change_password(
    *, by: Actor, current: str, new: str, keep: UUID | None = None, at: datetime
) -> None:
    """Replace one's own password. Every other session and every token of the account ends; `keep`
    is the session that asks.

    Refuses a wrong current password (guessing is slowed), a weak one, and the same again.
    """
    user = get_user(by.id)
    buckets = rules.buckets_of(user.username, "")[:1]  # one who is in already: no address counts
    require_patience(buckets, at)
    if not check_password(current, user.password):
        note_failure(user, buckets, at)
        raise errors.WrongPassword
    if new == current:
        raise errors.SamePassword
    require_strong(new)
    hashed = make_password(new)
    with journal.act(by=by, at=at) as act:
        changed = User.objects.filter(id=user.id, password=user.password, is_active=True)
        if not changed.update(password=hashed, one_time_until=None):
            raise errors.WrongPassword
        act.record(events.PasswordChanged(user_id=user.id))
        _shut(by, user.id, at, keep=keep)


def deactivate(*, by: Actor, user_id: UUID, at: datetime) -> None:
    """Close an account: nothing opens it until it is reactivated, what is open ends. Its name and
    what it has done stay. Refuses one's own; a second time is no harm.
    """
    rules.require_another(by.id, user_id)
    with journal.act(by=by, at=at) as act:
        if User.objects.filter(id=user_id, is_active=True).update(is_active=False):
            act.record(events.UserDeactivated(user_id=user_id))
            _shut(by, user_id, at)


def reactivate(*, by: Actor, user_id: UUID, at: datetime) -> None:
    """Open an account again, with the password it had. A second time is no harm."""
    with journal.act(by=by, at=at) as act:
        if User.objects.filter(id=user_id, is_active=False).update(is_active=True):
            act.record(events.UserReactivated(user_id=user_id))


def _shut(by: Actor, user_id: UUID, at: datetime, *, keep: UUID | None = None) -> None:
    """End what stands open for an account, in every process at once, and forget where it was
    entered: no PIN opens it until the new password was given there.
    """
    forget_places(user_id)
    end_sessions(by=by, user_id=user_id, keep=keep, at=at)
    revoke_tokens(by=by, user_id=user_id, at=at)


def give_one_time_password(*, by: Actor, user_id: UUID, at: datetime) -> str:
    """A password for a person who has lost theirs, answered this once; sessions and tokens end, and
    wrong tries under the name are forgiven. Refuses one's own account.
    """
    rules.require_another(by.id, user_id)
    password = rules.new_one_time_password()
    hashed = make_password(password)
    with journal.act(by=by, at=at) as act:
        user = User.objects.select_for_update().get(id=user_id)
        user.password, user.one_time_until = hashed, at + rules.ONE_TIME_LASTS
        user.save(update_fields=["password", "one_time_until"])
        forgive(user.username)
        act.record(events.OneTimePasswordGiven(user_id=user_id))
        _shut(by, user_id, at)
    return password


def require_strong(password: str) -> None:
    """Raises WeakPassword."""
    try:
        validate_password(password)
    except ValidationError:
        raise errors.WeakPassword from None
