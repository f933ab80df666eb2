"""The worker process."""

import argparse
import os
import signal

from kentongan.cli.prepare import readiness
from kentongan.config.worker import Worker
from kentongan.web import logs

SUMMARY = "the worker process"

BEHIND_THE_DESKS = 5
"""Niceness: where web and worker want the same core, the web process gets three quarters of it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: there is one worker's work, and one worker at a time does it."""


def run(options: argparse.Namespace) -> int:
    """Work until the parent says stop."""
    logs.tell_uncaught()
    if status := readiness():
        return status
    # A call that comes in goes before what follows from the last one.
    os.nice(BEHIND_THE_DESKS)
    worker = Worker()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: worker.stop())
    worker.run()
    return 0
