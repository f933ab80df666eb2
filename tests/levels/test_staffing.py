"""What the coming week needs, beside the names on the roster."""

import json
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kentongan.calls.models import Call
from kentongan.levels import selectors, services
from kentongan.levels.enums import HolidayKind
from kentongan.levels.types import HolidayRow
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.models import Duty
from kentongan.orgs.selectors import rights_of
from tests.caller import caller_of
from tests.calls.make import make_call
from tests.conftest import NIGHT

WIB = ZoneInfo("Asia/Jakarta")


def history(weeks=6, an_hour=3, until=NIGHT):
    """So many calls in every hour, each answered in 5 s and spoken with for three minutes."""
    first = make_call(at=until)
    fields = {f.attname for f in Call._meta.fields} - {"id", "number", "arrived_at"}
    kept = {name: getattr(first, name) for name in fields}
    rows = []
    for hour in range(1, weeks * 168 + 80):
        for n in range(an_hour):
            at = until - timedelta(hours=hour) + timedelta(minutes=10 * n)
            taken = at + timedelta(seconds=5)
            over = taken + timedelta(seconds=180)
            stamps = {"answered_at": taken, "ended_at": over, "classified_at": over,
                      "state": "ENDED", "disposition": "INFORMATION"}  # fmt: skip
            values = kept | stamps | {"arrived_at": at, "number": f"H-{hour}-{n}"}
            rows.append(Call(**values))
    Call.objects.bulk_create(rows)


def read(by):
    return selectors.staffing(rights_of(by), at=NIGHT)


def test_without_weeks_it_says_so_and_names_no_number(cast, night):
    make_call(at=NIGHT)
    found = read(cast.supervisor)
    assert "Belum cukup data" in found.why_not
    assert (found.hours, found.shifts, found.back_test) == ((), (), None)


def test_saturday_is_one_short_and_nobody_is_rostered(cast, night):
    history()
    centre = cast.org_id("centre")
    orgs.add_shift(
        by=cast.supervisor, org_id=centre, name="Malam", starts=time(22), ends=time(6), at=NIGHT
    )
    saturday = datetime(2026, 11, 28, 22, tzinfo=WIB)
    Duty.objects.create(
        org_id=centre, kind=DutyKind.OPERATOR, person_name="Siti", starts_at=saturday,
        ends_at=saturday + timedelta(hours=8),
    )  # fmt: skip
    found = read(cast.supervisor)
    assert found.why_not == ""
    assert found.weeks >= 5
    assert found.handling_s == 180
    assert found.patience_s is None
    assert len(found.hours) == 168
    night_of = {each.starts_at.date().isoformat(): each for each in found.shifts}
    short = night_of["2026-11-28"]
    # 3 calls of 3 minutes an hour: 0.15 E; two answer 95 % in 20 s, and 15 % of time is breaks
    assert (short.needed, short.rostered, short.short) == (3, 1, 2)
    assert night_of["2026-11-27"].rostered == 0
    assert Duty.objects.count() == 1
    said = json.loads(caller_of(cast, "leader").get("/staffing").content)
    assert len(said["hours"]) == 168
    assert said["cover95"] >= 0.93


def local_holidays(cast, *days):
    rows = [HolidayRow(day, "Libur uji", HolidayKind.LOCAL, "SK uji") for day in days]
    services.set_holidays(by=cast.admin, rows=rows, at=NIGHT)


def test_a_holiday_is_forecast_from_past_ones_only_where_there_are_enough(cast, night):
    history()
    orgs.add_shift(
        by=cast.supervisor, org_id=cast.org_id("centre"), name="Pagi", starts=time(6),
        ends=time(14), at=NIGHT,
    )  # fmt: skip
    coming = date(2026, 11, 25)
    local_holidays(cast, coming, *(date(2026, 10, day) for day in (20, 28, 30)))
    found = read(cast.supervisor)
    assert (found.past_holidays, found.holidays, found.unnamed_years) == (3, None, ())
    (shift,) = [each for each in found.shifts if each.starts_at.date() == coming]
    assert (shift.needed, shift.short, shift.holiday) == (None, 0, "Libur uji")
    said = json.loads(caller_of(cast, "leader").get("/staffing").content)
    day = [each for each in said["hours"] if each["holiday"]]
    assert len(day) == 24
    assert {each["calls"] for each in day} == {None}
    assert said["holiday_factor"] is None
    local_holidays(cast, date(2026, 11, 5))
    found = read(cast.supervisor)
    assert (found.past_holidays, found.holidays.days, found.holidays.factor) == (4, 4, 1)
    (shift,) = [each for each in found.shifts if each.starts_at.date() == coming]
    assert (shift.needed, shift.short) == (3, 3)


def test_a_year_without_its_decree_is_said(cast, night):
    history()
    assert read(cast.supervisor).unnamed_years == (2026,)
