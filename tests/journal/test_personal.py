"""Personal fields: text in Python, ciphertext in the database; numbers by their fingerprint."""

import functools

import pytest
from django.db import connection

from kentongan.accounts.models import User
from kentongan.incidents.models import Report
from kentongan.journal import personal
from kentongan.kernel.keys import KeyGone, KeyRing
from tests.incidents.make import MARK_NAME, MARK_PHONE, make_categories, make_incident


@pytest.fixture
def report(cast) -> Report:
    make_categories()
    return Report.objects.get(incident=make_incident(by=cast.operator))


def stored(report: Report, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM incidents_report")  # noqa: S608
        return str(cursor.fetchall())


def test_python_sees_text_and_the_database_does_not(report):
    assert report.reporter_name == MARK_NAME
    assert MARK_NAME not in stored(report, "reporter_name")
    assert MARK_PHONE.lstrip("+") not in stored(report, "reporter_phone")
    assert stored(report, "reporter_name").startswith("[('k1.")


def test_empty_stays_empty_and_needs_no_key(report):
    Report.objects.filter(id=report.id).update(reporter_name="")
    assert "('',)" in stored(report, "reporter_name")
    report.refresh_from_db()
    assert report.reporter_name == ""


def test_number_is_found_however_it_is_written(report):
    for written in (MARK_PHONE, "0812-3456-7890", "0812 3456 7890", "62 812 3456 7890"):
        index = personal.phone_index(written)
        assert Report.objects.filter(reporter_phone_index=index).exists(), written


def test_another_number_is_not(report):
    index = personal.phone_index("+6281234567891")
    assert not Report.objects.filter(reporter_phone_index=index).exists()


@pytest.mark.parametrize("number", ["", "tidak tahu", "disembunyikan"])
def test_what_is_no_number_has_no_fingerprint(number):
    assert personal.phone_index(number) is None


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("0294 381112", "+62294381112"),
        ("+1 415 555 0132", "+14155550132"),
        ("112", "112"),
        ("0812-3456-7890", "+6281234567890"),
    ],
)
def test_numbers_are_normalised(written, normal):
    assert personal.normal_phone(written).lstrip("+").endswith(normal.lstrip("+")[-9:])


def test_without_the_key_the_text_stays_shut(report, monkeypatch):
    strange = KeyRing(data_keys={"99": b"x" * 32}, index_key=b"y" * 32)
    monkeypatch.setattr(personal, "keyring", functools.cache(lambda: strange))
    with pytest.raises(KeyGone):
        Report.objects.get(id=report.id)


def test_every_personal_field_has_a_retention_class():
    unknown = [
        f"{model._meta.label}.{field.name}: {field.retention}"
        for model in personal.models_with_personal_fields()
        for field in personal.personal_fields(model)
        if field.retention not in personal.RETENTION_CLASSES
    ]
    assert not unknown, unknown


def test_fields_that_sound_personal_are_marked():
    """A new field for a name, number or story must say that it is one."""
    said = ("phone", "narrative", "address", "reporter", "person_name", "caller", "recipient")
    institutions = {
        "orgs.Organisation.phone",
        "orgs.Post.phone",
        "fleet.Unit.phone",
        "ratings.RatingTerms.address",  # the node's own, in a link
        "neighbours.Neighbour.address",  # of another centre's node
    }
    bare = [
        f"{model._meta.label}.{field.name}"
        for model in personal.apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete
        and field.get_internal_type() in {"CharField", "TextField"}
        and any(word in field.name for word in said)
        and not isinstance(field, personal.PersonalText)
    ]
    assert set(bare) <= institutions, bare
    assert personal.personal_fields(User)
