"""Cards over HTTP: in and out for editors, for desks only what may be shown, sessions by code."""

import pytest

from kentongan.guidance import services
from kentongan.kernel.actors import SETUP
from tests.caller import caller_of
from tests.conftest import NIGHT
from tests.guidance.make import SMALL, make_approved, make_draft
from tests.incidents.make import make_incident

pytestmark = pytest.mark.usefixtures("night", "categories")
SIGNED = {"doctor_name": "dr. Ratna", "licence_number": "503/77", "signed_on": "2026-11-20"}


@pytest.fixture
def operator(cast):
    return caller_of(cast, "operator")


def test_in_approved_by_a_doctor_out_as_it_came(cast, operator):
    admin, doctor = caller_of(cast, "admin"), caller_of(cast, "doctor")
    made = admin.post("/guidance-cards", {"text": SMALL})
    assert made.status_code == 201, made.json()
    card = made.json()
    path = made.headers["Location"].removeprefix("/api/v1")
    assert (card["state"], card["is_usable"]) == ("DRAFT", False)
    assert operator.get(path).status_code == 404
    assert operator.get("/guidance-cards").json()["items"] == []
    assert admin.post(f"{path}/approve", SIGNED).status_code == 403
    approved = doctor.post(f"{path}/approve", SIGNED).json()
    assert (approved["state"], approved["expires_on"]) == ("APPROVED", "2028-11-20")
    assert operator.get(path).json()["text"] == SMALL
    assert [each["is_usable"] for each in operator.get("/guidance-cards").json()["items"]] == [True]
    assert admin.post(f"{path}/retire", {"reason": "baru"}).json()["why_retired"] == "WITHDRAWN"
    assert operator.get(path).status_code == 404
    assert len(admin.get("/guidance-cards").json()["items"]) == 1


def test_an_expired_card_is_at_no_door(cast, operator, night):
    card, incident = make_approved(), make_incident()
    night.at = NIGHT.replace(year=2028, month=12)
    later = caller_of(cast, "operator")
    assert later.get("/guidance-cards").json()["items"] == []
    assert later.get(f"/guidance-cards/{card.id}").status_code == 404
    refused = later.post(f"/incidents/{incident.id}/guidance", {"card_id": str(card.id)})
    assert (refused.status_code, refused.json()["code"]) == (409, "GUIDANCE-007")


@pytest.mark.parametrize("text", ["", "[", "a: &a [*a]", "!!python/none x", "x" * 99_000])
def test_a_text_that_is_no_card_is_named(cast, text):
    refused = caller_of(cast, "admin").post("/guidance-cards", {"text": text})
    assert (refused.status_code, refused.json()["code"]) == (400, "GUIDANCE-001")


def test_a_caller_is_guided_and_left(cast, operator):
    card, incident = make_approved(), make_incident()
    session = operator.post(f"/incidents/{incident.id}/guidance", {"card_id": str(card.id)}).json()
    assert session["question"] == "sadar"
    path = f"/guidance-sessions/{session['id']}"
    for code in ("sadar", "napas"):
        body = {"kind": "ANSWERED", "code": code, "choice": "tidak"}
        told = operator.post(f"{path}/say", body).json()
    assert (told["step"], told["priority"]) == ("tekan", "P1")
    refused = operator.post(f"{path}/say", {"kind": "GIVEN", "code": "tunggu"})
    assert (refused.status_code, refused.json()["code"]) == (409, "GUIDANCE-009")
    left = operator.post(f"{path}/leave", {}).json()
    assert left["left_how"] == "LEFT"
    (listed,) = operator.get(f"/incidents/{incident.id}/guidance").json()["items"]
    assert [each["answer"] for each in listed["told"]] == ["Tidak", "Tidak"]


def test_who_guides_nobody_reads_nothing(cast, operator):
    card, incident = make_approved(), make_incident()
    make_draft(SMALL.replace("Tunggu petugas.", "Tunggu ya."))
    leader = caller_of(cast, "leader")
    assert leader.get("/guidance-cards").status_code == 403
    assert leader.get(f"/incidents/{incident.id}/guidance").status_code == 403
    outsider = caller_of(cast, "outsider")
    assert outsider.get(f"/incidents/{incident.id}/guidance").status_code == 404
    body = {"card_id": str(card.id)}
    assert outsider.post(f"/incidents/{incident.id}/guidance", body).status_code == 404
    services.retire_card(by=SETUP, card_id=card.id, reason="x", at=NIGHT)
