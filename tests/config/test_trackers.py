"""The quick way for phones in cabs: the same answers as the pages', and never another's unit."""

import asyncio
import base64
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.config.trackers import MAX_BYTES, Trackers
from kentongan.fleet import services
from kentongan.fleet.models import TrackPoint, UnitPosition
from kentongan.fleet.selectors import find_vehicle, recall_vehicle
from kentongan.kernel.actors import SETUP
from kentongan.kernel.ids import hash_token
from tests.conftest import NIGHT
from tests.fleet.make import make_unit

OSMAND, OWNTRACKS = "/api/lacak/osmand", "/api/lacak/owntracks"


class Pages:
    """Stands for Django: what came to it, with the body it could read."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.bodies.append((await receive())["body"])
        await send({"type": "http.response.start", "status": 418, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Asked:
    """One request through the quick way."""

    def __init__(
        self, path: str, query: str = "", body: bytes = b"", method: str = "POST", **headers: str
    ) -> None:
        self.pages, self.sent, self.waited = Pages(), [], 0
        scope = {
            "type": "http", "method": method, "path": path, "query_string": query.encode(),
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            self.waited += 1
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            self.sent.append(message)

        asyncio.run(Trackers(self.pages)(scope, receive, send))

    @property
    def status(self) -> int:
        return self.sent[0]["status"]


@pytest.fixture
def unit(cast: Any) -> Any:
    return make_unit(cast)


@pytest.fixture
def code(unit: Any) -> str:
    code = services.issue_vehicle_token(by=SETUP, unit_id=unit.id, at=NIGHT)
    assert find_vehicle(hash_token(code))
    return code


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The event loop of a test may not touch Django's database: what is heard is kept here."""
    found: list[Any] = []
    monkeypatch.setattr(services, "hear_position", lambda *told: found.append(told))
    return found


def test_known_vehicle_is_taken_without_django(unit, code, heard):
    asked = Asked(OSMAND, f"id={code}&lat=-6.92&lon=110.2&speed=10")
    assert (asked.status, asked.pages.bodies) == (200, [])
    [(unit_id, position)] = heard
    assert (unit_id, position.point.lat) == (unit.id, -6.92)
    headers = dict(asked.sent[0]["headers"])
    assert headers[b"cache-control"] == b"no-store"


def test_what_is_in_the_address_waits_for_no_body(unit, code, heard):
    asked = Asked(OSMAND, f"id={code}&lat=-6.92&lon=110.2", b"x" * (MAX_BYTES + 1), "GET")
    assert (asked.status, asked.waited, len(heard)) == (200, 0, 1)


def test_owntracks_expects_a_list(unit, code, heard):
    body = json.dumps({"_type": "location", "lat": -6.92, "lon": 110.2, "tst": 1764300000}).encode()
    basic = "Basic " + base64.b64encode(f"awak:{code}".encode()).decode()
    asked = Asked(OWNTRACKS, body=body, authorization=basic, content_type="application/json")
    assert (asked.status, asked.sent[1]["body"]) == (200, b"[]")
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("query", "method"),
    [
        ("id=unknown&lat=-6.92&lon=110.2", "GET"),
        ("id={code}&lat=abc&lon=110.2", "GET"),
        ("id={code}&lat=95&lon=110.2", "POST"),
        ("lat=-6.92&lon=110.2", "GET"),
        ("id={code}&lat=-6.92&lon=110.2", "DELETE"),
        ("&".join(f"a{n}=1" for n in range(500)), "GET"),
    ],
)
def test_what_is_not_right_is_left_to_the_pages(code, heard, query, method):
    asked = Asked(OSMAND, query.format(code=code), b"abc", method)
    assert (asked.status, asked.pages.bodies) == (418, [b"abc"])
    assert not heard


def test_form_with_parts_is_left_to_the_pages(code, heard):
    asked = Asked(OSMAND, f"id={code}&lat=1&lon=2", b"--x", content_type="multipart/form-data; x")
    assert asked.status == 418


def test_body_too_large_is_refused(code, heard):
    asked = Asked(OWNTRACKS, body=b"x" * (MAX_BYTES + 1))
    assert asked.status == 413
    assert not asked.pages.bodies


def test_revoked_code_is_unknown_at_once(unit, code):
    assert recall_vehicle(hash_token(code))
    services.revoke_vehicle_token(by=SETUP, unit_id=unit.id, at=NIGHT)
    assert recall_vehicle(hash_token(code)) is None
    assert find_vehicle(hash_token(code)) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(query=st.text(max_size=80), body=st.binary(max_size=200), kind=st.sampled_from(
    ["", "application/json", "application/x-www-form-urlencoded", "text/plain; \xff"]))  # fmt: skip
def test_hostile_requests_never_break_it(query, body, kind):
    for path in (OSMAND, OWNTRACKS):
        asked = Asked(path, query.encode("utf8", "replace").decode("latin1"), body,
                      content_type=kind, authorization="Basic " + query.encode().hex())  # fmt: skip
        assert asked.status == 418


def test_page_meets_a_vehicle_and_the_quick_way_knows_it(client, unit):
    code = services.issue_vehicle_token(by=SETUP, unit_id=unit.id, at=NIGHT)
    assert recall_vehicle(hash_token(code)) is None
    assert client.get(f"{OSMAND}?id={code}&lat=-6.92&lon=110.2").status_code == 200
    assert recall_vehicle(hash_token(code)).unit_id == unit.id
    assert UnitPosition.objects.get(unit=unit).lat == -6.92
    assert TrackPoint.objects.count() == 1
