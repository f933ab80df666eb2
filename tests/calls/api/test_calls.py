"""Calls over HTTP: ring, answer, one key, incident, neighbour."""

import pytest

from kentongan.kernel.clock import SetClock
from kentongan.kernel.ids import new_id
from tests.caller import Caller, caller_of
from tests.calls.make import MARK_NAME, MARK_PHONE, make_call
from tests.cast import Cast
from tests.incidents.make import make_categories, make_incident

RING = {"line": "112", "caller": {"phone": MARK_PHONE, "name": MARK_NAME}}


@pytest.fixture
def operator(cast: Cast, night: SetClock) -> Caller:
    make_categories()
    return caller_of(cast, "operator")


def test_ring_is_a_call_with_a_masked_caller(operator):
    response = operator.post("/calls", RING)
    told = response.json()
    assert response.status_code == 201, told
    assert response.headers["Location"] == f"/api/v1/calls/{told['id']}"
    assert (told["state"], told["region"]) == ("INCOMING", "33.24")
    assert MARK_PHONE not in response.content.decode()
    assert operator.post(f"/calls/{told['id']}/reveal").json() == RING["caller"]


def test_own_id_is_the_same_call(operator):
    body = RING | {"id": str(new_id())}
    assert operator.post("/calls", body).json() == operator.post("/calls", body).json()
    assert operator.post("/calls", body | {"line": "113"}).status_code == 409


def test_second_operator_is_told_who_has_it(cast, operator):
    path = f"/calls/{make_call().id}/answer"
    assert operator.post(path).json()["state"] == "ANSWERED"
    late = caller_of(cast, "second_operator").post(path)
    assert (late.status_code, late.json()["title"] != "") == (409, True)


@pytest.mark.parametrize(
    ("disposition", "state"),
    [("PRANK", "PRANK"), ("INFORMATION", "NON_EMERGENCY"), ("WRONG_NUMBER", "WRONG_NUMBER"),
     ("TEST", "TEST"), ("SILENT", "SILENT"), ("EMERGENCY", "CLASSIFIED")],
)  # fmt: skip
def test_one_key_disposes_of_a_ringing_call(operator, disposition, state):
    path = f"/calls/{make_call().id}/classify"
    told = operator.post(path, {"disposition": disposition}).json()
    assert (told["state"], told["disposition"]) == (state, disposition)


def test_label_is_undone_and_changed(operator):
    path = f"/calls/{make_call().id}"
    operator.post(f"{path}/classify", {"disposition": "PRANK"})
    assert operator.post(f"{path}/reclassify", {"disposition": "TEST"}).json()["state"] == "TEST"
    assert operator.post(f"{path}/undo").json()["state"] == "ANSWERED"


def test_call_becomes_an_incident_in_one_act(operator):
    call = make_call()
    response = operator.post(
        f"/calls/{call.id}/incident", {"category": "TREE_DOWN", "region": "33.24.15"}
    )
    assert response.status_code == 201, response.json()
    linked = operator.get(f"/calls/{call.id}").json()
    assert (linked["state"], linked["incident_id"]) == ("LINKED", response.json()["id"])
    assert operator.post(f"/calls/{call.id}/end").json()["state"] == "ENDED"


def test_call_is_linked_as_a_report_of_its_own(operator):
    call, incident = make_call(), make_incident()
    response = operator.post(
        f"/calls/{call.id}/link", {"incident_id": str(incident.id), "narrative": "saya juga"}
    )
    assert response.status_code == 200, response.json()
    assert (response.json()["call_id"], response.json()["narrative"]) == (str(call.id), "saya juga")
    assert operator.get(f"/incidents/{incident.id}").json()["report_count"] == 2


def test_link_to_a_p1_asks_and_more_danger_makes_it_as_urgent(operator):
    call, incident = make_call(), make_incident(category="FIRE_OTHER")
    told = {
        "incident_id": str(incident.id), "category": "FIRE_OTHER", "facts": {"TRAPPED": True},
    }  # fmt: skip
    refused = operator.post(f"/calls/{call.id}/link", told)
    assert (refused.status_code, refused.json()["code"]) == (409, "INCIDENTS-010")
    assert operator.get(f"/calls/{call.id}").json()["state"] == "INCOMING"
    told |= {"same_place_confirmed": True, "same_victims_confirmed": True}
    assert operator.post(f"/calls/{call.id}/link", told).status_code == 200
    assert operator.get(f"/incidents/{incident.id}").json()["priority"] == "P1"


def test_line_that_goes_dead_is_abandoned(operator):
    assert operator.post(f"/calls/{make_call().id}/abandon").json()["state"] == "ABANDONED"


def test_call_that_waits_is_in_the_open_list(operator):
    waiting, done = make_call(), make_call()
    operator.post(f"/calls/{waiting.id}/queue")
    operator.post(f"/calls/{done.id}/classify", {"disposition": "PRANK"})
    assert [c["id"] for c in operator.get("/calls", open="true").json()["items"]] == [
        str(waiting.id)
    ]
    first = operator.get("/calls", limit=1).json()
    rest = operator.get("/calls", limit=1, cursor=first["next"]).json()
    assert [first["items"][0]["id"], rest["items"][0]["id"]] == [str(done.id), str(waiting.id)]
    assert rest["next"] is None


def test_history_is_counts_only(operator):
    make_call()
    response = operator.get(f"/calls/{make_call().id}/history")
    assert response.json()["total"] == 1
    assert MARK_PHONE not in response.content.decode()


def test_neighbour_confirms_or_the_caller_is_ours(operator):
    call = make_call()
    operator.post(f"/calls/{call.id}/classify", {"disposition": "OUT_OF_AREA"})
    assert operator.post(f"/calls/{call.id}/take-back").json()["state"] == "ANSWERED"
    operator.post(f"/calls/{call.id}/classify", {"disposition": "OUT_OF_AREA"})
    told = operator.post(f"/calls/{call.id}/confirm-neighbour", {"taken_by": "Sari"}).json()
    assert (told["neighbour_name"], told["ended_at"] is not None) == ("Sari", True)


def test_caller_who_must_not_be_contacted_is_not_rung_back(operator):
    path = f"/calls/{make_call().id}"
    operator.post(f"{path}/classify", {"disposition": "SILENT"})
    operator.post(f"{path}/contact-safety", {"contact_safety": "DO_NOT_CONTACT"})
    assert operator.post(f"{path}/callback", {"history_seen": True}).status_code == 409


@pytest.mark.parametrize(
    ("name", "status"), [("fire_officer", 403), ("leader", 403), ("auditor", 200)]
)
def test_calls_are_for_those_who_take_them(cast, name, status):
    make_call()
    assert caller_of(cast, name).get("/calls").status_code == status


def test_unknown_field_is_named(operator):
    response = operator.post("/calls", {"phone": "0812"})
    assert response.status_code == 400
    assert "phone" in response.json()["what"]


def test_link_is_undone(operator):
    path = f"/calls/{make_call().id}"
    operator.post(f"{path}/answer")
    assert operator.post(f"{path}/unlink").json()["code"] == "CALLS-017"
    operator.post(f"{path}/link", {"incident_id": str(make_incident().id), "narrative": "salah"})
    told = operator.post(f"{path}/unlink").json()
    assert (told["state"], told["incident_id"]) == ("ANSWERED", None)
    assert operator.get(f"{path}/draft").json()["fields"]["narrative"] == ["salah"]
