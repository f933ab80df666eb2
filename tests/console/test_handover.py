"""Serah terima: a shift ends, the next takes what is open by name."""

from datetime import timedelta

from kentongan.calls import services as calls
from kentongan.calls.types import NewCall
from kentongan.console.shift_report import read_shift
from kentongan.orgs.models import Handover
from tests.conftest import NIGHT
from tests.dispatch.make import make_fire, make_ticket
from tests.incidents.make import MARKS, make_incident
from tests.orgs.make import make_duty


def test_page_says_what_is_open_and_that_one_cannot_leave(visit, cast):
    make_duty(cast, "operator")
    fire = make_fire()
    page = visit("operator").text("console:handover")
    assert fire.number in page
    assert "belum diambil orang lain" in page
    assert "Belum ada penerus di jadwal." in page
    assert not [mark for mark in MARKS if mark in page]


def test_restricted_matter_is_handed_over_by_its_number_alone(visit, cast):
    make_duty(cast, "operator")
    hidden = make_incident(category="DOMESTIC_VIOLENCE", region="33.24.15.2001")
    for who in ("operator", "admin"):
        page = visit(who).text("console:handover")
        assert "Kekerasan dalam rumah tangga" not in page
        assert "Karangsari" not in page
    assert hidden.number in visit("operator").text("console:handover")
    assert "Dirahasiakan" in visit("operator").text("console:handover")


def test_shift_is_handed_over_by_name(visit, cast):
    fire = make_fire()
    leaving = make_duty(cast, "operator")
    coming = make_duty(cast, "second_operator", hours=(0, 8))
    old, new = visit("operator"), visit("second_operator")
    refused = old.post("console:sign-off", leaving.id)
    assert refused.status_code == 409
    assert fire.number in refused.content.decode()
    sent = old.post(
        "console:offer-handover", leaving.id, to_duty_id=coming.id, items=[str(fire.id)],
        note="Cadangan air di Weleri habis",
    )  # fmt: skip
    assert sent.status_code == 204
    offered = new.text("console:handover")
    assert "Diserahkan oleh Operator" in offered
    assert "Cadangan air di Weleri habis" in offered
    handover = Handover.objects.get()
    assert new.post("console:take-handover", handover.id).status_code == 409
    assert new.post("console:take-handover", handover.id, all="1").status_code == 204
    assert "piket dapat diakhiri" in old.text("console:handover")
    assert old.post("console:sign-off", leaving.id).status_code == 204


def test_each_matter_may_be_ticked(visit, cast):
    fire = make_fire()
    leaving, coming = make_duty(cast, "operator"), make_duty(cast, "second_operator", hours=(0, 8))
    visit("operator").post(
        "console:offer-handover", leaving.id, to_duty_id=coming.id, items=[str(fire.id)]
    )
    handover = Handover.objects.get()
    item = handover.items.get()
    taken = visit("second_operator").post("console:take-handover", handover.id, read=[item.id])
    assert taken.status_code == 204


def test_other_open_things_are_noted_and_settled(visit, cast):
    desk = visit("operator")
    org_id = cast.org_id("centre")
    assert (
        desk.post("console:note-remark", org_id=org_id, text="Saluran 2 rusak").status_code == 204
    )
    page = desk.text("console:handover-part")
    assert "Saluran 2 rusak" in page
    remark_id = page.split("serah-terima/hal-lain/")[1].split("/")[0]
    assert desk.post("console:settle-remark", remark_id).status_code == 204
    assert "Saluran 2 rusak" not in desk.text("console:handover-part")
    assert visit("medical_officer").post("console:settle-remark", remark_id).status_code == 404


def test_supervisor_opens_the_handover_of_another(visit, cast):
    make_fire()
    leaving = make_duty(cast, "operator")
    own = make_duty(cast, "supervisor")
    page = visit("supervisor").get("console:handover", piket=leaving.id)
    assert str(own.id) in page.content.decode()
    assert visit("second_operator").get("console:handover", piket=leaving.id).status_code == 403
    assert visit("supervisor").get("console:handover", piket="x").status_code == 400


def test_page_asks_few_questions(visit, cast):
    for _ in range(3):
        make_fire()
    make_duty(cast, "operator")
    assert visit("operator").questions("console:handover") <= 14


def test_report_of_the_shift_names_who_took_what_and_no_caller(visit, cast):
    fire = make_fire(by=cast.operator)
    ticket = make_ticket(cast, fire)
    call = calls.receive_call(by=cast.operator, new=NewCall(phone=MARKS[0]), at=NIGHT)
    calls.answer_call(by=cast.operator, call_id=call.id, at=NIGHT + timedelta(seconds=7))
    leaving, coming = make_duty(cast, "operator"), make_duty(cast, "second_operator", hours=(0, 8))
    visit("operator").post(
        "console:offer-handover", leaving.id, to_duty_id=coming.id, items=[str(fire.id)]
    )
    handover = Handover.objects.get()
    visit("second_operator").post("console:take-handover", handover.id, all="1")
    clock_on = NIGHT + timedelta(minutes=5)
    shown = read_shift(cast.operator, leaving, clock_on)
    sections = {each["title"]: each for each in shown["sections"]}
    assert sections["Diserahkan dengan nama"]["rows"][0][:3] == [
        fire.number, "Kejadian terbuka", "Second Operator",
    ]  # fmt: skip
    assert "median 7 detik" in sections["Panggilan"]["note"]
    assert sections["Tiket belum ditutup"]["rows"] == [["Pemadam Kebakaran", "Diteruskan", "1"]]
    assert ticket.number not in str(sections["Eskalasi piket"])
    assert not [mark for mark in MARKS if mark in str(shown)]
    paper = visit("operator").get("console:shift-report", leaving.id)
    assert paper.content.startswith(b"%PDF")
    assert visit("second_operator").get("console:shift-report", leaving.id).status_code == 403


def test_agency_has_a_report_of_its_own(visit, cast):
    make_ticket(cast)
    duty = make_duty(cast, "fire_officer")
    titles = [e["title"] for e in read_shift(cast.fire_officer, duty, NIGHT)["sections"]]
    assert "Panggilan" not in titles
    assert "Belum diambil" in titles
    assert visit("fire_officer").get("console:shift-report", duty.id).status_code == 200
