"""One account is guessed from many addresses: slowed, and its person is kept out of nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client

from kentongan.accounts import errors, selectors, services
from kentongan.accounts.models import KnownPlace
from kentongan.accounts.services import entering
from kentongan.journal import timekeeper
from kentongan.kernel.actors import SETUP
from tests.accounts.make import DESK, enter
from tests.cast import PASSWORD
from tests.conftest import NIGHT


def guess(username="operator", tries=200, at=NIGHT):
    """From so many addresses, each once. Answers what each was told."""
    told = []
    for n in range(tries):
        with pytest.raises((errors.WrongCredentials, errors.TooManyTries)) as refusal:
            enter(username, "salah", address=f"203.0.{n // 250}.{n % 250}", at=at)
        told.append((refusal.value.code, refusal.value.facts))
    return told


def test_two_hundred_addresses_guess_no_more_than_twenty_times(cast):
    codes = [code for code, _ in guess()]
    assert codes.count(errors.WrongCredentials.code) == 20
    later = [code for code, _ in guess(at=NIGHT + timedelta(minutes=10))]
    assert later.count(errors.WrongCredentials.code) == 10


def test_the_right_password_from_a_strange_address_waits_too(cast):
    guess()
    with pytest.raises(errors.TooManyTries) as refusal:
        enter(address="198.51.100.7")
    assert refusal.value.facts["wait_s"] <= 61
    assert enter(address="198.51.100.7", at=NIGHT + timedelta(minutes=2))


def test_operator_gets_in_at_her_own_desk_meanwhile(cast):
    enter(desk=DESK, address="10.0.0.1", at=NIGHT - timedelta(days=3))
    guess()
    assert enter(desk=DESK, address="198.51.100.7")


def test_operator_gets_in_from_the_address_of_her_room_meanwhile(cast):
    """Her browser has forgotten its cookies."""
    enter(desk=DESK, address="10.0.0.1", at=NIGHT - timedelta(days=3))
    guess()
    assert enter(address="10.0.0.1")


def test_flood_from_her_own_address_does_not_reach_her_desk(cast):
    """A sick computer behind the same address tries every name."""
    enter(desk=DESK, address="10.0.0.1")
    for n in range(50):
        with pytest.raises(errors.WrongCredentials):
            enter(f"nama-{n}", "salah", address="10.0.0.1")
    with pytest.raises(errors.TooManyTries):
        enter(address="10.0.0.1")
    assert enter(desk=DESK, address="10.0.0.1")


def test_known_desk_is_slowed_by_its_own_wrong_tries(cast):
    enter(desk=DESK)
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            enter(password="salah", desk=DESK)
    with pytest.raises(errors.TooManyTries):
        enter(desk=DESK)
    assert enter(desk=DESK, at=NIGHT + timedelta(minutes=2))


def test_desk_knows_those_who_have_entered_there_and_nobody_else(cast):
    enter(desk=DESK)
    guess("second_operator")
    with pytest.raises(errors.TooManyTries):
        enter("second_operator", desk=DESK, address="198.51.100.7")


def test_name_that_nobody_has_is_slowed_alike(cast):
    assert guess("operator", 40) == guess("tidak-ada", 40)


def test_name_that_nobody_has_takes_as_long(cast, monkeypatch):
    """One hash of the same kind is worked out for either: a watch does not tell which exist."""
    checked = []

    def check(password, encoded):
        checked.append(encoded.partition("$")[0])
        return check_password(password, encoded)

    monkeypatch.setattr(entering, "check_password", check)
    for name in ("operator", "tidak-ada"):
        with pytest.raises(errors.WrongCredentials):
            enter(name, "salah", desk="lain")
    assert len(checked) == 2
    assert len(set(checked)) == 1


def test_new_password_and_lost_keys_forget_where_somebody_has_entered(cast):
    user = cast.people["operator"]
    enter(desk=DESK)
    services.give_one_time_password(by=SETUP, user_id=user.id, at=NIGHT)
    assert not KnownPlace.objects.filter(user=user).exists()


def test_one_time_password_forgives_the_tries_of_strangers(cast):
    guess()
    assert selectors.waits_of(["operator"], NIGHT)["operator"] > 0
    services.give_one_time_password(by=SETUP, user_id=cast.people["operator"].id, at=NIGHT)
    assert selectors.waits_of(["operator"], NIGHT) == {}


def test_place_is_forgotten_when_nobody_has_entered_for_long(cast, night):
    enter(desk=DESK)
    assert KnownPlace.objects.count() == 2
    timekeeper.run_due(NIGHT + timedelta(days=31))
    assert not KnownPlace.objects.exists()


def test_cookie_that_was_not_made_here_is_not_believed(cast, night):
    client = Client()
    client.cookies[selectors.desk_cookie()] = "dipasang-orang-lain"
    said = {"username": "operator", "password": PASSWORD}
    answer = client.post("/account/sign-in", said)
    made = answer.cookies[selectors.desk_cookie()].value
    assert made != "dipasang-orang-lain"
    again = client.post("/account/sign-in", said | {"username": "second_operator"})
    assert again.cookies[selectors.desk_cookie()].value == made
