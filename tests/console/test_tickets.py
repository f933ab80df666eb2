"""The ticket board: lanes, rows, the next telephone, units by post; fast and the same for all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.console import tickets
from kentongan.dispatch.enums import DispatchMode
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import UnitState
from kentongan.geo.places import PlaceQuality
from kentongan.incidents.types import PlaceInput
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.messaging.models import Message
from tests.conftest import NIGHT
from tests.dispatch.make import (
    make_accepted,
    make_assignment,
    make_fire,
    make_mode,
    make_ticket,
    step,
)
from tests.fleet.make import make_ready, make_unit
from tests.incidents.make import MARK_NAME, MARK_PHONE, MARK_TEXT

NAME = "Serka Budi"


def lane(page: str, name: str) -> str:
    """The part of the page between the beginning of a lane and its end."""
    return page.split(f'data-lane="{name}">')[1].split("</tbody>")[0]


def test_board_shows_step_due_time_and_next_telephone(visit, cast):
    ticket = make_ticket(cast)
    page = visit("operator").text("console:tickets")
    row = lane(page, "UNANSWERED")
    assert f"t-{ticket.id}" in row
    assert "Diteruskan" in row
    assert "data-due=" in row
    assert "0294381112" in row


def test_board_holds_no_caller(visit, cast):
    make_ticket(cast)
    for name in ("operator", "fire_officer", "auditor"):
        page = visit(name).text("console:tickets")
        for mark in (MARK_NAME, MARK_PHONE, MARK_TEXT, "+6281"):
            assert mark not in page


def give_up_a_message(ticket):
    message = messaging.queue_message(
        by=SETUP, medium=Medium.PHONE_CALL, recipient=MARK_PHONE, text=MARK_TEXT,
        purpose=Purpose.ESCALATION, subject_kind="ticket", subject_id=ticket.id, at=clock.now(),
    )  # fmt: skip
    Message.objects.filter(id=message.id).update(state="FAILED", failed_at=clock.now())


def test_message_that_was_given_up_is_told_to_those_who_can_telephone(visit, cast):
    ticket = make_ticket(cast)
    give_up_a_message(ticket)
    for name in ("operator", "supervisor"):
        page = visit(name).text("console:tickets")
        assert "data-undelivered" in page
        assert MARK_PHONE not in page
        assert MARK_TEXT not in page
    assert "data-undelivered" not in visit("fire_officer").text("console:tickets")


def test_message_that_was_given_up_is_settled_on_its_page(visit, cast):
    give_up_a_message(make_ticket(cast))
    message, chief = Message.objects.get(state="FAILED"), visit("supervisor")
    page = chief.text("console:undelivered")
    assert "Tandai ditangani" in page
    assert MARK_PHONE not in page
    assert chief.post("console:message-handled", message.id, note=" ").status_code == 400
    done = chief.post("console:message-handled", message.id, note="Ditelepon sendiri <b>")
    assert done.status_code == 204
    assert chief.post("console:message-handled", message.id, note="lagi").status_code == 409
    page = chief.text("console:undelivered")
    assert "Tidak ada pesan yang menunggu ditangani." in page
    assert "Ditelepon sendiri &lt;b&gt;" in page
    assert "data-undelivered" not in chief.text("console:tickets")


def test_empty_board_says_nothing_is_open(visit):
    page = visit("operator").text("console:tickets")
    assert "Belum diterima OPD" in page
    assert lane(page, "UNANSWERED") == ""
    assert "Tidak ada unit." in page


def test_agency_sees_its_own_tickets_only(visit, cast):
    fire, medical = make_ticket(cast), make_ticket(cast, org="medical")
    page = visit("fire_officer").text("console:tickets")
    assert f"t-{fire.id}" in page
    assert f"t-{medical.id}" not in page
    assert visit("fire_officer").get("console:ticket-row", medical.id).status_code == 404
    assert visit("outsider").get("console:ticket-row", fire.id).status_code == 404


@pytest.mark.parametrize("name", ["camat", "leader", "admin"])
def test_board_is_for_those_who_see_tickets(visit, name):
    assert visit(name).get("console:tickets").status_code == 403


def test_board_is_read_only(visit):
    assert visit("operator").post("console:tickets").status_code == 405


def test_accepted_without_a_unit_has_a_lane_of_its_own(visit, cast):
    ticket = make_accepted(cast)
    page = visit("operator").text("console:tickets")
    assert f"t-{ticket.id}" in lane(page, "NO_UNIT")
    assert "Diterima · TANDA-NAMA Serka Budi" in page


def test_agency_by_telephone_waits_for_no_unit_of_ours(visit, cast):
    make_mode(cast, DispatchMode.TELEPHONE)
    make_ticket(cast)
    row = lane(visit("operator").text("console:tickets"), "UNANSWERED")
    assert "telepon" in row
    assert "Dibaca" not in row


def test_forgotten_arrival_is_shown_without_a_time_and_lacks_no_unit(visit, cast):
    assignment = make_assignment(cast, make_unit(cast))
    for name in ("en-route", "transport", "at-hospital"):
        step(cast.fire_officer, assignment, name)
    desk = visit("operator")
    assert "Di lokasi (jam tidak dicatat)" in lane(desk.text("console:tickets"), "RUNNING")
    step(cast.fire_officer, assignment, "clear")
    row = lane(desk.text("console:tickets"), "RUNNING")
    assert 'aria-current="step">Laporan' in row


def test_row_below_the_two_upper_rungs_is_marked(visit, cast):
    place = PlaceInput(quality=PlaceQuality.DISTRICT_ONLY, address="Patebon")
    make_ticket(cast, make_fire(place=place, region="332413"))
    assert "LOKASI BELUM PASTI" in visit("operator").text("console:tickets")


def test_a_write_is_in_the_next_page_and_the_next_row(visit, cast):
    ticket = make_ticket(cast)
    desk = visit("operator")
    assert 'aria-current="step">Dibaca' in desk.text("console:tickets")
    visit("fire_officer").post("console:accept-ticket", ticket.id, name=NAME)
    assert NAME in desk.text("console:tickets")
    assert NAME in desk.text("console:ticket-row", ticket.id)


def test_units_stand_by_post_with_their_readiness(visit, cast):
    ready, unsure = make_unit(cast), make_unit(cast)
    make_ready(ready)
    page = visit("dispatcher").text("console:tickets")
    cards = {u: page.split(f'id="u-{u.id}"')[1].split("</div>")[0] for u in (ready, unsure)}
    assert "Pos Kendal" in page
    assert "belum dikonfirmasi" not in cards[ready]
    assert "belum dikonfirmasi" in cards[unsure]


def test_page_carries_the_token_and_person_of_the_one_who_asks(visit, cast):
    make_ticket(cast)
    for name, shown in (("operator", "Operator"), ("second_operator", "Second Operator")):
        page = visit(name).text("console:tickets")
        assert f">{shown}<" in page
        for place in (tickets.TOKEN, tickets.AFTER, tickets.NOW, tickets.BODY, tickets.ROWS):
            assert place not in page


def test_row_markup_holds_nothing_of_the_request(visit, cast):
    ticket = make_ticket(cast)
    one = visit("operator").text("console:ticket-row", ticket.id)
    other = visit("fire_officer").text("console:ticket-row", ticket.id)
    assert one == other
    assert "csrf" not in one


def test_same_board_in_english(visit, cast):
    make_ticket(cast)
    desk = visit("operator")
    desk.client.cookies["kentongan_language"] = "en"
    assert '<html lang="en"' in desk.text("console:tickets")


def test_late_ones_stand_on_top(visit, cast, night):
    first = make_ticket(cast, at=NIGHT)
    night.at = NIGHT.replace(minute=5)
    second = make_ticket(cast, at=night.at)
    row = lane(visit("operator").text("console:tickets"), "UNANSWERED")
    assert row.index(str(first.id)) < row.index(str(second.id))


def test_board_asks_seven_questions_at_most_for_many_tickets(visit, cast):
    for _ in range(20):
        make_ticket(cast)
        make_unit(cast)
    desk = visit("operator")
    assert desk.questions("console:tickets") <= 2
    make_ticket(cast)
    with CaptureQueriesContext(connection) as queries:
        desk.get("console:tickets")
    assert len(queries) <= 7


def test_unit_card_says_what_its_post_has_confirmed_and_how_long_ago(visit, cast):
    unit = make_unit(cast)
    fleet.confirm_readiness(
        by=SETUP, unit_id=unit.id, crew_count=4, fuel_percent=80, water_l=3000, oxygen_percent=95,
        defects="Lampu kiri mati", valid_until=NIGHT + timedelta(hours=8), at=NIGHT,
    )  # fmt: skip
    page = visit("operator").text("console:tickets")
    for said in ("4 orang", "BBM 80 %", "air 3000 L", "O₂ 95 %", "Lampu kiri mati", "dikonfirmasi"):
        assert said in page


def test_ready_ones_come_first_and_an_empty_post_is_marked(visit, cast):
    off, ready = make_unit(cast, state="BROKEN"), make_unit(cast)
    make_ready(ready)
    page = visit("operator").text("console:tickets")
    assert page.index(f"u-{ready.id}") < page.index(f"u-{off.id}")
    assert "Pos kosong" not in page
    fleet.set_unit_state(by=SETUP, unit_id=ready.id, state=UnitState.BROKEN, at=NIGHT)
    assert "Pos kosong" in visit("operator").text("console:tickets")
