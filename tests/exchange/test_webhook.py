"""`POST /api/v1/cti/events`: signed, in time, once; whatever else comes is refused and harmless."""

import json
from typing import Any

import pytest
from django.test import Client

from kentongan.calls.models import Call
from kentongan.exchange.adapters.signed import LARGEST_BODY
from kentongan.exchange.models import HeardEvent
from kentongan.journal.models import Entry
from kentongan.kernel.signing import WINDOW_S
from kentongan.kernel.signing import signature as sign
from tests.conftest import NIGHT
from tests.exchange.make import LINE, PHONE

pytestmark = pytest.mark.django_db
SECRET = "rahasia-antara-sentral-dan-node"  # noqa: S105
NOW = str(int(NIGHT.timestamp()))


@pytest.fixture(autouse=True)
def listening(settings: Any, cast: Any, night: Any) -> None:
    settings.CTI_SECRET = SECRET


def event(**more: Any) -> dict[str, Any]:
    return {"id": "e-1", "event": "JOINED", "call": LINE, "queue": "112", "number": PHONE, **more}


def send(body: bytes, *, time: str = NOW, signature: str | None = None) -> Any:
    signature = sign(SECRET, time, body) if signature is None else signature
    return Client().post(
        "/api/v1/cti/events", body, content_type="application/json",
        headers={"X-Kentongan-Time": time, "X-Kentongan-Signature": signature},
    )  # fmt: skip


def tell(**more: Any) -> Any:
    return send(json.dumps(event(**more)).encode())


def test_a_caller_is_told_and_rings_here() -> None:
    response = tell()
    call = Call.objects.get()
    assert response.status_code == 200
    assert response.json() == {"call_id": str(call.id), "state": "WAITING", "is_new": True}
    assert call.caller_phone == PHONE


def test_the_same_event_again_changes_nothing() -> None:
    first, again = tell(), tell()
    assert again.json() == first.json() | {"is_new": False}
    assert Call.objects.count() == HeardEvent.objects.count() == 1


def test_a_whole_call() -> None:
    tell()
    steps = (("RINGING", "RINGING"), ("CONNECTED", "CONNECTED"), ("DTMF", "CONNECTED"),
             ("HUNG_UP", "ENDED"))  # fmt: skip
    for kind, state in steps:
        assert tell(id=kind, event=kind, member="PJSIP/1001").json()["state"] == state


def test_signed_with_the_prefix_that_others_use() -> None:
    body = json.dumps(event()).encode()
    assert send(body, signature="sha256=" + sign(SECRET, NOW, body)).status_code == 200


@pytest.mark.parametrize(
    "signature", ["", "0", "é" * 64, "0" * 64, sign("another", NOW, json.dumps(event()).encode())]
)
def test_a_wrong_signature(signature: str) -> None:
    response = send(json.dumps(event()).encode(), signature=signature.encode().decode("latin-1"))
    assert response.status_code == 401
    assert response.json()["code"] == "EXCHANGE-002"
    assert not Call.objects.exists()


def test_the_signature_is_of_time_and_body() -> None:
    body = json.dumps(event()).encode()
    later = str(int(NOW) + 1)
    assert send(body, time=later, signature=sign(SECRET, NOW, body)).status_code == 401
    assert send(body + b" ", signature=sign(SECRET, NOW, body)).status_code == 401


@pytest.mark.parametrize(
    "time", ["", "x", "-1", "9" * 30, "²", str(int(NOW) - WINDOW_S - 1), str(int(NOW) + 301)]
)
def test_out_of_time(time: str) -> None:
    response = Client().post(
        "/api/v1/cti/events", b"{}", content_type="application/json",
        headers={"X-Kentongan-Time": time.encode().decode("latin-1"),
                 "X-Kentongan-Signature": sign(SECRET, time.encode().decode("latin-1"), b"{}")},
    )  # fmt: skip
    assert response.status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe",
        b'{"id": "\\u0000", "event": "JOINED", "call": "1"}',
        b'{"id": "\\ud800", "event": "JOINED", "call": "1"}', b"[" * 9000,
        json.dumps(event(event="EXPLODED")).encode(),
        json.dumps(event(event="SNAPSHOT")).encode(),
        json.dumps(event(call="")).encode(), json.dumps(event(id="x" * 65)).encode(),
        json.dumps(event(number="1" * 65)).encode(), json.dumps(event(call=1)).encode(),
        json.dumps(event(extra=1)).encode(), json.dumps(event(at="kemarin")).encode(),
        b" " * (LARGEST_BODY + 1),
    ],
)  # fmt: skip
def test_hostile_bodies_are_refused(body: bytes) -> None:
    response = send(body)
    assert response.status_code == 400, response.content
    assert not Call.objects.exists()
    assert not HeardEvent.objects.exists()


def test_hostile_words_are_kept_as_words() -> None:
    told = tell(queue="<script>alert(1)</script>", member="'; DROP TABLE", number="</b>0812")
    assert told.status_code == 200


def test_a_node_without_a_secret_hears_nobody(settings: Any) -> None:
    settings.CTI_SECRET = ""
    response = send(json.dumps(event()).encode(), signature=sign("", NOW, b"{}"))
    assert (response.status_code, response.json()["code"]) == (404, "EXCHANGE-001")


def test_only_by_post() -> None:
    assert Client().get("/api/v1/cti/events").status_code == 405


def test_a_telephone_that_left_a_call_is_told_too() -> None:
    line = "pengawas-0193aa00111172228333444455556666"
    response = tell(event="LEFT", call=line)
    assert response.json() == {"call_id": None, "state": "", "is_new": True}
    assert tell(event="LEFT", call=line).json()["is_new"] is False
    entry = Entry.objects.get(kind="exchange.joining.ended")
    assert entry.subject_id.hex == line.removeprefix("pengawas-")
    assert not Call.objects.exists()


@pytest.mark.parametrize("line", [LINE, "pengawas-", "pengawas-" + "z" * 32])
def test_what_was_never_rung_into_a_call_leaves_none(line: str) -> None:
    assert tell(event="LEFT", call=line).status_code == 400
    assert not Entry.objects.filter(kind="exchange.joining.ended").exists()
