"""Plays the hours before the first start through the real services, so every desk shows life.

Four of five calls are no emergencies.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from kentongan.cli.demo.floor import floor_deeds
from kentongan.cli.demo.founding import Founded
from kentongan.cli.demo.pranks import BY_DISPATCHER, MOBILES, prank_deeds
from kentongan.cli.demo.stage import (
    Deed,
    Line,
    Played,
    Scene,
    Stage,
    hang_up_waiting,
    list_ringing,
    receive,
)
from kentongan.cli.demo.stories import OTHER_CALLS, STORIES
from kentongan.cli.demo.wave import WAVE, wave_deeds
from kentongan.geo.points import Point
from kentongan.geo.shapes import point_shape
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.roads import services as roads
from kentongan.roads.enums import Cause
from kentongan.roads.types import NewClosure

EARLIEST = timedelta(hours=6)
"""How far back the first call lies."""

RINGING_S = 20
RINGING_PHONE = 839
"""One call is ringing when the desks open."""

CLOSED_ROADS = (
    (95, "bpbd", NewClosure(point_shape(Point(-6.9066, 110.2070), 40.0), Cause.FLOOD,
                            road="Jalan Pelabuhan", note="Rob setinggi 50 cm (peragaan)")),
    (40, "camat", NewClosure(point_shape(Point(-6.9288, 110.1985), 30.0), Cause.GATHERING,
                             road="Jalan Masjid", note="Hajatan sampai pagi (peragaan)",
                             region="332415")),
)  # fmt: skip
"""Minutes ago, by which login, what was told."""

PATIENCE = timedelta(minutes=30)
"""A call that still rings at a later start is from another day: its caller has hung up."""


def play_night(founded: Founded, now: datetime) -> None:
    """Play everything in the order in which it happened, each act at its own moment."""
    deeds = sorted(_deeds(founded), key=lambda deed: -deed[0])
    standing = clock.SetClock(now)
    with clock.using(standing):
        for minutes_ago, deed in deeds:
            standing.at = now - timedelta(minutes=minutes_ago)
            deed(standing.at)


def ring_anew(now: datetime) -> None:
    """At a later start: who has rung for too long hangs up, and one call rings if none waits."""
    hang_up_waiting(now, PATIENCE)
    if not list_ringing():
        receive(Line(RINGING_PHONE), now)


def _deeds(founded: Founded) -> Iterator[tuple[float, Deed]]:
    stage = Stage(founded)
    for minutes_ago, disposition, phone, note in (*OTHER_CALLS, *WAVE):
        line = Line(phone, is_mobile=phone in MOBILES)
        by = stage.dispatcher if minutes_ago in BY_DISPATCHER else None
        yield from _ago(minutes_ago, stage.other_call(disposition, line, note, by))
    yield from wave_deeds(stage)
    yield from prank_deeds(stage)
    everything = [Played(story) for story in STORIES]
    for played in everything:
        story = played.story
        yield from _ago(story.minute, stage.emergency(played))
        for step in story.steps:
            yield step.minute, stage.step(played, step)
        for minutes_ago, phone, said in story.also_called:
            yield from _ago(minutes_ago, stage.also(played, phone, said))
    for minutes_ago, who, told in CLOSED_ROADS:
        yield minutes_ago, partial(_close, founded.people[who], told)
    yield from floor_deeds(stage, everything)
    yield RINGING_S / 60, lambda at: receive(Line(RINGING_PHONE), at)


def _close(by: Actor, told: NewClosure, at: datetime) -> None:
    roads.report_closure(by=by, new=told, at=at)


def _ago(minutes_ago: float, scene: Scene) -> Iterator[tuple[float, Deed]]:
    for seconds, deed in scene:
        yield minutes_ago - seconds / 60, deed
