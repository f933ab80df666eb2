"""`kentongan keys`: which keys seal personal data, and a new one for all of it."""

import argparse

from kentongan.cli.progress import Progress
from kentongan.cli.this_node import require_node
from kentongan.journal import rotation
from kentongan.journal.personal import keyring
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP

SUMMARY = "list and rotate the keys of personal data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands of `kentongan keys`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the data keys and how many values each has sealed")
    actions.add_parser("rotate", help="make a new data key and seal all personal data with it")


def run(options: argparse.Namespace) -> int:
    """Do what the sub-command says; returns the exit status."""
    require_node()
    return _ACTIONS[options.action]()


def _list() -> int:
    current = keyring().current
    for key, values in rotation.count_sealed().items():
        print(f"{key}  {values} values{'  (seals what is written now)' if key == current else ''}")
    return 0


def _rotate() -> int:
    progress = Progress("keys", sum(rotation.count_sealed().values()))
    key, values = rotation.rotate_keys(by=SETUP, at=clock.now(), progress=progress.step)
    progress.finish()
    print(f"{values} values are sealed with key {key}")
    print("The older keys stay in the keys folder: backups made before need them. Copy the folder.")
    return 0


_ACTIONS = {"list": _list, "rotate": _rotate}
