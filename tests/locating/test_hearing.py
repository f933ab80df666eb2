"""What telephones tell is kept whatever it is, once, and found beside the call of its number."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.journal.periods import kept_for
from kentongan.kernel.actors import RETENTION, SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.kernel.signing import WINDOW_S, signature
from kentongan.locating import selectors, services
from kentongan.locating.enums import Problem, Source
from kentongan.locating.errors import NotAPlace
from kentongan.locating.models import Fix
from tests.conftest import NIGHT
from tests.data import shared_data
from tests.locating.make import PHONE, hear, make_call, message
from tests.locating.test_aml import FORM, signed

pytestmark = pytest.mark.django_db
NOW = str(int(NIGHT.timestamp()))


@pytest.fixture
def call(cast: Any, night: Any) -> Any:
    return make_call(cast.operator)


def post(body: bytes, secret: str, *, time: str = NOW) -> Any:
    return Client().post(
        "/api/v1/locating/sms", body, content_type="application/json",
        headers={"X-Kentongan-Time": time, "X-Kentongan-Signature": signature(secret, time, body)},
    )  # fmt: skip


def told(**more: Any) -> bytes:
    return json.dumps({"phone": "081234567891", "text": message()} | more).encode()


def test_every_vector_is_kept_and_those_marked_reject_are_shown_as_unusable(call: Any) -> None:
    lines = shared_data("location/aml_vectors.jsonl").read_text().splitlines()
    for line in lines:
        vector = json.loads(line)
        kind = "data" if vector["kind"].startswith("data") else "text"
        services.hear_message(by=SETUP, phone=PHONE, at=NIGHT, **{kind: vector["input"]})
    found = selectors.located(call, NIGHT)
    rejected = sum('"reject' in line for line in lines)
    assert (len(found.usable), len(found.unusable)) == (len(lines) - rejected, rejected)
    assert all(each.problem for each in found.unusable)
    assert all(each.fix.radius_m for each in found.usable)


def test_the_gateway_is_heard_once(call: Any, settings: Any) -> None:
    first, again = post(told(), settings.AML_SECRET), post(told(), settings.AML_SECRET)
    assert first.json()["is_new"] and not again.json()["is_new"]
    assert first.json()["fix_id"] == again.json()["fix_id"]
    fix = Fix.objects.get()
    assert (fix.source, fix.problem, fix.phone) == (Source.AML_SMS, "", "081234567891")


def test_what_is_not_signed_or_not_of_now_is_refused(call: Any, settings: Any) -> None:
    assert post(told(), "another").status_code == 403
    late = str(int(NOW) - WINDOW_S - 1)
    assert post(told(), settings.AML_SECRET, time=late).json()["code"] == "LOCATING-003"
    assert post(b"[]", settings.AML_SECRET).status_code == 400
    assert post(told(more="x"), settings.AML_SECRET).status_code == 400
    settings.AML_SECRET = ""
    assert post(told(), "").status_code == 404
    assert not Fix.objects.exists()


@pytest.mark.parametrize("spoilt", [{"phone": "💥" * 9}, {"text": "x"}, {"text": "", "data": "zz"}])
def test_what_cannot_be_read_is_kept_with_why(call: Any, settings: Any, spoilt: Any) -> None:
    answer = post(told(**spoilt), settings.AML_SECRET)
    assert answer.status_code == 200
    assert answer.json()["problem"] in {Problem.NOT_AML, Problem.NO_NUMBER}
    assert Fix.objects.get().raw is not None


def test_a_form_of_the_network(call: Any, settings: Any) -> None:
    body = signed(FORM | {"device_number": PHONE}, settings.AML_SECRET)
    kind = "application/x-www-form-urlencoded"
    answer = Client().post("/api/v1/locating/aml", body, content_type=kind)
    assert answer.json()["problem"] == ""
    [shown] = selectors.located(call, NIGHT).usable
    assert (shown.fix.source, shown.is_best, shown.quality) == (Source.AML_HTTPS, True, "EXACT")
    forged = body.replace(b"110.2", b"110.3")
    assert Client().post("/api/v1/locating/aml", forged, content_type=kind).status_code == 403
    assert Fix.objects.count() == 1


def test_a_place_that_came_before_the_call_is_found_as_well(cast: Any, night: Any) -> None:
    hear(message(), at=NIGHT - timedelta(minutes=9))
    hear(message(lat=-6.8), at=NIGHT - timedelta(minutes=11))
    call = make_call(cast.operator)
    assert [each.fix.lat for each in selectors.located(call, NIGHT).usable] == [-6.9194]


def test_another_number_and_a_later_hour_are_not_this_caller(call: Any) -> None:
    hear(message(), phone="081299999999")
    assert not selectors.located(call, NIGHT).usable
    hear(message(lat=-6.8), at=NIGHT + timedelta(minutes=30))
    assert len(selectors.located(call, NIGHT + timedelta(minutes=30)).usable) == 1  # still talking


def test_the_desk_is_told_and_the_journal_knows_no_place(call: Any) -> None:
    hear(message())
    entry = Entry.objects.get(kind="locating.call.located")
    assert entry.subject_id == call.id
    written = " ".join(str(each.data) for each in Entry.objects.filter(kind__startswith="locating"))
    assert not any(mark in written for mark in ("6.9", "110.2", "812"))


def test_a_clock_far_ahead_is_not_believed(call: Any) -> None:
    assert hear(message(top="20301122195935")).measured_at is None
    assert hear(message(top="20261122195935")).measured_at is not None


def test_a_circle_becomes_the_place_with_its_radius(cast: Any, call: Any) -> None:
    from kentongan.calls import services as calls
    from kentongan.incidents.types import PlaceInput
    from tests.incidents.make import new_incident

    fix = hear(message(radius=300))
    wide = hear(message(radius=1900, lat=-6.8))
    with pytest.raises(NotFound):
        services.take_fix(by=cast.operator, call_id=call.id, fix_id=fix.id, at=NIGHT)
    new = new_incident(place=PlaceInput())
    incident = calls.open_incident_from_call(by=cast.operator, call_id=call.id, new=new, at=NIGHT)
    services.take_fix(by=cast.operator, call_id=call.id, fix_id=fix.id, at=NIGHT)
    row = Incident.objects.get(id=incident.id)
    assert (row.lat, row.accuracy_m, row.place_quality) == (-6.9194, 300, "AREA_ESTIMATE")
    assert row.place_source == "AML"
    with pytest.raises(NotAPlace):
        services.take_fix(by=cast.operator, call_id=call.id, fix_id=wide.id, at=NIGHT)


def test_who_takes_no_calls_sees_no_place(cast: Any, call: Any) -> None:
    hear(message())
    for name in ("leader", "fire_officer", "camat", "outsider"):
        with pytest.raises((NotAllowed, NotFound)):
            selectors.access_located(cast.actor(name), call.id, NIGHT)


def test_reading_afterwards_is_an_act(cast: Any, call: Any) -> None:
    hear(message())
    services.open_fixes(by=cast.operator, call_id=call.id, at=NIGHT)
    entry = Entry.objects.get(kind="locating.call.fixes-opened")
    assert (entry.subject_id, json.loads(entry.data)["count"]) == (call.id, 1)


def test_places_are_deleted_when_their_time_is_over(call: Any) -> None:
    hear(message(), at=NIGHT - kept_for("track", NIGHT) - timedelta(seconds=1))
    young = hear(message(lat=-6.8))
    assert services.forget_fixes(by=RETENTION, at=NIGHT) == 1
    assert services.forget_fixes(by=RETENTION, at=NIGHT) == 0
    assert Fix.objects.get().id == young.id
