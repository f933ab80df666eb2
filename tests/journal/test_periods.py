"""How long personal fields are kept: dated rows, which the retention job goes by."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.incidents import services as incidents
from kentongan.incidents.models import Incident
from kentongan.journal import errors, periods, retention, rules
from kentongan.journal.models import Entry, RetentionPeriod
from kentongan.journal.personal import RETENTION_CLASSES, STARTING_BASIS
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotFound
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.models import Duty
from tests.cast import START
from tests.conftest import NIGHT
from tests.incidents.make import MARK_NAME

BASIS = "SK Bupati 100.3/17/2026"
DAY = timedelta(days=1)


def set_period(days, at=NIGHT, retention="duty", basis=BASIS):
    return periods.set_period(by=SETUP, retention=retention, days=days, legal_basis=basis, at=at)


def kept(at=NIGHT, retention="duty"):
    return periods.kept_for(retention, at).days


def test_new_node_begins_with_the_constants_and_says_that_no_decree_stands_behind(cast):
    rows = periods.list_periods(NIGHT)
    assert {row.retention: timedelta(days=row.days) for row in rows} == RETENTION_CLASSES
    assert {row.legal_basis for row in rows} == {STARTING_BASIS}
    assert {row.valid_from for row in rows} == {START}


def test_longer_period_counts_at_once_and_the_old_row_stays(cast):
    row = set_period(10 * 365)
    assert kept() == 10 * 365
    assert kept(NIGHT - DAY) == 5 * 365
    old = RetentionPeriod.objects.get(retention="duty", valid_until=NIGHT)
    assert (old.days, row.valid_from, row.changed_by) == (5 * 365, NIGHT, SETUP.id)


def test_shorter_period_counts_after_its_notice(cast):
    row = set_period(365)
    assert row.valid_from == NIGHT + rules.NOTICE
    assert kept(NIGHT + rules.NOTICE - DAY) == 5 * 365
    assert kept(NIGHT + rules.NOTICE) == 365
    assert [each.days for each in periods.list_periods(NIGHT) if each.retention == "duty"] == [
        5 * 365, 365,
    ]  # fmt: skip


def test_slip_of_the_finger_is_put_right_within_the_notice(cast):
    wrong = set_period(36)
    set_period(365, at=NIGHT + DAY)
    wrong.refresh_from_db()
    assert wrong.valid_until == wrong.valid_from
    assert kept(NIGHT + rules.NOTICE) == 5 * 365
    assert kept(NIGHT + rules.NOTICE + DAY) == 365


def test_longer_period_takes_back_a_shorter_one_that_was_to_begin(cast):
    set_period(365)
    set_period(6 * 365, at=NIGHT + DAY)
    assert {kept(NIGHT + n * DAY) for n in (1, 7, 400)} == {6 * 365}


def test_other_class_is_left_alone(cast):
    set_period(10 * 365)
    assert kept(retention="call") == 365


def test_same_period_again_changes_nothing(cast):
    first, again = set_period(365), set_period(365, at=NIGHT + DAY)
    assert again.id == first.id
    assert Entry.objects.filter(kind="journal.retention.changed").count() == 1


@pytest.mark.parametrize("days", [0, -5, 29, 30 * 365 + 1])
def test_length_out_of_bounds_is_refused(cast, days):
    with pytest.raises(errors.PeriodOutOfBounds):
        set_period(days)


@pytest.mark.parametrize("basis", ["", "  "])
def test_period_without_a_legal_basis_is_refused(cast, basis):
    with pytest.raises(errors.LegalBasisMissing):
        set_period(400, basis=basis)


def test_unknown_class_is_refused(cast):
    with pytest.raises(NotFound):
        set_period(400, retention="everything")


def test_change_is_journalled_without_the_words_of_its_basis(cast):
    row = set_period(400)
    entry = Entry.objects.get(kind="journal.retention.changed")
    assert (entry.subject_id, entry.by_id) == (row.id, SETUP.id)
    assert (entry.facts["retention"], entry.facts["days"]) == ("duty", 400)
    assert "SK Bupati" not in entry.data


def test_class_without_rows_is_kept_as_a_new_node_keeps_it(cast):
    RetentionPeriod.objects.all().delete()
    assert kept() == 5 * 365
    set_period(6 * 365)
    assert kept() == 6 * 365


@pytest.mark.parametrize(
    "values",
    [
        {"days": 0},
        {"legal_basis": ""},
        {"valid_until": NIGHT - DAY},
        {"valid_until": None},
    ],
)
def test_database_refuses_what_no_period_can_be(cast, values):
    row = {
        "retention": "duty", "days": 400, "legal_basis": BASIS, "valid_from": NIGHT,
        "valid_until": NIGHT + DAY, "changed_by": SETUP.id,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionPeriod.objects.create(**row | values)


def test_retention_goes_by_the_row_in_force(cast):
    duty = orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("fire"), kind=DutyKind.CREW, person_name=MARK_NAME, phone="",
        starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=8), at=NIGHT,
    )  # fmt: skip
    set_period(100)
    over = NIGHT + timedelta(days=101)
    retention.run_all(NIGHT + rules.NOTICE - DAY)
    assert Duty.objects.get(id=duty.id).person_name == MARK_NAME
    retention.run_all(over)
    assert Duty.objects.get(id=duty.id).person_name == ""


def test_incidents_and_calls_go_by_it_too(cast, monkeypatch):
    asked = []
    for room in ("incidents", "calls"):
        module = f"kentongan.{room}.services.retention.kept_for"
        monkeypatch.setattr(module, lambda name, at: asked.append(name) or DAY)
    retention.run_all(NIGHT)
    assert asked == ["call", "call"]
    assert incidents.empty_personal_fields(by=SETUP, before=NIGHT, at=NIGHT) == 0
    assert Incident.objects.count() == 0
