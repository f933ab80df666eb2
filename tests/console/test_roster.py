"""Jadwal piket: the month, planned, changed, swapped and printed."""

from datetime import timedelta

from kentongan.orgs.models import Duty, DutySwap, RosterPattern
from tests.conftest import NIGHT
from tests.orgs.make import make_duty

DECEMBER = {"bulan": "2026-12"}


def make_pattern(desk, cast):
    org_id = cast.org_id("centre")
    for name, starts, ends in (("Pagi", "07:00", "19:00"), ("Malam", "19:00", "07:00")):
        sent = desk.post("console:add-shift", org_id=org_id, name=name, starts=starts, ends=ends)
        assert sent.status_code == 204
    form = {"name": "2-2", "kind": "OPERATOR", "cycle": "Pagi Malam -", "begins_on": "2026-12-01"}
    refused = desk.post("console:add-pattern", org_id=org_id, **form, legal_basis=" ")
    assert refused.status_code == 400
    made = desk.post("console:add-pattern", org_id=org_id, **form, legal_basis="SK 12/2026")
    assert made.status_code == 204
    return RosterPattern.objects.get()


def test_supervisor_plans_a_month(visit, cast):
    desk = visit("supervisor")
    pattern = make_pattern(desk, cast)
    seated = desk.post(
        "console:seat-person", pattern.id, person_name="Rina", username="operator", phone="0812",
        team="A", offset="0",
    )  # fmt: skip
    assert seated.status_code == 204
    org_id = cast.org_id("centre")
    assert desk.post("console:plan-month", org_id=org_id, month="2026-12").status_code == 204
    assert Duty.objects.filter(user_id=cast.people["operator"].id).count() == 21
    page = desk.text("console:roster", **DECEMBER)
    assert page.count("<b>Rina</b>") == 22
    assert "Petugas 112 07.00–24.00" in page
    paper = desk.get("console:print-roster", **DECEMBER)
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Disposition"] == 'inline; filename="jadwal-112-2026-12.pdf"'


def test_operator_reads_and_does_not_plan(visit, cast):
    duty = make_duty(cast, "second_operator", hours=(24, 30), present=False)
    desk = visit("operator")
    page = desk.text("console:roster")
    assert "Second Operator" in page
    assert "Tambah satu piket" not in page
    assert desk.post("console:take-off-duty", duty.id, version=1).status_code == 403


def test_duty_is_added_by_hand_and_taken_off(visit, cast):
    desk = visit("fire_officer")
    sent = desk.post(
        "console:plan-duty", org_id=cast.org_id("fire"), kind="OFFICER", person_name="Budi",
        phone="0812", username="", starts_at="2026-11-24T07:00", ends_at="2026-11-24T14:00",
    )  # fmt: skip
    assert sent.status_code == 204
    duty = Duty.objects.get(person_name="Budi")
    assert desk.post("console:take-off-duty", duty.id, version=7).status_code == 412
    assert desk.post("console:take-off-duty", duty.id, version=1).status_code == 204
    assert "<s" in desk.text("console:roster-part")


def test_swap_is_asked_and_agreed(visit, cast):
    mine = make_duty(cast, "operator", hours=(24, 30), present=False)
    make_duty(cast, "second_operator", hours=(48, 54), present=False)
    asked = visit("operator").post("console:ask-swap", mine.id)
    assert asked.status_code == 204
    swap = DutySwap.objects.get()
    assert "Saya ambil" in visit("second_operator").text("console:roster")
    assert visit("second_operator").post("console:agree-swap", swap.id).status_code == 204
    mine.refresh_from_db()
    assert mine.user_id == cast.people["second_operator"].id


def test_roster_of_another_agency_is_not_found(visit, cast):
    desk = visit("medical_officer")
    assert desk.get("console:roster", org=cast.org_id("fire")).status_code == 404
    assert desk.get("console:roster", org="x").status_code == 404
    assert visit("operator").get("console:roster", org=cast.org_id("fire")).status_code == 200


def test_month_costs_what_a_week_costs(visit, cast):
    make_duty(cast, "operator")
    desk = visit("operator")
    few = desk.questions("console:roster")
    for day in range(1, 6):
        make_duty(
            cast, "second_operator", hours=(24 * day, 24 * day + 8), present=False,
            at=NIGHT - timedelta(days=1),
        )  # fmt: skip
    assert desk.questions("console:roster") == few <= 14
