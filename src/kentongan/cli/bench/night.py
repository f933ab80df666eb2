"""Plays the story night in a throw-away folder and prints how often a desk was alarmed."""

import argparse
import json
import sys
from datetime import datetime, timedelta

from kentongan.cli.demo.founding import find_regency
from kentongan.cli.demo.heard import alarms_among, heard_since, most_within, play_through
from kentongan.cli.seed import seed
from kentongan.kernel import clock

SUMMARY = "play the story night for `bench`"
EVENING = datetime.fromisoformat("2026-11-22T22:00:00+07:00")
"""The same night each time: what is measured is the night, not the day on which it is measured."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """Make the demonstration, play, and print one JSON object as the last line."""
    standing = clock.SetClock(EVENING - timedelta(minutes=1))
    with clock.using(standing):
        seed()
        founded = find_regency()
        play_through(founded, standing, EVENING)
        alarms = [alarms_among(heard) for heard in heard_since(founded, EVENING).values()]
    most = max(most_within(each) for each in alarms)
    print(json.dumps({"most": most, "alarms": sum(map(len, alarms))}), file=sys.stdout)
    return 0
