"""Petugas piket: who is on duty now, by which telephone; signing on and off."""

from datetime import timedelta

import pytest

from kentongan.kernel.actors import SETUP
from kentongan.orgs import services
from kentongan.orgs.enums import DutyKind
from tests.conftest import NIGHT

PHONE = "0294 000 111"


def plan(cast, org="fire", person="fire_officer", hours=-1):
    return services.plan_duty(
        by=SETUP, org_id=cast.org_id(org), kind=DutyKind.OFFICER, person_name="Serka Budi",
        phone=PHONE, starts_at=NIGHT + timedelta(hours=hours), ends_at=NIGHT + timedelta(hours=7),
        user_id=cast.people[person].id, at=NIGHT,
    )  # fmt: skip


def test_roster_shows_name_and_telephone_of_now(visit, cast):
    plan(cast)
    page = visit("operator").text("console:duty")
    assert "Serka Budi" in page
    assert PHONE in page
    assert "Belum masuk" in page


def test_roster_names_agencies_without_anybody(visit, cast):
    plan(cast)
    page = visit("operator").text("console:duty")
    assert "Tanpa petugas piket" in page
    assert "PSC 119" in page


def test_empty_roster_says_so(visit):
    assert "Tidak ada jadwal piket untuk saat ini." in visit("operator").text("console:duty")


def test_one_signs_on_and_off(visit, cast):
    duty = plan(cast)
    desk = visit("fire_officer")
    assert "Masuk piket" in desk.text("console:duty")
    assert desk.post("console:sign-on", duty.id).status_code == 204
    assert "Hadir" in desk.text("console:duty-part")
    assert desk.post("console:sign-off", duty.id).status_code == 204
    assert "Serka Budi" not in desk.text("console:duty")


def test_nobody_signs_on_for_another(visit, cast):
    duty = plan(cast)
    assert visit("operator").post("console:sign-on", duty.id).status_code == 403
    assert visit("medical_officer").post("console:sign-on", duty.id).status_code == 403


def test_agency_sees_its_own_roster_only(visit, cast):
    plan(cast)
    assert "Serka Budi" not in visit("medical_officer").text("console:duty")
    assert "Serka Budi" not in visit("outsider").text("console:duty")


@pytest.mark.parametrize("name", ["camat", "leader"])
def test_telephones_of_staff_are_for_staff(visit, name):
    assert visit(name).get("console:duty").status_code == 403


def test_wrong_method_is_refused(visit, cast):
    duty = plan(cast)
    assert visit("operator").get("console:sign-on", duty.id).status_code == 405
    assert visit("operator").post("console:duty").status_code == 405


def test_roster_asks_few_questions(visit, cast):
    plan(cast)
    plan(cast, org="medical", person="medical_officer")
    assert visit("operator").questions("console:duty") <= 5
