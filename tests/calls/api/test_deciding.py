"""Over HTTP: who may end whose call, decisions, and moments that cannot be."""

from datetime import timedelta

import pytest

from kentongan.incidents.models import Incident
from kentongan.kernel.clock import SetClock
from tests.caller import Caller, caller_of
from tests.calls.make import answered, make_call
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import make_categories, make_incident

TREE = {"category": "TREE_DOWN"}


@pytest.fixture
def operator(cast: Cast, night: SetClock) -> Caller:
    make_categories()
    return caller_of(cast, "operator")


def test_colleagues_call_is_refused_and_a_supervisor_gives_a_reason(cast, operator):
    path = f"/calls/{answered(cast.operator).id}/classify"
    refused = caller_of(cast, "second_operator").post(path, {"disposition": "PRANK"})
    assert (refused.status_code, refused.json()["code"]) == (409, "CALLS-019")
    supervisor = caller_of(cast, "supervisor")
    assert supervisor.post(path, {"disposition": "PRANK"}).json()["code"] == "CALLS-019"
    taken = supervisor.post(path, {"disposition": "PRANK", "reason": "Rina pulang sakit"})
    assert (taken.status_code, taken.json()["state"]) == (200, "PRANK")
    call_id = taken.json()["id"]
    assert operator.post(f"/calls/{call_id}/overruling-read").status_code == 200


def test_silence_with_a_person_is_an_incident_or_a_decision(cast, operator):
    said = {"disposition": "SILENT", "human_sound": True}
    first, second = answered(cast.operator), answered(cast.operator)
    told = operator.post(
        f"/calls/{first.id}/classify", said | {"place": {"address": "Gudang Weleri"}}
    ).json()
    assert told["incident_id"] == str(Incident.objects.get().id)
    waits = operator.post(f"/calls/{second.id}/classify", said).json()
    assert (waits["awaits"], waits["awaits_due_at"] is None) == ("DECIDE", False)
    assert operator.post(f"/calls/{second.id}/end").json()["code"] == "CALLS-020"
    path = f"/calls/{second.id}/decide"
    assert operator.post(path, {"reason": "anak bermain"}).status_code == 403
    supervisor = caller_of(cast, "supervisor")
    assert supervisor.post(path, {"reason": " "}).json()["code"] == "CALLS-022"
    assert supervisor.post(path, {"reason": "anak bermain"}).json()["decided_by"]
    assert supervisor.post(path, {"reason": "anak bermain"}).json()["code"] == "CALLS-021"


TOO_LATE = NIGHT + timedelta(minutes=3)
IMPOSSIBLE = ["2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z", TOO_LATE.isoformat()]


@pytest.mark.parametrize("moment", IMPOSSIBLE)
def test_impossible_moments_are_refused_with_the_field(cast, operator, moment):
    call, incident = make_call(), make_incident()
    for path, body, field in (
        ("/calls", {"arrived_at": moment}, "arrived_at"),
        ("/incidents", TREE | {"started_at": moment}, "started_at"),
        ("/incidents/drafts", TREE | {"started_at": moment}, "started_at"),
        (f"/calls/{call.id}/incident", TREE | {"started_at": moment}, "started_at"),
        (f"/incidents/{incident.id}/reports", {"received_at": moment}, "received_at"),
    ):
        refused = operator.post(path, body)
        assert refused.status_code == 400, (path, refused.json())
        assert field in refused.content.decode()


def test_moment_of_a_slow_clock_or_of_a_paper_form_is_taken(operator):
    for moment in (NIGHT + timedelta(seconds=90), NIGHT - timedelta(days=3)):
        answer = operator.post("/calls", {"arrived_at": moment.isoformat()})
        assert answer.status_code == 201, answer.json()
