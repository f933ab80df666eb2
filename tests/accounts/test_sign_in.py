"""Entering: wrong words, codes, recovery codes, and how guessing is slowed."""

from datetime import timedelta

import pyotp
import pytest

from kentongan.accounts import errors, selectors, services
from kentongan.kernel.actors import SETUP
from tests.cast import PASSWORD
from tests.conftest import NIGHT


def enter(username="operator", password=PASSWORD, code="", at=NIGHT, address="10.0.0.1"):
    return services.sign_in(username=username, password=password, code=code, address=address, at=at)


@pytest.fixture
def secret(cast):
    """The supervisor's code app, confirmed an hour ago."""
    user = cast.people["supervisor"]
    secret = services.begin_second_factor(by=SETUP, user_id=user.id, at=NIGHT)
    before = NIGHT - timedelta(hours=1)
    code = pyotp.TOTP(secret).at(before)
    codes = services.confirm_second_factor(by=SETUP, user_id=user.id, code=code, at=before)
    return secret, codes


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


def test_second_factor_is_asked_and_used_once(cast, secret):
    totp = pyotp.TOTP(secret[0])
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


def test_recovery_code_stands_in_once(cast, secret):
    assert enter("supervisor", code=secret[1][0].upper())
    with pytest.raises(errors.WrongCredentials):
        enter("supervisor", code=secret[1][0])


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
