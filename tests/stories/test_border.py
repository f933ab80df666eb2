"""K7 Kali Kuto (practice.md §8): a boy in the river between two regencies, and both their 112s.

The call came by the tower of the wrong side. It stays ours until the neighbour confirms by name.
"""

from typing import Any

import pytest

from kentongan.calls.models import Call
from kentongan.incidents.enums import PartyRole
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.orgs.enums import DutyKind
from tests.stories.centre import KEBONHARJO, Centre, first_missing

pytestmark = pytest.mark.django_db

NUMBER = "+6281200000070"
SUPERVISOR = "0294000102"
BOY = {
    "category": "WATER_RESCUE", "narrative": "Anak laki-laki hanyut.", "region": KEBONHARJO,
    "place": {"source": "CALLER", "quality": "VILLAGE_ONLY", "address": "Kali Kuto, sisi timur"},
    "contact_safety": "SAFE",
}  # fmt: skip


@pytest.fixture
def call(centre: Centre, cast: Any) -> str:
    """Told as the neighbour's: three on the line, and a minute for them to take it."""
    centre.on_duty(DutyKind.SUPERVISOR, "centre", "Sri", SUPERVISOR)
    centre.routing("WATER_RESCUE", disaster=PartyRole.LEAD)
    call = centre.call(NUMBER, channel="SIMULATED")
    centre.at(5)
    centre.do("operator", f"/calls/{call}/answer")
    centre.at(25)
    third = {"phone": "0285000430", "org_id": str(cast.org_id("neighbour"))}
    centre.do("operator", f"/calls/{call}/parties", third)
    centre.do("operator", f"/calls/{call}/classify", {"disposition": "OUT_OF_AREA"})
    return call


def test_neighbour_takes_it_by_name_and_it_is_counted_once(
    centre: Centre, cast: Any, call: str
) -> None:
    assert centre.ask("operator", f"/calls/{call}")["ended_at"] is None, "it is not disposed of"
    centre.at(60)
    unnamed = {"taken_by": " ", "org_id": str(cast.org_id("neighbour"))}
    assert centre.refused("operator", f"/calls/{call}/confirm-neighbour", unnamed)
    taken = unnamed | {"taken_by": "Wulan (112 Batang)"}
    confirmed = centre.do("operator", f"/calls/{call}/confirm-neighbour", taken)
    assert confirmed["neighbour_confirmed_at"] is not None
    centre.at(4000)
    assert not centre.numbers_rung(), "it was taken within the minute"
    assert not Incident.objects.exists(), "the boy is in the neighbour's statistic, and only there"
    assert [each.disposition for each in Call.objects.all()] == ["OUT_OF_AREA"]


def test_neighbour_is_silent_for_a_minute_and_the_boy_is_ours(
    centre: Centre, cast: Any, call: str
) -> None:
    centre.at(86)
    assert Entry.objects.filter(kind="calls.call.neighbour-silent").count() == 1
    assert centre.numbers_rung() == {SUPERVISOR}, "an escalation rings; a caller is never rung"
    centre.do("operator", f"/calls/{call}/take-back")
    incident = centre.do("operator", f"/calls/{call}/incident", BOY)
    assert incident["priority"] == "P1"
    [ticket] = centre.do("operator", f"/incidents/{incident['id']}/forward")["items"]
    assert ticket["org_id"] == str(cast.org_id("disaster"))
    assert first_missing([
        ("calls.call.answered", 5),
        ("calls.line.joined", 25),
        ("calls.call.classified", 25),
        ("calls.call.neighbour-silent", 85),
        ("calls.call.taken-back", 86),
        ("incidents.incident.opened", 86),
    ]) is None  # fmt: skip


def test_both_go_and_it_is_one_statistic(centre: Centre, cast: Any, call: str) -> None:
    centre.at(90)
    centre.do("operator", f"/calls/{call}/take-back")
    ours = centre.do("operator", f"/calls/{call}/incident", BOY)
    path = f"/incidents/{ours['id']}"
    centre.at(300)
    other_bank = centre.call("+6281200000071", by="second_operator")
    same = {"same_place_confirmed": True, "same_victims_confirmed": True}
    said = {"incident_id": ours["id"], "narrative": "Dari sisi Batang.", "region": "33.25"}
    centre.do("second_operator", f"/calls/{other_bank}/link", said | same)
    centre.at(400)
    handed = {"to": "112 Batang", "to_org_id": str(cast.org_id("neighbour"))}
    assert centre.do("supervisor", f"{path}/hand-over", handed)["state"] == "HANDED_OVER"
    assert Incident.objects.count() == 1
    assert centre.ask("supervisor", path)["report_count"] == 2, "both callers are kept"
    assert not any("812000" in phone for phone in centre.numbers_rung())
