"""Which units are at their place by their own positions, and since when."""

from datetime import datetime

from kentongan.dispatch.enums import ACTIVE_ASSIGNMENTS
from kentongan.dispatch.limits import ARRIVAL_PROPOSED_WITHIN
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.rules import may_arrive, stay_begins
from kentongan.dispatch.selectors.arrivals import place_point
from kentongan.dispatch.types import Near
from kentongan.fleet.selectors import known_positions, list_track
from kentongan.geo.points import distance_m

LONGEST_STAY = 1_000
"""Points of a stay that are read back: at one every five seconds more than an hour."""


def list_near(at: datetime) -> list[Near]:
    """The units that are out, have not said that they arrived, and are at the place. Asked every
    second: one query while nobody is on the way, and the history only of those that are there.
    """
    rows = Assignment.objects.filter(
        state__in=ACTIVE_ASSIGNMENTS, arrival_proposed_at=None, arrival_claimed_at=None,
        on_scene_at=None,
    ).select_related("incident")  # fmt: skip
    found = [_near(row, at) for row in rows if may_be_near(row)]
    return [near for near in found if near is not None]


def may_be_near(row: Assignment) -> bool:
    """Whether a position could still say more of it than people have said."""
    is_silent = row.arrival_proposed_at is None and row.arrival_claimed_at is None
    return is_silent and may_arrive(row.state)


def _near(row: Assignment, at: datetime) -> Near | None:
    place, latest = place_point(row.incident), known_positions().get(row.unit_id)
    if place is None or latest is None or latest.at < row.assigned_at:
        return None
    within_m = ARRIVAL_PROPOSED_WITHIN.at(at)
    away_m = distance_m(latest.point, place)
    if away_m > within_m:
        return None
    track = list_track(
        row.unit_id, since=row.assigned_at, until=at, limit=LONGEST_STAY, newest_first=True
    )
    since = stay_begins(track, place, within_m=within_m)
    if since is None or (row.arrival_dismissed_at and since <= row.arrival_dismissed_at):
        return None
    return Near(assignment_id=row.id, since=since, distance_m=away_m)
