"""Crews in danger over HTTP: read, raise, answer, end; sent again it is done once."""

import uuid

import pytest

from kentongan.dispatch.models import Danger, DangerPress
from tests.caller import caller_of
from tests.dispatch.make import make_assignment
from tests.fleet.make import make_unit

pytestmark = pytest.mark.usefixtures("night")


@pytest.fixture
def unit(cast):
    return make_unit(cast)


def raise_it(cast, unit, name="fire_officer", **body):
    return caller_of(cast, name).post(f"/units/{unit.id}/danger", body)


def test_read_answered_and_ended(cast, unit):
    made = raise_it(cast, unit, lat=-6.93, lon=110.21).json()
    assert (made["state"], made["place"], made["answered_by"]) == ("RAISED", "PHONE", None)
    desk = caller_of(cast, "operator")
    [read] = desk.get("/dangers").json()["items"]
    assert (read["id"], read["region"], read["lat"]) == (made["id"], "33.24.15", -6.93)
    answered = desk.post(f"/dangers/{made['id']}/answer", {}).json()
    assert (answered["state"], answered["answered_by"]) == ("ANSWERED", str(cast.operator.id))
    assert answered["answered_desk"].startswith("Petugas 112")
    assert desk.post(f"/dangers/{made['id']}/end", {"outcome": ""}).status_code == 400
    ended = desk.post(f"/dangers/{made['id']}/end", {"outcome": "Awak selamat"})
    assert ended.json()["state"] == "ENDED"
    assert desk.get("/dangers").json()["items"] == []
    assert desk.get(f"/dangers/{made['id']}").json()["outcome"] == "Awak selamat"
    again = desk.post(f"/dangers/{made['id']}/end", {"outcome": "Lagi"})
    assert (again.status_code, again.json()["code"]) == (409, "DISPATCH-051")


def test_another_desk_is_refused_by_code(cast, unit):
    made = raise_it(cast, unit).json()
    caller_of(cast, "supervisor").post(f"/dangers/{made['id']}/answer", {})
    refused = caller_of(cast, "fire_officer").post(f"/dangers/{made['id']}/answer", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "DISPATCH-050")


def test_sent_again_with_its_key_it_is_done_once(cast, unit):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    caller = caller_of(cast, "fire_officer")
    for _ in range(2):
        sent = caller.post(f"/units/{unit.id}/danger", {"lat": -6.9, "lon": 110.2}, headers=key)
        assert sent.status_code == 200
    assert sent.headers["Idempotent-Replayed"] == "true"
    assert DangerPress.objects.count() == 1


@pytest.mark.parametrize("name", ["medical_officer", "outsider", "camat", "leader"])
def test_whom_it_does_not_concern_neither_raises_nor_answers(cast, unit, name):
    made = raise_it(cast, unit).json()
    caller = caller_of(cast, name)
    assert caller.post(f"/units/{unit.id}/danger", {}).status_code in {403, 404}
    assert caller.post(f"/dangers/{made['id']}/answer", {}).status_code in {403, 404}
    assert Danger.objects.get().answered_by is None


def test_crew_says_that_it_is_safe_and_nothing_is_ended_by_it(cast, unit):
    made = raise_it(cast, unit).json()
    said = caller_of(cast, "fire_officer").post(f"/units/{unit.id}/danger/over", {})
    assert said.status_code == 204
    read = caller_of(cast, "operator").get(f"/dangers/{made['id']}").json()
    assert read["said_over_at"] is not None
    assert read["state"] == "RAISED"


def test_desk_raises_what_it_hears_by_radio(cast, unit):
    assignment = make_assignment(cast, unit)
    heard = caller_of(cast, "dispatcher").post("/dangers", {"assignment_id": str(assignment.id)})
    assert heard.status_code == 200, heard.content
    assert heard.json()["unit_id"] == str(unit.id)
    refused = caller_of(cast, "outsider").post("/dangers", {"assignment_id": str(assignment.id)})
    assert refused.status_code == 404
