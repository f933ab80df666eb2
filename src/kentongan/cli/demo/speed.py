"""Which stories a demonstration can play, and how fast. Read by the parent too: imports no room."""

import argparse

STORIES = ("malam-kendal",)
DEFAULT_SPEED = 20.0
"""Five hours in sixteen minutes: the calls come one after another and can still be read."""


def add_speed(parser: argparse.ArgumentParser) -> None:
    """`--speed 60` is a minute a second; `max` waits for nothing."""
    parser.add_argument(
        "--speed",
        type=_speed,
        default=DEFAULT_SPEED,
        metavar="N",
        help="how many times faster than life a story is played, or max (%(default)s)",
    )


def _speed(text: str) -> float:
    if text == "max":
        return 0.0
    speed = float(text)
    if not speed > 0:
        raise argparse.ArgumentTypeError(f"{text}: a number above 0, or max, is expected")
    return speed
