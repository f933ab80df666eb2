"""Meja 112: queue, one call, disposal by one key, the neighbour, who reads a number."""

import pytest

from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.models import Call
from kentongan.console.views.calls import KEYS
from kentongan.journal.models import Entry, StoredAnswer
from tests.calls.make import answered, make_call
from tests.incidents.make import MARK_NAME, MARK_PHONE, make_incident
from tests.villages.make import make_report

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


def test_linked_call_is_taken_out_again_from_either_page(visit, cast, night):
    incident = make_incident()
    call = answered(cast.operator, **PLAIN)
    desk = visit("operator")
    form = {
        "quality": "VILLAGE_ONLY",
        "region": "3324152001",
        "narrative": "lain",
        "hamlet": "Krajan",
    }
    desk.post("console:link-call", call.id, into=str(incident.id), **form)
    address = f"/panggilan/{call.id}/lepas"
    assert address in desk.text("console:incident", incident.id)
    assert address in desk.text("console:call", call.id)
    assert address not in visit("second_operator").text("console:call", call.id)
    answer = desk.post("console:unlink-call", call.id)
    assert answer.headers["HX-Redirect"] == f"/panggilan/{call.id}"
    page = desk.text("console:call", call.id)
    assert address not in page
    for said in ("Krajan", "3324152001", "region_label"):
        assert said in page.partition('id="draft-served"')[2].partition("</script>")[0]


# ── what waits, and whose call it is ─────────────────────────────────────────────────────────


def test_header_rings_while_a_call_waits(visit, cast):
    desk = visit("operator")
    assert "data-ringing" not in desk.text("console:ringing")
    call = make_call(**PLAIN)
    assert 'data-ring-every-s="4"' in desk.text("console:ringing")
    assert "1 menunggu" in desk.text("console:ringing")
    held = make_call(**PLAIN, channel="SIMULATED")
    desk.post("console:answer-call", held.id)
    assert 'data-ring-every-s="12"' in desk.text("console:ringing"), "somebody else is listened to"
    desk.post("console:answer-call", call.id)
    assert "data-ringing" not in desk.text("console:ringing")
    assert visit("fire_officer").get("console:ringing").status_code == 403
    assert 'id="ringing"' in desk.text("console:incidents"), "also away from the desk"
    assert 'id="ringing"' not in visit("fire_officer").text("console:tickets")


def test_desk_that_is_not_ready_says_so_in_red_while_calls_wait(visit, cast):
    desk = visit("operator")
    assert "nobody-ready" not in desk.text("console:calls")
    assert 'tag is-warn">' in desk.text("console:agents").split("Belum menyatakan siap")[0][-400:]
    make_call(**PLAIN)
    bar = desk.text("console:agents")
    assert 'class="tag is-bad"' in bar.split("Belum menyatakan siap")[0][-400:]
    assert "Tidak ada petugas yang siap, 1 panggilan menunggu." in bar
    assert "Tidak ada petugas yang siap" in visit("supervisor").text("console:calls")
    desk.post("console:agent-state", state="READY")
    assert "panggilan menunggu" not in desk.text("console:agents")


def test_colleagues_call_has_no_keys_and_a_supervisor_needs_a_reason(visit, cast):
    call = answered(cast.operator, **PLAIN)
    other, supervisor = visit("second_operator"), visit("supervisor")
    page = other.text("console:call", call.id)
    assert "Panggilan ini sedang ditangani Operator." in page
    assert 'data-key="alt+1"' not in page
    assert "overrule-reason" not in page
    assert other.post("console:classify-call", call.id, disposition="PRANK").status_code == 409
    page = supervisor.text("console:call", call.id)
    assert "overrule-reason" in page
    assert 'data-key="alt+1"' not in page
    prank = {"disposition": "PRANK", "reason": "Rina pulang <sakit>"}
    assert supervisor.post("console:classify-call", call.id, **prank).status_code == 204
    told = visit("operator").text("console:agents")
    assert "Supervisor memutuskan panggilan Anda" in told
    assert "Rina pulang &lt;sakit&gt;" in told
    assert visit("operator").post("console:read-overruling", call.id).status_code == 204
    assert "memutuskan panggilan Anda" not in visit("operator").text("console:agents")


SILENCE = {"disposition": "SILENT", "human_sound": "1"}


def test_person_heard_at_a_known_place_is_an_incident_in_one_key(visit, cast):
    call = answered(cast.operator, **PLAIN)
    answer = visit("operator").post(
        "console:classify-call", call.id, quality="UNKNOWN", address="Gudang Weleri", **SILENCE
    )
    call.refresh_from_db()
    assert answer.headers["HX-Redirect"] == f"/kejadian/{call.incident_id}"


@pytest.mark.parametrize("form", [{}, {"quality": "EXACT", "coordinates": "ngawur"}])
def test_person_heard_nowhere_is_a_red_task_until_a_supervisor_decides(visit, cast, form):
    call, desk = answered(cast.operator, **PLAIN), visit("operator")
    answer = desk.post("console:classify-call", call.id, **SILENCE, **form)
    assert answer.headers["HX-Redirect"] == f"/panggilan/{call.id}"
    page = visit("supervisor").text("console:call", call.id)
    assert "Putuskan dengan nama saya" in page
    assert "Terdengar orang, belum diputuskan" in page, "red in the list of every desk"
    assert "Putuskan dengan nama saya" not in desk.text("console:call", call.id)
    assert desk.post("console:decide-silence", call.id, reason="tidak").status_code == 403
    decided = visit("supervisor").post("console:decide-silence", call.id, reason="anak bermain")
    assert decided.status_code == 204
    page = desk.text("console:call", call.id)
    assert "anak bermain" in page
    assert "Terdengar orang, belum diputuskan" not in page


def test_emergency_without_incident_is_red(visit, cast):
    call = answered(cast.operator, **PLAIN)
    desk = visit("operator")
    desk.post("console:classify-call", call.id, disposition="EMERGENCY")
    assert "belum menjadi kejadian" in desk.text("console:call", call.id)
    assert "Darurat tanpa kejadian" in desk.text("console:queue")


def test_desk_shows_how_many_wait_and_since_when(visit, cast):
    assert "q-villages" not in visit("operator").text("console:queue")
    make_report(cast)
    make_report(cast)
    page = visit("operator").text("console:queue")
    assert "2 laporan desa menunggu" in page
    assert 'href="/laporan-desa"' in page
