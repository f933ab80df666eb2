"""The second factor: a code app confirmed by a first code, and printed codes that stand in."""

from datetime import datetime
from uuid import UUID

import pyotp

from kentongan.accounts import errors, events, rules
from kentongan.accounts.models import RecoveryCode, TakenFactor, User
from kentongan.accounts.services.desks import forget_places
from kentongan.accounts.services.sessions import end_sessions
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import hash_token


def begin_second_factor(*, by: Actor, user_id: UUID, at: datetime) -> str:
    """A new secret for the person's code app; the factor that works goes on until it is confirmed.

    Refuses a session without the factor that the account has.
    """
    secret = pyotp.random_base32()
    with journal.act(by=by, at=at):
        _require_own_factor(by, User.objects.select_for_update().get(id=user_id))
        User.objects.filter(id=user_id).update(totp_pending=secret)
    return secret


def confirm_second_factor(*, by: Actor, user_id: UUID, code: str, at: datetime) -> list[str]:
    """Put the new secret in the old one's place, by its first code. Returns new recovery codes,
    shown this once.

    Refuses a wrong code, one for which nothing was begun, and a session without the factor that the
    account has.
    """
    with journal.act(by=by, at=at) as act:
        user = User.objects.select_for_update().get(id=user_id)
        _require_own_factor(by, user)
        if not user.totp_pending:
            raise errors.NothingToConfirm
        user.totp_last_step = _step_of(user.totp_pending, code, at)
        user.totp_secret, user.totp_pending = user.totp_pending, ""
        user.totp_confirmed_at = at
        user.save(
            update_fields=["totp_secret", "totp_pending", "totp_confirmed_at", "totp_last_step"]
        )
        codes = _renew_recovery_codes(user)
        act.record(events.SecondFactorConfirmed(user_id=user_id))
    return codes


def take_second_factor(*, by: Actor, user_id: UUID, reason: str, at: datetime) -> None:
    """Take a person's second factor away, which they have lost: they put in a new one when they
    next sign in. Their sessions end, and with them their streams.

    Refuses without a reason, on one's own account, and where there is no factor.
    """
    rules.require_another(by.id, user_id)
    rules.require_reason(reason)
    with journal.act(by=by, at=at) as act:
        user = User.objects.select_for_update().get(id=user_id)
        if not user.has_second_factor:
            raise errors.NoFactor
        _clear(user)
        taken = TakenFactor.objects.create(user=user, reason=reason, taken_by=by.id, taken_at=at)
        act.record(events.SecondFactorTaken(user_id=user_id, taken_factor_id=taken.id))
        forget_places(user_id)
        end_sessions(by=by, user_id=user_id, at=at)


def _clear(user: User) -> None:
    user.totp_secret = user.totp_pending = ""
    user.totp_confirmed_at, user.totp_last_step = None, 0
    user.save(update_fields=["totp_secret", "totp_pending", "totp_confirmed_at", "totp_last_step"])
    RecoveryCode.objects.filter(user=user).delete()


def _renew_recovery_codes(user: User) -> list[str]:
    codes = [rules.new_recovery_code() for _ in range(rules.RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, code_hash=hash_token(code)) for code in codes
    )
    return codes


def _require_own_factor(by: Actor, user: User) -> None:
    """A session from before the factor was set knows a password only: it must not replace it."""
    if user.has_second_factor and not by.second_factor:
        raise errors.CodeNeeded


def use_code(act: journal.Act, user: User, code: str, at: datetime) -> None:
    """Accept a code of the app or a printed recovery code, each once."""
    if code.strip().isdigit():
        user.totp_last_step = _step_of(user.totp_secret, code, at, after=user.totp_last_step)
        user.save(update_fields=["totp_last_step"])
        return
    used = RecoveryCode.objects.filter(
        user=user, code_hash=hash_token(rules.normal_recovery_code(code)), used_at=None
    ).update(used_at=at)
    if not used:
        raise errors.WrongCode
    act.record(events.RecoveryCodeUsed(user_id=user.id))


def _step_of(secret: str, code: str, at: datetime, *, after: int = 0) -> int:
    """The step of a code (RFC 6238), with one of grace either way; one that was used does not count
    again. Raises WrongCode.
    """
    totp = pyotp.TOTP(secret, interval=rules.TOTP_STEP_S)
    step = int(at.timestamp()) // rules.TOTP_STEP_S
    for candidate in (step - 1, step, step + 1):
        right = pyotp.utils.strings_equal(totp.generate_otp(candidate), code.strip())
        if right and candidate > after:
            return candidate
    raise errors.WrongCode
