"""The list of incidents: open or ended, page by page, by region and task."""

import re

from django.db import connection

from kentongan.geo.places import PlaceQuality
from kentongan.incidents import services
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.selectors import visible
from kentongan.incidents.sql_rows import is_open
from kentongan.incidents.types import PlaceInput
from kentongan.kernel.actors import SETUP
from kentongan.kernel.clock import to_wire
from kentongan.orgs.selectors import rights_of
from tests.conftest import NIGHT
from tests.dispatch.make import make_ticket
from tests.incidents.make import MARK_NAME, MARK_PHONE, make_incident


def test_list_shows_category_place_and_no_person(visit):
    incident = make_incident()
    page = visit("operator").text("console:incidents")
    assert incident.number in page
    assert "Pohon tumbang" in page
    assert MARK_PHONE not in page
    assert MARK_NAME not in page


def test_empty_lists_say_so(visit):
    assert "Tidak ada kejadian terbuka." in visit("operator").text("console:incidents")
    ended = visit("operator").text("console:incidents", tampil="selesai")
    assert "Belum ada kejadian yang berakhir." in ended


def test_citizens_clock_of_an_arrival_that_nobody_timed_does_not_run_on(visit, cast):
    incident = make_incident(category="FIRE_STRUCTURE")
    desk = visit("operator")
    pages = [("console:incidents",), ("console:running",), ("console:incident", incident.id)]
    for address in pages:
        assert f'data-clock-from="{to_wire(incident.started_at)}"' in desk.text(*address)
    services.mark_on_scene(by=SETUP, incident_id=incident.id, moment_known=False, at=NIGHT)
    for address in pages:
        page = desk.text(*address)
        assert "Jam tiba di lokasi tidak dicatat" in page
        assert f'data-clock-from="{to_wire(incident.started_at)}"' not in page


def test_ended_ones_are_on_their_own_list(visit, cast):
    incident = make_incident()
    services.cancel_incident(by=cast.operator, incident_id=incident.id, reason="keliru", at=NIGHT)
    assert incident.number not in visit("operator").text("console:incidents")
    assert incident.number in visit("operator").text("console:incidents", tampil="selesai")


def test_next_page_goes_on_where_the_first_ended(visit):
    numbers = [make_incident().number for _ in range(53)]
    first = visit("operator").text("console:incidents")
    cursor = re.search(r'cursor=([\w-]+)" ?>', first) or re.search(r"cursor=([\w-]{20,})", first)
    second = visit("operator").text("console:incidents", cursor=cursor.group(1))
    assert [n for n in numbers if n in first] == numbers[3:]
    assert [n for n in numbers if n in second] == numbers[:3]


def test_open_ones_stand_by_urgency_then_the_newest(visit):
    old_fire = make_incident(category="FIRE_STRUCTURE").number
    trees = [make_incident(category="TREE_DOWN").number for _ in range(52)]
    new_fire = make_incident(category="FIRE_STRUCTURE").number
    first = visit("operator").text("console:incidents")
    assert first.index(new_fire) < first.index(old_fire) < first.index(trees[-1])
    cursor = re.findall(r"cursor=([\w-]{20,})", first)[-1]
    second = visit("operator").text("console:incidents", cursor=cursor)
    assert [n for n in trees if n in second] == trees[:4]
    assert old_fire not in second


def test_desk_counts_all_that_are_open_not_the_rows_shown(visit):
    for _ in range(45):
        make_incident()
    page = visit("operator").text("console:running")
    assert 'count end">45<' in page


def test_page_of_open_ones_is_read_by_their_index(cast):
    if connection.vendor == "postgresql":
        # it sorts the few rows of a test, which is cheaper than to open an index
        for way in ("enable_sort", "enable_seqscan", "enable_bitmapscan"):
            connection.cursor().execute(f"SET LOCAL {way} = off")
    rows = visible(rights_of(cast.operator)).filter(is_open()).order_by("priority", "-id")
    assert "incident_open" in rows.explain()


def test_wrong_cursor_is_a_clear_refusal(visit):
    assert visit("operator").get("console:incidents", cursor="karangan").status_code == 400


def test_agency_sees_what_it_was_asked_to_help_with(visit, cast):
    mine, other = make_incident(), make_incident()
    make_ticket(cast, mine)
    page = visit("fire_officer").text("console:incidents")
    assert mine.number in page
    assert other.number not in page


def test_other_region_and_wrong_role_see_nothing(visit):
    incident = make_incident()
    assert incident.number not in visit("outsider").text("console:incidents")
    assert visit("leader").get("console:incidents").status_code == 403
    assert visit("operator").post("console:incidents").status_code == 405


def test_place_below_the_two_upper_rungs_is_marked_and_has_no_coordinates(visit):
    place = PlaceInput(quality=PlaceQuality.VILLAGE_ONLY, address="Dusun Krajan")
    make_incident(place=place, region="33.24.13.2001", contact_safety=ContactSafety.SAFE)
    page = visit("operator").text("console:incidents")
    assert "LOKASI BELUM PASTI" in page
    assert "-6." not in page


def test_list_asks_as_few_questions_for_fifty_as_for_one(visit):
    make_incident()
    few = visit("operator").questions("console:incidents")
    for _ in range(20):
        make_incident()
    assert visit("operator").questions("console:incidents") == few
