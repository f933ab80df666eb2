"""Penilaian mutu and Rekaman: the desk's pages, from the draw to the appeal."""

from datetime import timedelta

import pytest

from kentongan.calls.models import Call
from kentongan.floor import services as floor
from kentongan.incidents.models import Incident
from kentongan.quality import selectors, services
from kentongan.quality.models import FormVersion, Review
from kentongan.recordings.models import Flag, Opening
from tests.calls.make import answered
from tests.conftest import NIGHT
from tests.console.visitor import Visitor
from tests.incidents.make import make_incident
from tests.quality.make import all_yes, give, make_review, make_supervisor
from tests.recordings.conftest import monitor as monitor
from tests.recordings.make import SOUND, make_recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording(monitor, settings, cast, night):
    settings.CTI_SECRET = "rahasia-uji"
    return make_recording()


def marks(**other):
    return {f"mark-{code}": mark for code, mark in (all_yes(NIGHT) | other).items()}


def test_a_supervisor_takes_a_call_and_fills_in_its_form(cast, visit):
    review = make_review(cast, at=NIGHT)
    supervisor = visit("supervisor")
    page = supervisor.text("console:quality")
    assert review.call.number in page and "Saya yang menilai" in page
    assert supervisor.post("console:take-review", review.id).status_code == 204
    form = supervisor.text("console:quality-review", review.id)
    assert "Dengar rekaman" in form and "081298765432" not in form
    answer = supervisor.post(
        "console:give-review", review.id, coach_note="Tenang.", **marks(ADDRESS="NO")
    )
    assert answer.status_code == 204
    review.refresh_from_db()
    assert (review.score, review.has_critical) == (100, True)
    own = visit("operator").text("console:own-quality")
    assert "Ada kesalahan kritis" in own and "Tenang." in own and "n = 1" in own
    assert "Tenang." not in visit("dispatcher").text("console:own-quality")


def test_what_was_whispered_stands_beside_the_review(cast, visit):
    call = answered(cast.operator)
    floor.write_note(by=cast.supervisor, call_id=call.id, text="Tenang, Bu Rina.", at=NIGHT)
    review = make_review(cast, at=NIGHT)
    Review.objects.filter(id=review.id).update(call=call)
    assert "Tenang, Bu Rina." in visit("supervisor").text("console:quality-review", review.id)


def test_an_appeal_goes_to_another_supervisor(cast, visit):
    review = give(cast.supervisor, make_review(cast, at=NIGHT), at=NIGHT, TONE="NO")
    assert visit("operator").post("console:acknowledge-review", review.id).status_code == 204
    assert (
        visit("operator").post("console:appeal-review", review.id, appeal="Ulang.").status_code
        == 204
    )
    first = visit("supervisor")
    assert "Diputus orang lain." in first.text("console:quality")
    assert first.post("console:decide-appeal", review.id, decision="x").status_code == 403
    services.decide_appeal(
        by=make_supervisor(cast), review_id=review.id, decision="Benar diulang.",
        marks=all_yes(NIGHT), at=NIGHT,
    )  # fmt: skip
    assert "Benar diulang." in visit("operator").text("console:own-quality")


def test_a_restricted_incidents_call_shows_nothing_before_it_is_opened(cast, visit):
    review = make_review(cast, at=NIGHT)
    incident = make_incident()
    Incident.objects.filter(id=incident.id).update(is_restricted=True)
    Call.objects.filter(id=review.call_id).update(incident=incident, note="TANDA-CATATAN")
    page = visit("supervisor").text("console:quality-review", review.id)
    assert "dirahasiakan" in page and "TANDA-CATATAN" not in page


def test_hostile_forms_are_refused_and_never_break(cast, visit):
    review = make_review(cast, at=NIGHT)
    supervisor = visit("supervisor")
    supervisor.post("console:take-review", review.id)
    for form in (
        {}, {"mark-TONE": "YES"}, marks() | {"mark-X": "YES"}, marks(TONE="\x00"),
        marks() | {"coach_note": "x" * 5000}, marks() | {"coach_note": "\x00"},
    ):  # fmt: skip
        assert supervisor.post("console:give-review", review.id, **form).status_code == 400
    assert not Review.objects.filter(reviewed_at__isnull=False).exists()


def test_the_form_is_the_administrators(cast, visit):
    admin = visit("admin")
    assert "Salam baku" in admin.text("console:settings-quality")
    form = {"words-1": "Tenang", "weight-1": "10", "words-2": "Alamat", "critical-2": "on"}
    assert admin.post("console:set-quality-form", **form).status_code == 400
    done = admin.post("console:set-quality-form", **form, legal_basis="SOP 112/2026")
    assert done.status_code == 204
    assert [each.is_critical for each in selectors.questions_at(NIGHT)] == [False, True]
    assert "SOP 112/2026" in admin.text("console:settings-quality")
    for bad in ({"weight-1": "99"}, {"weight-1": "x"}, {"words-1": ""}):
        answer = admin.post("console:set-quality-form", **(form | bad), legal_basis="SOP")
        assert answer.status_code == 400, bad
    assert FormVersion.objects.count() == 1


def test_a_recording_is_opened_with_a_reason_and_plays_in_parts(visit, recording):
    supervisor = visit("supervisor")
    assert "Buka rekaman" in supervisor.text("console:recordings", recording.call_id)
    assert supervisor.get("console:sound", recording.id).status_code == 409
    assert supervisor.post("console:open-recording", recording.id).status_code == 400
    done = supervisor.post("console:open-recording", recording.id, reason="Penilaian mutu")
    assert done.status_code == 204
    assert "<audio" in supervisor.text("console:recordings", recording.call_id)
    whole = supervisor.get("console:sound", recording.id)
    assert (whole.status_code, b"".join(whole.streaming_content)) == (200, SOUND)
    part = part_of(supervisor, recording, "bytes=10-19")
    assert (part.status_code, b"".join(part.streaming_content)) == (206, SOUND[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(SOUND)}"
    assert part["Cache-Control"].find("no-store") >= 0
    assert part_of(supervisor, recording, "bytes=999999999-").status_code == 400
    assert Opening.objects.count() == 1


def part_of(visitor: Visitor, recording, asked: str):
    path = visitor.path("console:sound", recording.id)
    return visitor.client.get(path, headers=visitor.headers | {"Range": asked})


def test_a_missing_file_says_so_calmly(visit, recording, monitor):
    supervisor = visit("supervisor")
    supervisor.post("console:open-recording", recording.id, reason="Pengaduan")
    (monitor / "2026/11/q-112.wav").unlink()
    answer = supervisor.get("console:sound", recording.id)
    assert answer.status_code == 404 and "tidak ditemukan" in answer.content.decode()


def test_the_week_lists_openings_with_their_reasons_for_who_reads_the_journal(visit, recording):
    visit("supervisor").post("console:open-recording", recording.id, reason="TANDA-ALASAN")
    assert "TANDA-ALASAN" in visit("auditor").text("console:openings")
    assert "Rekaman" in visit("auditor").text("console:reveals")
    for name in ("operator", "leader", "fire_officer", "camat", "admin"):
        assert visit(name).get("console:openings").status_code == 403
        assert visit(name).get("console:recordings", recording.call_id).status_code == 403


def test_a_recording_is_kept_by_name_and_let_go(visit, recording):
    supervisor = visit("supervisor")
    form = {"kind": "POLICE", "reason": "Perkara", "letter_number": "B/12/XI/2026"}
    assert supervisor.post("console:flag-recording", recording.id, **form).status_code == 204
    assert "B/12/XI/2026" in supervisor.text("console:recordings", recording.call_id)
    bad = form | {"letter_number": ""}
    assert supervisor.post("console:flag-recording", recording.id, **bad).status_code == 400
    bad = form | {"kind": "X"}
    assert supervisor.post("console:flag-recording", recording.id, **bad).status_code == 400
    assert supervisor.post("console:lift-flag", Flag.objects.get().id).status_code == 204


def test_pages_stay_in_their_budgets(cast, visit, recording):
    for _ in range(3):
        review = make_review(cast, at=NIGHT)
    give(cast.supervisor, review, at=NIGHT)
    supervisor = visit("supervisor")
    assert supervisor.questions("console:quality") <= 14
    assert supervisor.questions("console:quality-review", review.id) <= 12
    assert supervisor.questions("console:recordings", recording.call_id) <= 12
    assert visit("auditor").questions("console:openings") <= 12
    assert visit("operator").questions("console:own-quality") <= 12


def test_the_appeal_key_ends_with_its_days(cast, visit, night):
    give(cast.supervisor, make_review(cast, at=NIGHT), at=NIGHT)
    operator = visit("operator")
    assert "Ajukan banding" in operator.text("console:own-quality")
    night.at = NIGHT + timedelta(days=8)
    assert "Ajukan banding" not in operator.text("console:own-quality")
