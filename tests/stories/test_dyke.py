"""K1 Bodri dyke (practice.md §8): many callers about one water, and a village of which there are
two. 23.10 in life; here from 03.00, as all stories of the centre.
"""

from typing import Any

import pytest

from kentongan.incidents.enums import PartyRole
from kentongan.journal.models import Entry
from kentongan.orgs.enums import DutyKind, Role
from kentongan.regions.selectors import search_regions
from tests.field.make import NO_POSITION
from tests.stories.centre import KEBONHARJO, Centre, first_missing, make_namesakes

pytestmark = pytest.mark.django_db

DYKE = {
    "category": "DYKE_BREACH", "narrative": "Tanggul Bodri jebol, air masuk rumah.",
    "region": KEBONHARJO, "contact_safety": "SAFE",
    "place": {"source": "CALLER", "quality": "VILLAGE_ONLY", "address": "Tanggul Bodri, RT 02"},
}  # fmt: skip
MORE_CALLERS = (
    (80, "Air sepinggang di RT 03.", False),
    (135, "Ibu saya lumpuh, masih di dalam rumah.", True),
    (190, "Jalan ke balai desa terputus.", False),
    (350, "Kabel listrik menyentuh air.", False),
)
"""When each rings, what is said, and whether somebody there still waits for help."""

SAME = {"same_place_confirmed": True, "same_victims_confirmed": True}


@pytest.fixture
def night_at_the_dyke(centre: Centre, cast: Any) -> dict[str, Any]:
    """Seven calls within six minutes: one water, a prank, and one who cannot speak."""
    centre.joins("bpbd_officer", Role.OFFICER, "disaster")
    centre.routing("DYKE_BREACH", disaster=PartyRole.LEAD, medical=PartyRole.SUPPORT)
    centre.on_duty(DutyKind.SUPERVISOR, "centre", "Sri", "0294000102")
    first = centre.call("+6281200000101")
    centre.at(6)
    centre.do("operator", f"/calls/{first}/answer")
    incident = centre.do("operator", f"/calls/{first}/incident", DYKE)
    path = f"/incidents/{incident['id']}"
    centre.at(40)
    tickets = centre.do("operator", f"{path}/forward")["items"]
    for number, (second, said, waits) in enumerate(MORE_CALLERS):
        centre.at(second)
        call = centre.call(f"+628120000011{number}", by="second_operator")
        centre.do("second_operator", f"/calls/{call}/answer")
        more = {"incident_id": incident["id"], "narrative": said, "needs_open": waits}
        centre.do("second_operator", f"/calls/{call}/link", more | SAME)
    return {"path": path, "id": incident["id"], "tickets": tickets}


def test_every_caller_of_one_water_is_kept_and_a_prank_touches_nothing(
    centre: Centre, cast: Any, night_at_the_dyke: dict[str, Any]
) -> None:
    path = night_at_the_dyke["path"]
    centre.at(355)
    prank = centre.call("+6281200000199")
    judged = centre.do("operator", f"/calls/{prank}/classify", {"disposition": "PRANK"})
    assert (judged["state"], judged["incident_id"]) == ("PRANK", None)

    # water is heard and nobody speaks: a person listens, and from then on nothing contacts it
    silent = centre.call("+6281200000177", by="second_operator")
    centre.do("second_operator", f"/calls/{silent}/answer")
    centre.at(360)
    heard = {"listened_s": 20, "tones": 0, "human_sound": True}
    centre.do("second_operator", f"/calls/{silent}/silence", heard)
    labelled = {"disposition": "SILENT", "human_sound": True, "note": "Suara air deras."}
    centre.do("second_operator", f"/calls/{silent}/classify", labelled)
    more = {"incident_id": night_at_the_dyke["id"], "narrative": "Diam; suara air deras."}
    centre.do("second_operator", f"/calls/{silent}/link", more | SAME)
    assert centre.refused("supervisor", f"/calls/{silent}/callback", {"history_seen": True})

    found = centre.ask("operator", path)
    assert (found["priority"], found["report_count"]) == ("P1", 6)
    assert len({each["call_id"] for each in found["reports"]}) == 6, "merging never merges people"
    assert "DO_NOT_CONTACT" in {each["contact_safety"] for each in found["reports"]}
    assert found["place"]["lat"] is None, "the middle of a village is never a position"
    centre.at(361)
    told = Entry.objects.filter(kind="dispatch.ticket.caller-added")
    assert told.count() == 5 * len(night_at_the_dyke["tickets"]), "agencies hear of every caller"


def test_boat_reads_red_until_the_power_is_confirmed_off_and_nobody_is_forgotten(
    centre: Centre, cast: Any, night_at_the_dyke: dict[str, Any]
) -> None:
    path = night_at_the_dyke["path"]
    pln, boat = centre.body("pln", "PLN"), centre.boat()
    [lead] = [each for each in night_at_the_dyke["tickets"] if each["role"] == "LEAD"]
    centre.at(370)
    centre.do("bpbd_officer", f"/tickets/{lead['id']}/accept", {"name": "Agus"})
    sending = {"unit_id": str(boat.id)}
    task = centre.do("bpbd_officer", f"/tickets/{lead['id']}/assignments", sending)
    asking = {"kind": "POWER_OFF", "org_id": pln, "where": "Gardu Kebonharjo", "name": "Rudi"}
    power = centre.do("dispatcher", f"{path}/conditions", asking)
    crew = centre.crew(boat)
    centre.at(400)
    crew.press(task, "acknowledge")
    crew.press(task, "en-route")
    assert "LISTRIK BELUM DINYATAKAN PADAM" in crew.page()
    confirm = f"/conditions/{power['id']}/confirm"
    assert centre.refused("dispatcher", confirm, {"name": " "}) == "DISPATCH-002"
    centre.at(520)
    assert centre.do("dispatcher", confirm, {"name": "Rudi (PLN)"})["is_safe"]
    assert "LISTRIK BELUM DINYATAKAN PADAM" not in crew.page()

    # the water is over, but one caller's mother still waits: nothing closes
    centre.at(1500)
    crew.press(task, "on-scene", **NO_POSITION)
    centre.at(5000)
    crew.press(task, "clear")
    report = {"text": "Sembilan orang dievakuasi."}
    centre.do("bpbd_officer", f"/tickets/{lead['id']}/report", report)
    closing = {"closing_code": "HANDLED", "feedback": "TOLD"}
    assert centre.refused("operator", f"{path}/close", closing).startswith("INCIDENTS-")
    [waiting] = [r for r in centre.ask("operator", path)["reports"] if r["needs_open"]]
    centre.do("operator", f"/reports/{waiting['id']}/needs", {"needs_open": False})
    centre.do("dispatcher", f"/conditions/{power['id']}/release", {"name": "Rudi (PLN)"})
    assert centre.do("operator", f"{path}/close", closing)["state"] == "CLOSED"
    assert first_missing([
        ("incidents.incident.opened", 6),
        ("incidents.incident.forwarded", 40),
        ("incidents.report.added", 80),
        ("dispatch.condition.asked", 370),
        ("dispatch.condition.answered", 520),
        ("incidents.incident.closed", 5000),
    ]) is None  # fmt: skip
    assert not any("812000" in phone for phone in centre.numbers_rung()), "no caller is rung"


def test_tamanrejo_is_asked_about_and_a_slide_in_the_hills_is_not_the_flood(
    centre: Centre, cast: Any, night_at_the_dyke: dict[str, Any]
) -> None:
    make_namesakes()
    found = search_regions("Tamanrejo", within="3324")
    assert {each.within for each in found.candidates} == {"Sukorejo", "Limbangan"}
    assert (found.needs_choice, found.selected) == (True, None)
    assert "Sukorejo" in found.question
    assert "Limbangan" in found.question
    chosen = search_regions("Tamanrejo, Sukorejo", within="3324").selected
    assert chosen is not None
    assert chosen.code == "3324032006"

    centre.at(2400)  # 23.50
    call = centre.call("+6281200000150")
    told = {
        "category": "LANDSLIDE", "region": "33.24.03.2006", "narrative": "Tebing menimpa dapur.",
        "place": {"source": "REGION", "quality": "VILLAGE_ONLY", "address": "Tamanrejo, Sukorejo"},
        "facts": {"HOUSE_HIT": True}, "contact_safety": "SAFE",
    }  # fmt: skip
    slide = centre.do("operator", f"/calls/{call}/incident", told)
    assert (slide["priority"], slide["region"]) == ("P1", "33.24.03.2006")
    assert centre.ask("operator", f"/incidents/{slide['id']}/duplicates")["items"] == []
