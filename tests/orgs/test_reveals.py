"""Who reveals callers, week by week: the most at the top, looked at once by somebody else."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.incidents import selectors as incidents
from kentongan.incidents import services as incident_services
from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs import errors, selectors, services
from kentongan.orgs.models import RevealReview
from tests.cast import START
from tests.conftest import NIGHT
from tests.console.visitor import visitor_of
from tests.incidents.make import make_categories, make_incident
from tests.orgs.make import break_one

MONDAY = date(2026, 11, 16)
"""`NIGHT` is Monday the 23rd, three in the morning in Kendal; this is the week before."""
SUNDAY = NIGHT - timedelta(hours=4)
TUESDAY = NIGHT + timedelta(days=1)
LATE = NIGHT - timedelta(minutes=1)


@pytest.fixture
def week(cast, night):
    """The operator has revealed five, the dispatcher one."""
    make_categories()
    incident = make_incident(by=cast.operator, at=SUNDAY)
    report = incidents.list_reports(incident.id)[0]
    for name, times in (("operator", 5), ("dispatcher", 1)):
        for _ in range(times):
            incident_services.reveal_reporter(by=cast.actor(name), report_id=report.id, at=SUNDAY)
    return cast


def rows(cast, name="supervisor", monday=MONDAY):
    return selectors.reveals_of_week(selectors.rights_of(cast.actor(name)), monday)


def review(cast, name, of="operator", note="Wajar: banjir malam itu.", at=NIGHT, on=MONDAY):
    return services.review_reveals(
        by=cast.actor(name), person_id=cast.people[of].id, week_on=on, note=note, at=at
    )


def test_who_revealed_most_is_first_and_compared_with_the_middle(week):
    found = [(each.person_id, each.callers, round(each.times_usual, 2)) for each in rows(week)]
    people = week.people
    assert found == [(people["operator"].id, 5, 1.67), (people["dispatcher"].id, 1, 0.33)]


def test_week_is_that_of_the_node_from_monday_to_monday(week):
    """Nine in the evening of Sunday in Kendal is the last week, three on Monday this one."""
    report = incidents.list_reports(
        Entry.objects.filter(kind="incidents.report.revealed").first().subject_id
    )[0]
    incident_services.reveal_reporter(by=week.operator, report_id=report.id, at=LATE)
    assert [each.callers for each in rows(week)] == [5, 1]
    assert [each.callers for each in rows(week, monday=date(2026, 11, 23))] == [1]


def test_others_areas_are_not_counted(week, cast):
    assert rows(week, "auditor")
    with pytest.raises(NotAllowed):
        rows(week, "operator")


def test_review_has_name_and_time_and_stays(week):
    review(week, "supervisor")
    first = rows(week)[0].review
    assert (first.reviewed_by.username, first.reviewed_at) == ("supervisor", NIGHT)
    with pytest.raises(errors.AlreadyReviewed) as refusal:
        review(week, "auditor", note="Tidak wajar.")
    assert refusal.value.facts["reviewer"] == "Supervisor"
    assert RevealReview.objects.get().note == "Wajar: banjir malam itu."


def test_own_week_is_reviewed_by_another(week):
    report = incidents.list_reports(
        Entry.objects.filter(kind="incidents.report.revealed").first().subject_id
    )[0]
    incident_services.reveal_reporter(by=week.supervisor, report_id=report.id, at=SUNDAY)
    with pytest.raises(errors.OwnReview):
        review(week, "supervisor", of="supervisor")
    assert review(week, "auditor", of="supervisor")


def test_database_refuses_ones_own_and_a_second(week):
    kept = {"week_on": MONDAY, "reviewed_at": NIGHT, "note": "x"}
    user = week.people["operator"]
    with pytest.raises(IntegrityError), transaction.atomic():
        RevealReview.objects.create(person_id=user.id, reviewed_by=user, **kept)
    review(week, "supervisor")
    with pytest.raises(IntegrityError), transaction.atomic():
        RevealReview.objects.create(person_id=user.id, reviewed_by=week.people["auditor"], **kept)


def test_week_that_is_not_over_and_nothing_at_all_are_refused(week):
    with pytest.raises(errors.WeekNotOver):
        review(week, "supervisor", at=NIGHT - timedelta(hours=4))
    with pytest.raises(errors.NoteNeeded):
        review(week, "supervisor", note="  ")
    with pytest.raises(NotFound):
        review(week, "supervisor", of="camat")
    with pytest.raises(NotAllowed):
        review(week, "operator", of="dispatcher")


def test_broken_glass_reviews_nobody(week):
    break_one(week, "second_operator", at=START)
    break_one(week, "second_operator")
    with pytest.raises(errors.ReviewByGlass):
        review(week, "second_operator")


def test_page_lists_links_and_takes_the_review(week):
    desk = visitor_of(week, "supervisor")
    operator = week.people["operator"].id
    page = desk.text("console:reveals", minggu="2026-11-18")
    assert page.index("Operator") < page.index("Dispatcher")
    assert "Belum ditinjau" in page
    each = desk.text("console:reveals-of", operator, minggu="2026-11-16")
    assert each.count("Nama dan nomor pelapor dari kejadian") == 5
    said = {"minggu": "2026-11-16", "note": "Wajar"}
    assert desk.post("console:review-reveals", operator, **said).status_code == 204
    assert "Sudah ditinjau" in desk.text("console:reveals", minggu="2026-11-16")
    assert desk.post("console:review-reveals", operator, **said).status_code == 409


def test_long_list_is_paged(week):
    report = incidents.list_reports(
        Entry.objects.filter(kind="incidents.report.revealed").first().subject_id
    )[0]
    for _ in range(50):
        incident_services.reveal_reporter(by=week.operator, report_id=report.id, at=SUNDAY)
    desk, operator = visitor_of(week, "auditor"), week.people["operator"].id
    first = desk.text("console:reveals-of", operator, minggu="2026-11-16")
    cursor = first.split("cursor=")[1].split('"')[0]
    second = desk.text("console:reveals-of", operator, minggu="2026-11-16", cursor=cursor)
    words = "Nama dan nomor pelapor dari kejadian"
    assert (first.count(words), second.count(words)) == (50, 5)


@pytest.mark.parametrize("said", ["besok", "2026-13-40", "0001-01-01", "9999-12-31"])
def test_week_that_is_none_is_refused(week, said):
    desk = visitor_of(week, "supervisor")
    assert desk.get("console:reveals", minggu=said).status_code == 400


@pytest.mark.parametrize("name", ["operator", "leader", "camat", "admin", "fire_officer"])
def test_pages_are_for_readers_of_the_journal(cast, night, name):
    operator = cast.people["operator"].id
    assert visitor_of(cast, name).get("console:reveals").status_code == 403
    assert visitor_of(cast, name).get("console:reveals-of", operator).status_code == 403
