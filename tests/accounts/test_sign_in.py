"""Entering: wrong words, codes, recovery codes, and how guessing is slowed."""

from contextlib import suppress
from datetime import timedelta

import pyotp
import pytest

from kentongan.accounts import errors, selectors, services
from kentongan.kernel.actors import SETUP
from tests.accounts.make import enter, make_factor
from tests.cast import PASSWORD
from tests.conftest import NIGHT


@pytest.fixture
def factor(cast):
    """The supervisor's code app, confirmed an hour ago."""
    return make_factor(cast.people["supervisor"])


def test_right_words_open_a_session(cast):
    entered = selectors.find_signed_in(cookie=enter())
    assert entered is not None
    assert entered.username == "operator"


@pytest.mark.parametrize(("username", "password"), [("operator", "salah"), ("siapa", PASSWORD)])
def test_wrong_words_are_refused_alike(cast, username, password):
    with pytest.raises(errors.WrongCredentials):
        enter(username=username, password=password)


def test_guessing_is_slowed_then_free_again(cast):
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            enter(password="salah")
    with pytest.raises(errors.TooManyTries):
        enter()
    assert enter(at=NIGHT + timedelta(minutes=2))


def test_slowing_one_name_does_not_slow_another(cast):
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            enter(password="salah", address="10.0.0.9")
    assert enter(username="second_operator", address="10.0.0.2")


def test_guessing_from_elsewhere_keeps_nobody_out_of_their_account(cast):
    """On the night of a disaster somebody tries the administrator's name, for hours."""
    for minute in range(30):
        at = NIGHT + timedelta(minutes=minute)
        with pytest.raises((errors.WrongCredentials, errors.TooManyTries)):
            enter(password="salah", address="203.0.113.9", at=at)
        with suppress(errors.WrongCredentials, errors.TooManyTries):
            enter(password="salah", address="203.0.113.9", at=at)
    assert enter(address="10.0.0.2", at=NIGHT + timedelta(minutes=30))


def test_one_clumsy_desk_does_not_slow_the_office_behind_the_same_address(cast):
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            enter(password="salah", address="10.0.0.9")
    assert enter(username="second_operator", address="10.0.0.9")


def test_one_address_that_tries_many_names_is_slowed(cast):
    for n in range(50):
        with pytest.raises(errors.WrongCredentials):
            enter(username=f"nama-{n}", password="salah", address="203.0.113.9")
    with pytest.raises(errors.TooManyTries):
        enter(address="203.0.113.9")


def test_name_that_nobody_has_is_slowed_as_one_that_somebody_has(cast):
    """Neither the words nor the waiting tell which accounts exist, nor does a missing code."""
    told = {}
    for name in ("supervisor", "siapa"):
        heard = []
        for _ in range(6):
            with pytest.raises((errors.WrongCredentials, errors.TooManyTries)) as refusal:
                enter(username=name, password="salah", address="203.0.113.9")
            heard.append((refusal.value.code, refusal.value.facts))
        told[name] = heard
    assert told["supervisor"] == told["siapa"]


def test_second_factor_is_asked_and_used_once(cast, factor):
    totp = pyotp.TOTP(factor.secret)
    with pytest.raises(errors.CodeNeeded):
        enter("supervisor")
    assert enter("supervisor", code=totp.at(NIGHT))
    with pytest.raises(errors.WrongCredentials):
        enter("supervisor", code=totp.at(NIGHT))


def test_session_from_before_the_factor_neither_replaces_nor_guesses_it(cast):
    """It knows the password only; confirming by guesses would hand out recovery codes."""
    early = selectors.find_signed_in(cookie=enter("supervisor"))
    assert early is not None
    user = cast.people["supervisor"]
    secret = services.begin_second_factor(by=early.actor, user_id=user.id, at=NIGHT)
    code = pyotp.TOTP(secret).at(NIGHT)
    services.confirm_second_factor(by=early.actor, user_id=user.id, code=code, at=NIGHT)
    with pytest.raises(errors.CodeNeeded):
        services.begin_second_factor(by=early.actor, user_id=user.id, at=NIGHT)
    later = NIGHT + timedelta(minutes=1)
    code = pyotp.TOTP(secret).at(later)
    with pytest.raises(errors.CodeNeeded):
        services.confirm_second_factor(by=early.actor, user_id=user.id, code=code, at=later)


def test_recovery_code_stands_in_once(cast, factor):
    assert enter("supervisor", code=factor.codes[0].upper())
    with pytest.raises(errors.WrongCredentials):
        enter("supervisor", code=factor.codes[0])


def test_signed_out_session_opens_nothing(cast):
    token = enter()
    entered = selectors.find_signed_in(cookie=token)
    assert entered is not None
    services.sign_out(by=entered.actor, session_id=entered.session_id, at=NIGHT)
    assert selectors.find_signed_in(cookie=token) is None


def test_new_password_ends_every_session(cast):
    token = enter()
    services.set_password(
        by=SETUP, user_id=cast.people["operator"].id, password="sandi baru sekali", at=NIGHT
    )
    assert selectors.find_signed_in(cookie=token) is None


def test_weak_password_is_refused(cast):
    with pytest.raises(errors.WeakPassword):
        services.create_user(by=SETUP, username="x", name="X", password="pendek", at=NIGHT)


def test_taken_name_is_refused(cast):
    with pytest.raises(errors.NameTaken):
        services.create_user(by=SETUP, username="operator", name="X", password=PASSWORD, at=NIGHT)


def test_revoked_token_opens_nothing(cast):
    token = services.issue_token(
        by=SETUP, user_id=cast.people["operator"].id, label="uji", at=NIGHT
    )
    assert selectors.find_signed_in(bearer=token) is not None
    row = cast.people["operator"].tokens.get()
    services.revoke_token(by=SETUP, token_id=row.id, at=NIGHT)
    assert selectors.find_signed_in(bearer=token) is None
