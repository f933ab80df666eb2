"""One ticket: what the agency is asked and answers; telephone; units from proposals."""

import pytest

from kentongan.console.tickets import shown
from kentongan.dispatch import services
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.selectors import get_ticket_row
from kentongan.fleet.enums import Capability
from kentongan.geo.places import PlaceQuality
from kentongan.incidents.types import PlaceInput
from kentongan.journal.models import Entry
from kentongan.messaging.models import Message
from tests.conftest import NIGHT
from tests.dispatch.make import (
    later,
    make_accepted,
    make_assignment,
    make_fire,
    make_mode,
    make_ticket,
    step,
)
from tests.fleet.make import crew_of, make_ready, make_unit
from tests.incidents.make import MARK_NAME, MARK_PHONE, make_incident


def test_officer_finds_the_task_and_a_key_to_accept(visit, cast):
    ticket = make_ticket(cast)
    page = visit("fire_officer").text("console:ticket", ticket.id)
    assert "Kebakaran bangunan" in page
    assert "Terima" in page
    assert "Tolak (alasan)" in page
    assert f"/tiket/{ticket.id}/baca" in page
    assert MARK_PHONE not in page
    assert MARK_NAME not in page


def test_beside_the_board_comes_the_ticket_alone(visit, cast):
    ticket = make_ticket(cast)
    part = visit("fire_officer").get("console:ticket", ticket.id, part=True).content.decode()
    assert "<html" not in part
    assert 'id="ticket"' in part


def test_centre_sees_it_but_answers_for_nobody(visit, cast):
    ticket = make_ticket(cast)
    page = visit("operator").text("console:ticket", ticket.id)
    assert "Diteruskan lewat telepon kepada" in page
    assert f"/tiket/{ticket.id}/terima" not in page
    assert visit("operator").post("console:accept-ticket", ticket.id, name="X").status_code == 403


def test_other_agency_region_and_role_are_kept_out(visit, cast):
    ticket = make_ticket(cast)
    assert visit("medical_officer").get("console:ticket", ticket.id).status_code == 404
    assert (
        visit("medical_officer").post("console:accept-ticket", ticket.id, name="X").status_code
        == 404
    )
    assert visit("outsider").get("console:ticket", ticket.id).status_code == 404
    assert visit("leader").get("console:ticket", ticket.id).status_code == 403
    assert visit("operator").get("console:accept-ticket", ticket.id).status_code == 405


def test_opening_it_is_said_once(visit, cast):
    ticket = make_ticket(cast)
    desk = visit("fire_officer")
    assert desk.post("console:read-ticket", ticket.id).status_code == 204
    assert f"/tiket/{ticket.id}/baca" not in desk.text("console:ticket", ticket.id)


def test_accepting_needs_a_name(visit, cast):
    ticket = make_ticket(cast)
    desk = visit("fire_officer")
    refused = desk.post("console:accept-ticket", ticket.id, name=" ")
    assert refused.status_code == 400
    assert "Nama yang menerima belum diisi." in refused.content.decode()
    assert desk.post("console:accept-ticket", ticket.id, name="Serka Budi").status_code == 204


def test_declining_needs_a_reason_and_shows_it(visit, cast):
    ticket = make_ticket(cast)
    desk = visit("fire_officer")
    assert desk.post("console:decline-ticket", ticket.id, reason="").status_code == 400
    desk.post("console:decline-ticket", ticket.id, reason="BROKEN", note="Pompa")
    page = visit("operator").text("console:ticket", ticket.id)
    assert "Unit rusak" in page
    assert "Pompa" in page


def test_passing_on_makes_the_other_agencys_ticket(visit, cast):
    ticket = make_ticket(cast)
    form = {"to_org_id": cast.org_id("medical"), "note": "korban"}
    assert (
        visit("fire_officer").post("console:pass-on-ticket", ticket.id, **form).status_code == 204
    )
    assert Ticket.objects.get(org_id=cast.org_id("medical")).state == "FORWARDED"


def test_scheduling_takes_the_hour_of_the_node(visit, cast):
    ticket = make_ticket(cast)
    form = {"scheduled_for": "2026-11-23T18:30", "name": "Budi"}
    answer = visit("fire_officer").post("console:schedule-ticket", ticket.id, **form)
    assert answer.status_code == 204
    ticket.refresh_from_db()
    assert ticket.scheduled_for.isoformat() == "2026-11-23T11:30:00+00:00"
    past = {"scheduled_for": "2026-11-01T18:30", "name": "Budi"}
    assert (
        visit("fire_officer").post("console:schedule-ticket", ticket.id, **past).status_code == 409
    )


def test_unit_is_assigned_from_the_proposal(visit, cast):
    unit = make_unit(cast)
    make_ready(unit)
    ticket = make_accepted(cast)
    desk = visit("fire_officer")
    page = desk.text("console:ticket", ticket.id)
    assert unit.call_sign in page
    assert "Tugaskan" in page
    assert desk.post("console:assign-unit", ticket.id, unit_id=unit.id).status_code == 204
    assert Assignment.objects.get().unit_id == unit.id


def test_unit_that_is_not_ready_needs_a_reason(visit, cast):
    unit = make_unit(cast, state="BROKEN")
    ticket = make_accepted(cast)
    desk = visit("fire_officer")
    assert "Alasan" in desk.text("console:ticket", ticket.id)
    assert desk.post("console:assign-unit", ticket.id, unit_id=unit.id).status_code == 409
    form = {"unit_id": unit.id, "override_reason": "pos sudah memperbaiki"}
    assert desk.post("console:assign-unit", ticket.id, **form).status_code == 204


def test_words_too_long_for_their_column_are_refused_not_cut(visit, cast):
    unit = make_unit(cast, state="BROKEN")
    ticket = make_accepted(cast)
    form = {"unit_id": unit.id, "override_reason": "a" * 201}
    assert visit("fire_officer").post("console:assign-unit", ticket.id, **form).status_code == 400
    form = {"name": "X", "their_reference": "b" * 81, "method": "PHONE"}
    assert visit("operator").post("console:telephone", ticket.id, **form).status_code == 400


@pytest.mark.parametrize("hour", ["0001-01-01T00:00", "9999-12-31T23:59-12:00", "besok"])
def test_hour_outside_every_calendar_is_refused(visit, cast, hour):
    ticket = make_ticket(cast)
    form = {"scheduled_for": hour, "name": "X"}
    assert (
        visit("fire_officer").post("console:schedule-ticket", ticket.id, **form).status_code == 400
    )


@pytest.mark.parametrize(("mode", "offered"), [("TICKET", False), ("DIRECT", True)])
def test_centre_assigns_only_where_the_mode_says_so(visit, cast, mode, offered):
    make_mode(cast, DispatchMode(mode))
    unit = make_unit(cast)
    ticket = make_ticket(cast)
    page = visit("dispatcher").text("console:ticket", ticket.id)
    assert (f"/tiket/{ticket.id}/tugaskan" in page) is offered
    answer = visit("dispatcher").post("console:assign-unit", ticket.id, unit_id=unit.id)
    assert answer.status_code == (204 if offered else 403)


def test_village_gives_no_minutes(visit, cast):
    make_unit(cast)
    place = PlaceInput(quality=PlaceQuality.VILLAGE_ONLY, address="Kebonharjo")
    ticket = make_accepted(cast, make_fire(place=place, region="3324132001"))
    page = visit("fire_officer").text("console:ticket", ticket.id)
    assert "Usulan unit menurut pos" in page
    assert "tanpa perkiraan menit" in page
    assert "±" not in page


def test_telephone_records_who_answered(visit, cast):
    make_mode(cast, DispatchMode.TELEPHONE)
    ticket = make_ticket(cast)
    form = {"name": "Aiptu Wahyu", "their_reference": "LP/7", "method": "PHONE"}
    answer = visit("operator").post("console:telephone", ticket.id, help_under_way="1", **form)
    assert answer.status_code == 204
    page = visit("operator").text("console:ticket", ticket.id)
    assert "Aiptu Wahyu" in page
    assert "LP/7" in page
    assert "Bantuan berangkat" in page


def test_telephone_that_declines_or_reports_is_written_down_by_the_centre(visit, cast):
    make_mode(cast, DispatchMode.TELEPHONE)
    declined, desk = make_ticket(cast), visit("operator")
    page = desk.text("console:ticket", declined.id)
    assert f"/tiket/{declined.id}/tolak" in page
    assert f"/tiket/{declined.id}/baca" not in page
    by_phone = {"teller": "Aiptu Wahyu", "method": "PHONE"}
    form = {"reason": "NOT_OUR_AUTHORITY"} | by_phone
    assert desk.post("console:decline-ticket", declined.id, **form).status_code == 204
    told = make_ticket(cast)
    form = {"name": "Aiptu Wahyu", "method": "PHONE"}
    assert desk.post("console:telephone", told.id, **form).status_code == 204
    report = {"text": "Selesai", "absence": "UNRECORDED"} | by_phone
    assert desk.post("console:report-ticket", told.id, **report).status_code == 204
    told.refresh_from_db()
    assert told.state == "REPORTED"


def test_centre_never_answers_for_an_agency_that_has_a_desk(visit, cast):
    ticket, desk = make_ticket(cast), visit("operator")
    form = {"reason": "NOT_OUR_AUTHORITY"}
    assert desk.post("console:decline-ticket", ticket.id, **form).status_code == 403
    assert desk.post("console:report-ticket", ticket.id, text="Selesai").status_code == 403


def test_centre_writes_down_what_an_agency_with_a_desk_tells_it(visit, cast):
    ticket, desk = make_ticket(cast), visit("operator")
    page = desk.text("console:ticket", ticket.id)
    assert 'id="td-teller"' in page
    assert 'id="ts-teller"' in page
    assert 'id="td-teller"' not in visit("fire_officer").text("console:ticket", ticket.id)
    form = {"reason": "NOT_OUR_AUTHORITY", "method": "RADIO"}
    assert desk.post("console:decline-ticket", ticket.id, **form).status_code == 400
    form["teller"] = "Danru Wahyu"
    assert desk.post("console:decline-ticket", ticket.id, **form).status_code == 204
    page = desk.text("console:ticket", ticket.id)
    assert "Dikabarkan OPD kepada 112" in page
    assert "Radio · Danru Wahyu" in page


def test_centre_writes_down_which_unit_an_agency_has_sent(visit, cast):
    unit, ticket = make_unit(cast), make_accepted(cast)
    desk, told = visit("operator"), {"method": "RADIO", "teller": "Danru Wahyu"}
    assert f'<option value="{unit.id}">' in desk.text("console:ticket", ticket.id)
    assert desk.post("console:assign-unit", ticket.id, unit_id=unit.id).status_code == 403
    sent = desk.post("console:assign-unit", ticket.id, unit_id=unit.id, **told)
    assert sent.status_code == 204
    assignment = Assignment.objects.get()
    page = desk.text("console:ticket", ticket.id)
    assert f"Catat kabar dari {unit.call_sign}" in page
    assert desk.post("console:step", assignment.id, step="en-route").status_code == 403
    assert desk.post("console:step", assignment.id, step="en-route", **told).status_code == 204
    assignment.refresh_from_db()
    assert assignment.state == "EN_ROUTE"


def test_no_unit_of_the_agency_is_out_of_reach(visit, cast):
    units = [make_unit(cast) for _ in range(9)]
    page = visit("fire_officer").text("console:ticket", make_accepted(cast).id)
    assert all(f'value="{unit.id}"' in page for unit in units)
    assert page.index("more-units") > page.index("offers")


def test_officer_says_from_the_ticket_that_it_is_under_control(visit, cast):
    assignment = make_assignment(cast, make_unit(cast))
    desk, address = visit("fire_officer"), f"/kejadian/{assignment.incident_id}/terkendali"
    assert address not in desk.text("console:ticket", assignment.ticket_id)
    assert desk.post("console:step", assignment.id, step="on-scene").status_code == 204
    assert address in desk.text("console:ticket", assignment.ticket_id)
    assert desk.post("console:control", assignment.incident_id).status_code == 204


def test_steps_said_by_radio_are_written_down(visit, cast):
    assignment = make_assignment(cast, make_unit(cast))
    desk = visit("fire_officer")
    for name in ("en-route", "on-scene", "clear"):
        assert desk.post("console:step", assignment.id, step=name).status_code == 204
    assignment.refresh_from_db()
    assert assignment.state == "CLEARED"
    wrong = desk.post("console:step", assignment.id, step="on-scene")
    assert wrong.status_code == 409


def test_report_and_closing(visit, cast):
    ticket = make_accepted(cast)
    desk = visit("fire_officer")
    assert desk.post("console:report-ticket", ticket.id, text="Padam").status_code == 409
    report = {"text": "Padam", "absence": "BY_OTHERS"}
    assert desk.post("console:report-ticket", ticket.id, **report).status_code == 204
    assert "Padam" in visit("operator").text("console:ticket", ticket.id)
    assert desk.post("console:close-ticket", ticket.id).status_code == 403
    assert visit("operator").post("console:close-ticket", ticket.id).status_code == 204


def test_ticket_asks_few_questions(visit, cast):
    make_unit(cast)
    ticket = make_accepted(cast)
    assert visit("fire_officer").questions("console:ticket", ticket.id) <= 16


def test_officer_reads_why_a_crew_stopped_elsewhere(visit, cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    step(crew_of(unit), assignment, "on-scene", reason="OTHER", note="Jembatan putus")
    page = visit("fire_officer").text("console:ticket", assignment.ticket_id)
    assert "Alasan lain: Jembatan putus" in page


def test_officer_sees_what_the_crew_owes_and_writes_it_down(visit, cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    services.say_arrival(by=crew_of(unit), assignment_id=assignment.id, at=NIGHT)
    desk = visit("fire_officer")
    assert "alasan tanpa posisi ditunggu" in desk.text("console:ticket", assignment.ticket_id)
    assert desk.post("console:step", assignment.id, step="on-scene").status_code == 204
    page = desk.text("console:ticket", assignment.ticket_id)
    assert "alasan tanpa posisi ditunggu" not in page
    assert "Dilaporkan lewat radio/telepon" in page


def test_every_step_of_an_agency_without_a_computer_is_written_down(visit, cast):
    ticket = make_ticket(cast)
    desk = visit("operator")
    desk.post("console:telephone", ticket.id, name="Serka Budi", method="PHONE")
    assert f"/tiket/{ticket.id}/berangkat" in desk.text("console:ticket", ticket.id)
    assert (
        desk.post("console:depart-ticket", ticket.id, method="RADIO", teller="Budi").status_code
        == 204
    )
    assert (
        desk.post("console:arrive-ticket", ticket.id, method="PHONE", teller="Budi").status_code
        == 204
    )
    page = desk.text("console:ticket", ticket.id)
    assert "Radio</small>" in page
    assert f"/tiket/{ticket.id}/tiba" not in page
    told = {"text": "Padam, satu rumah.", "method": "CHAT", "teller": "Budi"}
    assert desk.post("console:report-ticket", ticket.id, **told).status_code == 204
    assert "WA</small>" in desk.text("console:ticket", ticket.id)


def test_tree_is_reported_with_three_taps_and_shown_in_words(visit, cast):
    ticket = make_accepted(cast, make_incident(category="TREE_DOWN"))
    desk = visit("fire_officer")
    assert "Jalan sudah bisa dilalui" in desk.text("console:ticket", ticket.id)
    taps = {
        "a-result": "DONE",
        "a-way_clear": "YES",
        "a-power_line": "UNKNOWN",
        "absence": "RESOLVED",
    }
    answer = desk.post("console:report-ticket", ticket.id, text="", **taps)
    assert answer.status_code == 204
    page = visit("operator").text("console:ticket", ticket.id)
    assert "Mengenai kabel listrik: <b>Belum diketahui</b>" in page


def test_last_unit_of_a_post_is_sent_with_a_warning_not_hidden(visit, cast):
    first, second = make_unit(cast), make_unit(cast)
    ticket = make_accepted(cast)
    desk = visit("fire_officer")
    assert "Pos menjadi kosong" not in desk.text("console:ticket", ticket.id)
    desk.post("console:assign-unit", ticket.id, unit_id=first.id)
    page = desk.text("console:ticket", ticket.id)
    assert "Pos menjadi kosong" in page
    assert second.call_sign in page


@pytest.mark.parametrize("able", [True, False])
def test_only_who_carries_patients_is_asked_whether_it_does(visit, cast, able):
    can = [Capability.TRANSPORT_PATIENT] if able else [Capability.FIRE]
    unit = make_unit(cast, capabilities=can)
    ticket = make_accepted(cast)
    desk = visit("fire_officer")
    desk.post("console:assign-unit", ticket.id, unit_id=unit.id)
    assignment = Assignment.objects.get(unit=unit)
    desk.post("console:step", assignment.id, step="en-route")
    assert ('value="transport"' in desk.text("console:ticket", ticket.id)) is able


def test_report_says_beforehand_that_units_are_still_out(visit, cast):
    assignment = make_assignment(cast, make_unit(cast))
    page = visit("fire_officer").text("console:ticket", assignment.ticket_id)
    assert "Laporan dikirim setelah semua unit di tiket ini selesai" in page


def test_unit_stands_on_the_board_since_it_was_sent(visit, cast):
    assignment = make_assignment(cast, make_unit(cast))
    step(cast.fire_officer, assignment, "en-route", at=later(240))
    row = get_ticket_row(cast.fire_officer, assignment.ticket_id, at=later(240))
    unit = next(each for each in shown(row).steps if each.word == assignment.unit.call_sign)
    assert unit.at == NIGHT


# ── a restricted incident: who reads is written down first, on every way to it (ADR 0011) ────────


STORY, HOUSE = "TANDA-KRONOLOGI", "TANDA-RUMAH"
READ = "incidents.incident.read"


def make_hidden(cast):
    place = PlaceInput(quality=PlaceQuality.VILLAGE_ONLY, address=HOUSE)
    hidden = make_incident(
        by=cast.operator, category="DOMESTIC_VIOLENCE", narrative=STORY, place=place
    )
    return make_ticket(cast, hidden)


def readings():
    return list(Entry.objects.filter(kind=READ).values_list("by_id", flat=True))


@pytest.mark.parametrize("name", ["dispatcher", "fire_officer"])
def test_restricted_ticket_says_nothing_until_it_is_opened(visit, cast, name):
    ticket = make_hidden(cast)
    desk = visit(name)
    sealed = desk.text("console:ticket", ticket.id)
    assert "Nama Anda dan jam dicatat" in sealed
    assert "/terima" not in sealed, "what has not been read is not accepted"
    assert STORY not in sealed
    assert HOUSE not in sealed
    assert readings() == []
    for _ in range(2):
        assert desk.post("console:open-ticket", ticket.id).status_code == 204
    opened = desk.text("console:ticket", ticket.id)
    assert STORY in opened
    assert HOUSE in opened
    assert readings() == [cast.people[name].id], "one act, one entry"


@pytest.mark.parametrize("paper", ["console:ticket-paper", "console:ticket-strip"])
def test_paper_is_no_way_around(visit, cast, paper):
    ticket = make_hidden(cast)
    desk = visit("dispatcher")
    assert desk.get(paper, ticket.id).status_code == 403
    desk.post("console:open-ticket", ticket.id)
    assert desk.get(paper, ticket.id).status_code == 200


@pytest.mark.parametrize("page", ["tickets", "tickets-part", "incidents", "calls", "running"])
def test_lists_name_the_kind_and_no_house(visit, cast, page):
    make_hidden(cast)
    shown_ = visit("dispatcher").text(f"console:{page}")
    assert "Kekerasan dalam rumah tangga" in shown_
    assert HOUSE not in shown_


def test_a_row_read_again_names_no_house_either(visit, cast):
    ticket = make_hidden(cast)
    desk = visit("dispatcher")
    desk.post("console:open-ticket", ticket.id)
    assert HOUSE not in desk.text("console:ticket-row", ticket.id)


# ── who has come stays readable ──────────────────────────────────────────────────────────────────


def test_unit_that_is_done_stays_named_and_one_called_back_does_not(cast):
    done = make_assignment(cast, make_unit(cast))
    called_back = make_assignment(cast, make_unit(cast, call_sign="Tangki 9"), done.ticket)
    for name in ("en-route", "on-scene", "clear"):
        step(cast.fire_officer, done, name)
    step(cast.fire_officer, called_back, "cancel")
    row = get_ticket_row(cast.fire_officer, done.ticket_id, at=NIGHT)
    assert row.units == ()
    assert row.sent == (done.unit.call_sign,)
    words = [each.word for each in shown(row).steps]
    assert done.unit.call_sign in words


def test_desk_asks_for_help_for_a_crew_that_speaks_by_radio(visit, cast):
    assignment = make_assignment(cast, make_unit(cast))
    desk = visit("fire_officer")
    assert "Minta bantuan untuk" in desk.text("console:ticket", assignment.ticket_id)
    asked = desk.post("console:ask-more", assignment.id, wanted="WATER", note="dua tangki")
    assert asked.status_code == 204
    assert "Pasokan air" in desk.text("console:ticket", assignment.ticket_id)
    assert desk.post("console:ask-more", assignment.id, wanted="MOON").status_code == 400
    assert Message.objects.exists(), "a telephone rings"
    assert "Minta bantuan untuk" not in visit("operator").text(
        "console:ticket", assignment.ticket_id
    )
