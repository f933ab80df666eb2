"""Measuring what each post reaches in time: some hundred searches, one at a time, once a day."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from kentongan.dispatch import events
from kentongan.dispatch.models import CoverMeasure
from kentongan.dispatch.rules.ranking import DEFAULT_KMH
from kentongan.dispatch.selectors.cover import ToMeasure, cover_to_measure
from kentongan.geo.points import Point
from kentongan.geo.roads.engine import travel
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def measure_cover(*, by: Actor, at: datetime) -> Iterator[None]:
    """Measure place by place, with a pause after each for what cannot wait; keep it at the end.

    By day and with every road open: which post stands where is not changed for one night's flood.
    """
    asked = cover_to_measure(at)
    reach: dict[UUID, list[int]] = {post: [] for post in asked.posts}
    for number, place in enumerate(asked.places):
        for post in _in_time(asked, place):
            reach[post].append(number)
        yield
    _keep(by, asked, reach, at)


def _in_time(asked: ToMeasure, place: Point) -> list[UUID]:
    found = travel().to_goal(place, list(asked.posts.values()), speed_kmh=DEFAULT_KMH)
    return [
        post for post, way in zip(asked.posts, found, strict=True)
        if way is not None and way.seconds <= asked.within_s
    ]  # fmt: skip


def _keep(by: Actor, asked: ToMeasure, reach: dict[UUID, list[int]], at: datetime) -> None:
    with journal.act(by=by, at=at) as act:
        CoverMeasure.objects.all().delete()
        row = CoverMeasure.objects.create(
            measured_at=at, within_s=asked.within_s, posts=asked.posts_key,
            reach={str(post): places for post, places in reach.items()},
            calls=asked.calls, post_places=asked.post_places,
        )  # fmt: skip
        calls = sum(sum(counted.values()) for counted in asked.calls.values())
        act.record(
            events.CoverMeasured(
                cover_id=row.id, posts=len(reach), places=len(asked.places), calls=calls
            )
        )
