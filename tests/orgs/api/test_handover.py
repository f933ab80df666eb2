"""Handing a post over, over HTTP."""

from tests.caller import caller_of
from tests.dispatch.make import make_fire
from tests.incidents.make import make_categories
from tests.orgs.make import make_duty


def test_post_is_handed_over_by_name(cast, night):
    make_categories()
    fire = make_fire()
    leaving = make_duty(cast, "operator")
    coming = make_duty(cast, "second_operator", hours=(0, 8))
    old, new = caller_of(cast, "operator"), caller_of(cast, "second_operator")
    path = f"/orgs/{cast.org_id('centre')}/matters"
    matter = old.get(path).json()["items"][0]
    assert (matter["title"], matter["kind"], matter["holder_name"]) == (fire.number, "INCIDENT", "")
    assert old.post(f"/duties/{leaving.id}/sign-off").json()["code"] == "ORGS-008"
    body = {"to_duty_id": str(coming.id), "items": [matter["id"]], "note": ""}
    made = old.post(f"/duties/{leaving.id}/hand-over", body)
    assert made.status_code == 201, made.json()
    waiting = new.get("/handovers").json()["items"][0]
    read = [item["id"] for item in waiting["items"]]
    taken = new.post(f"/handovers/{waiting['id']}/take", {"read": read})
    assert taken.json()["taken_at"] is not None
    assert old.get(path).json()["items"][0]["holder_name"] == "Second Operator"
    assert old.post(f"/duties/{leaving.id}/sign-off").status_code == 200


def test_remark_is_noted_and_settled(cast, night):
    operator = caller_of(cast, "operator")
    made = operator.post(f"/orgs/{cast.org_id('centre')}/remarks", {"text": "Saluran 2 rusak"})
    assert made.status_code == 201
    settled = operator.post(f"/remarks/{made.json()['id']}/settle").json()
    assert settled["settled_at"] is not None
    assert operator.post(f"/orgs/{cast.org_id('fire')}/remarks", {"text": " "}).status_code == 400


def test_times_of_the_roster_are_configuration(cast, night):
    admin = caller_of(cast, "admin")
    body = {"code": "COVER_AHEAD", "seconds": [0, 3600], "legal_basis": "SOP 112/2026"}
    assert admin.post("/duty-times", body).json()["seconds"] == [3600, 0]
    times = {each["code"]: each["seconds"] for each in admin.get("/duty-times").json()["items"]}
    assert times == {"STAY_ON": [900], "COVER_AHEAD": [3600, 0]}
    assert caller_of(cast, "operator").post("/duty-times", body).status_code == 403
    assert admin.post("/duty-times", body | {"legal_basis": " "}).status_code == 400
