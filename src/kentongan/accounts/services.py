"""Making accounts, entering and leaving."""

from datetime import datetime
from uuid import UUID

import pyotp
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kentongan.accounts import errors, events, rules
from kentongan.accounts.models import ApiToken, RecoveryCode, Session, Throttle, User
from kentongan.accounts.selectors import get_user
from kentongan.journal import services as journal
from kentongan.kernel.actors import GUEST, Actor
from kentongan.kernel.ids import hash_token, secret_token

_DUMMY_HASH = make_password(secret_token())


def create_user(
    *, by: Actor, username: str, name: str, password: str, at: datetime, language: str = "id"
) -> User:
    """Make an account. Refuses a name that is taken and a weak password."""
    _require_strong(password)
    hashed = make_password(password)
    with journal.act(by=by, at=at) as act:
        try:
            with transaction.atomic():
                user = User.objects.create(
                    username=username, name=name, password=hashed, language=language, created_at=at
                )
        except IntegrityError:
            raise errors.NameTaken(username=username) from None
        act.record(events.UserCreated(user_id=user.id))
    return user


def _require_strong(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError:
        raise errors.WeakPassword from None


def set_password(*, by: Actor, user_id: UUID, password: str, at: datetime) -> None:
    """Give a new password and end every session of the account."""
    _require_strong(password)
    hashed = make_password(password)
    with journal.act(by=by, at=at) as act:
        User.objects.filter(id=user_id).update(password=hashed)
        act.record(events.PasswordChanged(user_id=user_id))
        end_sessions(by=by, user_id=user_id, at=at)


def begin_second_factor(*, by: Actor, user_id: UUID, at: datetime) -> str:
    """A new secret for the person's code app; it counts only once a code has confirmed it.

    Refuses a session without the factor that the account has.
    """
    secret = pyotp.random_base32()
    with journal.act(by=by, at=at):
        _require_own_factor(by, User.objects.select_for_update().get(id=user_id))
        User.objects.filter(id=user_id).update(
            totp_secret=secret, totp_confirmed_at=None, totp_last_step=0
        )
    return secret


def confirm_second_factor(*, by: Actor, user_id: UUID, code: str, at: datetime) -> list[str]:
    """Confirm the secret with a first code. Returns the recovery codes, shown this once.

    Refuses a wrong code, and a session without the factor that the account has.
    """
    with journal.act(by=by, at=at) as act:
        user = User.objects.select_for_update().get(id=user_id)
        _require_own_factor(by, user)
        _use_totp(user, code, at)
        user.totp_confirmed_at = at
        user.save(update_fields=["totp_confirmed_at", "totp_last_step"])
        codes = [rules.new_recovery_code() for _ in range(rules.RECOVERY_CODES)]
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user=user, code_hash=hash_token(code)) for code in codes
        )
        act.record(events.SecondFactorConfirmed(user_id=user_id))
    return codes


def _require_own_factor(by: Actor, user: User) -> None:
    """A session from before the factor was set knows a password only: it must not replace it."""
    if user.has_second_factor and not by.second_factor:
        raise errors.CodeNeeded


def sign_in(*, username: str, password: str, code: str, address: str, at: datetime) -> str:
    """Open a session and return its secret token.

    Refuses wrong credentials (never saying which part), too many tries, and a missing code. The
    slow password check runs before the write transaction, never inside it.
    """
    buckets = [_bucket("name", username), _bucket("address", address)]
    _require_patience(buckets, at)
    user = User.objects.filter(username=username, is_active=True).first()
    matches = check_password(password, user.password if user else _DUMMY_HASH)
    if user is None or not matches:
        _note_failure(user, buckets, at)
        raise errors.WrongCredentials
    if user.has_second_factor and not code.strip():
        raise errors.CodeNeeded
    try:
        return _open_session(user, code, buckets, at)
    except errors.WrongCode:
        _note_failure(user, buckets, at)
        raise errors.WrongCredentials from None


def _open_session(user: User, code: str, buckets: list[bytes], at: datetime) -> str:
    token = secret_token()
    actor = Actor(id=user.id)
    with journal.act(by=actor, at=at) as act:
        if user.has_second_factor:
            user = User.objects.select_for_update().get(id=user.id)
            _use_code(act, user, code, at)
        session = Session.objects.create(
            token_hash=hash_token(token),
            user=user,
            created_at=at,
            expires_at=rules.session_ends(at),
            second_factor=user.has_second_factor,
        )
        Throttle.objects.filter(key=buckets[0]).delete()
        act.record(
            events.SessionStarted(
                session_id=session.id, user_id=user.id, second_factor=session.second_factor
            )
        )
    return token


def _use_code(act: journal.Act, user: User, code: str, at: datetime) -> None:
    """Accept a code of the app or a printed recovery code, each once."""
    if code.strip().isdigit():
        _use_totp(user, code.strip(), at)
        user.save(update_fields=["totp_last_step"])
        return
    used = RecoveryCode.objects.filter(
        user=user, code_hash=hash_token(rules.normal_recovery_code(code)), used_at=None
    ).update(used_at=at)
    if not used:
        raise errors.WrongCode
    act.record(events.RecoveryCodeUsed(user_id=user.id))


def _use_totp(user: User, code: str, at: datetime) -> None:
    """RFC 6238 with one step of grace either way; a step that was used does not count again."""
    totp = pyotp.TOTP(user.totp_secret, interval=rules.TOTP_STEP_S)
    step = int(at.timestamp()) // rules.TOTP_STEP_S
    for candidate in (step - 1, step, step + 1):
        fresh = candidate > user.totp_last_step
        if fresh and pyotp.utils.strings_equal(totp.generate_otp(candidate), code):
            user.totp_last_step = candidate
            return
    raise errors.WrongCode


def _bucket(kind: str, value: str) -> bytes:
    return hash_token(f"{kind}:{value.lower()}")


def _require_patience(buckets: list[bytes], at: datetime) -> None:
    waits = [
        rules.wait_s(rules.leaked_level(t.level, t.updated_at, at))
        for t in Throttle.objects.filter(key__in=buckets)
    ]
    longest = max(waits, default=0)
    if longest > 0:
        raise errors.TooManyTries(wait_s=longest)


def _note_failure(user: User | None, buckets: list[bytes], at: datetime) -> None:
    by = Actor(id=user.id) if user else GUEST
    with journal.act(by=by, at=at) as act:
        for key in buckets:
            bucket = Throttle.objects.select_for_update().filter(key=key).first()
            level = rules.leaked_level(bucket.level, bucket.updated_at, at) if bucket else 0.0
            Throttle.objects.update_or_create(
                key=key, defaults={"level": level + 1, "updated_at": at}
            )
        if user is not None:
            act.record(events.SignInFailed(user_id=user.id))


def sign_out(*, by: Actor, session_id: UUID, at: datetime) -> None:
    """End one session; it opens nothing from now on, in any process."""
    with journal.act(by=by, at=at) as act:
        _end(act, list(Session.objects.filter(id=session_id, ended_at=None)), at)


def end_sessions(*, by: Actor, user_id: UUID, at: datetime) -> None:
    """End every session of an account."""
    with journal.act(by=by, at=at) as act:
        _end(act, list(Session.objects.filter(user_id=user_id, ended_at=None)), at)


def _end(act: journal.Act, sessions: list[Session], at: datetime) -> None:
    for session in sessions:
        session.ended_at = at
        session.save(update_fields=["ended_at"])
        act.record(events.SessionEnded(session_id=session.id, user_id=session.user_id))


def issue_token(
    *, by: Actor, user_id: UUID, label: str, at: datetime, expires_at: datetime | None = None
) -> str:
    """A bearer token for a program that acts as this user. Shown once; only its hash is kept."""
    token = secret_token()
    user = get_user(user_id)
    with journal.act(by=by, at=at) as act:
        row = ApiToken.objects.create(
            token_hash=hash_token(token),
            user=user,
            label=label,
            created_at=at,
            expires_at=expires_at,
        )
        act.record(events.TokenIssued(token_id=row.id, user_id=user.id))
    return token


def revoke_token(*, by: Actor, token_id: UUID, at: datetime) -> None:
    """End a bearer token; a second time is no harm."""
    with journal.act(by=by, at=at) as act:
        token = ApiToken.objects.filter(id=token_id, revoked_at=None).first()
        if token is not None:
            token.revoked_at = at
            token.save(update_fields=["revoked_at"])
            act.record(events.TokenRevoked(token_id=token.id, user_id=token.user_id))
