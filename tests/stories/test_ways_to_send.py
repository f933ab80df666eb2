"""An agency that is only telephoned, and one whose units 112 sends itself."""

import pytest

from kentongan.dispatch.enums import DispatchMode
from kentongan.incidents.enums import PartyRole
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.messaging.models import Message
from kentongan.orgs.enums import DutyKind
from tests.conftest import NIGHT
from tests.dispatch.make import make_mode
from tests.field.make import NO_POSITION
from tests.fleet.make import make_ready, make_unit
from tests.stories.centre import KEBONHARJO, Centre, first_missing

pytestmark = pytest.mark.django_db

DANGLING = {
    "category": "POWER_LINE", "narrative": "Kabel putus di depan pasar.", "region": KEBONHARJO,
    "place": {"source": "CALLER", "quality": "VILLAGE_ONLY", "address": "Depan pasar"},
    "contact_safety": "SAFE",
}  # fmt: skip
FIRE = {
    "category": "FIRE_STRUCTURE", "narrative": "Kios terbakar.", "region": KEBONHARJO,
    "place": {"lat": -6.91, "lon": 110.165, "accuracy_m": 20, "source": "MAP", "quality": "EXACT"},
    "contact_safety": "SAFE",
}  # fmt: skip


def open_from_call(centre: Centre, body: dict) -> dict:
    call = centre.call()
    centre.do("operator", f"/calls/{call}/answer")
    return centre.do("operator", f"/calls/{call}/incident", body)


def test_agency_without_an_account_is_telephoned_and_reports_by_telephone(centre, cast):
    make_mode(cast, DispatchMode.TELEPHONE, org="disaster")
    centre.routing("POWER_LINE", disaster=PartyRole.LEAD)
    centre.on_duty(DutyKind.OPERATOR, "centre", "Sari")
    incident = open_from_call(centre, DANGLING)
    path = f"/incidents/{incident['id']}"
    centre.at(20)
    [ticket] = centre.do("operator", f"{path}/forward")["items"]
    assert (ticket["mode"], ticket["method"]) == ("TELEPHONE", "PHONE")
    at_ticket = f"/tickets/{ticket['id']}"
    assert "1 belum diterima OPD" in centre.sentence()

    centre.at(40)
    unnamed = {"name": " "}
    assert centre.refused("operator", f"{at_ticket}/telephone", unnamed) == "DISPATCH-002"
    answered = {"name": "Bripka Joko", "their_reference": "PLN-0042"}
    taken = centre.do("operator", f"{at_ticket}/telephone", answered)
    assert (taken["state"], taken["accepted_by_name"]) == ("ACCEPTED", "Bripka Joko")
    assert taken["accepted_at"] == clock.to_wire(centre.at(40))
    centre.at(300)
    under_way = answered | {"help_under_way": True}
    again = centre.do("operator", f"{at_ticket}/telephone", under_way)
    assert again["accepted_at"] == taken["accepted_at"], "it was accepted once"
    assert not Message.objects.exists(), "who has answered is not rung again"
    assert "semua tiket sudah dijawab OPD" in centre.sentence()

    # no unit of ours goes; what they say by telephone is what is known
    asked = {"unit_id": str(make_unit(cast).id)}
    assert centre.refused("dispatcher", f"{at_ticket}/assignments", asked) == "DISPATCH-010"
    centre.at(900)
    assert centre.do("operator", f"{path}/on-scene")["state"] == "ON_SCENE"
    centre.at(1500)
    assert centre.do("operator", f"{path}/field-done")["state"] == "FIELD_DONE"
    closing = {"closing_code": "HANDLED", "feedback": "TOLD"}
    assert centre.do("operator", f"{path}/close", closing)["state"] == "CLOSED"
    centre.at(1501)
    assert centre.ask("operator", at_ticket)["state"] == "CLOSED"
    assert centre.clocks()["dering pertama → tiba di lokasi"] == "15:00"
    assert first_missing([
        ("dispatch.ticket.forwarded", 20),
        ("dispatch.ticket.answered-by-telephone", 40),
        ("dispatch.ticket.answered-by-telephone", 300),
        ("incidents.incident.moved", 900),
        ("incidents.incident.moved", 1500),
        ("incidents.incident.closed", 1500),
        ("dispatch.ticket.closed", 1500),
    ]) is None  # fmt: skip
    written = " ".join(Entry.objects.values_list("data", flat=True))
    assert "Joko" not in written
    assert "PLN-0042" not in written


def test_where_the_mode_is_direct_112_sends_the_unit_itself(centre, cast):
    make_mode(cast, DispatchMode.DIRECT)
    centre.routing("FIRE_STRUCTURE", fire=PartyRole.LEAD)
    engine = make_unit(cast, call_sign="Kendal 1")
    make_ready(engine)
    incident = open_from_call(centre, FIRE)
    path = f"/incidents/{incident['id']}"
    centre.at(15)
    [ticket] = centre.do("operator", f"{path}/forward")["items"]
    assert ticket["mode"] == "DIRECT"
    best = centre.ask("operator", f"{path}/proposals")["items"][0]
    assert best["unit_id"] == str(engine.id)

    centre.at(25)
    assigning = {"unit_id": best["unit_id"]}
    task = centre.do("dispatcher", f"/tickets/{ticket['id']}/assignments", assigning)
    assert task["state"] == "ASSIGNED"
    centre.at(26)
    assert "semua tiket sudah dijawab OPD" in centre.sentence(), "a unit is an answer"
    crew = centre.crew(engine)
    for second, step in ((30, "acknowledge"), (60, "en-route"), (500, "on-scene")):
        centre.at(second)
        crew.press(task, step, **(NO_POSITION if step == "on-scene" else {}))
    # 112 has sent it and may call it back; what the crew has done it cannot undo
    cancelled = centre.refused("dispatcher", f"/assignments/{task['id']}/cancel", {})
    assert cancelled == "KERNEL-004"
    centre.at(2000)
    crew.press(task, "clear")
    assert centre.ask("operator", path)["state"] == "COOLING"
    centre.at(2000 + 2 * 3600)
    done = centre.do("operator", f"{path}/field-done")
    assert done["on_scene_at"] == clock.to_wire(NIGHT.replace(minute=8, second=20))
    report = {"text": "Padam, dua kios."}
    assert centre.do("fire_officer", f"/tickets/{ticket['id']}/report", report)
    closing = {"closing_code": "HANDLED", "feedback": "TOLD"}
    assert centre.do("operator", f"{path}/close", closing)["state"] == "CLOSED"


def test_where_the_mode_is_ticket_112_sends_nothing(centre, cast):
    centre.routing("FIRE_STRUCTURE", fire=PartyRole.LEAD)
    engine = make_unit(cast)
    incident = open_from_call(centre, FIRE)
    [ticket] = centre.do("operator", f"/incidents/{incident['id']}/forward")["items"]
    asked = {"unit_id": str(engine.id)}
    for name in ("operator", "dispatcher", "supervisor"):
        assert centre.refused(name, f"/tickets/{ticket['id']}/assignments", asked)
    early = centre.refused("fire_officer", f"/tickets/{ticket['id']}/assignments", asked)
    assert early == "DISPATCH-006", "nobody sends before the agency has accepted"
