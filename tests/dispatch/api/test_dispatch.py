"""Tickets and assignments over HTTP: from forwarding to cleared."""

import pytest

from kentongan.dispatch import services
from kentongan.kernel.clock import SetClock
from kentongan.kernel.ids import new_id
from tests.caller import Caller, caller_of
from tests.cast import Cast
from tests.dispatch.make import later, make_accepted, make_assignment, make_fire, make_ticket
from tests.fleet.make import crew_of, make_ready, make_unit
from tests.incidents.make import make_categories


@pytest.fixture(autouse=True)
def categories(cast: Cast, night: SetClock) -> None:
    make_categories()


@pytest.fixture
def dispatcher(cast: Cast) -> Caller:
    return caller_of(cast, "dispatcher")


@pytest.fixture
def officer(cast: Cast) -> Caller:
    return caller_of(cast, "fire_officer")


def test_incident_goes_from_ticket_to_cleared(cast, dispatcher, officer):
    incident, unit = make_fire(), make_unit(cast)
    made = dispatcher.post(
        f"/incidents/{incident.id}/tickets", {"org_id": str(cast.org_id("fire"))}
    )
    assert made.status_code == 201, made.json()
    ticket = f"/tickets/{made.json()['id']}"
    assert made.headers["Location"] == f"/api/v1{ticket}"
    assert officer.post(f"{ticket}/read").json()["state"] == "READ"
    accepted = officer.post(f"{ticket}/acknowledge", {"name": "Budi"}).json()
    assert (accepted["state"], accepted["accepted_by_name"]) == ("ACCEPTED", "Budi")
    assigned = officer.post(f"{ticket}/assignments", {"unit_id": str(unit.id)})
    assert assigned.status_code == 201, assigned.json()
    path = f"/assignments/{assigned.json()['id']}"
    assert assigned.headers["Location"] == f"/api/v1{path}"
    for step, state in (
        ("acknowledge", "ACKNOWLEDGED"), ("en-route", "EN_ROUTE"), ("on-scene", "ON_SCENE"),
        ("transport", "TRANSPORTING"), ("at-hospital", "AT_HOSPITAL"), ("clear", "CLEARED"),
    ):  # fmt: skip
        stepped = officer.post(f"{path}/{step}", {})
        assert stepped.json()["state"] == state, stepped.json()
    reported = officer.post(f"{ticket}/report", {"text": "Padam"})
    assert (reported.status_code, reported.json()["state"]) == (200, "REPORTED"), reported.json()


def test_second_officer_is_told_who_has_the_unit(cast, officer):
    unit = make_unit(cast)
    make_assignment(cast, unit)
    other = make_accepted(cast)
    response = caller_of(cast, "second_fire_officer").post(
        f"/tickets/{other.id}/assignments", {"unit_id": str(unit.id)}
    )
    assert (response.status_code, response.json()["code"][:8]) == (409, "DISPATCH")


def test_ticket_is_declined_with_a_reason(cast, officer):
    path = f"/tickets/{make_ticket(cast).id}/decline"
    assert officer.post(path, {}).status_code == 400
    told = officer.post(path, {"reason": "OUTSIDE_AREA", "note": "Batang"}).json()
    assert (told["state"], told["decline_reason"]) == ("DECLINED", "OUTSIDE_AREA")


def test_ticket_is_passed_on(cast, officer):
    response = officer.post(
        f"/tickets/{make_ticket(cast).id}/forward", {"to_org_id": str(cast.org_id("disaster"))}
    )
    assert response.status_code == 201, response.json()
    assert response.json()["org_id"] == str(cast.org_id("disaster"))


def test_organisation_that_is_none_is_not_found(cast, dispatcher):
    incident = make_fire()
    nobody = str(new_id())
    for path in ("tickets", "parties"):
        response = dispatcher.post(f"/incidents/{incident.id}/{path}", {"org_id": nobody})
        assert response.status_code == 404, response.json()
    response = dispatcher.post(
        f"/incidents/{incident.id}/hand-over", {"to": "112 Batang", "to_org_id": nobody}
    )
    assert response.status_code == 404


def test_board_lists_open_tickets_with_their_units(cast, dispatcher):
    ticket = make_accepted(cast)
    assignment = make_assignment(cast, make_unit(cast), ticket)
    (row,) = dispatcher.get("/tickets").json()["items"]
    assert (row["id"], row["incident_id"]) == (str(ticket.id), str(ticket.incident_id))
    assert [unit["assignment_id"] for unit in row["units"]] == [str(assignment.id)]
    of_incident = dispatcher.get(f"/incidents/{ticket.incident_id}/tickets").json()["items"]
    assert [each["id"] for each in of_incident] == [str(ticket.id)]


def test_tickets_are_paged(cast, dispatcher):
    made = {str(make_ticket(cast).id) for _ in range(5)}
    first = dispatcher.get("/tickets", limit=3, open="false").json()
    rest = dispatcher.get("/tickets", limit=3, open="false", cursor=first["next"]).json()
    assert {t["id"] for t in first["items"] + rest["items"]} == made
    assert (len(first["items"]), rest["next"]) == (3, None)


def test_agency_sees_its_own_tickets_only(cast, officer):
    ticket = make_ticket(cast)
    assert officer.get(f"/tickets/{ticket.id}").status_code == 200
    medical = caller_of(cast, "medical_officer")
    assert medical.get(f"/tickets/{ticket.id}").status_code == 404
    assert medical.get("/tickets").json()["items"] == []
    assert medical.post(f"/tickets/{ticket.id}/accept", {"name": "x"}).status_code == 404


def test_proposals_say_what_they_rest_on(cast, dispatcher):
    unit = make_unit(cast)
    make_ready(unit)
    told = dispatcher.get(f"/incidents/{make_fire().id}/proposals", limit=5).json()
    assert told["by_travel_time"] is True
    (proposed,) = told["items"]
    assert (proposed["unit_id"], proposed["is_available"]) == (str(unit.id), True)
    assert proposed["minutes_low"] is not None


@pytest.mark.parametrize("step", ["forward", "explode", "CLEAR"])
def test_step_that_is_none_is_not_found(cast, officer, step):
    assignment = make_assignment(cast, make_unit(cast))
    response = officer.post(f"/assignments/{assignment.id}/{step}", {})
    assert response.status_code == 404


def test_step_may_have_happened_before_the_phone_was_online(cast, officer, night):
    assignment = make_assignment(cast, make_unit(cast))
    path = f"/assignments/{assignment.id}/acknowledge"
    told = officer.post(path, {"occurred_at": "2026-11-22T20:00:00Z"}).json()
    assert told["acknowledged_at"] == "2026-11-22T20:00:00.000Z"
    later = officer.post(
        f"/assignments/{assignment.id}/en-route", {"occurred_at": "2027-01-01T00:00:00Z"}
    ).json()
    assert later["en_route_at"] == "2026-11-22T20:00:00.000Z"


def test_nothing_happened_before_the_unit_was_sent(cast, officer, night):
    assignment = make_assignment(cast, make_unit(cast))
    told = officer.post(
        f"/assignments/{assignment.id}/en-route", {"occurred_at": "1970-01-01T00:00:00Z"}
    ).json()
    assert told["en_route_at"] == told["assigned_at"]


def test_crews_page_shows_the_task(cast, officer):
    unit = make_unit(cast)
    make_assignment(cast, unit)
    told = officer.get(f"/units/{unit.id}/task").json()
    assert (told["assignment_state"], told["place_is_certain"]) == ("ASSIGNED", True)
    assert "acknowledge" in told["steps"]


def test_arrival_takes_a_reason(cast, officer):
    def arrive(**body):
        assignment = make_assignment(cast, make_unit(cast))
        return officer.post(f"/assignments/{assignment.id}/on-scene", body)

    told = arrive().json()
    assert (told["arrival_proof"], told["arrival_reason"]) == ("UNKNOWN", "REPORTED")
    assert arrive(reason="ROAD_BLOCKED").json()["arrival_reason"] == "ROAD_BLOCKED"
    other = arrive(reason="OTHER", note="jembatan putus").json()
    assert (other["arrival_reason"], other["arrival_note"]) == ("OTHER", "jembatan putus")
    refused = arrive(reason="OTHER")
    assert (refused.status_code, refused.json()["code"]) == (400, "DISPATCH-018")
    unreadable = arrive(reason="macet")
    assert (unreadable.status_code, unreadable.json()["code"]) == (400, "KERNEL-005")
    assert "NO_POSITION, PLACE_WRONG" in unreadable.json()["rule"]


def test_program_sees_what_a_crew_owes(cast, officer):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    services.say_arrival(by=crew_of(unit), assignment_id=assignment.id, at=later(60))
    task = officer.get(f"/units/{unit.id}/task").json()
    assert task["arrival_claimed_at"] == "2026-11-22T20:01:00.000Z"
    one = officer.get(f"/assignments/{assignment.id}").json()
    assert (one["arrival_claimed_at"], one["on_scene_at"]) == ("2026-11-22T20:01:00.000Z", None)
