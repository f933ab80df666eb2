"""What the exchange tells of a line stands where the operator listens."""

import pytest

from kentongan.calls import services as calls
from kentongan.calls.models import Call
from kentongan.exchange import services as exchange
from kentongan.exchange.address import read_address
from kentongan.exchange.ami.backs import key_of
from kentongan.exchange.facts import FactKind as K
from kentongan.exchange.services import ringing_back
from tests.conftest import NIGHT
from tests.exchange.make import hear

pytestmark = pytest.mark.django_db


def test_keys_that_a_silent_caller_presses_are_counted_into_the_form(cast, visit, night, settings):
    settings.CTI_SECRET = "rahasia-uji"
    hear(K.JOINED)
    call = Call.objects.get()
    calls.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    desk = visit("operator")
    assert 'id="tones" name="tones" class="short" inputmode="numeric">' in desk.text(
        "console:line", call.id
    )
    hear(K.DTMF)
    hear(K.DTMF)
    page = desk.text("console:line", call.id)
    assert 'inputmode="numeric" value="2">' in page
    assert "Penelepon menekan tombol 2 kali" in page


def test_how_often_a_caller_was_rung_back_and_what_came_of_it(
    cast, visit, night, settings, monkeypatch
):
    settings.AMI = read_address("ami://u:s@127.0.0.1:5038/112")
    monkeypatch.setattr(ringing_back, "give_orders", lambda *told: None)
    exchange.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    hear(K.JOINED)
    hear(K.ABANDONED)
    call = Call.objects.get()
    calls.request_callback(by=cast.operator, call_id=call.id, history_seen=True, at=NIGHT)
    desk = visit("operator")
    assert "Telepon sekarang" in desk.text("console:line", call.id)
    desk.post("console:ring-back", call.id)
    page = desk.text("console:line", call.id)
    assert "Berdering di pesawat" in page
    assert "Telepon sekarang" not in page
    assert "Sudah berbicara" in page
    hear(K.NOT_REACHED, call=key_of(call.id, 1), outcome="BUSY")
    page = desk.text("console:line", call.id)
    assert "sibuk" in page
    assert "Telepon lagi" in page
    assert page.count("Belum tersambung") == 1
    desk.post("console:ring-back", call.id)
    hear(K.CONNECTED, call=key_of(call.id, 2), becomes="9.1", member="PJSIP/1001")
    page = desk.text("console:line", call.id)
    assert "Telepon lagi" not in page


@pytest.mark.parametrize(("keys", "waits_for"), [(0, ""), (1, "DECIDE"), (2, "DECIDE")])
def test_whoever_pressed_keys_into_a_silence_is_ended_by_no_single_key(
    cast, visit, night, settings, keys, waits_for
):
    """K8: two key tones, cut. The desk's key for a silence says nothing of what the line told."""
    settings.CTI_SECRET = "rahasia-uji"
    hear(K.JOINED)
    call = Call.objects.get()
    calls.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    for _ in range(keys):
        hear(K.DTMF)
    hear(K.HUNG_UP)
    desk = visit("operator")
    assert desk.post("console:classify-call", call.id, disposition="SILENT").status_code == 204
    call.refresh_from_db()
    assert call.awaits == waits_for
    assert (call.contact_safety == "DO_NOT_CONTACT") is bool(keys)


def test_keys_pressed_for_fun_are_a_prank_all_the_same(cast, visit, night, settings):
    settings.CTI_SECRET = "rahasia-uji"
    hear(K.JOINED)
    call = Call.objects.get()
    calls.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    hear(K.DTMF)
    visit("operator").post("console:classify-call", call.id, disposition="PRANK")
    call.refresh_from_db()
    assert (call.state, call.awaits) == ("PRANK", "")
