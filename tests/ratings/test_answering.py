"""What citizens send, and what becomes of low marks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from kentongan.journal import services as journal
from kentongan.journal.models import Entry
from kentongan.journal.retention import all_rules
from kentongan.journal.timekeeper import all_timers
from kentongan.kernel.actors import CITIZEN, SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.messaging.models import Message
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind, MatterKind
from kentongan.orgs.selectors import open_matters, rights_of
from kentongan.ratings import errors, selectors, services
from kentongan.ratings.models import Complaint, Rating
from kentongan.ratings.types import Said
from tests.conftest import NIGHT
from tests.ratings.make import EIGHT, make_complaint, make_sent, make_terms, rate

DUE = EIGHT + timedelta(hours=72)


def run(now):
    return all_timers()["ratings.complaints"].run(now)


def test_answer_is_kept_sealed_and_changed_within_the_window(asking):
    _, token = make_sent(asking)
    rate(token, 4, words="TANDA terima kasih", was_quick="YES")
    changed = rate(token, 5, at=EIGHT + timedelta(minutes=59))
    assert (changed.score, changed.words, changed.was_quick) == (5, "", "")
    assert Rating.objects.count() == 1
    kinds = Entry.objects.filter(kind="ratings.rating.given")
    assert [entry.facts["is_change"] for entry in kinds.order_by("seq")] == [False, True]
    rate(token, 5, words="TANDA lagi", at=EIGHT + timedelta(minutes=59))
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM ratings_rating")
        assert "TANDA" not in cursor.fetchone()[0]


def test_change_after_the_window_is_refused(asking):
    _, token = make_sent(asking)
    rate(token, 4)
    with pytest.raises(errors.TooLateToChange):
        rate(token, 1, at=EIGHT + timedelta(minutes=60))
    assert Rating.objects.get().score == 4


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "\udcff", "' OR 1=1 --", "😀" * 30])
def test_unknown_link_is_refused(asking, token):
    make_sent(asking)
    with pytest.raises(errors.LinkGone):
        rate(token)


def test_link_that_is_over_and_one_that_became_dangerous_are_refused_alike(asking):
    invitation, token = make_sent(asking)
    with pytest.raises(errors.LinkGone):
        rate(token, at=EIGHT + timedelta(hours=72))
    invitation.report.contact_safety = "DO_NOT_CONTACT"
    with journal.act(by=SETUP, at=NIGHT):
        invitation.report.save()
    with pytest.raises(errors.LinkGone):
        rate(token)
    with pytest.raises(errors.LinkGone):
        services.stop_asking(by=CITIZEN, token=token, at=EIGHT)


def test_database_keeps_one_answer_and_marks_from_one_to_five(asking):
    invitation, token = make_sent(asking)
    given = rate(token)
    values = {"given_at": EIGHT, "change_until": EIGHT}
    for wrong in ({"invitation": invitation, "score": 5}, {"invitation": invitation, "score": 6}):
        with pytest.raises(IntegrityError), transaction.atomic(), journal.act(by=SETUP, at=EIGHT):
            Rating.objects.create(**wrong, **values)
    with pytest.raises(IntegrityError), transaction.atomic(), journal.act(by=SETUP, at=EIGHT):
        Rating.objects.filter(id=given.id).update(score=0)


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        (Said(score=2), "LOW_SCORE"), (Said(score=1, wants_call_back=True), "CALL_BACK"),
        (Said(score=5, wants_call_back=True), "CALL_BACK"), (Said(score=3), None),
    ],
)  # fmt: skip
def test_low_mark_or_wish_to_be_rung_is_a_complaint(asking, said, cause):
    _, token = make_sent(asking)
    services.give_rating(by=CITIZEN, token=token, said=said, at=EIGHT)
    found = Complaint.objects.first()
    assert (found and found.cause) == cause
    if found:
        assert (found.due_at, found.org_id) == (DUE, asking.org_id("fire"))


def test_better_mark_takes_no_complaint_back(asking):
    _, token = make_sent(asking)
    rate(token, 1)
    rate(token, 5)
    rate(token, 5, wants_call_back=True)
    assert [each.cause for each in Complaint.objects.all()] == ["CALL_BACK"]


def test_supervisor_and_agency_see_it_and_nobody_else_does(asking):
    complaint = make_complaint(asking)
    for name in ("supervisor", "fire_officer"):
        assert [
            each.id for each in selectors.list_complaints(rights_of(getattr(asking, name)))
        ] == [complaint.id]
    assert selectors.list_complaints(rights_of(asking.medical_officer)) == []
    with pytest.raises(NotFound):
        services.read_complaint(by=asking.medical_officer, complaint_id=complaint.id, at=EIGHT)
    for name in ("operator", "leader", "camat", "outsider"):
        with pytest.raises(NotAllowed):
            services.read_complaint(by=getattr(asking, name), complaint_id=complaint.id, at=EIGHT)


def test_reading_its_words_is_journalled(asking):
    complaint = make_complaint(asking, words="TANDA petugas kasar")
    read = services.read_complaint(by=asking.supervisor, complaint_id=complaint.id, at=EIGHT)
    assert read.rating.words == "TANDA petugas kasar"
    entry = Entry.objects.get(kind="ratings.complaint.read")
    assert entry.by_id == asking.people["supervisor"].id


def test_complaint_is_answered_by_who_has_taken_it_by_name(asking):
    complaint = make_complaint(asking)
    told = {"complaint_id": complaint.id, "at": EIGHT}
    with pytest.raises(errors.ComplaintHeld):
        services.answer_complaint(by=asking.supervisor, text="Sudah ditelepon.", **told)
    services.take_complaint(by=asking.fire_officer, **told)
    taken = services.take_complaint(by=asking.supervisor, **told)
    assert taken.holder_name == "Supervisor"
    with pytest.raises(errors.ComplaintHeld):
        services.answer_complaint(by=asking.fire_officer, text="Sudah.", **told)
    with pytest.raises(errors.AnswerMissing):
        services.answer_complaint(by=asking.supervisor, text="  ", **told)
    with pytest.raises(errors.WordsTooLong):
        services.answer_complaint(by=asking.supervisor, text="x" * 1001, **told)
    services.answer_complaint(by=asking.supervisor, text="Sudah ditelepon.", **told)
    with pytest.raises(errors.ComplaintSettled):
        services.answer_complaint(by=asking.supervisor, text="Lagi.", **told)
    with pytest.raises(errors.ComplaintSettled):
        services.take_complaint(by=asking.fire_officer, **told)
    assert Entry.objects.get(kind="ratings.complaint.answered").facts["in_time"] is True
    assert selectors.list_complaints(rights_of(asking.supervisor)) == []


def test_late_complaint_rings_the_supervisor_and_the_agency_once_by_day(asking):
    for kind, org, phone in (
        (DutyKind.SUPERVISOR, "centre", "+628110001"), (DutyKind.OFFICER, "fire", "+628110002"),
    ):  # fmt: skip
        orgs.plan_duty(
            by=SETUP, org_id=asking.org_id(org), kind=kind, person_name="Uji", phone=phone,
            starts_at=DUE - timedelta(hours=4), ends_at=DUE + timedelta(hours=4), at=NIGHT,
        )  # fmt: skip
    complaint = make_complaint(asking)
    assert run(DUE - timedelta(seconds=1)) == 0
    assert (run(DUE), run(DUE + timedelta(hours=1))) == (1, 0)
    rung = Message.objects.filter(subject_id=complaint.id)
    assert {message.recipient for message in rung} == {"+628110001", "+628110002"}
    assert {message.medium for message in rung} == {"PHONE_CALL"}
    services.take_complaint(by=asking.supervisor, complaint_id=complaint.id, at=DUE)
    services.answer_complaint(
        by=asking.supervisor, complaint_id=complaint.id, text="Sudah.", at=DUE + timedelta(hours=1)
    )
    assert Entry.objects.get(kind="ratings.complaint.answered").facts["in_time"] is False


def test_promise_made_in_the_evening_is_due_by_day(asking):
    _, token = make_sent(asking)
    evening = EIGHT + timedelta(hours=14)
    complaint = rate(token, 1, at=evening).complaint
    assert complaint.due_at == EIGHT + timedelta(days=4)


def test_promised_call_is_handed_over_by_name(asking):
    make_complaint(asking, words="TANDA")
    assert _promised(asking) == []
    complaint = make_complaint_of_another(asking)
    [matter] = _promised(asking)
    assert (matter.id, matter.title) == (complaint.id, complaint.rating.invitation.incident.number)
    assert "TANDA" not in matter.detail
    services.take_complaint(by=asking.supervisor, complaint_id=complaint.id, at=EIGHT)
    services.answer_complaint(
        by=asking.supervisor, complaint_id=complaint.id, text="Sudah.", at=EIGHT
    )
    assert _promised(asking) == []


def make_complaint_of_another(cast):
    make_terms(NIGHT, again_after_days=0)
    return rate(make_sent(cast, phone="+6281200000003")[1], wants_call_back=True).complaint


def _promised(cast):
    open_ones = open_matters(cast.orgs["centre"], EIGHT)
    return [each.matter for each in open_ones if each.matter.kind == MatterKind.COMPLAINT]


def test_words_are_emptied_in_time_and_marks_stay(asking):
    complaint = make_complaint(asking, words="TANDA")
    later = EIGHT + timedelta(days=366)
    assert all_rules()[Rating](later) == 0, "it is open: somebody still has to read it"
    services.take_complaint(by=asking.supervisor, complaint_id=complaint.id, at=EIGHT)
    services.answer_complaint(
        by=asking.supervisor, complaint_id=complaint.id, text="Sudah.", at=EIGHT
    )
    assert all_rules()[Rating](later) == 1
    assert all_rules()[Complaint](later) == 1
    rating = Rating.objects.get()
    assert (rating.score, rating.words, rating.complaint.answer) == (1, "", "")
