"""Uji saluran on the page: what is to be tried, a result noted from the call, providers kept."""

from typing import Any

from kentongan.calls.models import Call
from kentongan.linetests.models import LineTest, Provider
from tests.cast import KOTA_KENDAL
from tests.locating.make import make_call


def test_from_the_call_to_the_table(visit: Any, cast: Any, night: Any) -> None:
    admin, desk = visit("admin"), visit("operator")
    assert "Belum ada penyedia" in admin.text("console:linetests")
    admin.post("console:add-provider", name="Seluler A")
    provider, call = Provider.objects.get(), make_call(cast.operator)
    assert "Belum pernah diuji" in desk.text("console:linetests")
    desk.post("console:classify-call", call.id, disposition="TEST")
    assert "Catat hasil uji saluran" in desk.text("console:line", call.id)
    form = {
        "provider_id": provider.id, "region": KOTA_KENDAL, "outcome": "HERE", "call_id": call.id,
        "is_number_shown": "no", "answered_after_s": "9", "tried_at": "2026-11-23T03:00",
        "tried_by": "Bu Kades",
    }  # fmt: skip
    assert desk.post("console:note-line-test", **form).status_code == 204
    row = LineTest.objects.get()
    assert (row.call_id, row.is_number_shown, row.answered_after_s) == (call.id, False, 9)
    shown = desk.text("console:linetests")
    assert "nomor tidak tampak" in shown
    assert "Bermasalah" in shown
    assert Call.objects.get().disposition == "TEST"


def test_spoilt_fields_are_told(visit: Any, cast: Any, night: Any) -> None:
    visit("admin").post("console:add-provider", name="Seluler A")
    provider, desk = Provider.objects.get(), visit("operator")
    good = {"provider_id": provider.id, "region": KOTA_KENDAL, "outcome": "HERE",
            "tried_at": "2026-11-23T03:00"}  # fmt: skip
    for field, value in (("provider_id", "x"), ("region", "💥"), ("outcome", "?"),
                         ("tried_at", "kemarin"), ("answered_after_s", "-1"),
                         ("call_id", "x"), ("note", "x" * 900)):  # fmt: skip
        answer = desk.post("console:note-line-test", **(good | {field: value}))
        assert answer.status_code in {400, 404, 409, 422}, (field, answer.status_code)
    assert not LineTest.objects.exists()
