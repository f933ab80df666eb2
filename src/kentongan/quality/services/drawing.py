"""The draw: each morning of yesterday, and again of the two weeks before, for what came late."""

from datetime import date, datetime, timedelta

from kentongan.calls.enums import OPEN_CALLS
from kentongan.calls.selectors import get_calls
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.quality import events, selectors
from kentongan.quality.limits import REVIEW_WITHIN
from kentongan.quality.models import DrawnDay, Review

DAYS_BACK = 14
"""A complaint comes days later, an incident is closed when a patient has died: the draw of a day
is only ever added to.
"""


def draw_reviews(*, by: Actor, today: date, at: datetime) -> int:
    """Draw what is to be reviewed of the days before `today`. How many were added; 0 where this
    morning's draw was made.
    """
    if selectors.is_drawn(today):
        return 0
    days = [today - timedelta(days=back) for back in range(DAYS_BACK, 0, -1)]
    added = sum(draw_day(by=by, day=day, at=at) for day in days)
    with journal.act(by=by, at=at) as act:
        _, is_first = DrawnDay.objects.get_or_create(day=today, defaults={"drawn_at": at})
        if is_first:
            drawn = events.DayDrawn(node_id=node().id, day=today.isoformat(), added=added)
            act.record(drawn, region=node().region)
    return added


def draw_day(*, by: Actor, day: date, at: datetime) -> int:
    """Draw one day. The same again adds only what has come since; two at once add it once."""
    causes = selectors.calls_to_draw(day)
    known = set(Review.objects.filter(call_id__in=causes).values_list("call_id", flat=True))
    missing = causes.keys() - known
    if not missing:
        return 0
    added = 0
    with journal.act(by=by, at=at) as act:
        for call in get_calls(missing):
            if call.answered_by is None or call.state in OPEN_CALLS:
                continue
            review, is_new = Review.objects.get_or_create(
                call_id=call.id,
                defaults={
                    "region": call.region, "operator_id": call.answered_by,
                    "cause": causes[call.id], "drawn_at": at,
                    "due_at": at + REVIEW_WITHIN.lasts(at),
                },
            )  # fmt: skip
            if is_new:
                added += 1
                drawn = events.ReviewDrawn(
                    review_id=review.id, call_id=call.id, cause=review.cause, due_at=review.due_at
                )
                act.record(drawn, region=review.region)
    return added
