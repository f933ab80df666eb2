"""K4 Toll road (practice.md §8): kilometres instead of a village, two carriageways, an ambulance
that cannot come, and an operator who stays on the line.
"""

from typing import Any

import pytest

from kentongan.incidents.enums import PartyRole
from kentongan.journal.models import Entry
from kentongan.orgs.enums import DutyKind, OrgKind
from tests.conftest import NIGHT
from tests.fleet.make import make_ambulance
from tests.stories.centre import Centre, first_missing

pytestmark = pytest.mark.django_db

CRASH = {
    "category": "TRAFFIC_TOLL", "narrative": "Dua truk, satu sopir terjepit.", "region": "33.24",
    "place": {"source": "CALLER", "quality": "UNKNOWN", "address": "Tol KM 390 A"},
    "contact_safety": "SAFE",
}  # fmt: skip
SAME = {"same_place_confirmed": True, "same_victims_confirmed": True}
ON_THE_LINE = 11 * 60


def crash_at(centre: Centre, stone: str, phone: str) -> str:
    """An incident at a kilometre stone. Gives its id."""
    call = centre.call(phone, by="second_operator")
    place = CRASH["place"] | {"address": f"Tol {stone}"}
    opened = centre.do("second_operator", f"/calls/{call}/incident", CRASH | {"place": place})
    return str(opened["id"])


def candidates(centre: Centre, incident_id: str) -> set[str]:
    found = centre.ask("operator", f"/incidents/{incident_id}/duplicates")["items"]
    return {each["incident"]["id"] for each in found}


def test_place_is_its_kilometre_and_the_other_carriageway_is_another_place(
    centre: Centre, cast: Any
) -> None:
    first = crash_at(centre, "KM 390 A", "+6281200000390")
    near = crash_at(centre, "KM 389+200 A", "+6281200000391")
    opposite = crash_at(centre, "KM 389+900 B", "+6281200000392")
    far = crash_at(centre, "KM 385+600 B", "+6281200000385")
    assert candidates(centre, near) == {first}
    assert candidates(centre, opposite) == set(), "the other carriageway is not merged"
    assert candidates(centre, far) == set()
    found = centre.ask("operator", f"/incidents/{first}")
    assert (found["place"]["lat"], found["place"]["lon"], found["region"]) == (None, None, "33.24")
    assert not Entry.objects.filter(kind="incidents.incident.merged").exists()


def test_ambulance_declines_and_a_partner_comes_while_the_operator_stays(
    centre: Centre, cast: Any
) -> None:
    centre.on_duty(DutyKind.SUPERVISOR, "centre", "Sri", "0294000102")
    centre.routing("TRAFFIC_TOLL", medical=PartyRole.LEAD)
    make_ambulance(cast)
    pmi = centre.body("pmi", "PMI", OrgKind.PARTNER)
    call = centre.call("+6281200000390")
    centre.at(5)
    centre.do("operator", f"/calls/{call}/answer")
    incident = centre.do("operator", f"/calls/{call}/incident", CRASH | {"priority": "P1"})
    path = f"/incidents/{incident['id']}"
    assert incident["priority"] == "P1"
    centre.at(45)
    [ticket] = centre.do("operator", f"{path}/forward")["items"]
    proposed = centre.ask("operator", f"{path}/proposals")
    assert not proposed["by_travel_time"], "no minutes to a place that nobody can point at"
    assert {each["minutes_low"] for each in proposed["items"]} == {None}

    # nobody can come: the supervisor's telephone rings at once, not after a promise is broken
    centre.at(90)
    why = {"reason": "NO_UNIT_LEFT", "note": "Dua ambulans keluar"}
    centre.do("medical_officer", f"/tickets/{ticket['id']}/decline", why)
    centre.at(91)
    assert Entry.objects.filter(kind="dispatch.incident.no-unit").count() == 1
    assert centre.numbers_rung() == {"0294000102"}

    centre.at(150)
    asked = {"org_id": pmi, "role": "LEAD"}
    partner = centre.do("dispatcher", f"{path}/tickets", asked)
    at_partner = f"/tickets/{partner['id']}"
    centre.at(180)
    answered = {"name": "Yuni (PMI)", "their_reference": "PMI-7", "help_under_way": True}
    centre.do("dispatcher", f"{at_partner}/telephone", answered)
    assert centre.ask("operator", f"/calls/{call}")["ended_at"] is None
    centre.at(650)
    centre.do("dispatcher", f"{at_partner}/arrive", {"method": "RADIO", "name": "Awak ambulans"})
    assert centre.ask("operator", path)["on_scene_at"] is not None

    # eleven minutes: a second caller was somebody else's, since this operator was taken
    states = {
        each["user_id"]: each["state"] for each in centre.ask("supervisor", "/agents")["items"]
    }
    assert states[str(cast.people["operator"].id)] == "ON_CALL"
    end = centre.at(5 + ON_THE_LINE)
    centre.do("operator", f"/calls/{call}/end")
    assert (end - NIGHT).total_seconds() == ON_THE_LINE + 5
    assert first_missing([
        ("calls.call.answered", 5),
        ("dispatch.ticket.declined", 90),
        ("dispatch.incident.no-unit", 90),
        ("dispatch.ticket.answered-by-telephone", 180),
        ("dispatch.ticket.arrived", 650),
        ("calls.call.ended", 5 + ON_THE_LINE),
    ]) is None  # fmt: skip
