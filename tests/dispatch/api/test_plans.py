"""Response plans over HTTP: read as decided, read for an incident, and the alarm raised once."""

import pytest

from kentongan.dispatch.models import PlanNotice
from kentongan.kernel.ids import new_id
from tests.caller import caller_of
from tests.dispatch.make import make_assignment, make_fire, make_ticket
from tests.dispatch.plans import BASIS, make_plan, react, units
from tests.fleet.make import make_ambulance, make_unit
from tests.incidents.make import make_categories


@pytest.fixture(autouse=True)
def categories(cast, night):
    make_categories()


@pytest.fixture
def dispatcher(cast):
    return caller_of(cast, "dispatcher")


def test_plans_are_read_by_those_who_send_and_those_who_decide(cast, dispatcher):
    make_plan(
        units(("FIRE", 2), notify=[cast.org_id("disaster")]), hours_from="22:00",
        hours_until="06:00",
    )  # fmt: skip
    (plan,) = dispatcher.get("/response-plans").json()["items"]
    assert (plan["region"], plan["hours_from"], plan["legal_basis"]) == ("33.24", "22:00", BASIS)
    assert plan["levels"][0] == {
        "units": [{"capability": "FIRE", "count": 2}], "notify": [str(cast.org_id("disaster"))],
        "aid": [],
    }  # fmt: skip
    assert len(plan["levels"]) == 3
    for name, status in (("admin", 200), ("fire_officer", 200), ("camat", 403), ("leader", 403)):
        assert caller_of(cast, name).get("/response-plans").status_code == status, name


def test_proposal_says_how_far_the_plan_is_met(cast, dispatcher):
    make_plan(units(("FIRE", 2), ("MEDICAL_BASIC", 1)), units(("RESCUE", 1)))
    engine, ambulance = make_unit(cast), make_ambulance(cast)
    assignment = make_assignment(cast, engine)
    path = f"/incidents/{assignment.incident_id}/proposals"
    told = dispatcher.get(path).json()
    assert told["plan"]["needs"] == [
        {"capability": "FIRE", "count": 2, "sent": [engine.call_sign], "proposed": [],
         "missing": 1, "uncovered": 1},
        {"capability": "MEDICAL_BASIC", "count": 1, "sent": [],
         "proposed": [ambulance.call_sign], "missing": 1, "uncovered": 0},
    ]  # fmt: skip
    assert told["items"][0]["fills"] == "MEDICAL_BASIC"
    assert told["plan"]["next_levels"][0]["units"] == [{"capability": "RESCUE", "count": 1}]


def test_without_a_plan_it_is_said(dispatcher):
    told = dispatcher.get(f"/incidents/{make_fire().id}/proposals").json()
    assert told["plan"] is None
    assert "NO_PLAN" in told["unknowns"]


def test_alarm_is_raised_once_however_often_it_is_sent(cast, dispatcher):
    make_plan(units(("FIRE", 1)), units(notify=[cast.org_id("disaster")]))
    fire = make_fire()
    make_ticket(cast, fire)
    body, key = {"alarm_level": 2, "reason": "Api merambat"}, str(new_id())
    path = f"/incidents/{fire.id}/alarm"
    answers = [dispatcher.post(path, body, headers={"idempotency-key": key}) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    again = dispatcher.post(path, body)
    assert (again.status_code, again.json()["code"]) == (409, "INCIDENTS-015")
    react()
    assert PlanNotice.objects.count() == 1
    plan = dispatcher.get(f"/incidents/{fire.id}/proposals").json()["plan"]
    assert plan["notify"][0]["was_reached"] is True


@pytest.mark.parametrize("body", [{"alarm_level": 2}, {"alarm_level": 2, "reason": ""}])
def test_alarm_without_a_reason_is_refused(dispatcher, body):
    assert dispatcher.post(f"/incidents/{make_fire().id}/alarm", body).status_code == 400
