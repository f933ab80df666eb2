"""The card beside the call: only what a doctor has approved; pressed through, left, kept."""

import re

import pytest

from kentongan.calls import services as calls
from kentongan.calls.enums import Channel
from kentongan.calls.types import NewCall
from kentongan.dispatch import services as dispatch
from kentongan.guidance import services
from kentongan.guidance.models import GuidedSession, SaidLine
from kentongan.incidents.types import ReportInput
from kentongan.journal.enums import NodeKind
from kentongan.journal.models import Node
from kentongan.journal.selectors import forget_node
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT
from tests.guidance.make import SMALL, make_approved, make_draft, signature
from tests.incidents.make import make_incident, new_incident

NO_CARD = "Belum ada kartu yang disetujui dokter"


@pytest.fixture
def call(cast, night):
    made = calls.receive_call(
        by=cast.operator, new=NewCall(channel=Channel.SIMULATED, phone="+6281234567891"), at=NIGHT
    )
    return calls.answer_call(by=cast.operator, call_id=made.id, at=NIGHT)


def panel(desk, call, **query):
    return desk.text("console:guidance-of-call", call.id, **query)


def begin(desk, call, card):
    assert desk.post("console:guide-call", call.id, card=card.id).status_code == 204
    return GuidedSession.objects.get(left_at=None)


def say(desk, session, kind, code="", choice=""):
    return desk.post("console:say-guided", session.id, kind=kind, code=code, choice=choice)


def turn_into(kind):
    Node.objects.update(kind=kind)
    forget_node()


def test_no_draft_expired_or_retired_card_is_on_a_live_desk(visit, cast, call, night):
    desk = visit("operator")
    draft = make_draft()
    assert NO_CARD in panel(desk, call)
    assert "Kartu uji" not in desk.text("console:call", call.id)
    refused = desk.post("console:guide-call", call.id, card=draft.id)
    assert refused.status_code == 409
    assert "Kartu ini tidak dapat dipakai di meja 112." in refused.content.decode()
    services.approve_card(by=SETUP, card_id=draft.id, signed=signature(), at=NIGHT)
    assert "Kartu uji" in panel(desk, call)
    night.at = NIGHT.replace(year=2028, month=11, day=21)
    assert NO_CARD in panel(visit("operator"), call)
    night.at = NIGHT
    services.retire_card(by=SETUP, card_id=draft.id, reason="salah", at=NIGHT)
    assert NO_CARD in panel(desk, call)


def test_on_a_practice_node_a_draft_is_marked_before_and_while_it_is_used(visit, call):
    turn_into(NodeKind.DEMO)
    draft, desk = make_draft(), visit("operator")
    assert "Konsep" in panel(desk, call)
    begin(desk, call, draft)
    assert "KONSEP — bukan untuk operasi nyata" in panel(desk, call)


def test_pressed_through_from_the_first_answer_to_the_repeats(visit, call):
    card, desk = make_approved(), visit("operator")
    session = begin(desk, call, card)
    page = panel(desk, call)
    assert "Apakah ia menyahut?" in page
    assert "Mangsuli napa mboten?" in page
    assert 'data-digit="0"' in page
    assert say(desk, session, "ANSWERED", "sadar", "tidak").status_code == 204
    assert say(desk, session, "ANSWERED", "napas", "tidak").status_code == 204
    page = panel(desk, call)
    assert "Tekan dadanya." in page
    assert 'data-metronome="110"' in page
    assert 'data-take-priority="P1"' in page
    assert "Pertolongan lanjut" in page
    say(desk, session, "GIVEN", "tekan")
    say(desk, session, "GIVEN", "terus")
    page = panel(desk, call)
    assert "Sudah disampaikan lagi" in page
    assert "2026-11-22T20:02:00" in page  # told again in two minutes
    assert SaidLine.objects.count() == 4


def test_what_is_not_shown_is_refused_in_words(visit, call):
    card, desk = make_approved(), visit("operator")
    session = begin(desk, call, card)
    refused = say(desk, session, "GIVEN", "tekan")
    assert refused.status_code == 409
    assert "Panduan sudah berada di langkah lain." in refused.content.decode()
    for kind, code in (("TERBANG", "sadar"), ("ANSWERED", "x" * 300), ("ANSWERED", "\x00")):
        assert say(desk, session, kind, code).status_code in {400, 409}


def test_left_at_any_moment_and_the_desk_offers_the_cards_again(visit, call):
    card, desk = make_approved(), visit("operator")
    session = begin(desk, call, card)
    assert desk.post("console:leave-guided", session.id).status_code == 204
    assert "Apakah ia menyahut?" not in panel(desk, call)
    assert "Kartu uji" in panel(desk, call)


def test_the_card_for_the_chosen_kind_is_the_first(visit, call):
    make_approved()
    make_approved(
        SMALL.replace("kartu: uji", "kartu: ular").replace("Kartu uji", "Aaa ular")
        .replace("MEDICAL_UNCONSCIOUS", "SNAKE")
    )  # fmt: skip
    desk = visit("operator")
    first = panel(desk, call, category="MEDICAL_UNCONSCIOUS")
    assert first.index("Kartu uji") < first.index("Aaa ular")
    first = panel(desk, call, category="SNAKE")
    assert first.index("Aaa ular") < first.index("Kartu uji")


def test_a_withdrawn_card_vanishes_from_the_desk_that_reads_it(visit, call):
    card, desk = make_approved(), visit("operator")
    session = begin(desk, call, card)
    services.retire_card(by=SETUP, card_id=card.id, reason="keliru", at=NIGHT)
    page = panel(desk, call)
    assert "Apakah ia menyahut?" not in page
    assert "baru saja ditarik dokter" in page
    assert say(desk, session, "ANSWERED", "sadar", "ya").status_code == 409
    assert desk.post("console:leave-guided", session.id).status_code == 204


def test_sent_first_and_guided_on_beside_the_incident_with_its_log(visit, cast, call):
    card, desk = make_approved(), visit("operator")
    session = begin(desk, call, card)
    say(desk, session, "ANSWERED", "sadar", "tidak")
    incident = calls.open_incident_from_call(
        by=cast.operator, call_id=call.id,
        new=new_incident(category="MEDICAL_INJURY", report=ReportInput()), at=NIGHT,
    )  # fmt: skip
    assert "Apakah ia bernapas biasa?" in desk.text("console:guidance-of-incident", incident.id)
    say(desk, session, "ANSWERED", "napas", "tidak")
    page = desk.text("console:guidance-of-incident", incident.id)
    assert "Ambil usulan" in page
    say(desk, session, "GIVEN", "tekan")
    log = desk.text("console:incident", incident.id)
    assert "Yang disampaikan menurut kartu" in log
    assert "Tekan dadanya." in log


def test_a_priority_is_taken_by_a_key_and_never_by_itself(visit, cast, call):
    card, desk = make_approved(), visit("operator")
    incident = make_incident(category="MEDICAL_INJURY")
    assert incident.priority == "P2"
    desk.post("console:guide-incident", incident.id, card=card.id)
    session = GuidedSession.objects.get()
    say(desk, session, "ANSWERED", "sadar", "tidak")
    say(desk, session, "ANSWERED", "napas", "tidak")
    incident.refresh_from_db()
    assert incident.priority == "P2"
    page = desk.text("console:guidance-of-incident", incident.id)
    asked = re.findall(r'name="asked_for" value="(\w+)"', page)
    assert asked
    taken = desk.post("console:take-guided", incident.id, priority="P1", asked_for=asked)
    assert taken.status_code == 204
    incident.refresh_from_db()
    assert (incident.priority, incident.asked_for) == ("P1", sorted(asked))
    assert "Ambil usulan" not in desk.text("console:guidance-of-incident", incident.id)
    # a card never lowers: that is said on the incident's page, with a reason
    assert desk.post("console:take-guided", incident.id, priority="P3").status_code == 409


def test_an_officer_guides_by_the_agencys_own_card_beside_the_incident(visit, cast, call):
    make_approved()
    own = services.import_card(
        by=SETUP, text=SMALL.replace("Kartu uji", "Kartu perawat"), org_id=cast.org_id("medical"),
        at=NIGHT,
    )  # fmt: skip
    services.approve_card(by=SETUP, card_id=own.id, signed=signature(), at=NIGHT)
    incident = make_incident(category="MEDICAL_INJURY")
    nurse = visit("medical_officer")
    assert nurse.get("console:guidance-of-incident", incident.id).status_code == 404
    ticket = dispatch.forward_ticket(
        by=cast.dispatcher, incident_id=incident.id, org_id=cast.org_id("medical"), at=NIGHT
    )
    address = nurse.path("console:guidance-of-incident", incident.id)
    assert address in nurse.text("console:ticket", ticket.id)
    page = nurse.text("console:guidance-of-incident", incident.id)
    assert "Kartu perawat" in page
    assert "Kartu uji" not in page
    assert nurse.post("console:guide-incident", incident.id, card=own.id).status_code == 204
    session = GuidedSession.objects.get()
    assert say(nurse, session, "ANSWERED", "sadar", "ya").status_code == 204
    assert "Kartu perawat" in visit("operator").text("console:incident", incident.id)


def test_who_takes_no_calls_sees_and_presses_nothing(visit, call):
    card = make_approved()
    session = begin(visit("operator"), call, card)
    for name in ("leader", "doctor", "admin", "auditor"):
        other = visit(name)
        assert other.get("console:guidance-of-call", call.id).status_code == 403
        assert say(other, session, "ANSWERED", "sadar", "ya").status_code == 403
    assert say(visit("fire_officer"), session, "ANSWERED", "sadar", "ya").status_code == 404
    assert say(visit("outsider"), session, "ANSWERED", "sadar", "ya").status_code == 404
