"""K6 Wasps of Johorejo: work by appointment, whose clocks run from its hour."""

from datetime import timedelta

import pytest

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.messaging.models import Message
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER
from tests.field.make import NO_POSITION
from tests.fleet.make import make_unit
from tests.stories.centre import KEBONHARJO, first_missing

pytestmark = pytest.mark.django_db

HOUR = 3600
EVENING = int(15.5 * HOUR)
"""18.30 of the same day."""

WASPS = {
    "category": "WASP_NEST", "narrative": "Sarang tawon sebesar ember.", "region": KEBONHARJO,
    "place": {"source": "CALLER", "quality": "VILLAGE_ONLY", "address": "Dekat musala"},
    "facts": {"ALLERGIC_REACTION": False}, "contact_safety": "SAFE",
}  # fmt: skip


@pytest.fixture
def wasps(centre, cast):
    """A nest, and the brigade's promise: an hour after the appointment at the latest."""
    centre.routing("WASP_NEST", fire=PartyRole.LEAD)
    promised = PromisedTimes(3600, 0, 1800, 600, HOUR)
    dispatch.set_promise(by=SETUP, priority=Priority.P4, times=promised, at=EARLIER)
    call = centre.call()
    centre.do("operator", f"/calls/{call}/answer")
    incident = centre.do("operator", f"/calls/{call}/incident", WASPS)
    centre.at(60)
    [ticket] = centre.do("operator", f"/incidents/{incident['id']}/forward")["items"]
    centre.at(600)
    appointment = {"scheduled_for": clock.to_wire(NIGHT + timedelta(seconds=EVENING)),
                   "name": "Budi"}  # fmt: skip
    return incident, centre.do("fire_officer", f"/tickets/{ticket['id']}/schedule", appointment)


def test_scheduled_work_is_not_late_before_its_hour(centre, cast, wasps):
    incident, ticket = wasps
    path = f"/incidents/{incident['id']}"
    assert (incident["priority"], ticket["state"]) == ("P4", "SCHEDULED")
    due = NIGHT + timedelta(seconds=EVENING + HOUR)
    assert ticket["arrival_due_at"] == clock.to_wire(due)
    assert centre.ask("operator", path)["state"] == "SCHEDULED"
    centre.at(EVENING - 60)
    assert not Message.objects.exists(), "nobody is rung for what has been agreed"
    [row] = centre.ask("operator", "/tickets")["items"]
    assert row["late_s"] < 0
    assert centre.sentence().endswith("semua tiket sudah dijawab OPD")

    # the hour comes: it is on the board again, and its clock runs
    centre.at(EVENING + 60)
    assert centre.ask("operator", path)["state"] == "AWAITING_DISPATCH"
    unit = make_unit(cast)
    sending = {"unit_id": str(unit.id)}
    task = centre.do("fire_officer", f"/tickets/{ticket['id']}/assignments", sending)
    crew = centre.crew(unit)
    crew.press(task, "en-route")
    centre.at(EVENING + 600)
    crew.press(task, "on-scene", **NO_POSITION)
    assert centre.clocks() == {
        "dering pertama → dijawab": "0:00",
        "dijawab → diteruskan ke OPD": "1:00",
        "tiket diteruskan → diterima OPD": "9:00",
        "tiket diteruskan → tiba di lokasi (standar 15 menit)": "10:00",
        "dering pertama → tiba di lokasi": "10:00",
    }
    centre.at(EVENING + 1800)
    crew.press(task, "clear")
    report = {"text": "Sarang diturunkan."}
    centre.do("fire_officer", f"/tickets/{ticket['id']}/report", report)
    closing = {"closing_code": "HANDLED", "feedback": "TOLD"}
    assert centre.do("operator", f"{path}/close", closing)["state"] == "CLOSED"
    assert first_missing([
        ("dispatch.ticket.scheduled", 600),
        ("incidents.incident.scheduled", 600),
        ("incidents.incident.appointment-due", EVENING),
        ("dispatch.assignment.made", EVENING + 60),
        ("incidents.incident.closed", EVENING + 1800),
    ]) is None  # fmt: skip
    assert not Entry.objects.filter(kind="dispatch.ticket.arrival-overdue").exists()


def test_missed_appointment_is_late_from_its_hour(centre, cast, wasps):
    _incident, ticket = wasps
    centre.at(EVENING + HOUR + 120)
    overdue = Entry.objects.get(kind="dispatch.ticket.arrival-overdue")
    assert overdue.occurred_at == NIGHT + timedelta(seconds=EVENING + HOUR)
    [row] = centre.ask("fire_officer", "/tickets")["items"]
    assert (row["id"], row["late_s"]) == (ticket["id"], 120)


def test_child_who_is_bitten_the_same_evening_is_not_put_off(centre, cast, wasps):
    incident, ticket = wasps
    centre.routing("SNAKE", medical=PartyRole.LEAD)
    centre.at(EVENING - 1800)
    bite = WASPS | {"category": "SNAKE", "facts": {"BITTEN": True}, "narrative": "Anak digigit."}
    call = centre.call("+6281200000002")
    snake = centre.do("operator", f"/calls/{call}/incident", bite)
    path = f"/incidents/{snake['id']}"
    assert (snake["priority"], snake["state"]) == ("P1", "AWAITING_DISPATCH")
    assert (
        centre.ask("operator", f"{path}/duplicates")["items"][0]["incident"]["id"]
        == (incident["id"])
    ), "the nest of the same village is shown, and merged by nobody"
    centre.at(EVENING - 1770)
    [urgent] = centre.do("operator", f"{path}/forward")["items"]
    assert urgent["scheduled_for"] is None

    # the child's ticket stands on top, and its telephone rings; the nest's still waits for 18.30
    centre.at(EVENING - 1600)
    rows = centre.ask("operator", "/tickets")["items"]
    assert [row["id"] for row in rows] == [urgent["id"], ticket["id"]]
    escalated = Entry.objects.filter(kind="dispatch.ticket.escalated")
    assert {str(entry.subject_id) for entry in escalated} == {urgent["id"]}
    assert centre.ask("operator", f"/incidents/{incident['id']}")["state"] == "SCHEDULED"
