"""Lantai petugas, what it has for one's own desk, and Tindak lanjut, as pages."""

from typing import Any

import pytest

from kentongan.calls.models import Call
from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.floor import services
from kentongan.floor.models import FollowUp, Listening, Talk, WhisperNote
from kentongan.journal.models import Entry
from tests.calls.make import answered, make_call
from tests.conftest import NIGHT
from tests.floor.conftest import call as call
from tests.floor.conftest import practice as practice
from tests.floor.make import hard, over, shift_leader, spoken
from tests.incidents.make import MARK_NAME, MARK_PHONE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _night(night: Any) -> None:
    """The clock stands."""


def test_every_desk_is_a_tile(cast: Any, visit: Any) -> None:
    found, waiting = answered(cast.operator), make_call()
    page = visit("supervisor").text("console:floor")
    assert f"tile-{cast.operator.id}" in page
    assert found.number in page and "Menerima panggilan" in page and "bukan peringkat" in page
    assert "Terlama menunggu" in page and str(waiting.id) in page
    assert MARK_PHONE not in page and MARK_NAME not in page


@pytest.mark.parametrize("who", ["operator", "dispatcher"])
def test_the_floor_is_closed_to_operators(cast: Any, visit: Any, who: str) -> None:
    assert visit(who).get("console:floor").status_code == 403
    assert visit(who).get("console:follow-ups").status_code == 403
    assert 'href="/lantai"' not in visit(who).text("console:calls")


def test_a_shift_leader_finds_it_at_the_desk(cast: Any, visit: Any) -> None:
    leader = visit("second_operator")
    assert "Lantai petugas" not in leader.text("console:floor-desk")
    shift_leader(cast)
    assert "Lantai petugas" in leader.text("console:floor-desk")
    answered(cast.operator)
    page = leader.text("console:floor")
    assert "Kirim bisikan" in page and "Dengarkan" not in page and "Tindak lanjut" not in page


def test_a_note_from_the_tile_to_the_desk_and_back(cast: Any, visit: Any) -> None:
    found, lead, desk = answered(cast.operator), visit("supervisor"), visit("operator")
    sent = lead.post("console:whisper", found.id, text="Tanyakan <b>bayi</b>.")
    assert (sent.status_code, sent.headers["HX-Trigger"]) == (204, "console-changed")
    part = desk.text("console:floor-desk")
    assert "Tanyakan &lt;b&gt;bayi&lt;/b&gt;." in part and 'data-key="alt+e"' in part
    assert "1 bisikan belum dibaca" in lead.text("console:floor-part")
    assert "Tanyakan" not in visit("dispatcher").text("console:floor-desk")
    for page in ("console:calls", "console:incidents"):  # wherever she is
        assert "floor-desk" in desk.text(page)
    note = WhisperNote.objects.get()
    assert desk.post("console:read-whisper", note.id).status_code == 204
    assert "Tanyakan" not in desk.text("console:floor-desk")
    assert "Tanyakan" in desk.text("console:floor-own")
    assert lead.post("console:whisper", found.id, text="a" * 281).status_code == 400


def test_joining_and_leaving(cast: Any, visit: Any, call: Call, practice: PracticeExchange) -> None:
    lead, desk = visit("supervisor"), visit("operator")
    assert "Pesawat Anda berdering" in lead.text("console:floor")
    form = {"mode": "LISTEN", "reason": "COACHING"}
    assert lead.post("console:listen", call.id, mode="LISTEN").status_code == 400
    assert lead.post("console:listen", call.id, **form).status_code == 204
    assert "Tinggalkan panggilan itu" in lead.text("console:floor-part")
    assert "Pendampingan" not in desk.text("console:floor-desk")
    row = Listening.objects.get()
    assert lead.post("console:end-listening", row.id).status_code == 204
    assert "Pendampingan petugas baru" in desk.text("console:floor-own")
    over(cast.operator, call)
    for name in ("console:floor-desk", "console:floor-own"):
        assert "Pendampingan petugas baru" in desk.text(name)
    assert desk.post("console:read-listenings").status_code == 204
    assert "Pendampingan" not in desk.text("console:floor-desk")
    assert "Pendampingan" in desk.text("console:floor-own")
    again = spoken("1795322971.2")
    practice.refuses = True
    refused = lead.post("console:listen", again.id, **form)
    assert (
        refused.status_code == 503
        and "Sentral telepon tidak menjalankan" in refused.content.decode()
    )


def test_without_an_exchange_it_is_said_instead(cast: Any, visit: Any) -> None:
    found = answered(cast.operator)
    lead = visit("supervisor")
    assert "tidak melalui sentral telepon" in lead.text("console:floor")
    refused = lead.post("console:listen", found.id, mode="LISTEN", reason="LIFE")
    assert refused.status_code == 409 and "tidak dapat didengarkan" in refused.content.decode()


def test_a_hard_call_at_the_desk(cast: Any, visit: Any) -> None:
    found, desk = over(cast.operator, answered(cast.operator)), visit("operator")
    assert "Panggilan berat" in desk.text("console:call", found.id)
    assert "Panggilan berat" not in visit("second_operator").text("console:call", found.id)
    assert desk.post("console:mark-hard", found.id).status_code == 204
    row = FollowUp.objects.get()
    assert "Ambil jeda" in desk.text("console:floor-desk")
    assert "Sesudah panggilan berat" in visit("supervisor").text("console:floor")
    assert desk.post("console:answer-pause", row.id, takes="1").status_code == 204
    assert "Jeda pemulihan" in visit("supervisor").text("console:floor")
    assert "Jeda pemulihan" not in visit("second_operator").text("console:agents")
    assert "Ditandai berat" in desk.text("console:floor-own")


def test_a_follow_up_is_opened_and_noted(cast: Any, visit: Any) -> None:
    hard(cast.operator)
    row, lead = FollowUp.objects.get(), visit("supervisor")
    listed = lead.text("console:follow-ups")
    assert "Operator" in listed and "Kekerasan" not in listed
    assert not Entry.objects.filter(kind="floor.follow-up.read").exists()
    opened = lead.post("console:open-follow-up", row.id)
    assert opened.status_code == 200
    assert "Kekerasan" in opened.content.decode()
    assert Entry.objects.filter(kind="floor.follow-up.read").count() == 1
    form = {"number": "1", "outcome": "DECLINED", "note": "Nanti saja"}
    assert lead.post("console:note-talk", row.id, **form | {"number": "x"}).status_code == 400
    assert lead.post("console:note-talk", row.id, **form).status_code == 204
    assert Talk.objects.get().outcome == "DECLINED"
    assert "sudah dicatat" in lead.post("console:note-talk", row.id, **form).content.decode()
    assert "Sekali lagi" in lead.text("console:follow-ups")
    assert "Nanti saja" in visit("operator").text("console:floor-own")


def test_ones_own_follow_up_is_another_supervisors(cast: Any, visit: Any) -> None:
    hard(cast.supervisor)
    row, lead = FollowUp.objects.get(), visit("supervisor")
    assert "pengawas lain" in lead.text("console:follow-ups")
    form = {"number": "1", "outcome": "TALKED"}
    assert lead.post("console:note-talk", row.id, **form).status_code == 403


def test_few_questions(cast: Any, visit: Any, call: Call) -> None:
    services.write_note(by=cast.supervisor, call_id=call.id, text="Tenang.", at=NIGHT)
    make_call()
    assert visit("supervisor").questions("console:floor") <= 12
    assert visit("supervisor").questions("console:floor-part") <= 11
    assert visit("operator").questions("console:floor-desk") <= 5
