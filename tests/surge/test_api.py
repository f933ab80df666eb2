"""Surges over HTTP: everything the page does."""

from typing import Any

import pytest

from kentongan.calls.models import Call
from kentongan.incidents.models import Incident
from kentongan.surge.models import Surge
from tests.caller import caller_of
from tests.calls.make import answered
from tests.incidents.make import make_incident
from tests.surge.make import HELPER_PHONE, add_helper, burst, declare, the_request

pytestmark = pytest.mark.django_db
REASON = {"reason": "Gempa terasa kuat"}


@pytest.fixture(autouse=True)
def at_night(cast: Any, night: Any) -> None:
    """Everything happens at three in the morning."""


def test_how_it_stands(cast: Any) -> None:
    burst(12)
    told = caller_of(cast, "operator").get("/surge").json()
    assert (told["is_active"], told["surge"], told["proposal"]) == (False, None, None)
    assert (told["measured"]["arrivals"], told["measured"]["threshold"]) == (12, 10)
    declare(cast)
    assert caller_of(cast, "operator").get("/surge").json()["is_active"] is True


def test_declared_once_however_often_it_is_sent(cast: Any) -> None:
    api = caller_of(cast, "supervisor")
    first = api.post("/surges", REASON, key="lonjakan-1")
    again = api.post("/surges", REASON, key="lonjakan-1")
    assert (first.status_code, again.json()) == (201, first.json())
    other = api.post("/surges", REASON)
    assert (other.status_code, other.json()["code"]) == (409, "SURGE-001")
    ended = api.post(f"/surges/{first.json()['id']}/end", {"reason": "Reda"})
    assert ended.json()["ended_by"] == str(cast.supervisor.id)
    late = api.post(f"/surges/{first.json()['id']}/end", {"reason": "Reda"})
    assert (late.status_code, late.json()["code"]) == (409, "SURGE-002")
    listed = api.get("/surges").json()["items"]
    assert [each["surge"]["reason"] for each in listed] == ["Gempa terasa kuat"]
    assert listed[0]["figures"]["offered"] == 0


def test_the_group(cast: Any) -> None:
    api = caller_of(cast, "supervisor")
    user_id = str(cast.people["second_operator"].id)
    body = {"user_id": user_id, "phone": HELPER_PHONE, "extension": "1009"}
    made = api.post("/overflow-operators", body)
    assert made.status_code == 201
    assert api.post("/overflow-operators", body).json()["code"] == "SURGE-006"
    declare(cast)
    row = api.get("/overflow-operators").json()["items"][0]
    assert (row["phone"], row["state"], row["name"]) == (HELPER_PHONE, "ASKED", "Second Operator")
    assert caller_of(cast, "operator").get("/overflow-operators").json()["items"][0]["phone"] == ""
    own = caller_of(cast, "second_operator")
    answered = own.post(f"/overflow-requests/{row['request_id']}/answer", {"is_coming": True})
    assert answered.json()["state"] == "COMING"
    ready = own.post(f"/overflow-requests/{row['request_id']}/ready")
    assert ready.json()["state"] == "READY"
    removed = api.post(f"/overflow-operators/{row['id']}/remove")
    assert removed.json()["removed_at"] is not None


def test_what_callers_hear(cast: Any) -> None:
    api = caller_of(cast, "supervisor")
    assert api.get("/surge-announcement").json()["changed_by"] is None
    sent_away = api.post("/surge-announcement", {"text": "Silakan tutup telepon."})
    assert (sent_away.status_code, sent_away.json()["code"]) == (409, "SURGE-009")
    text = "Jangan tutup telepon: petugas segera menjawab."
    assert api.post("/surge-announcement", {"text": text}).status_code == 201
    assert api.get("/surge-announcement").json()["text"] == text


@pytest.mark.parametrize("name", ["operator", "leader", "fire_officer", "admin"])
def test_nobody_else_decides(cast: Any, name: str) -> None:
    add_helper(cast)
    surge = declare(cast)
    api = caller_of(cast, name)
    body = {"user_id": str(cast.operator.id), "phone": HELPER_PHONE}
    for path, sent in (
        ("/surges", REASON),
        (f"/surges/{surge.id}/end", REASON),
        ("/overflow-operators", body),
        (f"/overflow-operators/{the_request().operator_id}/remove", None),
        ("/surge-announcement", {"text": "Halo"}),
    ):
        assert api.post(path, sent).status_code == 403, path
    assert api.post(f"/overflow-requests/{the_request().id}/ready").status_code in {403, 404}
    assert Surge.objects.get().ended_at is None


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/surges", {}), ("/surges", {"reason": ""}), ("/surges", {"reason": "x" * 201}),
        ("/surges", {"reason": "   "}), ("/surges", {"reason": "a\u0000"}),
        ("/surges", {"reason": 1}), ("/surges", b"{"),
        ("/overflow-operators", {"user_id": "x", "phone": "1"}),
        ("/overflow-operators", {"user_id": str(Surge().id), "phone": "rumah"}),
        ("/surge-announcement", {"text": ""}), ("/surge-announcement", {"text": "a" * 5000}),
        ("/surge-announcement", {"text": "Halo", "valid_from": "besok"}),
        ("/surge-announcement", {"text": "Halo", "valid_from": "2020-01-01T00:00:00Z"}),
    ],
)  # fmt: skip
def test_spoilt_bodies_are_told(cast: Any, path: str, body: Any) -> None:
    response = caller_of(cast, "supervisor").post(path, body)
    assert response.status_code in {400, 409, 422}, response.content
    assert response.json()["code"]
    assert not Surge.objects.exists()


def told_of(priority: str, **more: Any) -> dict[str, Any]:
    incident = make_incident(category="TREE_DOWN")
    Incident.objects.filter(id=incident.id).update(priority=priority)
    return {"incident_id": str(incident.id)} | more


PLACE, VICTIMS = {"same_place_confirmed": True}, {"same_victims_confirmed": True}


@pytest.mark.parametrize("priority", ["P1", "P2"])
@pytest.mark.parametrize("half", [{}, PLACE, VICTIMS])
def test_a_program_is_asked_what_the_desk_is_asked(
    cast: Any, priority: str, half: dict[str, bool]
) -> None:
    declare(cast)
    call, api = answered(cast.operator), caller_of(cast, "operator")
    body = told_of(priority)
    refused = api.post(f"/calls/{call.id}/link", body | half)
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (409, "SURGE-014")
    assert all(problem[sentence] for sentence in ("title", "detail", "advice"))
    assert Call.objects.get(id=call.id).incident_id is None
    linked = api.post(f"/calls/{call.id}/link", body | PLACE | VICTIMS)
    assert (linked.status_code, linked.json()["call_id"]) == (200, str(call.id))


def test_without_a_surge_and_of_less_a_program_links_as_before(cast: Any) -> None:
    api = caller_of(cast, "operator")
    assert api.post(f"/calls/{answered(cast.operator).id}/link", told_of("P2")).status_code == 200
    declare(cast)
    assert api.post(f"/calls/{answered(cast.operator).id}/link", told_of("P3")).status_code == 200


def test_the_contract_says_what_is_asked(cast: Any) -> None:
    document = caller_of(cast, "operator").get("/openapi.json").json()
    linking = document["paths"]["/calls/{call_id}/link"]["post"]
    assert linking["operationId"] == "link-call"
    assert "SURGE-014" in linking["description"]
    asked = document["components"]["schemas"]["LinkBody"]["properties"]
    assert "Lokasi sama?" in asked["same_place_confirmed"]["description"]
    assert "Korban sama?" in asked["same_victims_confirmed"]["description"]
