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
