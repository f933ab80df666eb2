"""The script of docs/operations/demotions.md asks as an exchange does; whatever fails says 0."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kentongan.kernel import clock
from tests.demotions.make import PRANKSTER, demoted

SCRIPT = Path(__file__).resolve().parents[2] / "docs/operations/kentongan-wait.sh"
SECRET = "rahasia antara sentral & node"  # noqa: S105
TOOLS = ("sh", "curl", "openssl", "sed")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not all(map(shutil.which, TOOLS)), reason=f"runs on an exchange with {', '.join(TOOLS)}"
    ),
]


def ask(url: str, *said: str, secret: str = SECRET) -> str:
    path = ":".join({str(Path(found).parent) for each in TOOLS if (found := shutil.which(each))})
    env = {"KENTONGAN_URL": url, "KENTONGAN_CTI_SECRET": secret, "PATH": path}
    return subprocess.run(  # noqa: S603 - our own script
        [SCRIPT, *said], env=env, capture_output=True, text=True, check=True, timeout=20
    ).stdout.strip()


def test_it_is_told_how_long_to_wait(cast, settings, live_server):
    settings.CTI_SECRET = SECRET
    demoted(cast, at=clock.now())
    assert ask(live_server.url, "1764.9", PRANKSTER) == "5"
    assert ask(live_server.url, "1764.10", "+6281234500111") == "0"
    assert ask(live_server.url, "1764.11") == "0"


def test_whatever_goes_wrong_lets_the_caller_in(cast, settings, live_server):
    settings.CTI_SECRET = SECRET
    demoted(cast, at=clock.now())
    assert ask(live_server.url, "1", PRANKSTER, secret="anders") == "0"  # noqa: S106
    assert ask("http://127.0.0.1:9", "2", PRANKSTER) == "0"
    assert ask(live_server.url, '"}', PRANKSTER) == "0"
