"""One fire from the first ring to its closing: everybody over HTTP, one thread in the journal."""

from datetime import timedelta

import pytest

from kentongan.incidents.enums import PartyRole
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import REACTIONS
from kentongan.orgs.enums import DutyKind
from tests.conftest import NIGHT
from tests.field.make import NO_POSITION
from tests.fleet.make import make_ambulance, make_ready, make_unit
from tests.stories.centre import KEBONHARJO, Centre, first_missing

pytestmark = pytest.mark.django_db

FIRE = {
    "category": "FIRE_OTHER",
    "narrative": "Api dari dapur, satu orang masih di dalam.",
    "region": KEBONHARJO,
    "place": {
        "lat": -6.9100, "lon": 110.1650, "accuracy_m": 30, "source": "CALLER",
        "quality": "AREA_ESTIMATE", "address": "Utara jembatan Bodri",
    },
    "facts": {"TRAPPED": True},
    "contact_safety": "SAFE",
}  # fmt: skip


@pytest.fixture
def night_shift(centre: Centre) -> Centre:
    """Two at the desk, routing for fires, and the fire brigade on the roster."""
    centre.on_duty(DutyKind.OPERATOR, "centre", "Sari")
    centre.on_duty(DutyKind.SUPERVISOR, "centre", "Wati", "+628110000003")
    centre.on_duty(DutyKind.OFFICER, "fire", "Budi", "+628110000001")
    centre.routing("FIRE_OTHER", fire=PartyRole.LEAD, medical=PartyRole.SUPPORT)
    return centre


def test_fire_from_the_first_ring_to_its_closing(night_shift, cast):
    centre = night_shift
    engine, tanker = make_unit(cast, call_sign="Kendal 1"), make_unit(cast, call_sign="Kendal 2")
    make_ready(engine)
    make_ambulance(cast)
    assert centre.sentence() == (
        "2 petugas jaga (min. 2), tidak ada kejadian terbuka, semua tiket sudah dijawab OPD"
    )

    # it rings, is answered, and becomes an incident whose facts make it a P1
    call = centre.call()
    centre.at(4)
    assert centre.do("operator", f"/calls/{call}/answer")["state"] == "ANSWERED"
    centre.at(30)
    incident = centre.do("operator", f"/calls/{call}/incident", FIRE)
    path = f"/incidents/{incident['id']}"
    assert (incident["priority"], incident["state"]) == ("P1", "AWAITING_DISPATCH")
    assert incident["started_at"] == clock.to_wire(NIGHT)
    assert incident["place"]["quality"] == "AREA_ESTIMATE"

    # tickets go to lead and support; nobody has accepted yet
    centre.at(50)
    tickets = {t["role"]: t for t in centre.do("operator", f"{path}/forward")["items"]}
    assert {role: t["org_id"] for role, t in tickets.items()} == {
        "LEAD": str(cast.org_id("fire")), "SUPPORT": str(cast.org_id("medical")),
    }  # fmt: skip
    centre.at(55)
    assert centre.sentence() == (
        "2 petugas jaga (min. 2), 1 kejadian terbuka, 2 belum diterima OPD, "
        "terlama kurang dari 1 menit (Pemadam Kebakaran, Kebonharjo)"
    )

    # a neighbour calls: the same fire is proposed, and her report is kept beside the first
    second = centre.call("+6281200000002", by="second_operator")
    centre.do("second_operator", f"/calls/{second}/answer")
    neighbour = centre.do("second_operator", "/incidents/drafts", FIRE | {"facts": {}})
    found = centre.ask("second_operator", f"/incidents/{neighbour['id']}/duplicates")["items"]
    assert [each["incident"]["id"] for each in found] == [incident["id"]]
    assert "1 kejadian terbuka" in centre.sentence(), "a draft is no incident yet"
    told = {"incident_id": incident["id"], "narrative": "Api terlihat dari pasar."}
    assert centre.refused("second_operator", f"/calls/{second}/link", told) == "INCIDENTS-010"
    told |= {"same_place_confirmed": True, "same_victims_confirmed": True}
    centre.do("second_operator", f"/calls/{second}/link", told)
    discarded = {"reason": "Kejadian yang sama."}
    centre.do("second_operator", f"/incidents/{neighbour['id']}/cancel", discarded)
    assert centre.ask("fire_officer", path)["report_count"] == 2

    # read, accepted by name; the support declines, and passes nothing on in silence
    lead, support = (f"/tickets/{tickets[role]['id']}" for role in ("LEAD", "SUPPORT"))
    centre.at(60)
    centre.do("fire_officer", f"{lead}/read")
    centre.at(80)
    accepted = centre.do("fire_officer", f"{lead}/accept", {"name": "Budi Santoso"})
    assert (accepted["state"], accepted["accepted_by_name"]) == ("ACCEPTED", "Budi Santoso")
    centre.at(85)
    reason = {"reason": "NO_UNIT_LEFT", "note": "Semua ambulans di RSUD."}
    assert centre.do("medical_officer", f"{support}/decline", reason)["state"] == "DECLINED"

    # units are proposed with what is known of them; the officer chooses
    proposal = centre.ask("fire_officer", f"{path}/proposals", limit=5, org_id=cast.org_id("fire"))
    best, other = proposal["items"][:2]
    assert (best["call_sign"], best["readiness_confirmed"]) == ("Kendal 1", True)
    assert (other["call_sign"], other["readiness_confirmed"]) == ("Kendal 2", False)
    assert best["covers"]
    assert best["basis"]
    assert best["minutes_low"] <= best["minutes_high"]
    assert best["unknowns"]
    centre.at(90)
    assert centre.refused("operator", f"{lead}/assignments", {"unit_id": str(engine.id)})
    task = centre.do("fire_officer", f"{lead}/assignments", {"unit_id": str(engine.id)})
    assert centre.refused("fire_officer", f"{lead}/assignments", {"unit_id": str(engine.id)}) == (
        "DISPATCH-007"
    )

    # the crew presses its steps, and reads that two have called
    crew = centre.crew(engine)
    for second_of_night, step in ((100, "acknowledge"), (130, "en-route")):
        centre.at(second_of_night)
        crew.press(task, step)
    assert "2 laporan" in crew.page()
    centre.at(400)
    assert centre.sentence() == (
        "2 petugas jaga (min. 2), 1 kejadian terbuka, semua tiket sudah dijawab OPD"
    )
    centre.at(600)
    crew.press(task, "on-scene")
    assert centre.ask("operator", path)["state"] == "DISPATCHED"
    centre.at(640)  # no position says so: the crew answers why, and has been there since it pressed
    crew.press(task, "on-scene", **NO_POSITION)
    assert centre.ask("operator", path)["state"] == "ON_SCENE"
    second_task = centre.do("fire_officer", f"{lead}/assignments", {"unit_id": str(tanker.id)})
    tanker_crew = centre.crew(tanker)
    tanker_crew.press(second_task, "en-route")
    tanker_crew.press(second_task, "on-scene", **NO_POSITION)

    # under control, cooling, done, reported, closed; nothing closes while an engine is out
    centre.at(1800)
    assert centre.do("fire_officer", f"{path}/control")["state"] == "CONTROLLED"
    closing = {"closing_code": "HANDLED", "feedback": "TOLD"}
    assert centre.refused("operator", f"{path}/close", closing)
    centre.at(2400)
    recheck = clock.to_wire(NIGHT + timedelta(seconds=6000))
    centre.do("fire_officer", f"{path}/cool", {"recheck_at": recheck})
    crew.press(task, "clear")
    assert centre.refused("fire_officer", f"{path}/field-done") == "INCIDENTS-003"
    assert centre.refused("fire_officer", f"{lead}/report", {"text": "Padam."}) == "DISPATCH-011"
    tanker_crew.press(second_task, "clear")
    centre.at(6100)
    assert centre.do("fire_officer", f"{path}/field-done")["state"] == "FIELD_DONE"
    report = {"text": "Padam 03.30, dapur terbakar, satu orang selamat."}
    assert centre.do("fire_officer", f"{lead}/report", report)["state"] == "REPORTED"
    centre.at(6200)
    assert centre.refused("operator", f"{path}/close", {"closing_code": "HANDLED"})
    closed = centre.do("operator", f"{path}/close", closing)
    assert (closed["state"], closed["feedback"]) == ("CLOSED", "TOLD")
    assert closed["units_committed"] == 0
    centre.at(6201)
    assert centre.ask("fire_officer", lead)["state"] == "CLOSED"
    assert centre.sentence() == (
        "2 petugas jaga (min. 2), tidak ada kejadian terbuka, semua tiket sudah dijawab OPD"
    )
    assert centre.clocks() == {
        "dering pertama → dijawab": "0:00",
        "dijawab → diteruskan ke OPD": "0:46",
        "tiket diteruskan → diterima OPD": "0:30",
        "tiket diteruskan → tiba di lokasi (standar 15 menit)": "9:10",
        "dering pertama → tiba di lokasi": "10:00",
    }
    assert first_missing(THREAD) is None
    check_causes(incident["id"])


THREAD = [
    ("calls.call.received", 0),
    ("calls.call.answered", 4),
    ("incidents.incident.opened", 30),
    ("calls.call.linked", 30),
    ("dispatch.ticket.forwarded", 50),
    ("calls.call.received", 55),
    ("calls.call.answered", 55),
    ("incidents.report.added", 55),
    ("calls.call.linked", 55),
    ("dispatch.ticket.caller-added", 55),
    ("dispatch.ticket.read", 60),
    ("dispatch.ticket.accepted", 80),
    ("dispatch.ticket.declined", 85),
    ("dispatch.assignment.made", 90),
    ("dispatch.assignment.moved", 100),
    ("dispatch.assignment.moved", 130),
    ("dispatch.assignment.moved", 600),
    ("incidents.incident.moved", 1800),
    ("incidents.incident.cooling-started", 2400),
    ("incidents.incident.recheck-due", 6000),
    ("incidents.incident.moved", 6100),
    ("dispatch.ticket.reported", 6100),
    ("incidents.incident.closed", 6200),
    ("dispatch.ticket.closed", 6200),
]


def check_causes(incident_id):
    """What the machine did names the entry that made it do so."""
    closing = Entry.objects.get(kind="incidents.incident.closed", subject_id=incident_id)
    ended = Entry.objects.get(kind="dispatch.ticket.closed")
    assert (ended.cause, ended.by_id) == (closing.id, REACTIONS.id)
    added = Entry.objects.get(kind="incidents.report.added", subject_id=incident_id)
    for told in Entry.objects.filter(kind="dispatch.ticket.caller-added"):
        assert told.cause == added.id


def test_ticket_that_is_passed_on_becomes_the_other_agencys(night_shift, cast):
    centre = night_shift
    call = centre.call()
    centre.do("operator", f"/calls/{call}/answer")
    incident = centre.do("operator", f"/calls/{call}/incident", FIRE)
    path = f"/incidents/{incident['id']}"
    body = {"org_id": str(cast.org_id("fire"))}
    ticket = centre.do("operator", f"{path}/tickets", body)
    centre.at(20)
    onward = {"to_org_id": str(cast.org_id("disaster")), "note": "Lahan, bukan bangunan."}
    other = centre.do("fire_officer", f"/tickets/{ticket['id']}/forward", onward)
    assert (other["state"], other["org_id"]) == ("FORWARDED", str(cast.org_id("disaster")))
    first = centre.ask("operator", f"/tickets/{ticket['id']}")
    assert (first["state"], first["passed_to"]) == ("PASSED_ON", str(cast.org_id("disaster")))
    assert centre.sentence().endswith("1 belum diterima OPD kurang dari 1 menit (BPBD, Kebonharjo)")
