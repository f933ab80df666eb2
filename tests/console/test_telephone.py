"""What the exchange tells of a line stands where the operator listens."""

import pytest

from kentongan.calls import services as calls
from kentongan.calls.models import Call
from kentongan.exchange.facts import FactKind as K
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
