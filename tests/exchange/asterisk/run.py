"""Two real Asterisks on this machine: a centre's exchange, and everybody whom it rings.

`KENTONGAN_TEST_ASTERISK` is the root of a file system that has one (`/`, or a folder for chroot).
"""

import array
import math
import os
import re
import shutil
import socket
import subprocess
import textwrap
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kentongan.exchange.address import AmiAddress

HERE = Path(__file__).parent
OPERATIONS = HERE.parents[2] / "docs/operations"
ROOT = os.environ.get("KENTONGAN_TEST_ASTERISK", "")
TONES = (400, 700, 900, 1100)
"""What each hums: the caller, telephones 1001, 1002 and 1003 (outside/extensions.conf)."""
HEARD, RATE, SOFTEST = "heard", 8000, 100.0
SCRIPT, WAITS = "/usr/local/bin/kentongan-wait", "waits"
MODULES = "/usr/lib/x86_64-linux-gnu/asterisk/modules"
STARTS_WITHIN_S = 30


@dataclass(frozen=True)
class Asterisk:
    """One that runs."""

    config: str
    """Its asterisk.conf, as seen from its root."""
    ami: AmiAddress
    home: Path

    @property
    def waits(self) -> Path:
        """What its dialplan asks how long a caller waits before the queue; the test writes it."""
        return self.home / WAITS

    def heard(self, tone: int, *, for_s: float) -> set[int]:
        """Which of TONES came to the telephone that hums `tone`, from now on."""
        path = self.home / HEARD / f"{tone}.wav"
        begins = path.stat().st_size if path.exists() else 0
        until = time.monotonic() + STARTS_WITHIN_S
        while not path.exists() or path.stat().st_size < begins + for_s * RATE * 2:
            if time.monotonic() > until:
                raise TimeoutError("nothing was recorded")
            time.sleep(0.05)
        samples = array.array("h", path.read_bytes()[begins // 2 * 2 :][: int(for_s * RATE) * 2])
        return {each for each in TONES if _loudness(samples, each) > SOFTEST}

    def says(self, command: str) -> str:
        """What its console answers."""
        done = subprocess.run(
            [*_inside(), "asterisk", "-C", self.config, "-rx", command],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout + done.stderr


@contextmanager
def both() -> Iterator[tuple[Asterisk, Asterisk]]:
    """(centre, outside)."""
    sip, far_sip = _free_port(socket.SOCK_DGRAM), _free_port(socket.SOCK_DGRAM)
    with ExitStack() as stack:
        outside = stack.enter_context(_running("outside", "uji", far_sip, sip))
        centre = stack.enter_context(_running("centre", "kentongan", sip, far_sip))
        yield centre, outside


@contextmanager
def _running(name: str, user: str, sip: int, far_sip: int) -> Iterator[Asterisk]:
    ami = _free_port(socket.SOCK_STREAM)
    home = Path(ROOT, "tmp", f"kentongan-asterisk-{os.getpid()}-{name}")
    inside = "/" + str(home.relative_to(ROOT))
    waits = _block("demotions.md", "[masuk-112]")
    words = {
        "@AMI@": str(ami), "@SIP@": str(sip), "@FAR_SIP@": str(far_sip),
        "@HEARD@": f"{inside}/heard", "@KEYS@": _block("exchange.md", "[kentongan]\nexten"),
        "@WAITS@": waits.replace(SCRIPT, f"{inside}/{WAITS}"),
    }  # fmt: skip
    for folder in ("etc", "db", "keys", "spool", "run", "log", HEARD):
        (home / folder).mkdir(parents=True)
    for file in (HERE / name).glob("*.conf"):
        text = file.read_text()
        for word, value in words.items():
            text = text.replace(word, value)
        (home / "etc" / file.name).write_text(text)
    (home / "etc/asterisk.conf").write_text(
        "[directories]\n"
        f"astetcdir = {inside}/etc\nastmoddir = {MODULES}\nastvarlibdir = /var/lib/asterisk\n"
        f"astdbdir = {inside}/db\nastkeydir = {inside}/keys\nastdatadir = /usr/share/asterisk\n"
        f"astspooldir = {inside}/spool\nastrundir = {inside}/run\nastlogdir = {inside}/log\n"
    )
    config = f"{inside}/etc/asterisk.conf"
    process = subprocess.Popen(
        [*_inside(), "asterisk", "-f", "-C", config],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = AmiAddress("127.0.0.1", ami, user, "rahasia", ("112",))
        asterisk = Asterisk(config, address, home)
        _wait_until_booted(asterisk)
        yield asterisk
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(home, ignore_errors=True)


def _loudness(samples: "array.array[int]", tone: int) -> float:
    """The amplitude of a tone among others (Goertzel)."""
    step = 2 * math.cos(2 * math.pi * tone / RATE)
    one, two = 0.0, 0.0
    for sample in samples:
        one, two = sample + step * one - two, one
    power = one * one + two * two - step * one * two
    return 2 * math.sqrt(max(power, 0.0)) / max(len(samples), 1)


def _block(page: str, beginning: str) -> str:
    """The indented lines of a page of docs/operations that begin so."""
    blocks = re.findall(r"(?:^    .*\n)+", (OPERATIONS / page).read_text(), re.MULTILINE)
    found = [text for text in map(textwrap.dedent, blocks) if text.startswith(beginning)]
    assert len(found) == 1, f"{page}: {beginning}"
    return found[0]


def _wait_until_booted(asterisk: Asterisk) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while "fully booted" not in asterisk.says("core waitfullybooted"):
        if time.monotonic() > until:
            raise TimeoutError("Asterisk did not start")
        time.sleep(0.2)


def _inside() -> list[str]:
    return [] if ROOT == "/" else ["chroot", ROOT]


def _free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
