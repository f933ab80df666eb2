"""112 asks a village on the telephone: asked, rung in vain, answered, late; nothing waits."""

from datetime import timedelta

import pytest

from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import LogLine
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.enums import VillageRole
from kentongan.orgs.services import load_village_contacts, set_limit
from kentongan.orgs.types import VillageContactRow
from kentongan.villages import services
from kentongan.villages.enums import Finding
from kentongan.villages.errors import NotToBeAsked
from kentongan.villages.limits import ANSWERED_WITHIN
from kentongan.villages.models import Verification
from tests.board.make import browser_of
from tests.cast import VILLAGE
from tests.conftest import NIGHT
from tests.dispatch.make import make_fire, make_ticket
from tests.incidents.make import make_categories, make_incident

pytestmark = pytest.mark.usefixtures("night")

HERE = "33.24.15.2001"


@pytest.fixture(autouse=True)
def categories(cast):
    make_categories()


def answered(by, incident, **said):
    said = {"role": VillageRole.HEAD, "finding": Finding.TRUE, "at": NIGHT} | said
    return services.tell_finding(by=by, incident_id=incident.id, **said)


def test_desk_asks_on_the_telephone_and_the_village_reads_what_was_said(cast):
    incident = make_incident(region=HERE)
    services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)
    told = answered(cast.operator, incident, note="Air selutut", at=NIGHT + timedelta(minutes=4))
    row = Verification.objects.get()
    assert (row.id, row.finding, row.told_role) == (told.id, "TRUE", "HEAD")
    assert row.answered_by == cast.operator.id
    line = LogLine.objects.get(incident_id=incident.id)
    assert (
        line.text == "Verifikasi Karangsari: Kepala desa/lurah, lewat telepon: Benar. Air selutut"
    )
    page = browser_of(cast, "village_head").get("/wilayah").content.decode()
    assert "Sudah dijawab" in page
    assert "Air selutut" in page
    assert "Tidak ada yang ditanyakan." in page
    entry = Entry.objects.get(kind="villages.verification.answered")
    assert '"HEAD"' in entry.data
    assert "selutut" not in entry.data


def test_answer_needs_no_question_before_it(cast):
    row = answered(cast.operator, make_incident(region=HERE), finding=Finding.NOT_FOUND)
    assert (row.asked_by, row.asked_at, row.finding) == (cast.operator.id, NIGHT, "NOT_FOUND")


def test_telephone_in_vain_leaves_the_question_open(cast):
    incident = make_incident(region=HERE)
    browser_of(cast, "operator").post(
        f"/kejadian/{incident.id}/desa-tak-terangkat", {"role": "BABINSA"}
    )
    row = Verification.objects.get()
    assert (row.finding, row.unreached_role) == ("", "BABINSA")
    page = browser_of(cast, "operator").get(f"/kejadian/{incident.id}").content.decode()
    assert "Babinsa tidak terangkat" in page
    assert "Menunggu jawaban" in page
    kinds = Entry.objects.filter(subject_id=row.id).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["villages.verification.asked", "villages.verification.unreached"]


def test_late_answer_is_shown_and_holds_nothing_up(cast):
    """practice.md §1.6: in parallel, never delaying anything."""
    incident = make_fire(region=HERE)
    services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT - timedelta(hours=1))
    for name, address in (("operator", f"/kejadian/{incident.id}"), ("village_head", "/wilayah")):
        assert "Lewat waktu" in browser_of(cast, name).get(address).content.decode()
    ticket = make_ticket(cast, incident)
    incident.refresh_from_db()
    assert (incident.forwarded_at, incident.priority) == (NIGHT, "P1")
    assert ticket.state == "FORWARDED"
    answered(cast.operator, incident, finding=Finding.NOT_FOUND)
    incident.refresh_from_db()
    assert (incident.state, incident.priority) == ("AWAITING_DISPATCH", "P1")


def test_hour_of_an_answer_is_the_regencys(cast):
    set_limit(
        by=cast.admin, code=ANSWERED_WITHIN.code, value=600, legal_basis="SOP 3/2026", at=NIGHT
    )
    incident = make_incident(region=HERE)
    row = services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)
    assert row.due_at == NIGHT + timedelta(minutes=10)


def test_only_112_writes_down_what_a_village_says_on_the_telephone(cast):
    incident = make_incident(region=HERE)
    for name in ("village_head", "fire_officer", "leader"):
        with pytest.raises((NotAllowed, NotFound)):
            answered(cast.actor(name), incident)
    hidden = make_incident(region=HERE, contact_safety=ContactSafety.DO_NOT_CONTACT)
    with pytest.raises(NotToBeAsked):
        answered(cast.operator, hidden)
    with pytest.raises(NotToBeAsked):
        services.note_unreached(
            by=cast.operator, incident_id=hidden.id, role=VillageRole.HEAD, at=NIGHT
        )
    assert not Verification.objects.exists()


def test_desk_of_a_hidden_caller_has_no_key_to_ask(cast):
    load_village_contacts(
        by=SETUP, at=NIGHT,
        rows=[VillageContactRow(VILLAGE, VillageRole.HEAD, "Kades (rekaan)", "0294 000 001")],
    )  # fmt: skip
    hidden = make_incident(region=HERE, contact_safety=ContactSafety.DO_NOT_CONTACT)
    page = browser_of(cast, "operator").get(f"/kejadian/{hidden.id}").content.decode()
    assert "Jangan tanyakan ke desa" in page
    assert "Minta verifikasi desa" not in page
    assert "f-village" not in page


def test_ended_incident_asks_nobody_any_more(cast):
    incident = make_incident(region=HERE)
    services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)
    incidents.cancel_incident(by=cast.operator, incident_id=incident.id, reason="x", at=NIGHT)
    page = browser_of(cast, "village_head").get("/wilayah").content.decode()
    assert "Tidak ada yang ditanyakan." in page


@pytest.mark.parametrize(
    "said",
    [{"role": "NOBODY", "finding": "TRUE"}, {"role": "HEAD", "finding": "DENIED"}, {},
     {"role": "HEAD", "finding": "TRUE", "note": "x" * 201},
     {"role": "HEAD", "finding": "TRUE", "note": "\x00"}],
)  # fmt: skip
def test_what_no_form_sends_is_refused(cast, said):
    incident = make_incident(region=HERE)
    answer = browser_of(cast, "operator").post(f"/kejadian/{incident.id}/jawaban-desa", said)
    assert answer.status_code == 400
    assert not Verification.objects.exists()
