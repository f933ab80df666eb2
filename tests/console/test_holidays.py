"""Pengaturan › Hari libur, and what Kebutuhan petugas says of them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kentongan.console.staffing import draw, holiday_lines, shift_row
from kentongan.levels import services
from kentongan.levels.enums import HolidayKind
from kentongan.levels.models import Holiday
from kentongan.levels.rules.forecast import HolidayFactor
from kentongan.levels.types import HolidayRow, HourNeed, ShiftNeed, Staffing
from tests.conftest import NIGHT
from tests.levels.test_staffing import history

WIB = ZoneInfo("Asia/Jakarta")
BASIS = "SKB 3 Menteri (uji)"
LONG = "Kelahiran Yesus Kristus (Natal)"
ONE = {"day": "2026-11-25", "name": "Hari uji", "kind": "LOCAL", "legal_basis": BASIS}


def hours_of(day, *, holiday="", known=True, n=24):
    start = datetime.combine(day, datetime.min.time(), WIB)
    need = (2, 3) if known else (None, None)
    return [HourNeed(start + timedelta(hours=h), None, *need, 1, holiday) for h in range(n)]


def staffed(hours=(), shifts=(), *, factor=None, past=3):
    return Staffing(
        "", 8, 180.0, 99, None, 0, None, past, 4, factor, (), tuple(hours), tuple(shifts)
    )


def test_page_names_the_fixed_ones_with_their_law_and_what_is_missing(visit):
    page = visit("supervisor").text("console:settings-holidays")
    assert "Kalender 2026 belum diisi" in page
    assert "Keppres 8/2024 diktum KESATU angka 14" in page
    assert "Senin, 17 Agustus 2026" in page
    assert "console:withdraw" not in page
    assert 'href="?tahun=2027"' in page


def test_one_day_is_set_shown_and_withdrawn(visit):
    leader = visit("leader")
    answer = leader.post("console:set-holiday", **ONE)
    assert answer.headers["HX-Redirect"] == "/pengaturan/hari-libur?tahun=2026"
    row = Holiday.objects.get()
    page = leader.text("console:settings-holidays")
    assert "Kalender 2026 belum diisi" not in page
    assert "Cabut: Hari uji" in page
    assert leader.post("console:withdraw-holiday", row.id).status_code == 204
    page = leader.text("console:settings-holidays", tahun="2026")
    assert "Cabut: Hari uji" not in page
    assert "Tidak berlaku lagi" in page


@pytest.mark.parametrize(
    "wrong",
    [{"day": "besok"}, {"day": ""}, {"day": "1999-01-01"}, {"name": " "}, {"name": "x" * 121},
     {"kind": "LEBARAN"}, {"legal_basis": " "}, {"legal_basis": "x" * 201}, {"name": "a\x00b"}],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(visit, wrong):
    assert visit("admin").post("console:set-holiday", **ONE | wrong).status_code == 400
    assert not Holiday.objects.exists()


def test_a_pasted_list_is_all_or_nothing(visit):
    admin = visit("admin")
    rows = "tanggal,nama,jenis,dasar_hukum\n2027-03-08,<b>Nyepi</b>,LIBUR_NASIONAL,SKB 1"
    broken = admin.post("console:paste-holidays", rows=f"{rows}\n2027-13-01,x,NATIONAL,SKB 1")
    assert broken.status_code == 400
    assert "Baris 3 kalender libur" in broken.content.decode()
    assert not Holiday.objects.exists()
    answer = admin.post("console:paste-holidays", rows=rows)
    assert answer.headers["HX-Redirect"].endswith("?tahun=2027")
    page = admin.text("console:settings-holidays", tahun=2027)
    assert "&lt;b&gt;Nyepi&lt;/b&gt;" in page
    assert "<b>Nyepi" not in page
    assert admin.post("console:paste-holidays", rows="", legal_basis=BASIS).status_code == 400


@pytest.mark.parametrize("said", ["1999", "2101", "20260", "dua", "²⁰²⁶", "\x00"])
def test_a_year_that_is_none_is_refused(visit, said):
    answer = visit("admin").get("console:settings-holidays", tahun=said)
    assert answer.status_code in {400, 422}


def test_who_does_not_keep_it_does_not_see_the_page(visit):
    for who in ("operator", "pusdalops", "auditor"):
        assert visit(who).get("console:settings-holidays").status_code == 403
        assert visit(who).post("console:set-holiday", **ONE).status_code == 403
    assert "/pengaturan/hari-libur" in visit("admin").text("console:settings")
    assert "/pengaturan/hari-libur" in visit("leader").text("console:staffing")
    assert "/pengaturan/hari-libur" not in visit("pusdalops").text("console:staffing")


def test_page_asks_few_questions(visit, cast):
    rows = [
        HolidayRow(date(2026, 3, day), f"uji {day}", HolidayKind.LOCAL, BASIS)
        for day in range(1, 31)
    ]
    services.set_holidays(by=cast.admin, rows=rows, at=NIGHT)
    assert visit("admin").questions("console:settings-holidays") <= 8


# what the staffing page says


def test_sentence_says_from_how_many_past_ones_or_that_nothing_can_be_said():
    hours = hours_of(date(2026, 12, 25), holiday=LONG)
    (line,) = holiday_lines(staffed(hours, factor=HolidayFactor(6, 0.8, 0.1)))
    assert line.text == f"Jumat (25-12) libur, {LONG}: perkiraan dari 6 hari libur sebelumnya."
    (line,) = holiday_lines(staffed(hours, past=3))
    assert "belum dapat diperkirakan dari 3 hari libur sebelumnya, perlu 4" in line.text
    assert line.tone == "warn"


def test_chart_marks_the_day_and_breaks_off_where_nothing_is_known():
    hours = [
        *hours_of(date(2026, 12, 24)), *hours_of(date(2026, 12, 25), holiday=LONG, known=False),
        *hours_of(date(2026, 12, 26), holiday="Cuti", n=2),
    ]  # fmt: skip
    chart = draw(hours)
    assert [(each.x, each.width) for each in chart.holidays] == [(144, 144), (288, 12)]
    assert chart.holidays[0].full_name == LONG
    assert len(chart.holidays[0].name) <= 25
    assert [len(part) > 0 for part in chart.needed] == [True, True]
    assert len(chart.rostered) == 1
    assert chart.box > draw(hours_of(date(2026, 12, 24))).box


def test_page_and_roster_mark_the_holiday_by_name(visit, cast):
    history()
    services.set_holidays(
        by=cast.admin, at=NIGHT,
        rows=[HolidayRow(date(2026, 11, 25), "Hari uji", HolidayKind.LOCAL, BASIS)],
    )  # fmt: skip
    page = visit("supervisor").text("console:staffing")
    assert "Rabu (25-11) libur, Hari uji: belum dapat diperkirakan dari 0 hari" in page
    assert "<title>Libur: Hari uji</title>" in page
    assert "Kalender 2026 belum diisi" not in page
    assert "belum diperkirakan: 0 hari libur sebelumnya, perlu 4" in page
    assert "Hari uji" in visit("supervisor").text("console:staffing-line")


def test_shift_of_a_holiday_says_so_beside_the_day():
    on = datetime(2026, 12, 24, 22, tzinfo=WIB)
    need = ShiftNeed("Malam", on, on + timedelta(hours=8), None, None, 0, 0, 0, LONG)
    day, hours, each = shift_row(need)
    assert (day, hours, each.holiday) == ("Kamis 24-12", "22.00–06.00", LONG)
    assert staffed(shifts=[need]).is_partly_untold
