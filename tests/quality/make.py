"""Calls of a day that are over, supervisors who review them, and reviews in each state."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from kentongan.accounts import services as accounts
from kentongan.calls import services as calls
from kentongan.calls.enums import Disposition
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.kernel.actors import SETUP, TIMEKEEPER, Actor
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import Role
from kentongan.quality import selectors, services
from kentongan.quality.models import Review
from tests.cast import KENDAL, PASSWORD, START, Cast
from tests.conftest import NIGHT

DAY = date(2026, 11, 23)
"""NIGHT in Kendal."""
NEXT = NIGHT + timedelta(days=1)


def make_supervisor(cast: Cast, name: str = "pengawas-dua") -> Actor:
    user = accounts.create_user(
        by=SETUP, username=name, name="Pengawas Dua", password=PASSWORD, at=START
    )
    orgs.grant_role(
        by=SETUP, user_id=user.id, org_id=cast.org_id("centre"), role=Role.SUPERVISOR,
        region=KENDAL, at=START,
    )  # fmt: skip
    return Actor(id=user.id, org_id=cast.org_id("centre"))


def make_call(
    cast: Cast,
    disposition: Disposition = Disposition.INFORMATION,
    *,
    by: str = "operator",
    at: datetime = NIGHT,
) -> Call:
    """Answered, said what it was, and over."""
    call = calls.receive_call(by=cast.operator, new=NewCall(phone="081298765432"), at=at)
    calls.answer_call(by=cast.actor(by), call_id=call.id, at=at)
    return calls.classify_call(by=cast.actor(by), call_id=call.id, disposition=disposition, at=at)


def over(call: Call) -> Call:
    """Whatever it was, it is over."""
    Call.objects.filter(id=call.id).update(state="ENDED")
    return call


def draw(at: datetime = NEXT, day: date = DAY) -> int:
    return services.draw_day(by=TIMEKEEPER, day=day, at=at)


def make_review(cast: Cast, *, at: datetime = NEXT, **more: Any) -> Review:
    """A drawn call of the operator's; of several of a day the draw need not take each."""
    call = make_call(cast, **more)
    draw(at)
    due_at = at + timedelta(days=7)
    return Review.objects.get_or_create(
        call=call,
        defaults={
            "region": call.region, "operator_id": call.answered_by, "cause": "RANDOM",
            "drawn_at": at, "due_at": due_at,
        },
    )[0]  # fmt: skip


def all_yes(at: datetime = NEXT) -> dict[str, str]:
    return {question.code: "YES" for question in selectors.questions_at(at)}


def give(by: Actor, review: Review, *, at: datetime = NEXT, **marks: str) -> Review:
    """Taken and marked: yes but for what is told."""
    services.take_review(by=by, review_id=review.id, at=at)
    return services.give_review(
        by=by, review_id=review.id, marks=all_yes(at) | marks, coach_note="Tenang sekali.", at=at
    )


def ids() -> set[UUID]:
    return set(Review.objects.values_list("call_id", flat=True))
