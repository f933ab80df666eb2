"""The calendar of holidays: fixed ones with their law, moving ones as people enter them."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.kernel.ids import new_id
from kentongan.levels import selectors, services
from kentongan.levels.enums import HolidayKind
from kentongan.levels.errors import HolidayBasisMissing, HolidayUnreadable
from kentongan.levels.models import Holiday
from kentongan.levels.rules.holidays import (
    HolidayRow,
    calendar,
    days_off,
    fixed_holidays,
    read_holidays,
    require_holidays,
)
from tests.caller import caller_of
from tests.conftest import NIGHT

BASIS = "SKB 3 Menteri (uji)"
NYEPI = HolidayRow(date(2026, 3, 19), "Hari Suci Nyepi (uji)", HolidayKind.NATIONAL, BASIS)
CHRISTMAS = date(2026, 12, 25)


def put(by, *rows, at=NIGHT):
    return services.set_holidays(by=by, rows=rows, at=at)


# rules


def test_five_days_are_fixed_each_with_its_law():
    fixed = fixed_holidays(2031)
    assert [f"{each.day:%d-%m}" for each in fixed] == ["01-01", "01-05", "01-06", "17-08", "25-12"]
    require_holidays(fixed)
    assert all(each.legal_basis.startswith("Keppres 8/2024") for each in fixed)


def test_word_of_the_regency_goes_before_the_fixed_and_may_strike_it_out():
    own = HolidayRow(CHRISTMAS, "Natal", HolidayKind.NATIONAL, BASIS)
    named = calendar([own], date(2026, 12, 1), date(2027, 1, 1))
    assert {day: row.legal_basis for day, row in named.items()}[CHRISTMAS] == BASIS
    assert list(named) == [CHRISTMAS, date(2027, 1, 1)]
    none = HolidayRow(CHRISTMAS, "Hari kerja", HolidayKind.WORKING_DAY, BASIS)
    assert days_off(calendar([none], date(2026, 12, 1), date(2026, 12, 31))) == {}


@pytest.mark.parametrize(
    "text",
    [
        "tanggal,nama,jenis,dasar_hukum\n2026-03-19,Nyepi,LIBUR_NASIONAL,SKB 1",
        "19-03-2026;Nyepi;Libur nasional;SKB 1",
        "\ufeffTanggal\tNama\tJenis\n\n19/3/2026\tNyepi\tnational\n",
        '19.03.2026,"Nyepi",NATIONAL,',
    ],
)
def test_pasted_lists_are_read_whatever_sheet_they_come_from(text):
    (row,) = read_holidays(text, "SKB 1")
    assert row == HolidayRow(date(2026, 3, 19), "Nyepi", HolidayKind.NATIONAL, "SKB 1")


def test_all_kinds_have_their_words():
    words = ("LIBUR_NASIONAL", "cuti bersama", "Libur daerah", "bukan libur")
    text = "\n".join(f"2026-01-{n:02},x,{word}" for n, word in enumerate(words, start=1))
    assert [row.kind for row in read_holidays(text, BASIS)] == list(HolidayKind)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2026-13-01,x,NATIONAL", 1),
        ("2026-01-01,x,NATIONAL\n31-02-2026,y,NATIONAL", 2),
        ("2026-01-01,x,LEBARAN", 1),
        ("2026-01-01,x", 1),
        ("2026-01-01,x,NATIONAL,SKB 1, 2 dan 3", 1),
        ("x", 1),
        ("=1+1,x,NATIONAL", 1),
        ("2026-01-01," + "x" * 200_000 + ",NATIONAL", 1),
    ],
)
def test_a_line_that_cannot_be_read_refuses_the_list_by_its_number(text, line):
    with pytest.raises(HolidayUnreadable) as refused:
        read_holidays(text, BASIS)
    assert refused.value.facts["line"] == line


def test_a_day_has_one_name_a_basis_and_bounds():
    require_holidays([NYEPI])
    day = NYEPI.day
    broken = [
        [NYEPI, NYEPI],
        [HolidayRow(day, " ", NYEPI.kind, BASIS)],
        [HolidayRow(day, "x" * 121, NYEPI.kind, BASIS)],
        [HolidayRow(date(1999, 1, 1), "x", NYEPI.kind, BASIS)],
        [HolidayRow(day + timedelta(days=n), "x", NYEPI.kind, BASIS) for n in range(401)],
    ]
    for rows in broken:
        with pytest.raises(HolidayUnreadable):
            require_holidays(rows)
    for basis in (" ", "x" * 201):
        with pytest.raises(HolidayBasisMissing):
            require_holidays([HolidayRow(day, "x", NYEPI.kind, basis)])


# services


def test_supervisor_leader_and_admin_keep_it_and_nobody_else(cast, night):
    for number, who in enumerate((cast.supervisor, cast.leader, cast.admin), start=1):
        row = HolidayRow(date(2026, 3, number), "uji", HolidayKind.LOCAL, BASIS)
        assert len(put(who, row)) == 1
    for who in (cast.operator, cast.pusdalops, cast.fire_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            put(who, NYEPI)
        with pytest.raises(NotAllowed):
            services.withdraw_holiday(by=who, holiday_id=Holiday.objects.first().id, at=NIGHT)


def test_same_word_twice_is_one_and_a_new_one_ends_it(cast, night):
    (first,) = put(cast.leader, NYEPI)
    written = Entry.objects.count()
    assert put(cast.leader, NYEPI) == []
    assert Entry.objects.count() == written
    moved = HolidayRow(NYEPI.day, NYEPI.name, HolidayKind.COLLECTIVE_LEAVE, BASIS)
    later = NIGHT + timedelta(days=1)
    (second,) = put(cast.admin, moved, at=later)
    first.refresh_from_db()
    assert (first.valid_until, second.valid_until) == (later, None)
    assert selectors.past_words(2026) == [first]
    entry = Entry.objects.filter(kind="levels.holiday.set").latest("seq")
    assert entry.facts["day"] == "2026-03-19"
    assert (entry.by_id, entry.facts["holiday_kind"]) == (cast.admin.id, "COLLECTIVE_LEAVE")


def test_a_list_with_a_broken_row_changes_nothing(cast, night):
    with pytest.raises(HolidayBasisMissing):
        put(cast.admin, NYEPI, HolidayRow(date(2026, 4, 3), "Paskah", HolidayKind.NATIONAL, ""))
    assert not Holiday.objects.exists()


def test_a_pasted_list_is_taken_whole(cast, night):
    text = "2026-03-19;Nyepi;LIBUR_NASIONAL\n2026-03-18;Cuti bersama Nyepi;CUTI_BERSAMA;SKB lain"
    rows = services.load_holidays(by=cast.leader, text=text, legal_basis=BASIS, at=NIGHT)
    assert [row.legal_basis for row in rows] == [BASIS, "SKB lain"]
    assert [row.day.day for row in selectors.list_holidays()] == [18, 19]
    for wrong in ("", "tanggal,nama,jenis", f"{text}\n2026-03-20;x;y"):
        with pytest.raises(HolidayUnreadable):
            services.load_holidays(by=cast.leader, text=wrong, legal_basis=BASIS, at=NIGHT)
    with pytest.raises(NotAllowed):
        services.load_holidays(by=cast.operator, text=text, legal_basis=BASIS, at=NIGHT)


def test_withdrawn_once_and_the_fixed_one_holds_again(cast, night):
    none = HolidayRow(CHRISTMAS, "Hari kerja", HolidayKind.WORKING_DAY, BASIS)
    (row,) = put(cast.admin, none)
    assert CHRISTMAS not in selectors.holidays_between(CHRISTMAS, CHRISTMAS)[0]
    for _ in range(2):
        services.withdraw_holiday(by=cast.supervisor, holiday_id=row.id, at=NIGHT)
    assert Entry.objects.filter(kind="levels.holiday.withdrawn").count() == 1
    assert CHRISTMAS in selectors.holidays_between(CHRISTMAS, CHRISTMAS)[0]
    assert put(cast.admin, none) != []
    with pytest.raises(NotFound):
        services.withdraw_holiday(by=cast.admin, holiday_id=new_id(), at=NIGHT)


def test_a_day_has_one_word_that_holds_and_always_a_basis(cast, night):
    (row,) = put(cast.admin, NYEPI)
    kept = {"day": NYEPI.day, "kind": "LOCAL", "valid_from": NIGHT, "changed_by": cast.admin.id}
    for wrong in (
        {"name": "x", "legal_basis": BASIS},
        {"name": "", "legal_basis": BASIS, "valid_until": NIGHT},
        {"name": "x", "legal_basis": "", "valid_until": NIGHT},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Holiday.objects.create(**kept | wrong)
    assert str(row) == "2026-03-19 Hari Suci Nyepi (uji)"


# reading


def test_years_of_which_nobody_has_said_anything_are_named(cast, night):
    put(cast.admin, NYEPI)
    off, unnamed = selectors.holidays_between(date(2025, 12, 1), date(2027, 1, 2))
    assert unnamed == [2025, 2027]
    assert list(off) == [
        date(2025, 12, 25), date(2026, 1, 1), NYEPI.day, date(2026, 5, 1), date(2026, 6, 1),
        date(2026, 8, 17), CHRISTMAS, date(2027, 1, 1),
    ]  # fmt: skip


def test_api_lists_a_year_with_who_says_so(cast, night):
    put(cast.admin, NYEPI)
    said = json.loads(caller_of(cast, "operator").get("/holidays").content)
    assert (said["year"], said["is_named"], len(said["days"])) == (2026, True, 6)
    assert said["days"][1] == {
        "day": "2026-03-19", "name": NYEPI.name, "kind": "NATIONAL", "legal_basis": BASIS,
        "is_fixed": False,
    }  # fmt: skip
    other = json.loads(caller_of(cast, "leader").get("/holidays", year=2027).content)
    assert (other["is_named"], len(other["days"])) == (False, 5)
    assert caller_of(cast, "leader").get("/holidays", year=1).status_code in {400, 422}
