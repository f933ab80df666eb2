"""The process that keeps the line to the telephone exchange."""

import argparse
import signal

from django.conf import settings

from kentongan.cli.prepare import readiness
from kentongan.exchange.listener import Listener
from kentongan.web import logs

SUMMARY = "the process that keeps the line to the telephone exchange"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: whom to listen to is a setting."""


def run(options: argparse.Namespace) -> int:
    """Listen until the parent says stop."""
    logs.tell_uncaught()
    if status := readiness():
        return status
    if settings.AMI is None:
        # the file that names it is empty: no reason to come back every few seconds
        signal.pause()
        return 0
    listener = Listener(settings.AMI)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: listener.stop())
    listener.run()
    return 0
