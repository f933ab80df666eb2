"""The hot seat: a short PIN, at a desk where its person has entered with the password."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from kentongan.accounts import errors, events, rules
from kentongan.accounts.models import KnownPlace, User
from kentongan.accounts.selectors import get_user, known_places
from kentongan.accounts.services.entering import sign_in, start_session
from kentongan.accounts.services.patience import note_failure, require_patience
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import secret_token


def set_pin(*, by: Actor, current: str, pin: str, at: datetime) -> None:
    """Choose one's own PIN, or none with an empty one.

    Refuses a wrong password (guessing is slowed) and a PIN that is easily guessed.
    """
    if pin:
        rules.require_pin(pin)
    user = get_user(by.id)
    buckets = rules.buckets_of(user.username, "")[:1]  # one who is in already: no address counts
    require_patience(buckets, at)
    if not check_password(current, user.password):
        note_failure(user, buckets, at)
        raise errors.WrongPassword
    hashed = make_password(pin) if pin else ""
    with journal.act(by=by, at=at) as act:
        if not User.objects.filter(id=user.id, password=user.password).update(pin=hashed):
            raise errors.WrongPassword
        act.record(events.PinChanged(user_id=user.id, is_set=bool(pin)))


def take_seat(
    *, username: str, secret: str, code: str, desk: str, address: str, at: datetime
) -> str:
    """Open a session at a desk that stands open, by the PIN or by all that the door asks for.

    Where the desk does not know the person a PIN is a wrong password, and counts as one. Refuses
    any PIN after so many wrong ones here, until the password was given; and the PIN of one who has
    a second factor and has not given it at this desk this shift.
    """
    place = known_places(username, [rules.desk_key(desk)], at).get(rules.desk_key(desk))
    if place is None or not rules.looks_like_pin(secret):
        return sign_in(
            username=username, password=secret, code=code, address=address, at=at, desk=desk
        )
    _count_try(place, at)
    user = place.user
    if not user.is_active or not user.pin or not check_password(secret, user.pin):
        _note_wrong(user, at)
        raise errors.WrongCredentials
    if user.has_second_factor and not rules.factor_holds(place.factor_at, at):
        raise errors.CodeNeeded
    return _sit_down(place, at)


def _count_try(place: KnownPlace, at: datetime) -> None:
    """Before the PIN is looked at: those who try at the same moment share the tries."""
    by = Actor(id=place.user_id)
    left = KnownPlace.objects.filter(id=place.id, pin_tries__lt=rules.PIN_TRIES)
    with journal.act(by=by, at=at):
        if not left.update(pin_tries=F("pin_tries") + 1):
            raise errors.PinAsleep


def _note_wrong(user: User, at: datetime) -> None:
    with journal.act(by=Actor(id=user.id), at=at) as act:
        act.record(events.SignInFailed(user_id=user.id))


def _sit_down(place: KnownPlace, at: datetime) -> str:
    token = secret_token()
    with journal.act(by=Actor(id=place.user_id), at=at) as act:
        user = User.objects.select_for_update().get(id=place.user_id)
        known = KnownPlace.objects.filter(id=place.id)
        if (user.pin, user.is_active) != (place.user.pin, True) or not known.update(pin_tries=0):
            raise errors.WrongCredentials
        act.record(events.PinUsed(user_id=user.id))
        start_session(act, user, token, at)
    return token
