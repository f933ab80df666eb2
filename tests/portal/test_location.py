"""The page of a location link: small, silent about everybody, one telephone's, and never broken."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kentongan.locating import services
from kentongan.locating.models import Fix, LocationLink
from kentongan.portal import patience
from tests.conftest import NIGHT
from tests.locating.conftest import reached_from_outside  # noqa: F401 - an address and a secret
from tests.locating.make import PHONE, make_call, sent_token

pytestmark = pytest.mark.django_db
HERE = {"lat": "-6.9194", "lon": "110.2011", "radius": "21", "age_ms": "1500"}
SMALL = 14 * 1024


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> Iterator[None]:
    patience.forget_all()
    yield
    patience.forget_all()


@pytest.fixture
def token(cast: Any, night: Any) -> str:
    call = make_call(cast.operator)
    services.send_link(by=cast.operator, call_id=call.id, is_agreed=True, at=NIGHT)
    return sent_token()


def phone() -> Client:
    return Client(enforce_csrf_checks=True)


def test_the_page_is_small_and_says_nothing_of_anybody(token: str) -> None:
    answer = phone().get(f"/l/{token}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Anda setuju lokasi telepon ini dikirim" in page
    assert not any(word in page for word in (PHONE, PHONE[3:], "TLP-", "TANDA"))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    found = [Path(str(finders.find(f"portal/{name}"))) for name in ("portal.css", "location.js")]
    sent = [answer.content, *(each.read_bytes() for each in found)]
    assert sum(len(gzip.compress(each)) for each in sent) < SMALL


def test_opening_it_binds_nothing(token: str) -> None:
    """A messenger that previews links opens them before the telephone's owner does."""
    phone().get(f"/l/{token}")
    phone().head(f"/l/{token}")
    assert LocationLink.objects.get().browser_hash is None


def test_a_place_binds_it_to_this_telephone(token: str) -> None:
    mine = phone()
    answer = mine.post(f"/l/{token}", HERE, headers={"Accept": "application/json"})
    assert answer.json() == {"heard": True}
    cookie = answer.cookies["lokasi"]
    assert cookie["httponly"]
    assert cookie["path"] == f"/l/{token}"
    assert mine.post(f"/l/{token}", HERE).status_code == 200
    other = phone().post(f"/l/{token}", HERE, headers={"Accept": "application/json"})
    assert other.status_code == 409
    assert "telepon lain" in other.json()["what"]
    fix = Fix.objects.first()
    assert fix is not None
    assert (fix.lat, fix.radius_m) == (-6.9194, 21)
    assert (NIGHT - fix.measured_at).total_seconds() == 1.5


def test_a_landmark_without_any_script(token: str) -> None:
    answer = phone().post(f"/l/{token}", {"patokan": "  seberang masjid  "})
    assert "Patokan Anda sudah sampai" in answer.content.decode()
    assert LocationLink.objects.get().landmark == "seberang masjid"
    empty = phone().post(f"/l/{token}", {"patokan": " "})
    assert empty.status_code in {400, 409}


@pytest.mark.parametrize("field", ["lat", "lon", "radius", "age_ms"])
@pytest.mark.parametrize("value", ["", "NaN", "inf", "1e999", "-200000000", "\0", "💥", "x" * 900])
def test_every_field_spoilt_is_told_or_let_be(token: str, field: str, value: str) -> None:
    answer = phone().post(f"/l/{token}", HERE | {field: value})
    expected = {200} if field == "age_ms" else {400, 422}
    assert answer.status_code in expected, answer.content


@pytest.mark.parametrize("wrong", ["x", "a" * 22, "%00", "a" * 3000])
def test_a_link_that_is_none_is_told_kindly(token: str, wrong: str) -> None:
    answer = phone().get(f"/l/{wrong}")
    assert answer.status_code == 404
    assert "Telepon 112" in answer.content.decode()


def test_another_method(token: str) -> None:
    assert phone().delete(f"/l/{token}").status_code == 405
