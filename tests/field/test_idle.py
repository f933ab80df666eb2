"""A crew without a task: readiness for this shift, who sits where, how the unit is, where it is."""

from datetime import timedelta

import pytest

from kentongan.fleet.models import CrewSeat, Readiness, Unit, UnitPosition
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from tests.conftest import NIGHT
from tests.field.make import HX, make_phone
from tests.fleet.make import make_unit

pytestmark = pytest.mark.usefixtures("night")


def test_without_a_task_the_page_asks_for_readiness(cast):
    page = make_phone(make_unit(cast)).get("/k/").content.decode()
    assert "Tidak ada tugas" in page
    assert "Kesiapan belum dikonfirmasi" in page
    assert "Jadwal piket awak untuk jam ini belum diisi." in page


def test_readiness_holds_for_this_shift(cast):
    unit = make_unit(cast)
    phone = make_phone(unit)
    said = {"crew_count": "4", "fuel_percent": "80", "water_l": "3000", "defects": "lampu kiri"}
    assert phone.post("/k/kesiapan", said, **HX).status_code == 204
    kept = Readiness.objects.get(unit=unit)
    assert (kept.crew_count, kept.fuel_percent, kept.water_l) == (4, 80, 3000)
    assert kept.oxygen_percent is None
    assert kept.confirmed_by == unit.id
    assert "Kesiapan terkonfirmasi" in phone.get("/k/isi").content.decode()


@pytest.mark.parametrize(
    "said", [{}, {"crew_count": "0"}, {"crew_count": "empat"},
             {"crew_count": "4", "fuel_percent": "140"}, {"crew_count": "9" * 5000},
             {"crew_count": "99999999"}, {"crew_count": "4", "water_l": "999999999"}],
)  # fmt: skip
def test_impossible_readiness_is_refused(cast, said):
    unit = make_unit(cast)
    answer = make_phone(unit).post("/k/kesiapan", said, **HX)
    assert answer.status_code in {400, 409}
    assert not Readiness.objects.filter(unit=unit).exists()


def test_names_come_from_the_roster_and_are_remembered(cast):
    unit = make_unit(cast)
    orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("fire"), kind=DutyKind.CREW, person_name="Pak Joko", phone="",
        starts_at=NIGHT - timedelta(hours=1), ends_at=NIGHT + timedelta(hours=7), at=NIGHT,
    )  # fmt: skip
    phone = make_phone(unit)
    assert "Pak Joko" in phone.get("/k/").content.decode()
    answer = phone.post("/k/awak", {"name": ["Pak Joko"], "other": "Bu Rini"}, **HX)
    assert answer.status_code == 204
    seated = CrewSeat.objects.filter(unit=unit, until=None).values_list("person_name", flat=True)
    assert list(seated) == ["Pak Joko", "Bu Rini"]
    assert "Pak Joko, Bu Rini" in phone.get("/k/isi").content.decode()


def test_unit_says_that_it_rests(cast):
    unit = make_unit(cast)
    assert make_phone(unit).post("/k/status", {"state": "BREAK"}, **HX).status_code == 204
    assert Unit.objects.get(id=unit.id).state == "BREAK"


@pytest.mark.parametrize(("state", "status"), [("BUSY", 409), ("FLYING", 400), ("", 400)])
def test_states_that_are_not_set_by_hand(cast, state, status):
    assert (
        make_phone(make_unit(cast)).post("/k/status", {"state": state}, **HX).status_code == status
    )


def test_position_is_told_and_not_journalled(cast):
    unit = make_unit(cast)
    phone = make_phone(unit)
    before = Entry.objects.count()
    assert phone.post("/k/posisi", {"lat": "-6.92", "lon": "110.2"}).status_code == 204
    kept = UnitPosition.objects.get(unit=unit)
    assert (kept.lat, kept.lon) == (-6.92, 110.2)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("said", [{}, {"lat": "x", "lon": "1"}, {"lat": "95", "lon": "110"}])
def test_position_that_is_none_is_refused(cast, said):
    assert make_phone(make_unit(cast)).post("/k/posisi", said).status_code == 400


def test_idle_page_costs_few_queries(cast, django_assert_max_num_queries):
    phone = make_phone(make_unit(cast))
    phone.get("/k/")
    with django_assert_max_num_queries(11):
        phone.get("/k/")
