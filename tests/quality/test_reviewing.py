"""A review is given once by a colleague, read, appealed in time, and decided by another."""

from datetime import timedelta

import pytest

from kentongan.calls.models import Call
from kentongan.incidents.errors import RestrictedUnread
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.kernel.errors import Failure, NotAllowed, NotFound
from kentongan.orgs.selectors import rights_of
from kentongan.quality import errors, selectors, services
from kentongan.quality.models import Review
from kentongan.quality.rules import Question
from tests.conftest import NIGHT
from tests.incidents.make import make_incident
from tests.quality.make import NEXT, all_yes, give, make_call, make_review, make_supervisor

pytestmark = pytest.mark.django_db
LATE = NEXT + timedelta(days=8)


@pytest.fixture
def second(cast):
    return make_supervisor(cast)


def appealed(cast, review, at=NEXT):
    return services.appeal(by=cast.operator, review_id=review.id, text="Alamat saya ulang.", at=at)


def decide(by, review, marks=None):
    return services.decide_appeal(
        by=by, review_id=review.id, decision="Sudah didengar.", marks=marks, at=NEXT
    )


def test_a_review_is_taken_given_read_and_no_word_of_it_is_in_the_journal(cast):
    review = give(cast.supervisor, make_review(cast), TONE="NO", ADDRESS="NO")
    assert review.score < 100 and review.has_critical
    services.acknowledge(by=cast.operator, review_id=review.id, at=NEXT)
    services.acknowledge(by=cast.operator, review_id=review.id, at=LATE)
    review.refresh_from_db()
    assert (review.acknowledged_at, review.coach_note) == (NEXT, "Tenang sekali.")
    entries = Entry.objects.filter(kind__startswith="quality.review.").order_by("seq")
    assert [entry.kind.rpartition(".")[2] for entry in entries] == [
        "drawn", "taken", "given", "acknowledged",
    ]  # fmt: skip
    assert "Tenang" not in str([entry.facts for entry in entries])


@pytest.mark.parametrize("field", ["answered_by", "classified_by", "decided_by"])
def test_nobody_reviews_or_decides_a_call_in_which_they_had_a_hand(cast, field):
    review = make_review(cast)
    decided = {"decided_at": NIGHT} if field == "decided_by" else {}
    Call.objects.filter(id=review.call_id).update(**{field: cast.supervisor.id}, **decided)
    with pytest.raises(errors.OwnCall):
        services.take_review(by=cast.supervisor, review_id=review.id, at=NEXT)


def test_a_colleagues_is_taken_over_only_when_late(cast, second):
    review = make_review(cast)
    services.take_review(by=cast.supervisor, review_id=review.id, at=NEXT)
    with pytest.raises(errors.TakenBy):
        services.take_review(by=second, review_id=review.id, at=NEXT)
    assert services.take_review(by=second, review_id=review.id, at=LATE).reviewer_id == second.id
    with pytest.raises(errors.NotTaken):
        services.give_review(
            by=cast.supervisor, review_id=review.id, marks=all_yes(), coach_note="", at=LATE
        )


def test_it_is_given_once(cast):
    review = give(cast.supervisor, make_review(cast))
    for act in (
        lambda: give(cast.supervisor, review),
        lambda: services.give_review(
            by=cast.supervisor, review_id=review.id, marks=all_yes(), coach_note="", at=NEXT
        ),
    ):
        with pytest.raises(errors.AlreadyReviewed):
            act()


@pytest.mark.parametrize(
    "name",
    ["operator", "dispatcher", "fire_officer", "camat", "leader", "admin", "auditor", "outsider"],
)
def test_only_supervisors_review_or_read_others(cast, name):
    review = make_review(cast)
    with pytest.raises((NotAllowed, NotFound)):
        services.take_review(by=cast.actor(name), review_id=review.id, at=NEXT)
    with pytest.raises((NotAllowed, NotFound)):
        selectors.trends_by_operator(NEXT, rights_of(cast.actor(name)))


def test_one_reads_and_appeals_ones_own_only(cast):
    review = give(cast.supervisor, make_review(cast))
    assert selectors.list_own(cast.operator) == [review]
    assert selectors.list_own(cast.second_operator) == []
    with pytest.raises(NotFound):
        services.appeal(by=cast.second_operator, review_id=review.id, text="x", at=NEXT)
    assert make_review(cast, by="second_operator", at=NEXT) not in selectors.list_own(
        cast.second_operator
    )


def test_an_appeal_is_made_once_in_time_with_words(cast):
    review = give(cast.supervisor, make_review(cast))
    with pytest.raises(errors.AppealTooLate):
        appealed(cast, review, at=review.appeal_until + timedelta(seconds=1))
    with pytest.raises(errors.WordsMissing):
        services.appeal(by=cast.operator, review_id=review.id, text=" ", at=NEXT)
    appealed(cast, review, at=review.appeal_until)
    with pytest.raises(errors.AppealedBefore):
        appealed(cast, review)


def test_another_supervisor_upholds_or_changes_and_what_it_was_stays(cast, second):
    review = give(cast.supervisor, make_review(cast), TONE="NO", ADDRESS="NO")
    before = review.score
    with pytest.raises(errors.NotReviewedYet):
        decide(second, review)
    appealed(cast, review)
    with pytest.raises(errors.OwnReview):
        decide(cast.supervisor, review)
    decided = decide(second, review, all_yes())
    assert (decided.score, decided.first_score, decided.has_critical) == (100, before, False)
    assert (decided.outcome, decided.first_marks["TONE"]) == ("CHANGED", "NO")
    with pytest.raises(errors.AppealedBefore):
        decide(second, review)


def test_an_appeal_is_decided_by_the_form_of_then(cast, second):
    review = give(cast.supervisor, make_review(cast), TONE="NO")
    appealed(cast, review)
    form = [Question("NEW", "Baru", 5)]
    services.set_form(by=cast.admin, questions=form, legal_basis="SOP 2", at=NEXT)
    assert [each.code for each in selectors.questions_at(NEXT)] == ["NEW"]
    marks = dict.fromkeys(review.marks, "YES")
    assert decide(second, review, marks).score == 100


def test_of_a_restricted_incident_the_incident_is_opened_first(cast):
    review = make_review(cast)
    incident = make_incident()
    Incident.objects.filter(id=incident.id).update(is_restricted=True)
    Call.objects.filter(id=review.call_id).update(incident=incident)
    with pytest.raises(RestrictedUnread):
        give(cast.supervisor, review)


def test_overdue_ones_are_a_figure(cast):
    make_review(cast)
    rights = rights_of(cast.supervisor)
    assert selectors.count_overdue(rights, NEXT) == 0
    assert selectors.count_overdue(rights, LATE) == 1


def test_a_trend_has_no_average_below_ten_and_no_rank(cast):
    give(cast.supervisor, make_review(cast), ADDRESS="NO")
    [figure] = selectors.trend(NEXT, operator_id=cast.operator.id)
    assert (figure.count, figure.mean, figure.critical) == (1, None, 1)
    make_many(cast, 10)
    [figure] = selectors.trend(NEXT, rights=rights_of(cast.supervisor))
    assert (figure.count, figure.mean) == (11, 100)
    people = selectors.trends_by_operator(NEXT, rights_of(cast.supervisor))
    assert [name for _, name, _ in people] == ["Operator"]


def make_many(cast, count):
    for _ in range(count):
        call = make_call(cast)
        made = Review.objects.create(
            call=call, region=call.region, operator_id=cast.operator.id, cause="RANDOM",
            drawn_at=NEXT, due_at=NEXT,
        )  # fmt: skip
        give(cast.supervisor, made)


@pytest.mark.parametrize("text", ["\x00", "a\ud800b", "x" * 1001])
def test_hostile_words_are_refused(cast, text):
    review = make_review(cast)
    services.take_review(by=cast.supervisor, review_id=review.id, at=NEXT)
    with pytest.raises(Failure):
        services.give_review(
            by=cast.supervisor, review_id=review.id, marks=all_yes(), coach_note=text, at=NEXT
        )
    with pytest.raises(Failure):
        services.set_form(
            by=cast.admin, questions=[Question("A", text, 5)], legal_basis="SOP", at=NEXT
        )


def test_only_the_administrator_sets_the_form(cast):
    form = [Question("A", "a", 5)]
    for by in (cast.supervisor, cast.operator, cast.leader):
        with pytest.raises(NotAllowed):
            services.set_form(by=by, questions=form, legal_basis="SOP", at=NEXT)
