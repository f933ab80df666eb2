"""Circles beside the call: the best first, unusable ones with why, one key to use it."""

from typing import Any

import pytest

from kentongan.calls import services as calls
from kentongan.calls.enums import Disposition
from kentongan.calls.models import Call
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.messaging.models import Message
from tests.conftest import NIGHT
from tests.incidents.make import new_incident
from tests.locating.conftest import reached_from_outside  # noqa: F401 - an address and a secret
from tests.locating.make import hear, make_call, message


@pytest.fixture
def call(cast: Any, night: Any) -> Call:
    return make_call(cast.operator)


def panel(desk: Any, call: Call) -> str:
    return str(desk.text("console:fixes-of-call", call.id))


def test_circles_with_their_age_and_what_cannot_be_used(visit: Any, call: Call) -> None:
    assert "Telepon belum mengirim lokasi." in panel(visit("operator"), call)
    hear(message(radius=21))
    hear(message(radius=1900, lat=-6.8, pm="C"))
    hear("tolong")
    shown = panel(visit("operator"), call)
    assert shown.index("dalam radius 21 m") < shown.index("dalam radius 1900 m")
    assert "menara seluler" in shown
    assert "Terlalu luas: tanyakan patokan" in shown
    assert "1 kiriman lokasi tidak dapat dipakai" in shown
    assert shown.count('data-fix="EXACT"') == 1


def test_one_key_makes_it_the_place_of_the_incident(visit: Any, cast: Any, call: Call) -> None:
    fix = hear(message(radius=21))
    new = new_incident()
    incident = calls.open_incident_from_call(by=cast.operator, call_id=call.id, new=new, at=NIGHT)
    desk = visit("operator")
    assert "Jadikan lokasi kejadian" in panel(desk, call)
    assert desk.post("console:take-fix", call.id, fix_id=fix.id).status_code == 204
    assert Incident.objects.get(id=incident.id).lat == -6.9194


def test_the_link_is_sent_once_it_is_said_to_be_safe(visit: Any, call: Call) -> None:
    desk = visit("operator")
    assert "Pelapor bilang aman menerima SMS" in panel(desk, call)
    assert desk.post("console:send-location-link", call.id).status_code == 409
    assert desk.post("console:send-location-link", call.id, is_agreed="1").status_code == 204
    assert Message.objects.count() == 1
    assert "Tautan terkirim, belum dijawab" in panel(desk, call)
    assert desk.post("console:end-location-link", call.id).status_code == 204


@pytest.mark.parametrize("word", [ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY])
def test_to_whom_contact_is_dangerous_no_key_is_offered(visit: Any, call: Call, word: str) -> None:
    Call.objects.update(contact_safety=word)
    shown = panel(visit("operator"), call)
    assert "Kirim tautan lokasi" not in shown
    assert "belum dinyatakan aman dihubungi" in shown


def test_a_call_that_is_over_is_opened_by_name(visit: Any, cast: Any, call: Call) -> None:
    hear(message(radius=21))
    calls.classify_call(
        by=cast.operator, call_id=call.id, disposition=Disposition.WRONG_NUMBER, at=NIGHT
    )
    calls.end_call(by=cast.operator, call_id=call.id, at=NIGHT)
    desk = visit("operator")
    assert "dalam radius" not in panel(desk, call)
    opened = desk.post("console:open-fixes", call.id)
    assert "dalam radius 21 m" in opened.content.decode()
    assert Entry.objects.filter(kind="locating.call.fixes-opened").count() == 1


def test_few_queries(visit: Any, call: Call, django_assert_max_num_queries: Any) -> None:
    desk = visit("operator")
    for n in range(8):
        hear(message(radius=21 + n))
    panel(desk, call)
    with django_assert_max_num_queries(8):
        panel(desk, call)
