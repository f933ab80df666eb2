"""K8 Hiding (practice.md §8): breathing, two key tones, cut. No machine calls back, ever."""

import json

import pytest

from kentongan.incidents.enums import PartyRole
from kentongan.incidents.rules.safety import NEVER_AT_FIRST
from kentongan.journal.models import Entry, OutboxItem
from kentongan.messaging.enums import Purpose
from kentongan.messaging.models import Message
from tests.conftest import NIGHT
from tests.fleet.make import make_unit
from tests.stories.centre import KEBONHARJO, first_missing

pytestmark = pytest.mark.django_db

NUMBER = "+6281200000088"
PLACE = {"source": "CALLER", "quality": "VILLAGE_ONLY", "address": "Rumah ketiga dari musala"}


def nothing_left_the_house() -> None:
    assert not Message.objects.exists()
    assert not OutboxItem.objects.exists()


def test_silent_call_with_key_tones_is_never_rung_back(centre, cast):
    centre.routing("SILENT_HUMAN_SOUND", fire=PartyRole.LEAD)
    unit = make_unit(cast)
    call = centre.call(NUMBER)
    centre.at(3)
    centre.do("operator", f"/calls/{call}/answer")
    centre.at(22)
    heard = {"disposition": "SILENT", "human_sound": True, "note": "Napas; dua nada tombol; putus."}
    silent = centre.do("operator", f"/calls/{call}/classify", heard)
    assert (silent["state"], silent["contact_safety"]) == ("CLASSIFIED", "DO_NOT_CONTACT")
    assert silent["awaits"] == "DECIDE", "somebody goes, or a supervisor decides"

    # whoever asks, and whatever has been looked at: nobody rings back
    for body in ({}, {"history_seen": True}):
        for name in ("operator", "supervisor"):
            assert centre.refused(name, f"/calls/{call}/callback", body) == "CALLS-002"

    # it becomes an incident all the same, and help is sent without a word to the caller
    centre.at(30)
    told = {
        "category": "SILENT_HUMAN_SOUND", "region": KEBONHARJO, "place": PLACE,
        "contact_safety": "SAFE",
    }  # fmt: skip
    incident = centre.do("operator", f"/calls/{call}/incident", told)
    path = f"/incidents/{incident['id']}"
    assert (incident["priority"], incident["contact_safety"]) == ("P1", "DO_NOT_CONTACT")
    assert centre.ask("operator", f"/calls/{call}")["contact_safety"] == "DO_NOT_CONTACT"
    assert [r["contact_safety"] for r in centre.ask("operator", path)["reports"]] == [
        "DO_NOT_CONTACT"
    ]
    [ticket] = centre.do("operator", f"{path}/forward")["items"]
    centre.at(40)
    centre.do("fire_officer", f"/tickets/{ticket['id']}/accept", {"name": "Budi"})
    sending = {"unit_id": str(unit.id)}
    task = centre.do("fire_officer", f"/tickets/{ticket['id']}/assignments", sending)
    crew = centre.crew(unit)
    page = crew.page()
    assert "JANGAN HUBUNGI" in page
    assert NUMBER not in page
    assert "Buka nomor pelapor" not in page
    for second, step in ((50, "acknowledge"), (60, "en-route"), (400, "on-scene"), (900, "clear")):
        centre.at(second)
        crew.press(task, step)

    # the caller is not told; nobody may even say so
    centre.at(1000)
    for feedback in ("TOLD", "NOT_REACHED", "NO_REPORTER"):
        closing = {"closing_code": "HANDLED", "feedback": feedback}
        assert centre.refused("operator", f"{path}/close", closing) == "INCIDENTS-006"
    closing = {"closing_code": "HANDLED", "feedback": "NOT_ALLOWED"}
    assert centre.do("operator", f"{path}/close", closing)["state"] == "CLOSED"
    centre.at(90_000)
    nothing_left_the_house()
    assert first_missing([
        ("calls.call.received", 0),
        ("calls.call.answered", 3),
        ("calls.call.classified", 22),
        ("incidents.incident.opened", 30),
        ("calls.call.linked", 30),
        ("incidents.incident.closed", 1000),
    ]) is None  # fmt: skip


def test_two_key_tones_are_enough_before_anybody_has_judged_the_call(centre, cast):
    call = centre.call(NUMBER, channel="SIMULATED")
    centre.at(3)
    centre.do("operator", f"/calls/{call}/answer")
    centre.at(22)
    heard = centre.do("operator", f"/calls/{call}/silence", {"listened_s": 19, "tones": 2})
    assert heard["contact_safety"] == "DO_NOT_CONTACT"
    cut = centre.do("operator", f"/calls/{call}/hang-up")
    assert (cut["ended_at"] is None, cut["contact_safety"]) == (False, "DO_NOT_CONTACT")
    for name in ("operator", "supervisor"):
        refused = centre.refused(name, f"/calls/{call}/callback", {"history_seen": True})
        assert refused in {"CALLS-002", "KERNEL-004"}
    centre.at(600)
    rung = list(Message.objects.values_list("recipient", "purpose"))
    assert rung, "112 itself is rung until somebody has decided"
    assert all(to != NUMBER and purpose == Purpose.ESCALATION for to, purpose in rung)


def test_second_caller_does_not_make_the_first_one_safe(centre, cast):
    call = centre.call(NUMBER)
    centre.do("operator", f"/calls/{call}/classify", {"disposition": "SILENT", "human_sound": True})
    told = {"category": "SILENT_HUMAN_SOUND", "region": KEBONHARJO, "place": PLACE}
    incident = centre.do("operator", f"/calls/{call}/incident", told)
    neighbour = centre.call("+6281200000089", by="second_operator")
    said = {"incident_id": incident["id"], "narrative": "Ada teriakan.", "contact_safety": "SAFE"}
    same = {"same_place_confirmed": True, "same_victims_confirmed": True}
    centre.do("second_operator", f"/calls/{neighbour}/link", said | same)
    found = centre.ask("operator", f"/incidents/{incident['id']}")
    assert found["contact_safety"] == "DO_NOT_CONTACT"
    assert {r["contact_safety"] for r in found["reports"]} == {"DO_NOT_CONTACT"}
    assert centre.refused("second_operator", f"/calls/{neighbour}/callback", {"history_seen": True})


@pytest.mark.parametrize("category", sorted(NEVER_AT_FIRST))
def test_nothing_is_sent_in_any_of_these(centre, cast, category):
    centre.routing(category, fire=PartyRole.LEAD)
    call = centre.call(NUMBER, contact_safety="SAFE")
    centre.do("operator", f"/calls/{call}/answer")
    told = {"category": category, "region": KEBONHARJO, "place": PLACE, "contact_safety": "SAFE"}
    incident = centre.do("operator", f"/calls/{call}/incident", told)
    assert incident["contact_safety"] == "DO_NOT_CONTACT"
    [ticket] = centre.do("operator", f"/incidents/{incident['id']}/forward")["items"]
    centre.do("fire_officer", f"/tickets/{ticket['id']}/accept", {"name": "Budi"})
    centre.at(60)
    nothing_left_the_house()
    data = " ".join(Entry.objects.filter(occurred_at__gte=NIGHT).values_list("data", flat=True))
    assert NUMBER not in data
    assert json.dumps(PLACE["address"])[1:-1] not in data
