"""The line and the room around the desk over HTTP."""

import pytest

from kentongan.calls.enums import Channel
from kentongan.kernel.clock import SetClock
from tests.caller import Caller, caller_of
from tests.calls.make import answered
from tests.cast import Cast


@pytest.fixture
def operator(cast: Cast, night: SetClock) -> Caller:
    return caller_of(cast, "operator")


@pytest.fixture
def line(cast: Cast) -> str:
    return f"/calls/{answered(cast.operator, channel=Channel.SIMULATED).id}"


def test_line_is_held_muted_and_put_down(operator, line):
    assert operator.post(f"{line}/hold").json()["held_at"]
    assert operator.post(f"{line}/resume").json()["held_at"] is None
    assert operator.post(f"{line}/mute").json()["muted_at"]
    assert operator.post(f"{line}/unmute").json()["muted_at"] is None
    party = operator.post(f"{line}/parties", {"phone": "+62285111112"})
    assert party.status_code == 201
    assert operator.post(f"{line}/parties/{party.json()['id']}/drop").status_code == 200
    assert operator.post(f"{line}/silence", {"listened_s": 20}).status_code == 200
    assert operator.post(f"{line}/hang-up").json()["ended_at"]
    assert operator.post(f"{line}/hold").status_code == 409


def test_colleague_takes_over(cast, operator, line):
    second = caller_of(cast, "second_operator")
    assert second.post("/agents/me/state", {"state": "READY"}).json()["state"] == "READY"
    to = {"user_id": str(cast.people["second_operator"].id)}
    assert operator.post(f"{line}/transfer", to).json()["answered_by"] == to["user_id"]
    states = {one["name"]: one["state"] for one in operator.get("/agents").json()["items"]}
    assert states == {"Operator": "READY", "Second Operator": "ON_CALL"}


def test_help_is_asked_and_answered(cast, operator):
    asked = operator.post("/help", {})
    assert asked.status_code == 201
    assert len(operator.get("/help").json()["items"]) == 1
    comes = caller_of(cast, "supervisor").post(f"/help/{asked.json()['id']}/answer")
    assert comes.json()["answered_by"] == str(cast.people["supervisor"].id)


def test_note_hangs_and_is_taken_off(operator):
    note = operator.post(
        "/shift-notes", {"text": "Jembatan tutup", "until_at": "2026-11-23T05:00:00Z"}
    )
    assert note.status_code == 201, note.content
    assert operator.get("/shift-notes").json()["items"][0]["text"] == "Jembatan tutup"
    assert operator.post(f"/shift-notes/{note.json()['id']}/take-off").status_code == 200
    assert operator.get("/shift-notes").json()["items"] == []


def test_draft_is_kept_and_found(operator, line):
    assert operator.get(f"{line}/draft").json()["fields"] == {}
    typed = {"fields": {"narrative": ["Atap roboh"]}}
    assert operator.post(f"{line}/draft", typed).status_code == 200
    assert operator.get(f"{line}/draft").json()["fields"] == typed["fields"]


def test_waiting_times_are_read_and_decided(cast, operator):
    assert operator.get("/desk-times").json()["help_answers_s"] == 30
    decided = {
        "help_answers_s": 45, "neighbour_answers_s": 90, "silence_listened_s": 15,
        "callback_within_s": 600,
        "legal_basis": "SOP 112/03/2026",
    }  # fmt: skip
    assert operator.post("/desk-times", decided).status_code == 403
    admin = caller_of(cast, "admin")
    alarms = {
        "unanswered_rings_s": 40, "rings_again_s": 45, "classified_within_s": 240,
        "incident_within_s": 50, "decided_within_s": 90,
    }  # fmt: skip
    assert admin.post("/desk-times", decided | alarms).json() == decided | alarms
    kept = admin.post("/desk-times", decided).json()
    assert kept == decided | alarms, "what is left out stays as it is"
    wrong = admin.post("/desk-times", decided | {"unanswered_rings_s": 1})
    assert wrong.status_code == 400
