"""One ticket: what the agency is asked and answers; telephone; units from proposals."""

import pytest

from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.geo.places import PlaceQuality
from kentongan.incidents.types import PlaceInput
from tests.dispatch.make import make_accepted, make_assignment, make_fire, make_mode, make_ticket
from tests.fleet.make import make_ready, make_unit
from tests.incidents.make import MARK_NAME, MARK_PHONE


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
    form = {"reason": "NOT_OUR_AUTHORITY"}
    assert desk.post("console:decline-ticket", declined.id, **form).status_code == 204
    told = make_ticket(cast)
    form = {"name": "Aiptu Wahyu", "method": "PHONE"}
    assert desk.post("console:telephone", told.id, **form).status_code == 204
    assert desk.post("console:report-ticket", told.id, text="Selesai").status_code == 204
    told.refresh_from_db()
    assert told.state == "REPORTED"


def test_centre_never_answers_for_an_agency_that_has_a_desk(visit, cast):
    ticket, desk = make_ticket(cast), visit("operator")
    form = {"reason": "NOT_OUR_AUTHORITY"}
    assert desk.post("console:decline-ticket", ticket.id, **form).status_code == 403
    assert desk.post("console:report-ticket", ticket.id, text="Selesai").status_code == 403


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
    for step in ("en-route", "on-scene", "clear"):
        assert desk.post("console:step", assignment.id, step=step).status_code == 204
    assignment.refresh_from_db()
    assert assignment.state == "CLEARED"
    wrong = desk.post("console:step", assignment.id, step="on-scene")
    assert wrong.status_code == 409


def test_report_and_closing(visit, cast):
    ticket = make_accepted(cast)
    desk = visit("fire_officer")
    assert desk.post("console:report-ticket", ticket.id, text="Padam").status_code == 204
    assert "Padam" in visit("operator").text("console:ticket", ticket.id)
    assert desk.post("console:close-ticket", ticket.id).status_code == 403
    assert visit("operator").post("console:close-ticket", ticket.id).status_code == 204


def test_ticket_asks_few_questions(visit, cast):
    make_unit(cast)
    ticket = make_accepted(cast)
    assert visit("fire_officer").questions("console:ticket", ticket.id) <= 14
