"""What a test lets a node's own database be told, by a process that is none of its servers."""

import subprocess
import sys

OPERATOR = """
from kentongan.cli import django_setup
django_setup.prepare()
from kentongan.accounts import services as accounts
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Role
at = clock.now()
user = accounts.create_user(
    by=SETUP, username="ratna", name="Ratna", password="rumah-kayu-biru-9", at=at)
services.grant_role(by=SETUP, user_id=user.id, org_id=selectors.list_orgs()[0].id,
    role=Role.OPERATOR, region="3324", at=at)
print(accounts.issue_token(by=SETUP, user_id=user.id, label="test", at=at))
"""


def run_inside(environment: dict[str, str], program: str, *arguments: str) -> str:
    """Run a few lines on the node's database; gives what they print."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()
