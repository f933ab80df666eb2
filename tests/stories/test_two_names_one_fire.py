"""B1 Balikpapan (practice.md §8), its calls: two RTs are named, one row of houses burns, and nobody
agrees on how many. 09.28 WITA is 08.28 in Kendal's zone.
"""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kentongan.incidents.enums import PartyRole
from kentongan.incidents.models import Incident
from kentongan.kernel import clock
from tests.stories.centre import KEBONHARJO, Centre

pytestmark = pytest.mark.django_db

FIRST_RING = 5 * 3600 + 28 * 60
"""Seconds after 03.00 WIB."""
WITA = ZoneInfo("Asia/Makassar")


def told(rt: str, houses: int, lat: float) -> dict[str, Any]:
    return {
        "narrative": f"Kebakaran di {rt}, {houses} rumah.", "region": KEBONHARJO,
        "place": {
            "lat": lat, "lon": 110.165, "accuracy_m": 150, "source": "CALLER",
            "quality": "AREA_ESTIMATE", "address": f"{rt}, gang di belakang pasar",
        },
    }  # fmt: skip


def test_two_rts_are_two_reports_of_one_fire_and_both_numbers_stay(
    centre: Centre, cast: Any
) -> None:
    assert clock.shown(centre.at(FIRST_RING), WITA) == "09.28 WITA"
    centre.routing("FIRE_STRUCTURE", fire=PartyRole.LEAD)
    first = centre.call("+6281200000601")
    fire = {"category": "FIRE_STRUCTURE", "contact_safety": "SAFE"} | told("RT 14", 6, -6.9100)
    incident = centre.do("operator", f"/calls/{first}/incident", fire)
    [ticket] = centre.do("operator", f"/incidents/{incident['id']}/forward")["items"]

    # the second caller names another RT, 200 metres on: it is proposed, nobody merges by itself
    centre.at(FIRST_RING + 60)
    second = centre.call("+6281200000602", by="second_operator")
    again = {"category": "FIRE_STRUCTURE", "contact_safety": "SAFE"} | told("RT 17", 7, -6.9118)
    other = centre.do("second_operator", f"/calls/{second}/incident", again)
    at_other = f"/incidents/{other['id']}"
    [candidate] = centre.ask("second_operator", f"{at_other}/duplicates")["items"]
    assert candidate["incident"]["id"] == incident["id"]
    assert 150 < candidate["distance_m"] < 250
    assert Incident.objects.filter(merged_into=None).count() == 2

    # two P1: both questions are asked before they become one
    merging = {"into_id": incident["id"]}
    assert centre.refused("second_operator", f"{at_other}/merge", merging) == "INCIDENTS-010"
    confirmed = {"same_place_confirmed": True, "same_victims_confirmed": True}
    centre.do("second_operator", f"{at_other}/merge", merging | confirmed)
    centre.at(FIRST_RING + 62)
    assert Incident.objects.filter(merged_into=None).count() == 1
    words = {
        report["narrative"]
        for report in centre.ask("operator", f"/incidents/{incident['id']}")["reports"]
    }
    assert words == {"Kebakaran di RT 14, 6 rumah.", "Kebakaran di RT 17, 7 rumah."}
    assert centre.ask("operator", f"/incidents/{incident['id']}")["merged"] == [other["id"]]
    [row] = centre.ask("fire_officer", "/tickets")["items"]
    assert row["id"] == ticket["id"], "one fire is one ticket"

    # it can be undone, and nothing has moved meanwhile
    centre.do("second_operator", f"{at_other}/unmerge")
    assert Incident.objects.filter(merged_into=None).count() == 2
