"""From a closed nest of wasps to the leader's figure: asked by day, rated, rung for, answered."""

import re

import pytest
from django.test import Client

from kentongan.incidents.enums import PartyRole
from kentongan.messaging.models import Message
from kentongan.orgs.enums import DutyKind
from tests.board.make import browser_of, text_of
from tests.field.make import NO_POSITION
from tests.fleet.make import make_unit
from tests.ratings.make import make_terms
from tests.stories.centre import KEBONHARJO, first_missing

pytestmark = pytest.mark.django_db

HOUR = 3600
WASPS = {
    "category": "WASP_NEST", "narrative": "Sarang tawon sebesar ember.", "region": KEBONHARJO,
    "place": {"source": "CALLER", "quality": "VILLAGE_ONLY", "address": "Dekat musala"},
    "contact_safety": "SAFE",
}  # fmt: skip
BEATEN = WASPS | {"category": "DOMESTIC_VIOLENCE", "narrative": "Bertengkar."}
PHONE = "+6281200000001"


def closed(centre, cast, unit, body, phone, start):
    """A call, a unit that comes, and the end of it."""
    call = centre.call(phone)
    centre.do("operator", f"/calls/{call}/answer")
    incident = centre.do("operator", f"/calls/{call}/incident", body)
    [ticket] = centre.do("operator", f"/incidents/{incident['id']}/forward")["items"]
    centre.do("fire_officer", f"/tickets/{ticket['id']}/accept", {"name": "Budi"})
    sending = {"unit_id": str(unit.id)}
    task = centre.do("fire_officer", f"/tickets/{ticket['id']}/assignments", sending)
    crew = centre.crew(unit)
    for step, after in (("en-route", 60), ("on-scene", 300), ("clear", 900)):
        centre.at(start + after)
        crew.press(task, step, **(NO_POSITION if step == "on-scene" else {}))
    centre.do("fire_officer", f"/tickets/{ticket['id']}/report", {"text": "Sarang diturunkan."})
    closing = {"closing_code": "HANDLED", "feedback": "TOLD"}
    if body is BEATEN:
        closing["feedback"] = "NOT_ALLOWED"
    centre.do("operator", f"/incidents/{incident['id']}/close", closing)
    centre.at(start + 1000)
    return incident


def test_caller_is_asked_in_the_morning_and_the_leader_reads_how_many(centre, cast):
    make_terms()
    for category in ("WASP_NEST", "DOMESTIC_VIOLENCE"):
        centre.routing(category, fire=PartyRole.LEAD)
    centre.on_duty(DutyKind.SUPERVISOR, "centre", "Bu Retno", "+628110001")
    unit = make_unit(cast)
    closed(centre, cast, unit, WASPS, PHONE, 0)
    closed(centre, cast, unit, BEATEN, "+6281200000002", 2000)
    told = Message.objects.filter(purpose="FEEDBACK")
    centre.at(5 * HOUR - 60)
    assert not told.exists(), "nobody is woken"
    centre.at(5 * HOUR + 60)
    message = told.get()
    assert (message.recipient, message.state) == (PHONE, "SENT")

    # the citizen's telephone
    path = re.search(r"https://112\.kendalkab\.go\.id(/n/\S+)", message.text)[1]
    phone = Client()
    assert "Laporan Anda tanggal 23-11-2026" in phone.get(path).content.decode()
    low = {"score": "2", "words": "Lama sekali.", "call_back": "on"}
    assert phone.post(path, low).status_code == 303
    assert "paling lambat 26-11-2026" in phone.get(path).content.decode()

    # the leader reads how many, no mean of one; the supervisor answers by name
    board = text_of(browser_of(cast, "leader"), "/papan/teks")
    assert "Pemadam Kebakaran, 11-2026: dijawab 1 dari 1; rata-rata — (n = 1)" in board
    [complaint] = centre.ask("supervisor", "/complaints")["items"]
    open_complaint = f"/complaints/{complaint['id']}"
    assert centre.refused("operator", f"{open_complaint}/take") == "KERNEL-002"
    assert centre.refused("supervisor", f"{open_complaint}/answer", {"text": "Ya"}) == "RATINGS-006"

    # nobody does for three days: the telephones ring, by day and once
    due = 5 * HOUR + 60 + 72 * HOUR
    centre.at(due - 60)
    assert not Message.objects.filter(subject_kind="complaint").exists()
    centre.at(due + 24 * HOUR)
    rung = Message.objects.filter(subject_kind="complaint")
    assert [message.recipient for message in rung] == ["0294381112"]
    centre.do("supervisor", f"{open_complaint}/take")
    centre.do("supervisor", f"{open_complaint}/answer", {"text": "Sudah ditelepon."})
    assert first_missing([
        ("incidents.incident.closed", 900),
        ("ratings.invitation.planned", 900),
        ("ratings.invitation.sent", 5 * HOUR),
        ("ratings.rating.given", 5 * HOUR + 60),
        ("ratings.complaint.opened", 5 * HOUR + 60),
        ("ratings.complaint.overdue", due),
        ("ratings.complaint.taken", due + 24 * HOUR),
        ("ratings.complaint.answered", due + 24 * HOUR),
    ]) is None  # fmt: skip
