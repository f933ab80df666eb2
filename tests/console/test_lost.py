"""Who hung up before an answer stands at the desk, and how many more there are."""

import pytest

from kentongan.exchange import selectors
from kentongan.exchange.facts import FactKind as K
from tests.exchange.make import hear

pytestmark = pytest.mark.django_db


def test_the_list_says_how_many_there_are_and_who_pressed_keys(
    cast, visit, night, settings, monkeypatch
):
    settings.CTI_SECRET = "rahasia-uji"
    monkeypatch.setattr(selectors, "MOST_LOST", 2)
    for number in range(3):
        line = f"1795322971.{number}"
        hear(K.JOINED, call=line)
        if number == 2:
            hear(K.DTMF, call=line)
        hear(K.ABANDONED, call=line)
    page = visit("operator").text("console:queue")
    assert page.count('id="lost-') == 2
    assert '<span class="count end is-warn">3</span>' in page
    assert "Hanya 2 yang terbaru tampil" in page
    assert "Penelepon menekan tombol 1 kali" in page
