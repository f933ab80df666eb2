"""Tracks and proposed arrivals over HTTP."""

import pytest

from kentongan.dispatch import services
from kentongan.fleet.services import report_position
from kentongan.kernel.clock import SetClock
from tests.caller import caller_of
from tests.dispatch.make import later, make_assignment
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import make_categories


@pytest.fixture
def task(cast, night: SetClock):
    make_categories()
    task = make_assignment(cast, make_unit(cast))
    for n in range(7):
        report_position(
            by=crew_of(task.unit), unit_id=task.unit_id, lat=-6.9217 + n / 10_000, lon=110.2030,
            at=later(n),
        )  # fmt: skip
    night.at = later(60)
    return task


def test_tracks_are_opened_then_read_page_by_page(cast, task):
    dispatcher = caller_of(cast, "dispatcher")
    path = f"/incidents/{task.incident_id}/tracks"
    refused = dispatcher.get(f"{path}/{task.id}")
    assert (refused.status_code, refused.json()["code"]) == (403, "DISPATCH-043")
    [stretch] = dispatcher.post(f"{path}/read").json()["items"]
    assert (stretch["assignment_id"], stretch["until"]) == (str(task.id), None)
    seen, cursor = [], ""
    while cursor is not None:
        more = f"&cursor={cursor}" if cursor else ""
        page = dispatcher.get(f"{path}/{task.id}?limit=3{more}").json()
        seen += [item["at"] for item in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen)
    for hostile in ("x", "%00", "WyJ4Il0", "W10", "WyIyMDI2LTExLTIyIl0"):
        answer = dispatcher.get(f"{path}/{task.id}?cursor={hostile}")
        assert answer.status_code in {200, 400}, hostile
    assert dispatcher.get(f"{path}/{task.incident_id}").status_code == 404
    assert caller_of(cast, "camat").post(f"{path}/read").status_code in {403, 404}


def test_proposed_arrival_is_confirmed_or_dismissed(cast, task):
    officer = caller_of(cast, "fire_officer")
    assert services.propose_arrivals(at=later(61)) == 1
    found = officer.post(f"/assignments/{task.id}/dismiss-arrival")
    assert (found.status_code, found.json()["state"]) == (200, "ASSIGNED")
    refused = officer.post(f"/assignments/{task.id}/confirm-arrival")
    assert (refused.status_code, refused.json()["code"]) == (409, "DISPATCH-042")
