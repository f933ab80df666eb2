"""Pengaturan › Kartu panduan: brought in, walked, approved by a doctor, retired, taken out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kentongan.guidance.models import CardVersion
from tests.guidance.make import SMALL, make_approved, make_draft

PAGE = "console:settings-guidance"
CARD = "console:settings-guidance-card"
SIGNED = {"doctor_name": "dr. Ratna", "licence_number": "503/77", "signed_on": "2026-11-20"}


@pytest.fixture
def admin(visit):
    return visit("admin")


def test_pasted_and_uploaded_cards_become_drafts(admin):
    pasted = admin.post("console:import-card", text=SMALL.replace("\n", "\r\n"))
    assert pasted.status_code == 204
    row = CardVersion.objects.get()
    assert (row.state, row.text) == ("DRAFT", SMALL)
    assert pasted.headers["HX-Redirect"].endswith(str(row.id))
    other = SMALL.replace("Tunggu petugas.", "Tunggu ya.").encode()
    file = SimpleUploadedFile("uji.yaml", b"\xef\xbb\xbf" + other)
    assert admin.post("console:import-card", file=file).status_code == 204
    assert "Kartu uji" in admin.text(PAGE)


@pytest.mark.parametrize(
    "text", ["", "kartu: [", "a: &a [*a]", SMALL.replace("metronom: 110", "metronom: 400"), "\x00"]
)
def test_a_card_that_cannot_be_read_is_refused_with_its_line(admin, text):
    refused = admin.post("console:import-card", text=text)
    assert refused.status_code == 400
    assert CardVersion.objects.count() == 0
    if "metronom" in text:
        assert "baris 33: langkah[1].metronom" in refused.content.decode()


def test_a_file_that_is_no_text_is_refused(admin):
    for raw in (b"\xff\xfe\x00", b"\x89PNG\r\n"):
        file = SimpleUploadedFile("x.yaml", raw)
        assert admin.post("console:import-card", file=file).status_code == 400


def test_an_administrator_cannot_approve_a_doctor_can(visit, admin):
    draft = make_draft()
    page = admin.text(CARD, draft.id)
    assert "Menunggu dokter penanggung jawab" in page
    assert "Setujui kartu</button>" not in page
    assert admin.post("console:approve-card", draft.id, **SIGNED).status_code == 403
    doctor = visit("doctor")
    assert "Setujui kartu</button>" in doctor.text(CARD, draft.id)
    assert doctor.post("console:approve-card", draft.id, **SIGNED).status_code == 204
    page = doctor.text(CARD, draft.id)
    assert "Disetujui dr. Ratna (SIP 503/77)" in page
    assert "20 November 2028" in page
    assert doctor.post("console:approve-card", draft.id, **SIGNED).status_code == 409


@pytest.mark.parametrize(
    "wrong", [{"doctor_name": ""}, {"licence_number": " "}, {"signed_on": "besok"},
              {"signed_on": "2027-01-01"}, {"doctor_name": "x" * 121}],
)  # fmt: skip
def test_an_approval_with_a_hole_is_refused(visit, wrong):
    draft = make_draft()
    refused = visit("doctor").post("console:approve-card", draft.id, **(SIGNED | wrong))
    assert refused.status_code == 400
    draft.refresh_from_db()
    assert draft.state == "DRAFT"


def test_failing_cases_are_shown_with_what_came_and_approve_nothing(visit):
    draft = make_draft(SMALL.replace("prioritas: P3, langkah", "prioritas: P1, langkah"))
    doctor = visit("doctor")
    page = doctor.text(CARD, draft.id)
    assert "Tidak sesuai" in page
    assert "Belum dapat disetujui" in page
    assert doctor.post("console:approve-card", draft.id, **SIGNED).status_code == 409


def test_a_walk_keeps_nothing_and_comes_to_the_end(admin):
    draft, said = make_draft(), ""
    for kind, code, choice, shown in (
        ("ANSWERED", "sadar", "tidak", "Apakah ia bernapas biasa?"),
        ("ANSWERED", "napas", "ya", "Miringkan badannya."),
        ("WENT_ON", "miring", "", "Tunggu petugas."),
        ("GIVEN", "tunggu", "", "Selesai: kartu ini sampai di akhirnya."),
    ):
        answer = admin.post(
            "console:walk-card", draft.id, said=said, kind=kind, code=code, choice=choice
        )
        assert shown in answer.content.decode()
        said = f"{said}\n{kind}~{code}~{choice}".strip()
    for hostile in ("x", "~~~~", "GIVEN~tekan~", "ANSWERED~sadar~\x00", "A~B~C\n" * 1000):
        assert admin.post("console:walk-card", draft.id, said=hostile).status_code in {400, 409}


def test_retired_with_a_reason_and_taken_out_as_it_came(visit, admin):
    card = make_approved()
    assert admin.post("console:retire-card", card.id, reason="").status_code == 400
    assert admin.post("console:retire-card", card.id, reason="pedoman baru").status_code == 204
    page = admin.text(CARD, card.id)
    assert "pedoman baru" in page
    assert "Ditarik dari pemakaian" in page
    taken = admin.post("console:export-card", card.id)
    assert taken.content.decode() == SMALL
    assert "uji-1.yaml" in taken.headers["Content-Disposition"]


def test_the_starter_cards_come_by_one_press(admin):
    assert admin.post("console:import-starter-cards").status_code == 204
    page = admin.text(PAGE)
    assert "Tidak bernapas (RJP)" in page
    assert page.count("Konsep") >= 16


def test_desks_have_no_business_here(visit):
    draft = make_draft()
    for name in ("operator", "supervisor", "fire_officer", "leader"):
        other = visit(name)
        assert other.get(PAGE).status_code == 403
        assert other.get(CARD, draft.id).status_code == 403
        assert other.post("console:import-card", text=SMALL).status_code == 403
        assert other.post("console:export-card", draft.id).status_code == 403
