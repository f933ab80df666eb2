"""The floor over HTTP: everything that the pages do."""

from typing import Any

import pytest

from kentongan.calls.models import Call
from kentongan.floor.models import FollowUp
from tests.caller import caller_of
from tests.calls.make import answered
from tests.floor.make import hard

pytestmark = pytest.mark.django_db


def test_a_supervisor_joins_and_leaves(cast: Any, call: Call) -> None:
    lead, desk = caller_of(cast, "supervisor"), caller_of(cast, "operator")
    joined = lead.post(f"/calls/{call.id}/listen", {"mode": "LISTEN", "reason": "COACHING"})
    assert joined.status_code == 200, joined.content
    floor = lead.get("/floor").json()
    assert floor["tiles"][0]["listeners"][0]["id"] == joined.json()["id"]
    assert "count" not in str(floor)
    assert desk.get("/floor").json()["code"] == "FLOOR-001"
    assert desk.get("/me/listenings").json()["items"] == []
    assert lead.post(f"/listenings/{joined.json()['id']}/end").json()["ended_at"]
    assert len(desk.get("/me/listenings").json()["items"]) == 1
    assert desk.post("/me/listenings/read").json() == {"count": 1}


def test_a_note_is_written_and_read(cast: Any, night: Any) -> None:
    lead, desk = caller_of(cast, "supervisor"), caller_of(cast, "operator")
    call = answered(cast.operator)
    url, key = f"/calls/{call.id}/whispers", "bisikan-1"
    first = lead.post(url, {"text": "Tanyakan bayi."}, key=key)
    assert first.status_code == 201
    assert lead.post(url, {"text": "Tanyakan bayi."}, key=key).json() == first.json()
    assert lead.post(url, {"text": "a" * 281}).json()["code"] == "FLOOR-005"
    (mine,) = desk.get("/me/whispers").json()["items"]
    assert mine["text"] == "Tanyakan bayi."
    assert desk.post(f"/whispers/{mine['id']}/read").json()["read_at"]
    for who, count in (("supervisor", 1), ("operator", 1), ("second_operator", 0), ("auditor", 0)):
        assert len(caller_of(cast, who).get(url).json()["items"]) == count
    assert caller_of(cast, "fire_officer").get(url).status_code == 404
    assert lead.post(f"/whispers/{mine['id']}/read").status_code == 403


def test_a_hard_call_from_mark_to_talk(cast: Any, night: Any) -> None:
    lead, desk = caller_of(cast, "supervisor"), caller_of(cast, "operator")
    call = hard(cast.operator)
    marked = desk.post(f"/calls/{call.id}/hard").json()
    assert FollowUp.objects.count() == 1
    offer = desk.post(f"/follow-ups/{marked['id']}/offer", {"takes": True})
    assert offer.status_code == 200
    (listed,) = lead.get("/follow-ups").json()["items"]
    assert (listed["id"], "cause" in listed) == (marked["id"], False)
    assert desk.get("/follow-ups").status_code == 403
    opened = lead.post(f"/follow-ups/{marked['id']}/read").json()
    assert (opened["cause"], opened["talks"]) == ("VIOLENCE", [])
    body = {"number": 1, "outcome": "REFERRED", "note": "Rujuk ke puskesmas"}
    assert lead.post(f"/follow-ups/{marked['id']}/talks", body).status_code == 200
    assert lead.post(f"/follow-ups/{marked['id']}/talks", body).json()["code"] == "FLOOR-009"
    (own,) = desk.get("/me/follow-ups").json()["items"]
    assert own["talks"][0]["note"] == "Rujuk ke puskesmas"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/calls/{id}/listen", {"mode": "SHOUT", "reason": "COACHING"}),
        ("/calls/{id}/listen", {"mode": "LISTEN", "reason": "CURIOUS"}),
        ("/calls/{id}/listen", {"mode": "LISTEN"}),
        ("/calls/{id}/whispers", {"text": "\u0000"}),
        ("/calls/{id}/whispers", {"text": 5}),
        ("/follow-ups/{id}/talks", {"number": 3, "outcome": "TALKED"}),
        ("/follow-ups/{id}/offer", {"takes": "yes"}),
    ],
)
def test_what_cannot_be_is_said(cast: Any, night: Any, path: str, body: dict[str, Any]) -> None:
    call = answered(cast.operator)
    refused = caller_of(cast, "supervisor").post(path.format(id=call.id), body)
    assert refused.status_code == 400
    assert refused.json()["code"]
