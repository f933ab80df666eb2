"""Two nodes on one host share a browser's cookies: each has names of its own."""

import pytest
from django.conf import settings
from django.test import Client

from kentongan.accounts import selectors as accounts
from kentongan.fleet.selectors import vehicle_cookie
from kentongan.journal import selectors as journal
from kentongan.kernel.ids import new_id
from kentongan.orgs.selectors import device_cookie
from tests.board.make import screen_token
from tests.cast import PASSWORD
from tests.field.make import token_of
from tests.fleet.make import make_unit

NAMES = (accounts.cookie_name, accounts.desk_cookie, device_cookie, vehicle_cookie)


def visit(cast) -> Client:
    """Everything that sets a cookie with a credential: the door, a wall, a cab."""
    client = Client()
    client.get("/account/sign-in")
    client.post("/account/sign-in", {"username": "operator", "password": PASSWORD})
    client.get(f"/papan/layar/{screen_token(cast)}")
    client.get(f"/k/{token_of(make_unit(cast))}")
    return client


def test_other_node_has_other_names(cast, monkeypatch):
    here = {name() for name in NAMES}
    monkeypatch.setattr(journal.node(), "id", new_id())
    assert len(here) == 4
    assert here.isdisjoint({name() for name in NAMES})
    assert settings.CSRF_COOKIE_NAME != "kentongan_csrf"


@pytest.mark.usefixtures("night")
def test_credentials_are_kept_from_scripts_and_other_sites(cast):
    cookies = visit(cast).cookies
    assert set(cookies) == {name() for name in NAMES} | {settings.CSRF_COOKIE_NAME}
    for name in NAMES:
        assert cookies[name()]["httponly"]
    assert {morsel["samesite"] for morsel in cookies.values()} == {"Lax"}


@pytest.mark.usefixtures("night")
def test_over_https_they_go_nowhere_else(cast, settings):
    settings.SECURE_COOKIES = settings.CSRF_COOKIE_SECURE = True
    assert all(morsel["secure"] for morsel in visit(cast).cookies.values())


def test_overlay_says_who_has_signed_in(cast):
    said = {"username": "operator", "password": PASSWORD}
    answer = Client().post("/account/sign-in-again", said)
    assert answer.headers["X-Person"] == str(cast.people["operator"].id)
