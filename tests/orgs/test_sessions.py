"""How long a session opens: twelve hours, or as long as its person is on duty."""

from datetime import timedelta

import pytest
from django.test import Client

from kentongan.accounts import selectors as accounts_selectors
from kentongan.accounts import services as accounts
from kentongan.accounts.rules import SESSION_LIVES
from kentongan.kernel.actors import SETUP
from kentongan.live.guests import Credential
from kentongan.live.selectors import find_guest
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from tests.cast import PASSWORD
from tests.conftest import NIGHT

OVER = NIGHT + SESSION_LIVES


@pytest.fixture
def operator(cast, night):
    """A browser in which the operator signed in at three."""
    token = accounts.sign_in(
        username="operator", password=PASSWORD, code="", address="10.0.0.1", at=NIGHT
    )
    client = Client()
    client.cookies[accounts_selectors.cookie_name()] = token
    client.token = token
    return client


def plan(cast, until, name="operator"):
    return orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("centre"), kind=DutyKind.OPERATOR, person_name="Sari",
        phone="", user_id=cast.people[name].id, starts_at=NIGHT - timedelta(hours=1),
        ends_at=until, at=NIGHT,
    )  # fmt: skip


def streams(client):
    cookies = ((accounts_selectors.cookie_name(), client.token),)
    return find_guest(Credential(cookies=cookies)) is not None


def opens(client):
    """Whether page, API and stream open; all three or none."""
    page, api = client.get("/panggilan").status_code, client.get("/api/v1/me").status_code
    found = {page == 200, api == 200, streams(client)}
    assert len(found) == 1, (page, api, streams(client))
    return found.pop()


def test_quiet_night_ends_no_session(operator, night):
    night.at = OVER - timedelta(seconds=1)
    assert opens(operator)


def test_expired_session_opens_nothing(operator, night):
    assert opens(operator)
    night.at = OVER
    assert not opens(operator)
    assert operator.get("/panggilan").headers["Location"].startswith("/account/sign-in")
    assert operator.get("/panggilan/daftar", headers={"HX-Request": "true"}).status_code == 401
    assert operator.post("/panggilan/baru", headers={"HX-Request": "true"}).status_code == 401


def test_person_on_duty_keeps_theirs_until_the_duty_ends(cast, operator, night):
    plan(cast, OVER + timedelta(hours=2))
    night.at = OVER + timedelta(hours=1)
    assert opens(operator)
    night.at = OVER + timedelta(hours=3)
    assert not opens(operator)


def test_somebody_elses_duty_keeps_nothing(cast, operator, night):
    plan(cast, OVER + timedelta(hours=2), name="second_operator")
    night.at = OVER + timedelta(hours=1)
    assert not opens(operator)


def test_duty_signed_off_keeps_nothing(cast, operator, night):
    duty = plan(cast, OVER + timedelta(hours=2))
    orgs.sign_on(by=cast.operator, duty_id=duty.id, at=NIGHT)
    night.at = OVER + timedelta(minutes=30)
    assert opens(operator)
    orgs.sign_off(by=cast.operator, duty_id=duty.id, at=night.at)
    assert not opens(operator)


def test_ended_session_opens_nothing_even_on_duty(cast, operator, night):
    plan(cast, OVER)
    assert opens(operator)
    accounts.end_sessions(by=SETUP, user_id=cast.people["operator"].id, at=NIGHT)
    assert not opens(operator)


def test_new_password_ends_every_session(cast, operator, night):
    accounts.set_password(
        by=SETUP, user_id=cast.people["operator"].id, password="pagar bambu hijau 7", at=NIGHT
    )
    assert not opens(operator)


def test_signing_in_again_over_the_page_opens_a_new_session(operator, night):
    night.at = OVER
    wrong = operator.post("/account/sign-in-again", {"username": "operator", "password": "salah"})
    assert wrong.status_code == 401
    said = {"username": "operator", "password": PASSWORD, "code": ""}
    again = operator.post("/account/sign-in-again", said)
    assert again.status_code == 204
    operator.token = again.cookies[accounts_selectors.cookie_name()].value
    assert opens(operator)


def test_token_of_a_program_ends_with_its_day_whoever_is_on_duty(cast, night):
    plan(cast, OVER)
    token = accounts.issue_token(
        by=SETUP, user_id=cast.people["operator"].id, label="uji", at=NIGHT,
        expires_at=NIGHT + timedelta(hours=1),
    )  # fmt: skip
    program = Client(headers={"authorization": f"Bearer {token}"})
    assert program.get("/api/v1/me").status_code == 200
    night.at = NIGHT + timedelta(hours=1)
    assert program.get("/api/v1/me").status_code == 401
    assert find_guest(Credential(bearer=token)) is None
