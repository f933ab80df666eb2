"""Units over HTTP: how they are, where they are."""

import pytest

from kentongan.fleet import services
from kentongan.incidents import services as services_of_incidents
from kentongan.incidents.enums import PartyRole
from kentongan.kernel.actors import SETUP
from kentongan.kernel.clock import SetClock
from tests.caller import Caller, caller_of
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.fleet.make import make_ambulance, make_unit
from tests.incidents.make import make_categories, make_incident


@pytest.fixture
def officer(cast: Cast, night: SetClock) -> Caller:
    return caller_of(cast, "fire_officer")


def test_agency_sees_its_units_and_112_sees_all(cast, officer):
    engine, ambulance = make_unit(cast), make_ambulance(cast)
    assert [unit["id"] for unit in officer.get("/units").json()["items"]] == [str(engine.id)]
    seen = caller_of(cast, "operator").get("/units").json()["items"]
    assert {unit["id"] for unit in seen} == {str(engine.id), str(ambulance.id)}
    assert officer.get(f"/units/{ambulance.id}").status_code == 404


def test_units_are_filtered(cast):
    make_unit(cast), make_ambulance(cast)
    operator = caller_of(cast, "operator")
    assert len(operator.get("/units", capability="MEDICAL_BASIC").json()["items"]) == 1
    assert len(operator.get("/units", org_id=str(cast.org_id("fire"))).json()["items"]) == 1
    assert operator.get("/units", state="BUSY").json()["items"] == []
    assert operator.get("/units", state="RUSAK").status_code == 400


def test_position_is_shown_with_its_age(cast, officer, night):
    unit = make_unit(cast)
    response = officer.post(
        f"/units/{unit.id}/position",
        {"lat": -6.9, "lon": 110.2, "accuracy_m": 8, "at": "2026-11-22T19:59:00Z"},
    )
    assert response.status_code == 204
    position = officer.get(f"/units/{unit.id}").json()["position"]
    assert (position["lat"], position["lon"], position["age_s"]) == (-6.9, 110.2, 60.0)


@pytest.mark.parametrize("body", [{"lat": 91, "lon": 0}, {"lat": 0}, {"lat": "x", "lon": 0}])
def test_position_off_the_globe_is_refused(cast, officer, body):
    assert officer.post(f"/units/{make_unit(cast).id}/position", body).status_code == 400


def test_readiness_holds_for_the_shift(cast, officer):
    unit = make_unit(cast)
    told = officer.post(f"/units/{unit.id}/readiness", {"crew_count": 6, "fuel_percent": 90})
    assert told.status_code == 200, told.json()
    assert officer.get(f"/units/{unit.id}").json()["is_ready"] is True
    assert officer.post(f"/units/{unit.id}/readiness", {"crew_count": 0}).status_code == 400


def test_state_is_set_but_never_busy(cast, officer):
    path = f"/units/{make_unit(cast).id}/state"
    assert officer.post(path, {"state": "BREAK", "note": "isi air"}).json()["state"] == "BREAK"
    refused = officer.post(path, {"state": "BUSY"})
    assert (refused.status_code, refused.json()["code"]) == (409, "FLEET-002")


def test_crew_is_seated(cast, officer):
    unit = make_unit(cast)
    response = officer.post(f"/units/{unit.id}/crew", {"names": ["Budi", "Sari"]})
    assert response.json() == {"crew_count": 2}


def test_stranger_moves_no_unit(cast, officer):
    unit = make_unit(cast)
    medical = caller_of(cast, "medical_officer")
    for path, body in (("position", {"lat": 0, "lon": 0}), ("state", {"state": "OFF"})):
        assert medical.post(f"/units/{unit.id}/{path}", body).status_code == 404


def test_vehicles_own_token_reports_its_position_and_no_others(cast, officer):
    own, other = make_unit(cast), make_unit(cast)
    token = services.issue_vehicle_token(by=SETUP, unit_id=own.id, at=NIGHT)
    crew = Caller(token)
    body = {"lat": -6.9, "lon": 110.2}
    assert crew.post(f"/units/{own.id}/position", body).status_code == 204
    assert crew.get(f"/units/{own.id}/task").json()["call_sign"] == own.call_sign
    assert crew.post(f"/units/{other.id}/position", body).status_code == 404
    services.revoke_vehicle_token(by=SETUP, unit_id=own.id, at=NIGHT)
    assert crew.post(f"/units/{own.id}/position", body).status_code == 401


def test_vehicles_token_reads_no_incident_of_its_agency_and_reveals_no_caller(cast, officer):
    """A crew is not trusted with callers beyond its task, nor with the past (THREAT_MODEL.md)."""
    make_categories()
    incident = make_incident()
    services_of_incidents.involve_org(
        by=SETUP, incident_id=incident.id, org_id=cast.org_id("fire"), role=PartyRole.INFORMED,
        at=NIGHT,
    )  # fmt: skip
    report = officer.get(f"/incidents/{incident.id}").json()["reports"][0]
    crew = Caller(services.issue_vehicle_token(by=SETUP, unit_id=make_unit(cast).id, at=NIGHT))
    assert crew.post(f"/reports/{report['id']}/reveal").status_code == 401
    for path in ("/incidents", f"/incidents/{incident.id}", f"/incidents/{incident.id}/reports"):
        assert crew.get(path).status_code == 401
