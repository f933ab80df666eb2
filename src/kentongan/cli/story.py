"""Plays a story on a demonstration while it runs: the same services, at a chosen speed.

What is written is stamped with the moment at which it is played, so all clocks on the desks are
true; a faster night has shorter waits. Who sits at a desk may act too: what was decided otherwise
there is left out here.
"""

import argparse
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from kentongan.cli.demo.founding import find_regency
from kentongan.cli.demo.kendal_night import Moment, kendal_night
from kentongan.cli.demo.speed import STORIES, add_speed
from kentongan.cli.demo.stage import NotPlayed
from kentongan.cli.main import complain
from kentongan.journal import selectors as journal_selectors
from kentongan.journal.enums import NodeKind
from kentongan.kernel import clock
from kentongan.kernel.errors import Failure

SUMMARY = "play a story on the demonstration"

Wait = Callable[[float], datetime]
"""Waits until so many seconds of the story have passed, and says what time it is."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which story, and how fast."""
    parser.add_argument("name", choices=STORIES)
    add_speed(parser)


def run(options: argparse.Namespace) -> int:
    """Play it to its end; 2 with one line where this is no demonstration."""
    if journal_selectors.node().kind != NodeKind.DEMO:
        return complain("a story is played on a demonstration only, never beside real calls")
    _introduce(options.name, options.speed)
    left_out = play(kendal_night(find_regency()), pace(options.speed))
    print(f"{options.name}: selesai; {left_out} langkah dilewati", flush=True)
    return 0


def _introduce(name: str, speed: float) -> None:
    faster = f"{speed:g} kali lebih cepat" if speed else "tanpa menunggu"
    print(f"{name}: 22.00 sampai 03.15, {faster}; waktu tanggap di layar ikut lebih pendek.")
    print("  (played faster than life: the response times on the screens are as much shorter)")
    print("  cerita  layar", flush=True)


def pace(speed: float) -> Wait:
    """So many times faster than life; 0 waits for nothing."""
    began = time.monotonic()

    def wait(second: float) -> datetime:
        if speed:
            time.sleep(max(0.0, began + second / speed - time.monotonic()))
        return clock.now()

    return wait


def play(moments: list[Moment], wait: Wait) -> int:
    """Do everything in its order; returns how many steps somebody at a desk has forestalled."""
    zone = ZoneInfo(journal_selectors.node().zone)
    left_out = 0
    for moment in moments:
        at = wait(moment.second)
        if moment.title:
            print(f"  {moment.hour}   {clock.shown(at, zone)}  {moment.title}", flush=True)
        try:
            moment.deed(at)
        except (Failure, NotPlayed):
            left_out += 1
    return left_out
