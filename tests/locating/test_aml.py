"""What telephones say of themselves: public vectors, every field spoilt, bytes cut anywhere."""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.locating.aml import is_signed, read_form, read_text, text_of
from kentongan.locating.aml.form import hashlib, hmac
from kentongan.locating.enums import Method, Problem
from kentongan.locating.told import Told
from tests.data import shared_data

FIRST = (
    'A"ML=1;lt=-6.91940;lg=+110.20110;rd=50;top=20261122195935;lc=90;pm=W;si=510101;ei=3582;ml={}'
)
FIRST = FIRST.format(len(FIRST))
SECOND = 'A"ML=2;en=112;et=1795377600;lo=-6.9194,110.2011,21.5;lt=-12;lc=68;ls=G;nc=51010;hc=51010'


def vectors() -> list[dict[str, Any]]:
    path = shared_data("location/aml_vectors.jsonl")
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_every_public_vector() -> None:
    """One that is marked reject has a problem; one that is accepted has its circle."""
    for vector in vectors():
        said = vector["input"]
        words = text_of(said) if vector["kind"].startswith("data") else said
        assert words is not None
        told = read_text(words)
        is_usable = told.problem is None and told.point is not None and told.radius_m is not None
        assert is_usable == (vector["expect"] == "accept"), vector["test"]


def test_version_one() -> None:
    told = read_text(FIRST)
    assert told.point is not None
    assert (told.point.lat, told.point.lon, told.radius_m) == (-6.9194, 110.2011, 50.0)
    assert (told.confidence_percent, told.method) == (90, Method.WIFI)
    assert told.measured_at == datetime(2026, 11, 22, 19, 59, 35, tzinfo=UTC)


def test_version_two_says_other_things_with_the_same_keys() -> None:
    told = read_text(SECOND)
    assert told.point is not None
    assert (told.point.lat, told.radius_m, told.method) == (-6.9194, 21.5, Method.GNSS)
    assert told.measured_at == datetime.fromtimestamp(1795377600 - 12, UTC)


@pytest.mark.parametrize(
    ("spoilt", "problem"),
    [
        (FIRST.replace("lt=-6.91940", "lt=-96.9194"), Problem.LATITUDE),
        (FIRST.replace("lt=-6.91940;", ""), Problem.LENGTH),
        (FIRST.replace("lg=+110.20110", "lg=+210.20110"), Problem.LONGITUDE),
        (FIRST.replace("rd=50", "rd=xx"), Problem.RADIUS),
        (FIRST.replace("rd=50", "rd=-5"), Problem.RADIUS),
        (FIRST.replace("rd=50", "rd=99999999"), Problem.RADIUS),
        (FIRST.replace("pm=W", "pm=N"), Problem.NO_POSITION),
        (FIRST.replace("-6.91940", "0.00000").replace("+110.20", "+000.00"), Problem.NO_POSITION),
        (FIRST[:40], Problem.GARBLED),
        (FIRST[:38], Problem.LENGTH),
        (SECOND[:40], Problem.LENGTH),
        (SECOND.replace(",21.5", ""), Problem.RADIUS),
        (SECOND.replace("-6.9194,", ","), Problem.LATITUDE),
        ("tolong saya di depan masjid", Problem.NOT_AML),
        ("", Problem.NOT_AML),
        ("x=1;y=2", Problem.NOT_AML),
        ("lt=" + "9" * 2000, Problem.NOT_AML),
    ],
)  # fmt: skip
def test_what_cannot_be_used_says_why(spoilt: str, problem: Problem) -> None:
    assert read_text(spoilt).problem is problem


@pytest.mark.parametrize("ml", ["", ";ml=128", ";ml=126", ";ml=134"])
def test_a_length_counted_wrong_by_a_little_costs_no_place(ml: str) -> None:
    """Telephones in use say 126 and 128 of the same text (domain.md §2.7)."""
    text = FIRST.partition(";ml=")[0].ljust(120, "0") + ml
    assert read_text(text).problem is None


def test_a_wrong_clock_costs_no_place() -> None:
    for spoilt in ("top=20261399999999", "top=x", "top=2026"):
        told = read_text(FIRST.replace("top=20261122195935", spoilt.ljust(18, "0")[:18]))
        assert (told.problem, told.measured_at) == (None, None)


@given(st.text(max_size=200))
def test_any_text_is_told_and_nothing_is_raised(text: str) -> None:
    assert isinstance(read_text(text), Told)
    assert isinstance(read_text('A"ML=1;' + text), Told)
    assert isinstance(read_text('A"ML=2;lo=' + text), Told)


# ── binary short messages ──────────────────────────────────────────────────────────────────────
def packed(text: str) -> bytes:
    bits = sum(ord(letter) << 7 * at for at, letter in enumerate(text))
    return bits.to_bytes((7 * len(text) + 7) // 8, "little")


@pytest.mark.parametrize("text", [FIRST, SECOND])
def test_packed_letters_in_hexadecimal_and_base64(text: str) -> None:
    raw = packed(text)
    for data in (raw.hex(), raw.hex().upper(), base64.b64encode(raw).decode()):
        assert text_of(data) == text
    assert text_of(text.encode().hex()) == text


def test_packed_bytes_cut_anywhere_never_give_another_place() -> None:
    raw, whole = packed(FIRST), read_text(FIRST)
    for cut in range(len(raw)):
        told = read_text(text_of(raw[:cut].hex()) or "")
        if told.problem is None:
            assert (told.point, told.radius_m) == (whole.point, whole.radius_m), cut


@pytest.mark.parametrize("data", ["", "xyz!", "4", "é", "\0", "A" * 5000, "===="])
def test_what_are_no_bytes_is_no_text(data: str) -> None:
    assert text_of(data) is None


# ── HTTPS ──────────────────────────────────────────────────────────────────────────────────────
FORM = {
    "v": "1", "device_number": "+6281234567890", "location_latitude": "-6.9194",
    "location_longitude": "110.2011", "location_time": "1795377588000",
    "location_accuracy": "12.4", "location_source": "GPS", "location_certainty": "68",
}  # fmt: skip
SECRET = "rahasia-jaringan-dan-node-0123456"  # noqa: S105


def signed(fields: dict[str, str], secret: str = SECRET) -> bytes:
    body = urlencode(fields).encode()
    return body + b"&hmac=" + hmac.new(secret.encode(), body, hashlib.sha1).hexdigest().encode()


def test_a_form_is_signed_by_the_rest_of_it() -> None:
    assert is_signed(SECRET, signed(FORM))
    first = signed(FORM).partition(b"&hmac=")
    assert is_signed(SECRET, b"hmac=" + first[2] + b"&" + first[0])
    assert not is_signed("another", signed(FORM))
    assert not is_signed(SECRET, signed(FORM).replace(b"110", b"111"))
    assert not is_signed(SECRET, urlencode(FORM).encode())
    assert not is_signed(SECRET, signed(FORM) + b"&hmac=00")


def test_a_form() -> None:
    told = read_form(signed(FORM))
    assert told.point is not None
    assert (told.point.lat, told.point.lon, told.radius_m) == (-6.9194, 110.2011, 12.4)
    assert (told.method, told.confidence_percent, told.phone) == (Method.GNSS, 68, "+6281234567890")
    assert told.measured_at == datetime.fromtimestamp(1795377588, UTC)


@pytest.mark.parametrize("field", sorted(FORM))
@pytest.mark.parametrize("value", ["", "NaN", "1e400", "-1e9", "\0", "💥", "9" * 400])
def test_every_field_spoilt_is_told_and_nothing_is_raised(field: str, value: str) -> None:
    told = read_form(signed(FORM | {field: value}))
    if field in {"location_latitude", "location_longitude", "location_accuracy"}:
        assert told.problem is not None
    else:
        assert told.problem is None


def test_bytes_that_are_no_form() -> None:
    for body in (b"\xff\xfe", b"&".join(b"a=1" for _ in range(100)), b""):
        assert read_form(body).problem is not None
