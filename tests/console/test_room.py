"""The room around Meja 112 as its pages show it: states, help, board, phone book, drafts."""

from kentongan.calls.enums import AgentState, Channel
from kentongan.calls.models import Agent, CallDraft, HelpRequest, ShiftNote
from tests.calls.make import answered
from tests.incidents.make import MARK_NAME, MARK_PHONE

PLAIN = {"phone": MARK_PHONE, "name": MARK_NAME, "note": "", "channel": Channel.SIMULATED}


def test_one_key_says_what_i_am_doing(visit, cast):
    desk = visit("operator")
    assert "Belum menyatakan siap" in desk.text("console:calls")
    assert desk.post("console:agent-state", state="PRAYER").status_code == 204
    assert Agent.objects.get().state == AgentState.PRAYER
    assert "Salat" in visit("second_operator").text("console:calls")
    assert desk.post("console:agent-state", state="HEAVEN").status_code == 400


def test_line_has_keys_for_the_one_who_holds_it_only(visit, cast):
    call = answered(cast.operator, **PLAIN)
    assert "Tahan" in visit("operator").text("console:call", call.id)
    assert "line-keys" not in visit("second_operator").text("console:call", call.id)


def test_telephone_beside_the_screen_has_no_keys_but_its_end(visit, cast):
    call = answered(cast.operator, **(PLAIN | {"channel": Channel.PHONE}))
    page = visit("operator").text("console:call", call.id)
    assert "dengan pesawat telepon" in page
    assert "Akhiri sambungan" in page
    assert visit("operator").post("console:line-tahan", call.id).status_code == 409


def test_third_on_the_line_is_shown_by_name(visit, cast):
    call, desk = answered(cast.operator, **PLAIN), visit("operator")
    desk.post("console:join-third", call.id, third_phone="+62285111112", third_name="112 Batang")
    assert "112 Batang" in desk.text("console:line", call.id)


def test_silence_panel_knows_first_call_from_repeat(visit, cast):
    first = answered(cast.operator, **PLAIN)
    desk = visit("operator")
    assert "Prosedur lengkap" in desk.text("console:call", first.id)
    desk.post("console:classify-call", first.id, disposition="SILENT")
    again = answered(cast.operator, **PLAIN)
    assert "Prosedur singkat" in desk.text("console:call", again.id)


def test_tones_forbid_contact_and_letters_are_no_tones(visit, cast):
    call, desk = answered(cast.operator, **PLAIN), visit("operator")
    assert desk.post("console:hear-silence", call.id, listened_s="20", tones="²").status_code == 400
    assert desk.post("console:hear-silence", call.id, listened_s="20", tones="2").status_code == 204
    call.refresh_from_db()
    assert call.contact_safety == "DO_NOT_CONTACT"


def test_supervisor_is_told_and_comes(visit, cast):
    visit("operator").post("console:ask-help")
    desk = visit("supervisor")
    assert "Operator meminta bantuan supervisor" in desk.text("console:calls")
    assert "Saya datang" not in visit("second_operator").text("console:calls")
    desk.post("console:answer-help", HelpRequest.objects.get().id)
    assert "meminta bantuan supervisor" not in desk.text("console:calls")


def test_line_on_the_board_is_text_and_never_markup(visit, cast):
    desk = visit("operator")
    desk.post("console:post-note", text="<script>alert(1)</script>", hours="2")
    assert "&lt;script&gt;" in visit("second_operator").text("console:calls")
    desk.post("console:take-note-off", ShiftNote.objects.get().id)
    assert "&lt;script&gt;" not in desk.text("console:calls")


def test_phone_book_lists_who_is_reached_where(visit, cast):
    page = visit("operator").text("console:phone-book")
    assert "Pemadam Kebakaran" in page
    assert 'href="tel:0294381112"' in page
    assert visit("fire_officer").get("console:phone-book").status_code == 403


def test_draft_follows_the_call_to_another_desk(visit, cast):
    call = answered(cast.operator, **PLAIN)
    told = visit("operator").post("console:save-draft", call.id, narrative="Atap roboh", phone="")
    assert told.status_code == 204
    page = visit("second_operator").text("console:call", call.id)
    assert "Draf ini diketik Operator" in page
    assert '"narrative": ["Atap roboh"]' in page
    assert "Draf ini diketik" not in visit("operator").text("console:call", call.id)
    assert visit("auditor").post("console:save-draft", call.id, narrative="x").status_code == 403
    visit("operator").post("console:classify-call", call.id, disposition="PRANK")
    assert not CallDraft.objects.exists()
