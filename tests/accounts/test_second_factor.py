"""The second factor: begun, confirmed, put in anew; the one that works is never dropped before."""

from datetime import timedelta

import pyotp
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from kentongan.accounts import errors, selectors, services
from kentongan.accounts.models import RecoveryCode, User
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from tests.accounts.make import enter, make_factor
from tests.conftest import NIGHT

LATER = NIGHT + timedelta(minutes=5)
LAST = NIGHT + timedelta(minutes=10)
PAGE = "/account/second-factor"


@pytest.fixture
def user(cast):
    return cast.people["supervisor"]


@pytest.fixture
def old(user):
    """The factor that works: its secret and its recovery codes."""
    return make_factor(user)


def begin(user, at=NIGHT):
    return services.begin_second_factor(by=SETUP, user_id=user.id, at=at)


def confirm(user, secret, at=LATER):
    code = pyotp.TOTP(secret).at(at)
    return services.confirm_second_factor(by=SETUP, user_id=user.id, code=code, at=at)


def enters(code, at=LATER):
    try:
        return bool(enter("supervisor", code=code, at=at))
    except errors.WrongCredentials:
        return False


def confirmed_in_journal():
    return Entry.objects.filter(kind="accounts.user.second-factor-confirmed").count()


def test_old_factor_works_until_the_new_one_is_confirmed(user, old):
    new = begin(user)
    assert not enters(pyotp.TOTP(new).at(LATER))
    assert enters(pyotp.TOTP(old.secret).at(LATER))
    assert enters(old.codes[0])


def test_confirmed_new_factor_replaces_secret_and_recovery_codes(user, old):
    new = begin(user)
    codes = confirm(user, new)
    assert not enters(pyotp.TOTP(old.secret).at(LAST), at=LAST)
    assert not enters(old.codes[0], at=LAST)
    assert enters(pyotp.TOTP(new).at(LAST), at=LAST)
    assert enters(codes[0], at=LAST)
    assert RecoveryCode.objects.filter(user=user).count() == len(codes)
    assert confirmed_in_journal() == 2


def test_abandoned_beginning_changes_nothing(user, old):
    before = User.objects.get(id=user.id)
    begin(user)
    begin(user)
    after = User.objects.get(id=user.id)
    assert after.has_second_factor
    assert after.totp_secret == before.totp_secret == old.secret
    assert after.totp_confirmed_at == before.totp_confirmed_at
    assert confirmed_in_journal() == 1


def test_only_the_newest_beginning_can_be_confirmed(user, old):
    first, second = begin(user), begin(user)
    with pytest.raises(errors.WrongCode):
        confirm(user, first)
    assert confirm(user, second)


def test_wrong_code_changes_nothing_and_may_be_put_right(user, old):
    new = begin(user)
    with pytest.raises(errors.WrongCode):
        services.confirm_second_factor(by=SETUP, user_id=user.id, code="000000", at=LATER)
    assert enters(pyotp.TOTP(old.secret).at(LATER))
    assert confirm(user, new)


def test_code_that_confirmed_does_not_open_a_session_too(user):
    new = begin(user)
    confirm(user, new)
    assert not enters(pyotp.TOTP(new).at(LATER))


def test_nothing_begun_is_nothing_to_confirm(user):
    with pytest.raises(errors.NothingToConfirm):
        services.confirm_second_factor(by=SETUP, user_id=user.id, code="123456", at=NIGHT)
    assert not User.objects.get(id=user.id).has_second_factor


def test_confirmed_twice_is_refused_the_second_time(user):
    new = begin(user)
    confirm(user, new)
    with pytest.raises(errors.NothingToConfirm):
        confirm(user, new, at=LAST)
    assert confirmed_in_journal() == 1


def test_what_was_begun_is_in_no_journal_and_lies_sealed(user):
    before = Entry.objects.count()
    secret = begin(user)
    assert Entry.objects.count() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT totp_pending FROM accounts_user WHERE totp_pending <> ''")
        stored = cursor.fetchall()
    assert len(stored) == 1
    assert secret not in str(stored)


def test_factor_without_a_secret_is_none(user):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(id=user.id).update(totp_confirmed_at=NIGHT)


@pytest.fixture
def browser(cast, night):
    """Where the supervisor has signed in with the password alone: no factor yet."""
    client = Client()
    client.cookies[selectors.cookie_name()] = enter("supervisor")
    return client


def test_page_shows_a_code_to_scan_and_then_the_recovery_codes(browser, user):
    assert "Pasang sekarang" in browser.get(PAGE).content.decode()
    shown = browser.post(PAGE).content.decode()
    secret = User.objects.get(id=user.id).totp_pending
    assert secret in shown
    answer = browser.post(PAGE, {"code": pyotp.TOTP(secret).at(NIGHT)})
    assert answer.content.decode().count("<li><code>") == 10


def test_page_keeps_the_code_to_scan_when_one_was_mistyped(browser, user):
    browser.post(PAGE)
    secret = User.objects.get(id=user.id).totp_pending
    for said in ("000000", ""):
        answer = browser.post(PAGE, {"code": said})
        assert answer.status_code == 409
        assert secret in answer.content.decode()
        assert "Kode itu tidak cocok" in answer.content.decode()
    assert browser.post(PAGE, {"code": pyotp.TOTP(secret).at(NIGHT)}).status_code == 200


def test_page_with_nothing_begun_says_so(browser):
    for said in ("123456", ""):
        answer = browser.post(PAGE, {"code": said})
        assert answer.status_code == 409
        assert "Tidak ada pemasangan faktor kedua" in answer.content.decode()
