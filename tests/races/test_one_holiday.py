"""Two who keep the calendar say different things of one day at once: one word holds."""

from datetime import date
from typing import Any

import pytest

from kentongan.levels import services
from kentongan.levels.enums import HolidayKind
from kentongan.levels.errors import HolidaySetMeanwhile
from kentongan.levels.models import Holiday
from kentongan.levels.types import HolidayRow
from tests.conftest import NIGHT
from tests.races.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = 4


def test_of_two_words_on_one_day_one_holds(cast: Any, night: Any) -> None:
    for number in range(1, 1 + DAYS):
        rows = [
            HolidayRow(date(2027, 3, number), name, HolidayKind.LOCAL, "SK uji")
            for name in ("Nyepi", "Hari jadi")
        ]
        came_to = at_once(
            *(
                lambda by=by, row=row: services.set_holidays(by=by, rows=[row], at=NIGHT)
                for by, row in zip((cast.admin, cast.leader), rows, strict=True)
            ),
            refusal=HolidaySetMeanwhile,
        )
        assert set(came_to) <= {"done", "refused"}
        assert "done" in came_to
        assert Holiday.objects.filter(day=rows[0].day, valid_until=None).count() == 1
