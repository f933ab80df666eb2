"""What is drawn of a day: all P1 with guidance, complaints and deaths, and shares of the rest."""

from datetime import timedelta

import pytest

from kentongan.calls import services as calls_services
from kentongan.calls.enums import Disposition
from kentongan.guidance import services as guidance
from kentongan.incidents.models import Incident
from kentongan.journal import timekeeper
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP, TIMEKEEPER
from kentongan.orgs import services as orgs
from kentongan.quality import services
from kentongan.quality.enums import Cause
from kentongan.quality.models import DrawnDay, Review
from kentongan.quality.tasks import Morning
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.guidance.make import make_approved
from tests.incidents.make import make_categories, new_incident
from tests.quality.make import DAY, NEXT, draw, make_call, over
from tests.ratings.make import EIGHT, make_complaint, make_terms

pytestmark = pytest.mark.django_db


def test_a_quiet_day_has_its_one_and_the_same_draw_again_adds_nothing(cast):
    for _ in range(5):
        make_call(cast)
    assert draw() == 1
    assert draw() == 0
    [review] = Review.objects.all()
    assert (review.cause, review.operator_id) == (Cause.RANDOM, cast.operator.id)
    assert review.due_at == NEXT + timedelta(days=7)


def test_open_calls_and_other_days_are_not_drawn(cast):
    call = make_call(cast, Disposition.EMERGENCY)
    assert call.state == "CLASSIFIED"
    make_call(cast, at=NIGHT - timedelta(days=1))
    assert draw() == 0


def test_a_call_that_tried_the_line_is_in_no_draw(cast):
    for _ in range(40):
        make_call(cast, Disposition.TEST)
    assert draw() == 0
    make_call(cast)
    assert draw() == 1


def test_of_disposed_calls_one_of_twenty_is_heard_again(cast):
    for _ in range(21):
        make_call(cast, Disposition.PRANK)
    draw()
    assert Review.objects.filter(cause=Cause.DISPOSED).count() == 2


def test_every_p1_that_was_guided_is_drawn(cast):
    make_categories()
    card = make_approved()
    for guided in (True, True, False):
        call = make_call(cast, Disposition.EMERGENCY)
        if guided:
            guidance.start_session(
                by=cast.operator, card_id=card.id, call_id=call.id, region=KENDAL, at=NIGHT
            )
        _link(cast, call, priority="P1")
    slow = make_call(cast, Disposition.EMERGENCY)
    guidance.start_session(
        by=cast.operator, card_id=card.id, call_id=slow.id, region=KENDAL, at=NIGHT
    )
    _link(cast, slow, priority="P3")
    draw()
    assert Review.objects.filter(cause=Cause.P1_GUIDED).count() == 2


def test_a_death_that_is_known_days_later_is_drawn_then_of_merged_calls_too(cast):
    make_categories()
    calls = [make_call(cast, Disposition.EMERGENCY) for _ in range(3)]
    masters = [_link(cast, call, priority="P2") for call in calls]
    draw()
    Incident.objects.filter(id=masters[0]).update(state="MERGED", merged_into_id=masters[1])
    Incident.objects.filter(id=masters[1]).update(
        state="CLOSED", closing_code="DIED_AT_SCENE", feedback="TOLD", attendance="ARRIVED",
        closed_at=NEXT,
    )  # fmt: skip
    before = Review.objects.count()
    draw(NEXT + timedelta(days=3))
    dead = {calls[0].id, calls[1].id}
    assert dead <= set(Review.objects.values_list("call_id", flat=True))
    assert Review.objects.count() >= before + 1


def test_a_complaint_brings_its_call(cast):
    make_categories()
    make_terms()
    complaint = make_complaint(cast)
    call_id = complaint.rating.invitation.report.call_id
    draw(EIGHT + timedelta(days=1))
    assert Review.objects.get(call_id=call_id).cause == Cause.COMPLAINT


def test_the_regency_decides_the_shares(cast):
    for code in ("quality.share_percent", "quality.disposed_percent"):
        orgs.set_limit(by=SETUP, code=code, value=100, legal_basis="SOP 1", at=NIGHT)
    for _ in range(4):
        make_call(cast)
    assert draw() == 4


def test_each_morning_is_drawn_once_whatever_was_missed(cast, night):
    make_call(cast)
    make_call(cast, at=NIGHT - timedelta(days=9))
    morning = Morning()
    assert morning.draw(NIGHT) == 0  # three at night: not yet
    assert morning.draw(NIGHT + timedelta(minutes=5)) == 0
    assert morning.draw(NEXT + timedelta(hours=2)) == 2
    assert Morning().draw(NEXT + timedelta(hours=3)) == 0
    assert DrawnDay.objects.count() == 1
    assert Entry.objects.filter(kind="quality.review.drawn").count() == 2
    assert services.draw_reviews(by=TIMEKEEPER, today=DAY + timedelta(days=1), at=NEXT) == 0


def test_the_worker_looks_out_for_it():
    assert "quality.draw" in timekeeper.all_lookouts()


def _link(cast, call, *, priority):
    incident = calls_services.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(), at=NIGHT
    )
    Incident.objects.filter(id=incident.id).update(priority=priority)
    over(call)
    return incident.id
