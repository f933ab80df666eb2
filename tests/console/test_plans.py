"""Response plans on the pages: the editor, the trial at a point, what desks read and press."""

import pytest

from kentongan.dispatch.models import Assignment, PlanNotice, ResponsePlan, Ticket
from kentongan.dispatch.selectors import levels_of
from kentongan.dispatch.types import PlanLevel
from kentongan.incidents import services as incidents
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_assignment, make_fire, make_ticket
from tests.dispatch.plans import make_plan, react, units
from tests.fleet.make import make_ambulance, make_unit

BASIS = "SK Bupati 300.2/9/2026"
HOSTILE = "<script>alert(1)</script>"
AGREEMENT = "Perjanjian kerja sama 12/2026"


@pytest.fixture
def admin(visit):
    return visit("admin")


def form(cast, **said):
    return {
        "subject": "family:FIRE", "priority": "P1", "region": "33.24", "hours_from": "22:00",
        "hours_until": "06.00",
        "capability_1": ["FIRE", "MEDICAL_BASIC", ""], "count_1": ["2", "", ""],
        "notify_1": ["", ""], "aid_1": [""],
        "capability_2": ["FIRE", ""], "count_2": ["1", ""],
        "notify_2": [str(cast.org_id("disaster")), ""], "aid_2": [""],
        "capability_3": [""], "count_3": [""], "notify_3": [""],
        "aid_3": [str(cast.org_id("neighbour"))], "legal_basis": BASIS,
    } | said  # fmt: skip


def agree(cast):
    orgs.change_org(
        by=SETUP, org_id=cast.org_id("neighbour"), name="112 Batang", short_name="112 Batang",
        phone="0285381112", is_joined=False, answers_by=AGREEMENT, at=NIGHT,
    )  # fmt: skip


def test_plan_is_written_read_followed_by_a_version_and_ended(admin, cast, night):
    assert admin.post("console:set-plan", **form(cast)).status_code == 204
    plan = ResponsePlan.objects.get()
    assert (plan.family, plan.priority, plan.region) == ("FIRE", "P1", KENDAL)
    assert (plan.hours_from, plan.hours_until) == ("22:00", "06:00")
    assert levels_of(plan) == (
        units(("FIRE", 2), ("MEDICAL_BASIC", 1)),
        units(("FIRE", 1), notify=[cast.org_id("disaster")]),
        units(aid=[cast.org_id("neighbour")]),
    )
    listed = admin.text("console:settings-plans")
    for said in ("Rumpun Kebakaran", "2 Pemadaman", "BPBD", "tanpa perjanjian", BASIS):
        assert said in listed, said
    night.at = night.at.replace(minute=1)
    assert admin.post("console:set-plan", **form(cast, count_1=["3", "", ""])).status_code == 204
    old, new = ResponsePlan.objects.order_by("id")
    page = admin.text("console:settings-plan", old.id)
    for said in ("Versi 2", "Versi 1", "2 Pemadaman", "3 Pemadaman", "Tidak berlaku lagi"):
        assert said in page, said
    assert admin.post("console:end-plan", new.id).status_code == 204
    assert "Tidak berlaku sekarang" in admin.text("console:settings-plan", new.id)
    assert admin.get("console:settings-plan", 9999).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": ""},
        {"subject": "king:FIRE"},
        {"priority": "P9"},
        {"region": "99.99"},
        {"hours_from": "25:00"},
        {"hours_from": ""},
        {"capability_1": ["FLY"], "count_1": ["1"]},
        {"count_1": ["0", "", ""]},
        {"count_1": ["x", "", ""]},
        {"count_1": ["1"]},
        {"notify_2": ["nobody"]},
        {"valid_from": "2025-01-01T00:00"},
    ],
)
def test_plan_that_cannot_be_is_refused(admin, cast, wrong):
    assert admin.post("console:set-plan", **form(cast, **wrong)).status_code in {400, 404, 409}
    assert not ResponsePlan.objects.exists()


def test_neighbour_without_an_agreement_may_be_planned_and_another_agency_may_not(admin, cast):
    wrong = form(cast, aid_3=[str(cast.org_id("fire"))])
    assert admin.post("console:set-plan", **wrong).status_code == 409
    assert admin.post("console:set-plan", **form(cast)).status_code == 204


def test_trial_says_which_plan_holds_why_and_who_would_be_proposed(admin, cast):
    make_plan(units(("FIRE", 1), ("MEDICAL_BASIC", 1)), category="FIRE_STRUCTURE")
    make_plan(units(("FIRE", 9)))
    engine = make_unit(cast)
    entries = Entry.objects.count()
    asked = {"category": "FIRE_STRUCTURE", "coordinates": "-6.92, 110.20", "region": "33.24.15",
             "alarm_level": "1"}  # fmt: skip
    shown = admin.post("console:try-plan", **asked).content.decode()
    for said in (
        "paling khusus dari yang cocok", "jenis atau rumpunnya lebih umum",
        f"dapat berangkat: {engine.call_sign}", "tidak ada unit siap untuk 1",
    ):  # fmt: skip
        assert said in shown, said
    assert (Incident.objects.count(), Entry.objects.count()) == (0, entries)
    none = admin.post("console:try-plan", **asked | {"category": "TREE_DOWN"}).content.decode()
    assert "Tidak ada rencana yang cocok" in none
    by_day = {"at": "2026-11-23T12:00", "priority": "P3"}
    assert admin.post("console:try-plan", **asked | by_day).status_code == 200
    for wrong in ({"category": "NOPE"}, {"alarm_level": "4"}, {"coordinates": "sana"},
                  {"region": "99.99"}):  # fmt: skip
        assert admin.post("console:try-plan", **asked | wrong).status_code in {400, 404}
    assert "data-map" in admin.text("console:settings-plan-trial")


def test_desk_reads_the_plan_beside_its_proposals(visit, cast):
    agree(cast)
    make_plan(
        units(("FIRE", 2), ("MEDICAL_BASIC", 1)),
        units(("RESCUE", 1), notify=[cast.org_id("disaster")]),
        PlanLevel(aid=(cast.org_id("neighbour"),)),
    )
    engine, ambulance = make_unit(cast), make_ambulance(cast)
    assignment = make_assignment(cast, engine)
    page = visit("dispatcher").text("console:incident", assignment.incident_id)
    for said in ("Rencana respons, alarm 1", "sudah dikirim 1", "kurang: 1 Pemadaman",
                 f"dapat berangkat: {ambulance.call_sign}", "Rencana: Pertolongan dasar",
                 "tidak ada unit siap untuk 1", "Naikkan alarm", "langsung diberi tahu: BPBD",
                 "usulan bantuan: 112 Batang"):  # fmt: skip
        assert said in page, said
    assert AGREEMENT not in page
    incidents.raise_alarm(
        by=SETUP, incident_id=assignment.incident_id, alarm_level=3, reason="x", at=NIGHT
    )
    page = visit("dispatcher").text("console:incident", assignment.incident_id)
    for said in (
        "Usulan: minta bantuan 112 Batang", AGREEMENT, 'BPBD <span class="muted">(belum)',
        "Minta 112 Batang",
    ):  # fmt: skip
        assert said in page, said
    assert "Naikkan alarm" not in page


def test_without_a_plan_the_desk_is_told_so(visit, cast):
    make_unit(cast)
    fire = make_fire()
    page = visit("dispatcher").text("console:incident", fire.id)
    assert "Belum ada rencana respons untuk kejadian ini" in page
    assert "Naikkan alarm" in page


def test_alarm_is_raised_from_the_incident_and_answered_once(visit, cast):
    make_plan(units(("FIRE", 1)), units(notify=[cast.org_id("disaster")]))
    fire = make_fire()
    make_ticket(cast, fire)
    desk = visit("dispatcher")
    said = {"alarm_level": "2", "reason": HOSTILE}
    for _ in range(2):
        assert desk.post("console:raise-alarm", fire.id, key="k-1", **said).status_code == 204
    assert desk.post("console:raise-alarm", fire.id, key="k-2", **said).status_code == 409
    assert desk.post("console:raise-alarm", fire.id, alarm_level="3", reason="").status_code == 409
    react()
    assert (Incident.objects.get().alarm_level, PlanNotice.objects.count()) == (2, 1)
    page = desk.text("console:incident", fire.id)
    assert "Rencana respons, alarm 2" in page
    assert HOSTILE not in page
    assert "alert(1)" in page
    assert Ticket.objects.count() == 1
    assert not Assignment.objects.exists()


def test_agency_reads_and_raises_on_its_ticket(visit, cast):
    make_plan(units(("FIRE", 1)), units(("FIRE", 2)))
    unit = make_unit(cast)
    ticket = make_accepted(cast)
    officer = visit("fire_officer")
    page = officer.text("console:ticket", ticket.id)
    for said in ("Rencana respons, alarm 1", f"dapat berangkat: {unit.call_sign}", "Naikkan alarm"):
        assert said in page, said
    raised = officer.post(
        "console:raise-alarm", ticket.incident_id, alarm_level="2", reason="api merambat"
    )
    assert raised.status_code == 204
    assert "Alarm 2" in officer.text("console:ticket", ticket.id)
    assert visit("medical_officer").post(
        "console:raise-alarm", ticket.incident_id, alarm_level="3", reason="x"
    ).status_code == 404  # fmt: skip
    assert visit("leader").post(
        "console:raise-alarm", ticket.incident_id, alarm_level="3", reason="x"
    ).status_code == 403  # fmt: skip


def test_pages_ask_few_questions(admin, cast):
    plan = make_plan(units(("FIRE", 1)), units(notify=[cast.org_id("disaster")]))
    assert admin.questions("console:settings-plans") <= 8
    assert admin.questions("console:settings-plan", plan.id) <= 8
    assert admin.questions("console:settings-plan-trial") <= 8
