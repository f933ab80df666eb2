"""Lonjakan on the page: declared and ended, the group, the text, the banner, the short form."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.calls.models import Agent, Call
from kentongan.incidents.models import Incident, Report
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.surge import services
from kentongan.surge.models import Announcement, OverflowOperator, Proposal, Surge
from tests.calls.make import answered
from tests.conftest import NIGHT
from tests.incidents.make import make_incident
from tests.surge.make import HELPER_PHONE, add_helper, burst, declare, the_request

FORM = {"region": "332415", "quality": "DISTRICT_ONLY", "category": "TREE_DOWN"}


def test_declared_and_ended_on_the_page(visit: Any, cast: Any) -> None:
    burst(12)
    page = visit("supervisor")
    shown = page.text("console:surge")
    assert "Tidak ada lonjakan" in shown
    assert "12 panggilan dalam 10 menit (biasanya —, ambang 10)" in shown
    assert "Belum pernah ada lonjakan." in shown
    assert page.post("console:declare-surge", reason="Gempa terasa").status_code == 204
    surge = Surge.objects.get()
    shown = page.text("console:surge")
    assert "Lonjakan aktif" in shown
    assert "Gempa terasa" in shown
    assert "surge-chart" in shown
    refused = page.post("console:declare-surge", reason="Gempa lagi")
    assert refused.status_code == 409
    assert page.post("console:end-surge", surge.id, reason="Sudah reda").status_code == 204
    shown = page.text("console:surge")
    assert "Tidak ada lonjakan" in shown
    assert "Sudah reda" in shown


def test_an_operator_reads_and_decides_nothing(visit: Any, cast: Any) -> None:
    add_helper(cast)
    declare(cast)
    desk = visit("operator")
    shown = desk.text("console:surge")
    assert "Lonjakan aktif" in shown
    assert HELPER_PHONE not in shown
    for control in ("Akhiri lonjakan", "Masukkan ke regu", "Simpan pengumuman", "Keluarkan"):
        assert control not in shown
    assert desk.post("console:declare-surge", reason="x").status_code == 403
    assert visit("leader").get("console:surge").status_code == 403


def test_the_group_and_its_answers(visit: Any, cast: Any) -> None:
    page, helper = visit("supervisor"), visit("second_operator")
    form = {"username": "second_operator", "phone": HELPER_PHONE, "extension": "1009",
            "medium": "SMS"}  # fmt: skip
    assert page.post("console:add-overflow", **form).status_code == 204
    assert page.post("console:add-overflow", **form).status_code == 409
    assert page.post("console:add-overflow", **(form | {"username": "siapa"})).status_code == 404
    assert page.post("console:add-overflow", **(form | {"username": ""})).status_code == 400
    assert page.post("console:add-overflow", **(form | {"username": "leader"})).status_code == 409
    declare(cast)
    request = the_request()
    assert "Anda diminta membantu" in helper.text("console:surge-banner")
    assert "Anda diminta membantu" not in visit("operator").text("console:surge-banner")
    helper.post("console:answer-overflow", request.id, coming="1")
    assert "Menyanggupi" in page.text("console:surge-helpers")
    helper.post("console:ready-overflow", request.id)
    assert "Siap di meja" in page.text("console:surge-helpers")
    assert Agent.objects.get(user_id=cast.people["second_operator"].id).state == "READY"
    assert "Anda diminta membantu" not in helper.text("console:surge-banner")
    page.post("console:remove-overflow", OverflowOperator.objects.get().id)
    assert "Regu tambahan belum diisi" in page.text("console:surge-helpers")


def test_a_proposal_stands_above_the_supervisors_pages(visit: Any, cast: Any) -> None:
    burst(12)
    services.watch(by=TIMEKEEPER, usual=1.0, at=NIGHT)
    page = visit("supervisor")
    assert "Mungkin lonjakan panggilan" in page.text("console:surge-banner")
    assert "Mungkin lonjakan" not in visit("operator").text("console:surge-banner")
    assert "biasanya 1,0" in page.text("console:surge-now")
    page.post("console:dismiss-surge", Proposal.objects.get().id)
    assert "Mungkin lonjakan" not in page.text("console:surge-banner")
    assert page.post("console:dismiss-surge", Proposal.objects.get().id).status_code == 204


def test_its_end_is_proposed_to_the_supervisor_alone(visit: Any, cast: Any) -> None:
    declare(cast)
    assert "Lonjakan aktif" in visit("operator").text("console:surge-banner")
    services.watch(by=TIMEKEEPER, usual=None, at=NIGHT + timedelta(minutes=31))
    assert "akhiri lonjakan?" in visit("supervisor").text("console:surge-banner")
    assert "akhiri lonjakan?" not in visit("operator").text("console:surge-banner")
    assert "akhiri lonjakan?" in visit("supervisor").text("console:surge-now")


def test_the_text_that_callers_hear(visit: Any, cast: Any) -> None:
    page = visit("supervisor")
    assert "bawaan Kentongan" in page.text("console:surge")
    away = page.post("console:set-announcement", text="Silakan tutup telepon.")
    assert away.status_code == 409
    assert "Silakan tutup telepon." in away.content.decode()
    form = {"text": "Jangan tutup telepon.", "file_name": "lonjakan"}
    assert page.post("console:set-announcement", **form).status_code == 204
    late = form | {"text": "Petugas segera menjawab.", "valid_from": "2026-11-23T05:00"}
    assert page.post("console:set-announcement", **late).status_code == 204
    shown = page.text("console:surge")
    assert "“Jangan tutup telepon.”" in shown
    assert "Petugas segera menjawab." in shown
    assert "Pakai lagi" in shown
    for field, value in (("text", "x" * 2000), ("file_name", "../x"), ("valid_from", "besok"),
                         ("valid_from", "2020-01-01T00:00"), ("text", "")):  # fmt: skip
        answer = page.post("console:set-announcement", **(form | {field: value}))
        assert answer.status_code in {400, 409, 422}, (field, answer.status_code)
    assert Announcement.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_a_reason_is_needed(visit: Any, cast: Any, reason: str) -> None:
    assert visit("supervisor").post("console:declare-surge", reason=reason).status_code == 400
    assert not Surge.objects.exists()


def test_the_form_is_short_while_there_is_a_surge(visit: Any, cast: Any) -> None:
    call, desk = answered(cast.operator), visit("operator")
    assert "is-short" not in desk.text("console:call", call.id)
    declare(cast)
    shown = desk.text("console:call", call.id)
    assert 'class="form dense intake is-short"' in shown
    assert "Formulir lengkap" in shown
    # nothing is missing from the form: what is folded is sent all the same
    for name in ("address", "narrative", "coordinates", "quality", "name", "phone", "read_back"):
        assert f'name="{name}"' in shown


def test_how_many_are_in_danger_stands_first_in_the_story(visit: Any, cast: Any) -> None:
    call, desk = answered(cast.operator), visit("operator")
    declare(cast)
    form = FORM | {"people": "3", "narrative": "Pohon menimpa rumah"}
    desk.post("console:open-incident", call.id, **form)
    assert Incident.objects.get().narrative == "Orang dalam bahaya: 3. Pohon menimpa rumah"
    assert Report.objects.get().narrative == "Orang dalam bahaya: 3. Pohon menimpa rumah"
    second = answered(cast.operator)
    refused = desk.post("console:open-incident", second.id, **(FORM | {"people": "banyak"}))
    assert refused.status_code == 400
    desk.post("console:open-incident", second.id, **(FORM | {"people": "2", "narrative": ""}))
    assert Incident.objects.latest("id").narrative == "Orang dalam bahaya: 2."


def test_whom_calls_gather_around_stands_first_and_one_key_links(visit: Any, cast: Any) -> None:
    newer, parent = make_incident(at=NIGHT), make_incident(at=NIGHT - timedelta(hours=3))
    desk = visit("operator")
    declare(cast)
    for _ in range(3):
        call = answered(cast.operator)
        desk.post("console:link-call", call.id, **(FORM | {"into": str(parent.id)}))
    assert Call.objects.filter(incident_id=parent.id).count() == 3
    shown = desk.post("console:preview", **FORM).content.decode()
    assert "3 panggilan dalam lonjakan ini" in shown
    assert shown.index(str(parent.id)) < shown.index(str(newer.id))
    assert shown.index("Kemungkinan kejadian induk") < shown.index(str(newer.id))


def test_a_p2_asks_both_questions_in_a_surge(visit: Any, cast: Any) -> None:
    parent = make_incident()
    Incident.objects.filter(id=parent.id).update(priority="P2")
    call, desk = answered(cast.operator), visit("operator")
    assert "Lokasi sama?" not in desk.post("console:preview", **FORM).content.decode()
    declare(cast)
    assert "Lokasi sama?" in desk.post("console:preview", **FORM).content.decode()
    form = FORM | {"into": str(parent.id)}
    assert desk.post("console:link-call", call.id, **form).status_code == 409
    both = form | {"same_place": "1", "same_victims": "1"}
    assert desk.post("console:link-call", call.id, **both).status_code == 204


@pytest.mark.parametrize("name", ["surge", "surge-now", "surge-helpers", "surge-banner"])
def test_in_english_too(visit: Any, cast: Any, name: str) -> None:
    add_helper(cast)
    declare(cast, reason="Quake")
    services.watch(by=TIMEKEEPER, usual=None, at=NIGHT + timedelta(minutes=31))
    page = visit("supervisor")
    headers = page.headers | {"accept-language": "en"}
    shown = page.client.get(page.path(f"console:{name}"), headers=headers).content.decode()
    assert "surge" in shown.lower() or "Asked" in shown
    for word in ("lonjakan ", "panggilan masuk", " menunggu", "diminta", "regu tambahan"):
        assert word not in shown.replace("/lonjakan", "").lower(), word


def test_a_refusal_in_english(visit: Any, cast: Any) -> None:
    page = visit("supervisor")
    headers = page.headers | {"accept-language": "en", "HX-Request": "true"}
    path = page.path("console:set-announcement")
    refused = page.client.post(path, {"text": "Halo", "file_name": "../x"}, headers=headers)
    assert "This announcement cannot be used: file name." in refused.content.decode()
