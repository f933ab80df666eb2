"""The code in the cab: how a crew comes in, and how it no longer does."""

import logging

import pytest
from django.test import Client

from kentongan.fleet import services as fleet
from kentongan.fleet.selectors import vehicle_cookie
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT
from tests.field.make import HX, make_phone, token_of
from tests.fleet.make import make_unit

pytestmark = pytest.mark.usefixtures("night")


def test_code_opens_the_page_of_its_unit(cast, client):
    unit = make_unit(cast)
    answer = client.get(f"/k/{token_of(unit)}", follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/k/"
    assert unit.call_sign in answer.content.decode()


def test_cookie_is_for_the_crews_pages_only(cast, client):
    answer = client.get(f"/k/{token_of(make_unit(cast))}")
    cookie = answer.cookies[vehicle_cookie()]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/k/", True, "Lax")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_opening_writes_nothing(cast, client):
    token = token_of(make_unit(cast))
    before = Entry.objects.count()
    client.get(f"/k/{token}", follow=True)
    assert Entry.objects.count() == before


def test_token_is_in_no_page_and_no_log(cast, client, caplog):
    token = token_of(make_unit(cast))
    with caplog.at_level(logging.DEBUG):
        answer = client.get(f"/k/{token}", follow=True)
        client.get("/k/isi")
        client.post(f"/k/{token}")
    assert token not in answer.content.decode()
    assert token not in "\n".join(r.getMessage() for r in caplog.records if "GET" not in r.msg)


def test_revoked_code_says_what_to_do(cast):
    unit = make_unit(cast)
    phone = make_phone(unit)
    fleet.revoke_vehicle_token(by=SETUP, unit_id=unit.id, at=NIGHT)
    answer = phone.get("/k/")
    assert answer.status_code == 401
    assert "tidak berlaku lagi" in answer.content.decode()
    assert phone.get("/k/isi", **HX).status_code == 401
    assert phone.post("/k/kesiapan", {"crew_count": "4"}, **HX).status_code == 401


def test_new_code_ends_the_old_one(cast):
    unit = make_unit(cast)
    phone = make_phone(unit)
    token_of(unit)
    assert phone.get("/k/").status_code == 401


@pytest.mark.parametrize("token", ["x", "A" * 22, "../../etc", "%00"])
def test_unknown_code_ends_at_the_same_page(cast, client, token):
    answer = client.get(f"/k/{token}", follow=True)
    assert answer.status_code in {401, 404}


def test_nobody_without_a_code(cast, client):
    answer = client.get("/k/")
    assert answer.status_code == 401
    assert "kode QR" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "method"),
    [("/k/", "post"), ("/k/isi", "post"), ("/k/kesiapan", "get"), ("/k/awak", "get"),
     ("/k/status", "get"), ("/k/posisi", "get")],
)  # fmt: skip
def test_wrong_method_is_named(cast, address, method):
    phone = make_phone(make_unit(cast))
    answer = getattr(phone, method)(address)
    assert answer.status_code == 405
    assert answer.headers["Allow"]


def test_person_signed_in_on_the_same_phone_does_not_act_here(cast):
    assert Client().get("/k/").status_code == 401
