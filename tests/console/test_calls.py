"""Meja 112: queue, one call, disposal by one key, the neighbour, who reads a number."""

import pytest

from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.models import Call
from kentongan.console.views.calls import KEYS
from kentongan.journal.models import Entry, StoredAnswer
from tests.calls.make import answered, make_call
from tests.incidents.make import MARK_NAME, MARK_PHONE

PLAIN = {"phone": MARK_PHONE, "name": MARK_NAME, "note": ""}


def test_desk_shows_the_waiting_call_with_its_number_masked(visit, cast):
    make_call(**PLAIN)
    page = visit("operator").text("console:calls")
    assert "+6281••••890" in page
    assert MARK_PHONE not in page
    assert "Jawab" in page


def test_desk_without_calls_says_so(visit):
    page = visit("operator").text("console:calls")
    assert "Tidak ada panggilan menunggu." in page
    assert "Tidak ada kejadian terbuka." in page


def test_auditor_sees_the_call_but_no_number(visit, cast):
    call = make_call(**PLAIN)
    page = visit("auditor").text("console:call", call.id)
    assert "+6281" not in page
    assert "Golongkan" not in page
    assert visit("auditor").post("console:reveal-caller", call.id).status_code == 403


def test_call_of_another_region_is_not_there(visit, cast):
    call = make_call(**PLAIN)
    assert visit("outsider").get("console:call", call.id).status_code == 404


@pytest.mark.parametrize("name", ["fire_officer", "camat", "leader", "admin", "pusdalops"])
def test_desk_is_for_the_centre_only(visit, name):
    assert visit(name).get("console:calls").status_code == 403
    assert visit(name).post("console:receive-call", phone="0812").status_code == 403


def test_wrong_method_is_refused_with_what_is_offered(visit, cast):
    call = make_call(**PLAIN)
    answer = visit("operator").get("console:answer-call", call.id)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert visit("operator").post("console:calls").status_code == 405


def test_simulated_line_rings(visit):
    assert visit("operator").post("console:receive-call", phone="0812 3456 7890").status_code == 204
    call = Call.objects.get()
    assert (call.channel, call.state) == ("SIMULATED", CallState.INCOMING)


def test_answer_leads_to_the_call(visit, cast):
    call = make_call(**PLAIN)
    answer = visit("operator").post("console:answer-call", call.id)
    assert answer.headers["HX-Redirect"] == f"/panggilan/{call.id}"


@pytest.mark.parametrize("disposition", [d for _, d in KEYS if d != Disposition.OUT_OF_AREA])
def test_one_key_disposes_of_a_ringing_call(visit, cast, disposition):
    call = make_call(**PLAIN)
    answer = visit("operator").post("console:classify-call", call.id, disposition=disposition)
    assert answer.status_code == 204
    call.refresh_from_db()
    assert call.disposition == disposition
    assert call.ended_at is not None


@pytest.mark.parametrize("sound", ["", "1"])
def test_ringing_back_is_not_offered_where_somebody_hides(visit, cast, sound):
    call, desk = answered(cast.operator, **PLAIN), visit("operator")
    desk.post("console:classify-call", call.id, disposition="SILENT", human_sound=sound)
    offered = f"/panggilan/{call.id}/hubungi-balik"
    assert (offered in desk.text("console:call", call.id)) is not bool(sound)


def test_every_key_is_shown_once(visit, cast):
    call = answered(cast.operator, **PLAIN)
    page = visit("operator").text("console:call", call.id)
    for key, disposition in KEYS:
        assert page.count(f'data-key="{key}"') == 1
        assert str(disposition.label) in page


def test_out_of_area_stays_open_until_the_neighbour_has_confirmed(visit, cast):
    call = answered(cast.operator, **PLAIN)
    desk = visit("operator")
    desk.post("console:classify-call", call.id, disposition="OUT_OF_AREA")
    page = desk.text("console:call", call.id)
    assert "tetap terbuka sampai daerah tetangga menerima" in page
    assert "112 Batang" in page
    assert desk.post("console:confirm-neighbour", call.id, taken_by="").status_code == 409
    desk.post("console:confirm-neighbour", call.id, taken_by="Wati")
    call.refresh_from_db()
    assert call.ended_at is not None


def test_revealing_a_number_is_journalled_and_its_answer_not_kept(visit, cast):
    call = answered(cast.operator, **PLAIN)
    answer = visit("operator").post("console:reveal-caller", call.id, key="kunci")
    assert MARK_PHONE in answer.content.decode()
    assert Entry.objects.filter(kind="calls.call.revealed", subject_id=call.id).count() == 1
    assert not StoredAnswer.objects.exists()


def test_history_counts_by_the_same_number(visit, cast):
    first = answered(cast.operator, **PLAIN)
    visit("operator").post("console:classify-call", first.id, disposition="PRANK")
    second = make_call(**PLAIN)
    page = visit("operator").text("console:call", second.id)
    assert "Pernah menelepon 1 kali" in page
    assert "× 1" in page


def test_same_press_twice_is_one_act(visit, cast):
    call = make_call(**PLAIN)
    desk = visit("operator")
    desk.post("console:classify-call", call.id, key="satu", disposition="PRANK")
    again = desk.post("console:classify-call", call.id, key="satu", disposition="PRANK")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Entry.objects.filter(kind="calls.call.classified").count() == 1


def test_desk_asks_few_questions_however_many_calls(visit, cast):
    few = visit("operator").questions("console:calls")
    for _ in range(12):
        make_call(**PLAIN)
    assert visit("operator").questions("console:calls") <= max(few + 1, 8)
