"""The hot seat: six digits, at a desk where the person has entered with the password."""

from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from kentongan.accounts import errors, selectors, services
from kentongan.accounts.models import User
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from tests.accounts.make import DESK, PIN, choose_pin, enter, make_factor, take_seat
from tests.cast import PASSWORD
from tests.conftest import NIGHT

OVERLAY = "/account/sign-in-again"
PAGE = "/account/pin"


@pytest.fixture
def seated(cast):
    """The operator has entered at this desk, and has a PIN."""
    enter(desk=DESK)
    choose_pin(cast.people["operator"])
    return cast


def test_pin_opens_a_session_at_a_desk_that_knows_the_person(seated):
    entered = selectors.find_signed_in(cookie=take_seat())
    assert entered is not None
    assert entered.username == "operator"
    assert Entry.objects.filter(kind="accounts.user.pin-used").count() == 1


def test_pin_is_kept_as_a_hash(seated, settings):
    settings.PASSWORD_HASHERS = [
        "kentongan.accounts.hashers.SmallArgon2",
        *settings.PASSWORD_HASHERS,
    ]
    choose_pin(seated.people["operator"])
    kept = User.objects.get(username="operator").pin
    assert kept.startswith("argon2")
    assert PIN not in kept


@pytest.mark.parametrize("desk", ["", "meja-lain"])
def test_pin_opens_nothing_at_a_desk_that_does_not_know_the_person(seated, desk):
    with pytest.raises(errors.WrongCredentials):
        take_seat(desk=desk)


def test_pin_opens_nothing_at_the_door(seated):
    with pytest.raises(errors.WrongCredentials):
        enter(password=PIN, desk=DESK)


def test_known_address_alone_takes_no_pin(seated):
    with pytest.raises(errors.WrongCredentials):
        take_seat(desk="meja-lain", address="10.0.0.1")


def test_who_is_known_there_and_has_no_pin_is_refused_alike(cast):
    enter("second_operator", desk=DESK)
    for name in ("second_operator", "tidak-ada"):
        with pytest.raises(errors.WrongCredentials):
            take_seat(name)


def test_five_wrong_ones_and_only_the_password_opens_the_seat(seated):
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            take_seat(secret="998877")
    with pytest.raises(errors.PinAsleep):
        take_seat()
    with pytest.raises(errors.PinAsleep):
        take_seat(at=NIGHT + timedelta(days=1))
    assert take_seat(secret=PASSWORD)
    assert take_seat()


def test_wrong_ones_at_one_desk_leave_the_other_alone(seated):
    enter(desk="meja-dua")
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            take_seat(secret="998877", desk="meja-dua")
    assert take_seat()


def test_right_one_makes_the_wrong_ones_forgotten(seated):
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(errors.WrongCredentials):
                take_seat(secret="998877")
        assert take_seat()


@pytest.mark.parametrize(
    "pin", ["1234", "1234567", "111111", "123456", "987654", "abcdef", "٠١٢٣٤٥"]
)
def test_pin_that_is_easily_guessed_is_refused(cast, pin):
    with pytest.raises(errors.WeakPin):
        choose_pin(cast.people["operator"], pin)


def test_choosing_needs_the_password(cast):
    for _ in range(5):
        with pytest.raises(errors.WrongPassword):
            services.set_pin(by=cast.operator, current="salah", pin=PIN, at=NIGHT)
    with pytest.raises(errors.TooManyTries):
        choose_pin(cast.people["operator"])


def test_empty_pin_takes_it_away(seated):
    choose_pin(seated.people["operator"], "")
    with pytest.raises(errors.WrongCredentials):
        take_seat()


def test_second_factor_given_at_this_desk_this_shift_holds(cast):
    factor = make_factor(cast.people["supervisor"])
    choose_pin(cast.people["supervisor"])
    enter("supervisor", code=pyotp.TOTP(factor.secret).at(NIGHT), desk=DESK)
    entered = selectors.find_signed_in(cookie=take_seat("supervisor"))
    assert entered is not None
    assert entered.second_factor
    with pytest.raises(errors.CodeNeeded):
        take_seat("supervisor", at=NIGHT + timedelta(hours=12))


def test_second_factor_set_since_is_asked_for(cast):
    enter("supervisor", desk=DESK)
    choose_pin(cast.people["supervisor"])
    make_factor(cast.people["supervisor"])
    with pytest.raises(errors.CodeNeeded):
        take_seat("supervisor")


def test_new_password_and_closed_account_put_the_pin_to_sleep(seated):
    user = seated.people["operator"]
    services.set_password(by=SETUP, user_id=user.id, password="pagar bambu hijau 7", at=NIGHT)
    with pytest.raises(errors.WrongCredentials):
        take_seat()
    enter(password="pagar bambu hijau 7", desk=DESK)
    assert take_seat()
    services.deactivate(by=SETUP, user_id=user.id, at=NIGHT)
    with pytest.raises(errors.WrongCredentials):
        take_seat()


def test_seat_is_taken_through_the_overlay(cast, night):
    client = Client()
    client.post("/account/sign-in", {"username": "operator", "password": PASSWORD})
    said = {"current": PASSWORD, "pin": PIN, "pin_again": PIN}
    assert "PIN Anda tersimpan." in client.post(PAGE, said).content.decode()
    client.post("/account/sign-in", {"username": "second_operator", "password": PASSWORD})
    taken = client.post(OVERLAY, {"username": "operator", "password": PIN})
    assert taken.status_code == 204
    assert taken.headers["X-Person"] == str(cast.people["operator"].id)
    assert Client().post(OVERLAY, {"username": "operator", "password": PIN}).status_code == 401


def test_page_refuses_two_that_differ_and_a_stranger(cast, night):
    client = Client()
    assert client.get(PAGE).status_code in {302, 401}
    client.post("/account/sign-in", {"username": "operator", "password": PASSWORD})
    refused = client.post(PAGE, {"current": PASSWORD, "pin": PIN, "pin_again": "280418"})
    assert refused.status_code == 400
    assert "Kedua isian PIN tidak sama." in refused.content.decode()
    assert "Anda belum mempunyai PIN." in client.get(PAGE).content.decode()
