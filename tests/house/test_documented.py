"""What the code offers is in docs/reference, word for word as the generator would write it now."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kentongan.cli.main import COMMANDS
from kentongan.config.env import all_settings
from kentongan.journal import exempt, reactions, timekeeper
from kentongan.kernel.errors import all_failures
from kentongan.kernel.events import all_events
from tests.house.source import ROOT, floors

REFERENCE = ROOT / "docs" / "reference"


def _ours(things: dict[str, type]) -> list[str]:
    return [code for code, thing in things.items() if thing.__module__.startswith("kentongan")]


THINGS = {
    "settings": lambda: all_settings(),
    "commands": lambda: [f"kentongan {n}" for n, c in COMMANDS.items() if not c.hidden],
    "events": lambda: _ours(all_events()),
    "errors": lambda: _ours(all_failures()),
    "reactions": lambda: [kind for kinds in reactions.all_reactions().values() for kind in kinds],
    "timers": lambda: timekeeper.all_timers(),
    "unjournalled": lambda: exempt.all_exempt(),
    "rooms": lambda: [f"## {room}" for room in floors()],
}


@pytest.mark.parametrize("page", sorted(THINGS))
def test_every_thing_is_documented(page):
    text = (REFERENCE / f"{page}.md").read_text(encoding="utf8")
    missing = [name for name in THINGS[page]() if name not in text]
    assert not missing, f"run `make docs`: {missing}"


def test_reference_is_what_the_code_says(tmp_path):
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KENTONGAN_", "DATABASE_URL", "DJANGO_"))
    }
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=ROOT,
        env=environment | {"KENTONGAN_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_every_failure_says_all_three_things():
    """What happened, the rule, what to do now."""
    silent = [
        code
        for code, failure in all_failures().items()
        if not (failure.what and failure.rule and failure.advice)
    ]
    assert not silent, silent


def test_papers_point_at_what_is_there():
    """Every relative link in the papers leads to a file."""
    broken = [
        f"{paper.relative_to(ROOT)} → {target}"
        for paper in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in _links(paper)
        if not (paper.parent / target).exists()
    ]
    assert not broken, broken


def _links(paper: Path) -> list[str]:
    parts = paper.read_text(encoding="utf8").split("](")[1:]
    targets = [part.partition(")")[0].partition("#")[0] for part in parts]
    return [target for target in targets if target and "://" not in target]
