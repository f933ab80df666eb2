"""The roster over HTTP."""

from tests.caller import caller_of
from tests.orgs.make import make_duty


def test_swap_is_asked_and_agreed(cast, night):
    mine = make_duty(cast, "operator", hours=(24, 30), present=False)
    theirs = make_duty(cast, "second_operator", hours=(48, 54), present=False)
    body = {"in_return_id": str(theirs.id)}
    asked = caller_of(cast, "operator").post(f"/duties/{mine.id}/swap", body)
    assert (asked.status_code, asked.json()["state"]) == (201, "ASKED")
    path = f"/swaps/{asked.json()['id']}"
    assert caller_of(cast, "dispatcher").post(f"{path}/agree").status_code == 403
    agreed = caller_of(cast, "second_operator").post(f"{path}/agree").json()
    assert agreed["state"] == "AGREED"
    assert caller_of(cast, "second_operator").post(f"{path}/decline").json()["code"] == "ORGS-014"


def test_uncovered_hours_are_told(cast, night):
    org_id = cast.org_id("fire")
    make_duty(cast, "fire_officer", hours=(-1, 3))
    officer, admin = caller_of(cast, "fire_officer"), caller_of(cast, "admin")
    gap = officer.get(f"/orgs/{org_id}/uncovered").json()["items"]
    assert [(each["kind"], each["starts_at"]) for each in gap] == [
        ("OFFICER", "2026-11-22T23:00:00.000Z")
    ]
    body = {"kind": "CREW", "least": 2, "legal_basis": "SOP 3/2026"}
    assert officer.post(f"/orgs/{org_id}/cover", body).status_code == 403
    assert admin.post(f"/orgs/{org_id}/cover", body).json()["least"] == 2
    gaps = officer.get(f"/orgs/{org_id}/uncovered").json()["items"]
    assert [each["kind"] for each in gaps] == ["CREW"]


def test_month_without_patterns_is_empty(cast, night):
    path = f"/orgs/{cast.org_id('centre')}/plan-month"
    told = caller_of(cast, "supervisor").post(path, {"month": "2026-12-01"})
    assert told.json() == {"duties": 0}
    assert caller_of(cast, "operator").post(path, {"month": "2026-12-01"}).status_code == 403
