"""A crew in danger above every page of the desks that answer for it, until one has taken it."""

import pytest

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.models import Danger
from kentongan.fleet.models import Unit
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_assignment, make_fire
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import make_incident


@pytest.fixture
def unit(cast, visit) -> Unit:
    return make_unit(cast)


@pytest.fixture
def danger(unit):
    return lambda **place: dispatch.raise_danger(
        by=crew_of(unit), unit_id=unit.id, at=NIGHT, **place
    )


@pytest.mark.parametrize("name", ["operator", "dispatcher", "supervisor", "fire_officer"])
def test_every_page_of_a_desk_that_answers_carries_the_place_for_it(visit, name):
    page = visit(name).text("console:tickets")
    assert 'id="dangers"' in page
    assert 'data-live="dispatch.danger."' in page
    assert "dispatch.danger.raised=danger" in page


@pytest.mark.parametrize("name", ["village_head", "camat", "pusdalops"])
def test_who_answers_for_no_crew_has_none(visit, name):
    assert visit(name).get("console:dangers").status_code == 403
    page = visit(name).get("console:incidents").content.decode()
    assert 'id="dangers"' not in page


def test_banner_says_who_where_and_sounds_until_it_is_taken(cast, visit, unit, danger):
    made = danger(lat=-6.9301, lon=110.2105, accuracy_m=9.0)
    shown = visit("operator").text("console:dangers")
    assert 'role="alert" data-ringing="danger"' in shown
    assert f"BAHAYA: awak {unit.call_sign} terancam" in shown
    assert "-6.93010, 110.21050" in shown
    assert "± 9 m" in shown
    assert "tanpa tugas" in shown
    answer = visit("fire_officer").post("console:answer-danger", made.id)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (204, "console-changed")
    taken = visit("operator").text("console:dangers")
    assert "data-ringing" not in taken
    assert f"Ditangani {cast.people['fire_officer'].name}" in taken


def test_second_desk_is_told_who_has_it(visit, danger):
    made = danger()
    visit("fire_officer").post("console:answer-danger", made.id)
    refused = visit("operator").post("console:answer-danger", made.id)
    assert refused.status_code == 409
    assert "sudah ditangani Petugas piket OPD" in refused.content.decode()


def test_stays_until_it_is_ended_in_words(visit, danger):
    made = danger()
    desk = visit("operator")
    desk.post("console:answer-danger", made.id)
    assert desk.post("console:end-danger", made.id, outcome=" ").status_code >= 400
    assert "Apa yang terjadi pada awak?" in desk.text("console:dangers")
    desk.post("console:end-danger", made.id, outcome="<b>Awak</b> selamat")
    assert desk.text("console:dangers").strip() == ""
    assert Danger.objects.get().outcome == "<b>Awak</b> selamat"


def test_place_that_nobody_knows_is_said(visit, danger):
    danger()
    assert "Posisi tidak diketahui" in visit("operator").text("console:dangers")


def test_other_agency_and_strangers_neither_see_nor_answer(visit, danger):
    made = danger()
    assert visit("medical_officer").text("console:dangers").strip() == ""
    assert visit("medical_officer").post("console:answer-danger", made.id).status_code == 404
    assert visit("stranger").get("console:dangers", part=True).status_code == 401


def test_sealed_incident_is_named_and_not_told(cast, visit, unit, danger):
    sealed = make_incident(category="DOMESTIC_VIOLENCE", narrative="TANDA-KATA")
    make_assignment(cast, unit, make_accepted(cast, sealed))
    danger()
    shown = visit("supervisor").text("console:dangers")
    assert sealed.number in shown
    assert "TANDA" not in shown


def test_banner_costs_few_queries(cast, visit, unit, danger):
    make_assignment(cast, unit, make_accepted(cast, make_fire()))
    danger(lat=-6.9, lon=110.2)
    assert visit("supervisor").questions("console:dangers") <= 6


@pytest.mark.parametrize("name", ["dispatcher", "fire_officer"])
def test_cry_heard_by_radio_is_one_key_on_the_ticket(cast, visit, unit, name):
    task = make_assignment(cast, unit, make_accepted(cast, make_fire()))
    desk = visit(name)
    assert f"Awak {unit.call_sign} terancam (lewat radio)" in desk.text(
        "console:ticket", task.ticket_id
    )
    assert desk.post("console:hear-danger", task.id).status_code < 400
    assert f"BAHAYA: awak {unit.call_sign} terancam" in visit("operator").text("console:dangers")
