"""What a package says of the national return and of holidays: the same out of an empty node."""

import json
from datetime import date

import pytest

from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.levels import services as levels
from kentongan.levels.enums import HolidayKind
from kentongan.levels.models import Holiday, NationalMapping
from kentongan.levels.rules.national import STARTING
from kentongan.levels.selectors import mapping_at
from kentongan.levels.types import HolidayRow
from kentongan.policy import services
from kentongan.policy.errors import NotAPackage, PackageDoesNotFit
from tests.conftest import NIGHT
from tests.policy.test_package import BASIS, package, take
from tests.policy.test_package_plans import found_empty_node, out

CLASSES = {str(k): str(v) for k, v in STARTING.items()} | {"WRONG_NUMBER": "INFORMATION"}
MAPPING = {"classes": CLASSES, "legal_basis": BASIS}
NYEPI = {"day": "2027-03-08", "name": "Nyepi (uji)", "kind": "NATIONAL", "legal_basis": BASIS}
LEAVE = NYEPI | {"day": "2026-03-18", "kind": "COLLECTIVE_LEAVE"}
SECTIONS = {"national_mapping": [MAPPING], "holidays": [NYEPI, LEAVE]}


@pytest.mark.django_db(transaction=True)
def test_they_come_out_of_an_empty_node_byte_for_byte():
    found_empty_node()
    assert services.import_package(by=SETUP, raw=package(**SECTIONS), at=NIGHT)
    raw = out()
    said = json.loads(raw)
    assert said["national_mapping"] == [MAPPING]
    assert said["holidays"] == [LEAVE, NYEPI]
    found_empty_node()
    assert services.import_package(by=SETUP, raw=raw, at=NIGHT)
    assert out() == raw
    assert services.import_package(by=SETUP, raw=raw, at=NIGHT) == []


def test_a_node_that_has_decided_nothing_says_nothing(cast, night):
    said = json.loads(out())
    assert (said["national_mapping"], said["holidays"]) == ([], [])


def test_what_differs_is_taken_over_once_and_the_earlier_word_stays(cast, night):
    take(cast, package(**SECTIONS))
    written = Entry.objects.count()
    assert take(cast, package(**SECTIONS)) == []
    assert Entry.objects.count() == written
    more = MAPPING | {"classes": CLASSES | {"WRONG_NUMBER": "NORMAL"}}
    moved = NYEPI | {"name": "Nyepi 1949 (uji)"}
    changes = take(cast, package(national_mapping=[more], holidays=[moved]))
    assert [(c.section, c.name, [n for n, *_ in c.fields]) for c in changes] == [
        ("national_mapping", "112", ["classes"]), ("holidays", "2027-03-08", ["name"]),
    ]  # fmt: skip
    assert NationalMapping.objects.count() == 2
    assert mapping_at(NIGHT)[0]["WRONG_NUMBER"] == "NORMAL"
    assert Holiday.objects.filter(valid_until=None).count() == 2
    assert Holiday.objects.get(day="2027-03-08", name="Nyepi (uji)").valid_until == NIGHT


def test_a_withdrawn_day_is_in_no_package_and_an_import_ends_none(cast, night):
    row = HolidayRow(date(2027, 3, 8), "uji", HolidayKind.LOCAL, BASIS)
    (kept,) = levels.set_holidays(by=cast.admin, rows=[row], at=NIGHT)
    take(cast, package(holidays=[LEAVE]))
    assert Holiday.objects.filter(valid_until=None).count() == 2
    levels.withdraw_holiday(by=cast.admin, holiday_id=kept.id, at=NIGHT)
    assert json.loads(out())["holidays"] == [LEAVE]


@pytest.mark.parametrize(
    ("sections", "where"),
    [
        (
            {"national_mapping": [MAPPING | {"classes": {"PRANK": "PRANK"}}]},
            "national_mapping[0].classes: EMERGENCY",
        ),
        ({"national_mapping": [MAPPING | {"legal_basis": " "}]}, "national_mapping[0].legal_basis"),
        ({"holidays": [NYEPI | {"legal_basis": ""}]}, "holidays[0]: 2027-03-08"),
        ({"holidays": [NYEPI | {"day": "1999-01-01"}]}, "holidays[0]: 1999-01-01"),
        ({"holidays": [NYEPI | {"name": " "}]}, "holidays[0]: 2027-03-08"),
    ],
)
def test_what_does_not_fit_changes_nothing(cast, night, sections, where):
    with pytest.raises(PackageDoesNotFit) as refused:
        take(cast, package(**sections))
    assert where in str(refused.value)
    assert not NationalMapping.objects.exists()
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    "sections",
    [
        {"national_mapping": [MAPPING, MAPPING]},
        {"national_mapping": [MAPPING | {"classes": CLASSES | {"PRANK": "FUN"}}]},
        {"national_mapping": [MAPPING | {"classes": CLASSES | {"FUN": "PRANK"}}]},
        {"holidays": [NYEPI, NYEPI]},
        {"holidays": [NYEPI | {"day": "2027-02-30"}]},
        {"holidays": [NYEPI | {"kind": "LEBARAN"}]},
    ],
)
def test_what_is_none_of_them_is_refused(cast, night, sections):
    with pytest.raises(NotAPackage):
        take(cast, package(**sections))
