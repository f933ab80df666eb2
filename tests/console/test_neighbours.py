"""Tetangga on the desks' pages: asked and answered by form, seen by the desks alone."""

import csv
import io

import pytest

from kentongan.neighbours.enums import AidState
from kentongan.neighbours.models import Aid, ForeignUnit, Neighbour
from tests.conftest import NIGHT
from tests.dispatch.make import make_ticket
from tests.incidents.make import make_incident
from tests.neighbours.make import ADDRESS, THEIR_NODE, THEIR_SECRET, make_neighbour, receive


def test_incident_is_handed_over_by_form_and_answered_by_telephone(cast, visit):
    desk, incident = visit("operator"), make_incident()
    page = desk.text("console:incident", incident.id)
    assert "Serahkan ke tetangga" in page
    assert "Minta bantuan unit" in page
    form = {"org_id": cast.org_id("neighbour"), "way": "PHONE", "injured": "2"}
    assert desk.post("console:hand-to-neighbour", incident.id, **form).status_code == 204
    aid = Aid.objects.get()
    assert "masih milik kita" in desk.text("console:incident", incident.id)
    assert "112 Batang" in desk.text("console:neighbours")
    said = {"name": "Sari", "answer": "accepted", "answered_at": "2026-11-23T03:00"}
    assert desk.post("console:note-aid-answer", aid.id, **said).status_code == 204
    aid.refresh_from_db()
    assert (aid.state, aid.answered_name, aid.answered_at) == (AidState.ACCEPTED, "Sari", NIGHT)
    assert "Diserahkan kepada 112 Batang: diterima Sari" in desk.text(
        "console:incident", incident.id
    )
    assert desk.post("console:close-handed", aid.id).status_code == 204
    incident.refresh_from_db()
    assert incident.state == "HANDED_OVER"


def test_units_are_asked_for_and_noted(cast, visit):
    desk, incident = visit("operator"), make_incident()
    form = {
        "org_id": cast.org_id("neighbour"), "way": "PHONE", "want-FIRE": "2",
        "reason": "Api merambat.",
    }  # fmt: skip
    assert desk.post("console:ask-neighbour-units", incident.id, **form).status_code == 204
    aid = Aid.objects.get()
    assert aid.wanted == [["FIRE", 2]]
    desk.post("console:note-aid-answer", aid.id, name="Sari", answer="accepted")
    unit = {"call_sign": "Batang 2", "promised_min": "25"}
    assert desk.post("console:add-foreign-unit", aid.id, **unit).status_code == 204
    found = ForeignUnit.objects.get()
    step = desk.post("console:step-foreign-unit", found.id, step="UNIT_ARRIVED")
    assert step.status_code == 204
    assert "janji 25 menit" in desk.text("console:incident", incident.id)


def test_what_a_neighbour_asks_stands_above_every_page_and_is_accepted_by_name(client, cast, visit):
    make_neighbour(cast)
    aid = receive(client)
    desk = visit("operator")
    assert "112 Batang" in desk.text("console:neighbour-banner")
    page = desk.text("console:neighbours")
    assert "TANDA-URAIAN" in page
    assert "+6281298765432" not in page
    answer = desk.post("console:accept-aid", aid.id)
    aid.refresh_from_db()
    assert answer.headers["HX-Redirect"] == desk.path("console:incident", aid.incident_id)
    assert "112 Batang" not in desk.text("console:neighbour-banner")
    again = visit("second_operator").post("console:accept-aid", aid.id)
    assert again.status_code == 409


def test_ticket_leads_there_for_the_desks_alone(cast, visit):
    ticket = make_ticket(cast, make_incident())
    assert "#a-neighbour-units" in visit("dispatcher").text("console:ticket", ticket.id)
    assert "#a-neighbour-units" not in visit("fire_officer").text("console:ticket", ticket.id)


def test_refused_by_form(client, cast, visit):
    make_neighbour(cast)
    aid = receive(client)
    desk = visit("operator")
    assert desk.post("console:refuse-aid", aid.id, reason=" ").status_code == 400
    assert desk.post("console:refuse-aid", aid.id, reason="Penuh.").status_code == 204


def test_taken_by_telephone_and_withdrawn_by_form(cast, visit):
    desk, incident, other = visit("operator"), make_incident(), make_incident()
    form = {"org_id": cast.org_id("neighbour"), "kind": "INCIDENT", "name": "Sari"}
    assert desk.post("console:note-taken-over", incident.id, **form).status_code == 204
    asked = {"org_id": cast.org_id("neighbour"), "way": "PHONE"}
    desk.post("console:hand-to-neighbour", other.id, **asked)
    aid = Aid.objects.get(direction="OUT")
    assert desk.post("console:withdraw-aid", aid.id).status_code == 204
    aid.refresh_from_db()
    assert aid.state == AidState.WITHDRAWN


@pytest.mark.parametrize("who", ["fire_officer", "camat", "leader", "admin", "outsider"])
def test_others_see_none_of_it(client, cast, visit, who):
    make_neighbour(cast)
    aid = receive(client)
    person = visit(who)
    for name in ("console:neighbours", "console:neighbour-banner"):
        assert person.get(name).status_code == 403
    assert person.post("console:accept-aid", aid.id).status_code == 403


def test_hostile_forms_are_refused(cast, visit):
    desk, incident = visit("operator"), make_incident()
    org = cast.org_id("neighbour")
    wrong = [
        {}, {"org_id": "x", "way": "PHONE"}, {"org_id": org, "way": "PIGEON"},
        {"org_id": org, "way": "PHONE", "injured": "-1"},
        {"org_id": org, "way": "PHONE", "injured": "9" * 400},
        {"org_id": org, "way": "PHONE", "reason": "x" * 501},
        {"org_id": org, "way": "PHONE", "until": "9999-99-99"},
        {"org_id": org, "way": "PHONE", "reason": "a\x00b"},
    ]  # fmt: skip
    for form in wrong:
        answer = desk.post("console:hand-to-neighbour", incident.id, **form)
        assert answer.status_code == 400, form
    assert not Aid.objects.exists()


def test_figures_are_a_table_that_no_spreadsheet_runs(cast, visit):
    org = cast.orgs["neighbour"]
    type(org).objects.filter(id=org.id).update(short_name='=HYPERLINK("x")')
    desk = visit("operator")
    incident = make_incident()
    desk.post("console:hand-to-neighbour", incident.id, org_id=org.id, way="PHONE")
    answer = desk.get("console:neighbour-figures")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][1].startswith("'=")
    assert rows[1][4] == "1"


def test_node_is_set_by_who_configures_and_its_secret_is_shown_once(cast, visit):
    admin = visit("admin")
    form = {"org_id": cast.org_id("neighbour"), "address": ADDRESS, "node_id": str(THEIR_NODE)}
    answer = admin.post("console:set-neighbour", **form, their_secret=THEIR_SECRET)
    row = Neighbour.objects.get()
    assert row.our_secret in answer.content.decode()
    page = admin.text("console:settings-neighbours")
    assert row.our_secret not in page
    assert THEIR_SECRET not in page
    assert ADDRESS in page
    again = admin.post("console:set-neighbour", **form | {"address": "https://lain.go.id"})
    row.refresh_from_db()
    assert (row.address, row.their_secret) == ("https://lain.go.id", THEIR_SECRET)
    assert row.our_secret not in again.content.decode()
    assert visit("operator").get("console:settings-neighbours").status_code == 403
    assert admin.post("console:end-neighbour", row.id).status_code == 204
    row.refresh_from_db()
    assert (row.our_secret, row.their_secret) == ("", "")


@pytest.mark.parametrize(
    "address",
    [
        "http://112.batangkab.go.id", "ftp://x", "https://", "https://a:b@c", "https://x/y",
        "https://x?y", "https://x:99999", "https://x#y", "javascript:1", "http://127.0.0.1.evil.id",
        "https://" + "x" * 300, "https://x y", "https://[::1", "https://ünï.id", "x" * 201,
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_refused(cast, visit, address):
    form = {"org_id": cast.org_id("neighbour"), "node_id": str(THEIR_NODE), "address": address}
    assert visit("admin").post("console:set-neighbour", **form).status_code == 400
    assert not Neighbour.objects.exists()


def test_trial_says_why_nothing_answers(cast, visit):
    row = make_neighbour(cast, address="http://127.0.0.1:9")
    answer = visit("admin").post("console:try-neighbour", row.id)
    assert "tidak tersambung" in answer.content.decode()


def test_secrets_lie_sealed(cast):
    row = make_neighbour(cast)
    raw = Neighbour.objects.filter(id=row.id).extra(select={"raw": "their_secret"})
    assert str(raw.values_list("raw", flat=True)[0]).startswith("k1.")
