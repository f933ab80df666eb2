"""The worker process."""

import argparse
import signal

from kentongan.cli.prepare import is_prepared
from kentongan.cli.processes import NOT_PREPARED
from kentongan.config.worker import Worker

SUMMARY = "the worker process"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: there is one worker's work, and one worker at a time does it."""


def run(options: argparse.Namespace) -> int:
    """Work until the parent says stop."""
    if not is_prepared():
        return NOT_PREPARED
    worker = Worker()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: worker.stop())
    worker.run()
    return 0
