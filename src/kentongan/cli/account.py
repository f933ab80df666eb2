"""`kentongan account`: for whoever stands at the machine when nobody can enter the node any more.

Everything here is journalled as done by the set-up account, and its person notices it at once.
"""

import argparse
import sys

from django.db import DatabaseError

from kentongan.accounts import selectors, services
from kentongan.accounts.models import User
from kentongan.cli.main import complain
from kentongan.journal import selectors as journal
from kentongan.journal import services as acts
from kentongan.journal.errors import NoNode
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP

SUMMARY = "open an account again for somebody who is locked out of this node"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands of `kentongan account`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    reset = actions.add_parser(
        "reset", help="print a one-time password; sessions, tokens and the second factor end"
    )
    reset.add_argument("--user", metavar="U", required=True, help="the account's name")
    reset.add_argument("--reason", metavar="R", required=True, help="kept beside the journal")


def run(options: argparse.Namespace) -> int:
    """Do what the sub-command says; returns the exit status."""
    try:
        journal.node()
    except DatabaseError:  # no tables either
        raise NoNode from None
    user = selectors.find_user(options.user)
    if user is None:
        return complain(f"there is no account {options.user}")
    if not options.reason.strip():
        return complain("--reason: say in one sentence what has happened")
    print(_reset(user, options.reason))
    print("to be replaced at the sign-in page, where it is shown as one-time", file=sys.stderr)
    return 0


def _reset(user: User, reason: str) -> str:
    at = clock.now()
    with acts.act(by=SETUP, at=at):
        services.reactivate(by=SETUP, user_id=user.id, at=at)
        if user.has_second_factor:
            services.take_second_factor(by=SETUP, user_id=user.id, reason=reason, at=at)
        return services.give_one_time_password(by=SETUP, user_id=user.id, at=at)
