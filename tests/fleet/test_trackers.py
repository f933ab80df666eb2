"""Traccar Client and OwnTracks on the phone in the cab, by the messages that others published."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from kentongan.fleet import services
from kentongan.fleet.adapters import osmand, owntracks
from kentongan.fleet.adapters.fixes import KNOT_KMH, moment
from kentongan.fleet.errors import NoDevice, NotAFix
from kentongan.fleet.models import UnitPosition
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT
from tests.data import shared_data
from tests.fleet.make import make_unit

OSMAND, OWNTRACKS = "/api/lacak/osmand", "/api/lacak/owntracks"


def vectors(name: str) -> list[dict[str, Any]]:
    lines = shared_data(f"location/{name}_vectors.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def body_of(vector: dict[str, Any]) -> bytes:
    """The JSON that Traccar's own test has between the quotes of `buffer("…")`."""
    quoted = re.search(r'buffer\(\s*("(?:[^"\\]|\\.)*")', vector["extra"])
    assert quoted
    return str(json.loads(quoted[1])).encode()


@pytest.mark.data
def test_published_osmand_messages_are_read_as_published() -> None:
    for vector in vectors("osmand"):
        if vector["method"] == "POST":
            fix = osmand.read_json(body_of(vector))
        else:
            said = dict(parse_qsl(urlsplit(vector["url"]).query))
            if vector["expect"] == "Null":
                with pytest.raises(NoDevice):
                    osmand.read_fields(said)
                continue
            fix = osmand.read_fields(said)
        assert fix.device
        assert (fix.point is None) == (vector["expect"] == "NotNull"), vector


@pytest.mark.data
def test_published_owntracks_messages_are_read_as_published() -> None:
    for vector in vectors("owntracks"):
        fix = owntracks.read_json(vector["body"].encode())
        assert fix is not None
        assert fix.point is not None
        assert fix.at is not None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("1377177267", datetime(2013, 8, 22, 13, 14, 27, tzinfo=UTC)),
        ("1442068686579", datetime(2015, 9, 12, 14, 38, 6, 579000, tzinfo=UTC)),
        ("2025-06-15T13:45:12.862Z", datetime(2025, 6, 15, 13, 45, 12, 862000, tzinfo=UTC)),
        ("2025-06-15T20:45:12+07:00", datetime(2025, 6, 15, 13, 45, 12, tzinfo=UTC)),
        ("2025-06-15 13:45:12", datetime(2025, 6, 15, 13, 45, 12, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_seconds_milliseconds_and_iso(said: str | None, at: datetime | None) -> None:
    assert moment(said, "timestamp") == at


@pytest.mark.parametrize("said", ["kemarin", "1e400", "9" * 400, "-" * 5, "2025-13-45", "nan"])
def test_time_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(NotAFix):
        moment(said, "timestamp")


@pytest.fixture
def unit(cast: Any) -> Any:
    return make_unit(cast)


@pytest.fixture
def code(unit: Any) -> str:
    return services.issue_vehicle_token(by=SETUP, unit_id=unit.id, at=NIGHT)


def basic(code: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(f"awak:{code}".encode()).decode()}


def position_of(unit: Any) -> UnitPosition:
    return UnitPosition.objects.get(unit=unit)


def test_traccar_client_in_the_address_is_knots(client: Client, unit: Any, code: str) -> None:
    before = Entry.objects.count()
    for method in (client.get, client.post):
        answer = method(f"{OSMAND}?id={code}&lat=-6.92&lon=110.2&speed=10&bearing=63&accuracy=8")
        assert (answer.status_code, answer.content) == (200, b"")
    found = position_of(unit)
    assert (found.lat, found.lon, found.accuracy_m, found.heading_deg) == (-6.92, 110.2, 8, 63)
    assert found.speed_kmh == pytest.approx(10 * KNOT_KMH)
    assert Entry.objects.count() == before


def test_traccar_client_as_json_is_metres_a_second(client: Client, unit: Any, code: str) -> None:
    coords = {"latitude": -6.92, "longitude": 110.2, "speed": 10, "heading": -1, "accuracy": 5}
    said = {"location": {"coords": coords, "timestamp": clock.now().isoformat()}, "device_id": code}
    answer = client.post(OSMAND, json.dumps(said), content_type="application/json")
    assert answer.status_code == 200
    assert position_of(unit).speed_kmh == pytest.approx(36)
    assert position_of(unit).heading_deg is None


def test_form(client: Client, unit: Any, code: str) -> None:
    assert client.post(OSMAND, {"id": code, "location": "-6.92,110.2"}).status_code == 200
    assert position_of(unit).lat == -6.92


def test_owntracks_by_its_password(client: Client, unit: Any, code: str) -> None:
    said = {"_type": "location", "lat": -6.92, "lon": 110.2, "tst": 1764300000, "vel": 40}
    answer = client.post(
        OWNTRACKS, json.dumps(said), content_type="application/json", **basic(code)
    )
    assert (answer.status_code, answer.json()) == (200, [])
    assert position_of(unit).speed_kmh == 40
    for other in ({"_type": "lwt"}, {"_type": "waypoints", "waypoints": []}):
        answer = client.post(OWNTRACKS, json.dumps(other), content_type="application/json",
                             **basic(code))  # fmt: skip
        assert answer.status_code == 200


def test_what_was_buffered_moves_no_unit_back(client: Client, unit: Any, code: str) -> None:
    now = clock.now()
    for minutes, lat in ((0, -6.92), (10, -6.99)):
        at = int((now - timedelta(minutes=minutes)).timestamp())
        client.get(f"{OSMAND}?id={code}&lat={lat}&lon=110.2&timestamp={at}")
    assert position_of(unit).lat == -6.92


def test_clock_that_is_ahead_is_no_future(client: Client, unit: Any, code: str) -> None:
    client.get(f"{OSMAND}?id={code}&lat=-6.92&lon=110.2&timestamp=4102444800")
    assert position_of(unit).at <= clock.now()


def test_cells_alone_are_heard_and_give_no_position(client: Client, unit: Any, code: str) -> None:
    answer = client.get(f"{OSMAND}?id={code}&timestamp=1377177267&cell=257,02,16,2224")
    assert answer.status_code == 200
    assert not UnitPosition.objects.filter(unit=unit).exists()


def test_revoked_code_reports_nothing(client: Client, unit: Any, code: str) -> None:
    services.issue_vehicle_token(by=SETUP, unit_id=unit.id, at=NIGHT)  # the earlier one ends
    assert client.get(f"{OSMAND}?id={code}&lat=-6.92&lon=110.2").status_code == 401
    said = json.dumps({"_type": "location", "lat": -6.9, "lon": 110.2})
    answer = client.post(OWNTRACKS, said, content_type="application/json", **basic(code))
    assert answer.status_code == 401
    assert "Basic" in answer["WWW-Authenticate"]
    assert not UnitPosition.objects.exists()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("lat=60.0&lon=30.0&timestamp=1377177267", "FLEET-007"),
        ("id={code}&lat=abc&lon=30", "lat"),
        ("id={code}&lat=95&lon=30", "lat"),
        ("id={code}&lat=60", "lon"),
        ("id={code}&lat=nan&lon=30", "lat"),
        ("id={code}&lat=6&lon=inf", "lon"),
        ("id={code}&lat=6&lon=3&timestamp=kemarin", "timestamp"),
        ("id={code}&lat=6&lon=3&speed=cepat", "speed"),
        ("id={code}&location=6", "lon"),
    ],
)
def test_what_is_wrong_is_named(client: Client, code: str, query: str, named: str) -> None:
    answer = client.get(f"{OSMAND}?{query.format(code=code)}")
    assert answer.status_code == 400
    assert named in answer.content.decode()
    assert code not in answer.content.decode()


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", '{"_type":"encrypted","data":"x"}', '{"_type":"location"}',
     '{"_type":"location","lat":"6","lon":3}', '{"_type":"location","lat":6,"lon":1e999}', "\x00",
     '{"location":{"coords":{"latitude":91,"longitude":0}},"device_id":"x"}'],
)  # fmt: skip
def test_broken_bodies_are_refused_in_a_sentence(client: Client, code: str, body: str) -> None:
    own = client.post(OWNTRACKS, body, content_type="application/json", **basic(code))
    other = client.post(OSMAND, body, content_type="application/json")
    assert own.status_code == 400
    assert other.status_code in {400, 401}


@pytest.mark.parametrize("said", ["", "Basic", "Basic ???", "Bearer x", "Basic " + "QQ=="])
def test_no_password_is_asked_for_one(client: Client, cast: Any, said: str) -> None:
    answer = client.post(OWNTRACKS, "{}", content_type="application/json", HTTP_AUTHORIZATION=said)
    assert answer.status_code == 401
