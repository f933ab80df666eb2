"""Rights taken in an emergency are reviewed once, by another person, and in time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch.selectors.escalation import supervisor
from kentongan.journal import reactions, timekeeper
from kentongan.journal.models import Entry
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.messaging.models import Message
from kentongan.orgs import errors, selectors, services
from kentongan.orgs.enums import Right
from kentongan.orgs.limits import GLASS_REVIEWED
from kentongan.orgs.models import BreakGlass, GlassReview
from tests.cast import KENDAL, PEOPLE
from tests.conftest import NIGHT
from tests.orgs.make import break_one, make_duty

OVERDUE = "orgs.break-glass.review-overdue"
DUE = NIGHT + timedelta(hours=25)
"""An hour of use, and a day."""


def review(cast, name, broken, note="Wajar.", at=NIGHT):
    return services.review_break_glass(
        by=cast.actor(name), break_glass_id=broken.id, note=note, at=at
    )


def turn(at):
    """The timekeeper at a moment, and what it sets off. Answers who was rung for a review."""
    timekeeper.run_due(at)
    reactions.run_set("dispatch")
    return [each.recipient for each in _messages() if "ditinjau" in each.text]


def rung_at_once():
    reactions.run_set("dispatch")
    return [each.recipient for each in _messages() if "dibuka" in each.text]


def _messages():
    return Message.objects.order_by("created_at", "id")


def test_overdue_review_rings_the_supervisor_on_duty_and_again_until_it_is_done(cast, night):
    make_duty(cast, "supervisor", hours=(20, 60), present=False, phone="0294 777 112")
    broken = break_one(cast)
    assert turn(DUE - timedelta(minutes=1)) == []
    assert turn(DUE) == ["0294 777 112"]
    assert turn(DUE + timedelta(hours=1)) == ["0294 777 112"]
    night.at = DUE + timedelta(hours=24)
    assert len(turn(night.at)) == 2
    review(cast, "supervisor", broken, at=night.at)
    assert len(turn(night.at + timedelta(days=3))) == 2
    assert "Pingsan" not in Message.objects.first().text


def test_the_one_who_used_it_is_never_rung_for_its_review(cast, night):
    make_duty(cast, "supervisor", hours=(20, 60), present=False, phone="0294 777 112")
    break_one(cast, "supervisor")
    assert supervisor(DUE).phone == "0294 777 112"
    assert turn(DUE) == [cast.orgs["centre"].phone]


def test_ring_that_comes_twice_or_after_the_review_changes_nothing(cast, night):
    broken = break_one(cast)
    for at in (DUE, DUE):
        services.call_for_review(by=TIMEKEEPER, break_glass_id=broken.id, at=at)
    review(cast, "auditor", broken)
    services.call_for_review(by=TIMEKEEPER, break_glass_id=broken.id, at=DUE + timedelta(days=9))
    assert Entry.objects.filter(kind=OVERDUE).count() == 1
    assert BreakGlass.objects.get().review_due_at is None


def test_regency_says_how_long_a_review_may_take(cast, night):
    services.set_limit(
        by=cast.admin, code=GLASS_REVIEWED.code, value=7200, legal_basis="SOP 112/4", at=NIGHT
    )
    assert break_one(cast).review_due_at == NIGHT + timedelta(hours=3)


def test_second_review_is_refused_and_names_the_first(cast, night):
    broken = break_one(cast)
    review(cast, "supervisor", broken, note="Wajar.")
    with pytest.raises(errors.AlreadyReviewed) as refusal:
        review(cast, "auditor", broken, note="Tidak wajar.")
    assert refusal.value.facts == {
        "reviewer": "Supervisor", "reviewed_at": "23-11-2026 03.00 WIB",
    }  # fmt: skip
    assert GlassReview.objects.get().note == "Wajar."


def test_database_takes_one_review_and_none_of_ones_own(cast, night):
    broken = break_one(cast)
    review(cast, "supervisor", broken)
    for reviewer in ("auditor", "operator"):
        with pytest.raises(IntegrityError), transaction.atomic():
            GlassReview.objects.create(
                break_glass=broken, used_by_id=broken.user_id, note="x", reviewed_at=NIGHT,
                reviewed_by=cast.people[reviewer],
            )  # fmt: skip
        GlassReview.objects.filter(reviewed_by=cast.people["supervisor"]).delete()


@pytest.mark.parametrize("note", ["", "  ", "\n\t "])
def test_review_without_a_word_is_refused(cast, night, note):
    broken = break_one(cast)
    with pytest.raises(errors.NoteNeeded):
        review(cast, "auditor", broken, note=note)
    assert not GlassReview.objects.exists()


def test_two_who_broke_the_glass_do_not_review_each_other(cast, night):
    broken = break_one(cast)
    break_one(cast, "second_operator")
    with pytest.raises(errors.ReviewByGlass):
        review(cast, "second_operator", broken)


def test_what_waits_is_counted_for_others_of_the_region_only(cast, night):
    broken = break_one(cast, "supervisor")
    waiting = {
        name: selectors.count_to_review(selectors.rights_of(cast.actor(name)))
        for name in ("supervisor", "auditor", "operator", "outsider", "camat")
    }
    assert waiting == {"supervisor": 0, "auditor": 1, "operator": 0, "outsider": 0, "camat": 0}
    review(cast, "auditor", broken)
    assert selectors.count_to_review(selectors.rights_of(cast.auditor)) == 0


def test_broken_glass_rings_the_supervisor_and_the_administrator_at_once(cast, night):
    make_duty(cast, "supervisor", phone="0294 777 112")
    break_one(cast)
    assert rung_at_once() == ["0294 777 112", cast.orgs["centre"].phone]
    reactions.run_set("dispatch")
    assert Message.objects.count() == 2
    assert all("Akses darurat" in each.text for each in Message.objects.all())
    assert not any(
        "pingsan" in each.text or "Operator" in each.text for each in Message.objects.all()
    )


def test_the_one_who_broke_it_is_not_the_one_who_is_rung(cast, night):
    make_duty(cast, "supervisor", phone="0294 777 112")
    break_one(cast, "supervisor")
    assert rung_at_once() == [cast.orgs["centre"].phone]


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_only_people_of_the_centre_take_rights(cast, night, name):
    """Leaders, agencies, villages, auditors and administrators never read callers (§6)."""
    if name in {"operator", "second_operator", "dispatcher", "supervisor"}:
        break_one(cast, name)
        assert selectors.rights_of(cast.actor(name)).has(Right.SEE_RESTRICTED, region=KENDAL)
        return
    before = selectors.rights_of(cast.actor(name))
    with pytest.raises(errors.GlassForTheCentre):
        break_one(cast, name)
    BreakGlass.objects.create(
        user=cast.people[name], org=cast.orgs["centre"], reason="x", started_at=NIGHT,
        expires_at=NIGHT + timedelta(hours=1),
    )  # fmt: skip
    selectors.forget_rights()
    after = selectors.rights_of(cast.actor(name))
    assert (after.grants, after.break_glass) == (before.grants, False)


def test_role_that_ended_takes_the_broken_glass_with_it(cast, night):
    break_one(cast)
    services.end_grant(by=cast.admin, grant_id=cast.people["operator"].grants.get().id, at=NIGHT)
    assert not selectors.rights_of(cast.operator).grants
