"""Tingkat layanan and Kebutuhan petugas: the page, what is taken along, who sees whom."""

import csv
import io
import zipfile
from datetime import datetime

import pytest
from defusedxml.ElementTree import fromstring
from pypdf import PdfReader

from kentongan.console.staffing import short_lines
from kentongan.levels.models import NationalMapping
from kentongan.levels.rules.national import STARTING
from kentongan.levels.types import ShiftNeed, Staffing
from kentongan.web.sheets import Sheet, make_csv, make_xlsx
from tests.conftest import NIGHT
from tests.incidents.make import MARK_NAME, MARK_PHONE
from tests.levels.test_service_levels import rang

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(content: bytes) -> list[list[list[str]]]:
    """Sheets as rows of what their cells say."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        names = sorted(n for n in book.namelist() if n.startswith("xl/worksheets/"))
        return [
            [
                ["".join(cell.itertext()) for cell in row]
                for row in fromstring(book.read(name)).iter(f"{NS}row")
            ]
            for name in names
        ]


def test_page_and_its_three_forms_say_the_same(visit, cast):
    for waited in range(1, 13):
        rang(cast, NIGHT, waited=2 * waited)
    boss = visit("supervisor")
    page = boss.text("console:levels")
    assert "7 dari 12 (58 %)" in page
    assert "<title>23-11-2026: 7 dari 12 (58 %)</title>" in page
    assert page.count("dari telepon ditutup sampai panggilan digolongkan") == 2
    assert "sampai panggilan digolongkan" in boss.text("console:staffing")
    assert MARK_PHONE not in page
    assert MARK_NAME not in page
    sheets = workbook(boss.get("console:levels-xlsx").content)
    total = sheets[0][8]
    assert total[:5] == ["Seluruhnya", "12", "12", "5 dari 12 (41 %)", "7 dari 12 (58 %)"]
    rows = list(csv.reader(io.StringIO(boss.get("console:levels-csv").content.decode("utf-8-sig"))))
    assert total in rows
    paper = PdfReader(io.BytesIO(boss.get("console:levels-pdf").content))
    said = "".join(each.extract_text() for each in paper.pages).replace("\n", " ")
    assert "7 dari 12 (58 %)" in said


def test_operators_are_for_supervisor_and_leader(visit, cast):
    rang(cast, NIGHT, waited=5)
    for who in ("supervisor", "leader"):
        assert ">Per petugas</h2>" in visit(who).text("console:levels")
    page = visit("pusdalops").text("console:levels")
    assert ">Per petugas</h2>" not in page
    assert ">Operator</th>" not in page
    assert "Per petugas" not in visit("pusdalops").get("console:levels-csv").content.decode()
    for form in ("levels", "levels-xlsx", "levels-csv", "levels-pdf", "staffing"):
        assert visit("operator").get(f"console:{form}").status_code == 403


def test_an_unmeasured_ring_is_a_dash_and_no_zero(visit, cast):
    rang(cast, NIGHT, waited=0)
    page = visit("leader").text("console:levels")
    assert "— (n = 0), 1 belum tercatat" in page
    assert "0:00" not in page


@pytest.mark.parametrize(
    "asked",
    [
        {"dari": "kemarin"}, {"langkah": "ABAD"}, {"dari": "2026-02-30"},
        {"dari": "2020-01-01", "sampai": "2026-01-01"}, {"sampai": "0001-01-01"},
        {"dari": "2026-11-29", "sampai": "2026-11-01"}, {"dari": "\x00"}, {"sampai": "9999-12-31"},
    ],
)  # fmt: skip
def test_a_period_that_is_none_is_refused_in_words(visit, asked):
    assert visit("leader").get("console:levels", **asked).status_code in {400, 422}


def test_staffing_without_history_says_so(visit):
    page = visit("supervisor").text("console:staffing")
    assert "Belum cukup data: 0 minggu penuh tercatat, perlu 4." in page
    assert "need-chart" not in page
    roster = visit("supervisor").text("console:roster")
    assert "/kebutuhan-petugas/kalimat" in roster
    assert "/kebutuhan-petugas/kalimat" not in visit("operator").text("console:roster")


def test_the_sentence_names_shift_day_and_number():
    on = datetime(2026, 11, 28, 22)
    need = ShiftNeed("3", on, on.replace(hour=23), 3, 4, 2, 1, 0)
    found = Staffing("", 8, 180.0, 99, None, 0, None, 0, 4, None, (), (), (need,))
    (line,) = short_lines(found)
    assert line.text == "Regu 3 hari Sabtu (28-11) kurang 1 petugas: perlu 3, terjadwal 2."


def test_admin_decides_the_mapping_and_an_incomplete_one_is_refused(visit):
    admin = visit("admin")
    assert "Laporan 112 nasional" in admin.text("console:settings-national")
    form = {str(k): str(v) for k, v in STARTING.items()}
    broken = admin.post("console:set-national-mapping", legal_basis="SK 1", **form | {"PRANK": "="})
    assert broken.status_code == 400
    assert admin.post("console:set-national-mapping", legal_basis=" ", **form).status_code == 400
    assert admin.post("console:set-national-mapping", legal_basis="SK 1", **form).status_code == 204
    assert NationalMapping.objects.get().classes == form


def test_what_people_wrote_is_never_a_formula_and_never_breaks_a_book(hostile_words):
    for said in hostile_words:
        sheet = Sheet(said, ["kolom", said], [[said, 1], [None, 2.5]], said)
        (rows, _again) = workbook(make_xlsx([sheet, sheet]))
        assert len(rows) >= 3
        for row in csv.reader(io.StringIO(make_csv([sheet]).decode("utf-8-sig"))):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@pytest.fixture
def hostile_words() -> list[str]:
    return ["=1+1", "@SUM(A1)", "-2", "+62", "<b>&'\"", "\x00\x0b\ufffe", "[]:*?/\\", "", "é" * 40]
