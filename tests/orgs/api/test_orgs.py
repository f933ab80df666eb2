"""Organisations, rights and regions over HTTP."""

from datetime import timedelta

import pytest

from kentongan.kernel.actors import SETUP
from kentongan.orgs import services
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.models import BreakGlass
from tests.caller import caller_of
from tests.cast import PASSWORD, PEOPLE
from tests.conftest import NIGHT
from tests.orgs.make import break_one


def test_me_names_roles_and_rights(cast):
    told = caller_of(cast, "operator").get("/me").json()
    assert [role["role"] for role in told["roles"]] == ["OPERATOR"]
    assert told["roles"][0]["areas"] == ["33.24"]
    assert "TAKE_CALLS" in told["rights"]
    assert told["org_id"] == str(cast.org_id("centre"))


def test_what_one_may_see_stays_in_no_cache(cast):
    operator = caller_of(cast, "operator")
    for path in ("/me", "/calls", "/incidents", "/tickets/nothing"):
        assert "no-store" in operator.get(path).headers["Cache-Control"]
    assert "no-store" in operator.post("/calls", {"line": "112"}).headers["Cache-Control"]


def test_organisations_and_posts_are_listed(cast):
    operator = caller_of(cast, "operator")
    codes = {org["code"] for org in operator.get("/orgs").json()["items"]}
    assert {"112", "damkar", "psc119"} <= codes
    posts = operator.get("/posts", org_id=str(cast.org_id("fire"))).json()["items"]
    assert [post["name"] for post in posts] == ["Pos Kendal"]
    assert posts[0]["covers"] == ["33.24.15", "33.24.13"]


def test_duties_are_for_those_who_see_the_roster(cast):
    path = f"/orgs/{cast.org_id('fire')}/duties"
    assert caller_of(cast, "fire_officer").get(path).json()["items"] == []
    assert caller_of(cast, "camat").get(path).status_code == 403


def test_region_is_found_by_name_and_by_code(cast):
    operator = caller_of(cast, "operator")
    by_name = operator.get("/regions", q="Patebon").json()
    assert [region["code"] for region in by_name["items"]] == ["33.24.13"]
    assert by_name["needs_choice"] is False
    by_code = operator.get("/regions", q="33.24.15.2001").json()
    assert by_code["items"][0]["label"] == "Karangsari, Kendal"


def test_regions_below_one_are_listed(cast):
    items = caller_of(cast, "operator").get("/regions", within="33.24").json()["items"]
    assert [region["code"] for region in items] == ["33.24.15", "33.24.13"]
    assert caller_of(cast, "operator").get("/regions", within="x").status_code == 400


def test_duty_is_signed_on_and_off(cast, night):
    user = cast.people["fire_officer"]
    duty = services.plan_duty(
        by=SETUP, org_id=cast.org_id("fire"), kind=DutyKind.OFFICER, person_name="Budi", phone="",
        user_id=user.id, starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=8), at=NIGHT,
    )  # fmt: skip
    officer = caller_of(cast, "fire_officer")
    assert officer.post(f"/duties/{duty.id}/sign-on").json()["signed_on"] is True
    assert [each["id"] for each in officer.get("/duties").json()["items"]] == [str(duty.id)]
    assert officer.post(f"/duties/{duty.id}/sign-off").status_code == 200
    assert officer.get("/duties").json()["items"] == []
    assert caller_of(cast, "camat").post(f"/duties/{duty.id}/sign-on").status_code == 403


@pytest.mark.parametrize("name", PEOPLE)
def test_no_token_breaks_the_glass(cast, night, name):
    answer = caller_of(cast, name).post("/break-glass", {"reason": "uji", "password": PASSWORD})
    assert answer.status_code == 404
    assert not BreakGlass.objects.exists()


def test_glass_is_reviewed_by_another(cast, night):
    operator, supervisor = caller_of(cast, "operator"), caller_of(cast, "supervisor")
    path = f"/break-glass/{break_one(cast).id}/review"
    assert operator.post(path, {"note": "perlu"}).status_code in {403, 409}
    assert supervisor.post(path, {"note": "perlu"}).json()["review_note"] == "perlu"
