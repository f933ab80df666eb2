"""`kentongan demo`: made once, current at every start, and never in somebody's real node."""

import os
import re
import socket
import subprocess
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest

from kentongan.accounts import services as accounts
from kentongan.accounts.models import User
from kentongan.calls.models import Call
from kentongan.cli.demo import kept as secrets
from kentongan.cli.seed import NotADemo, seed
from kentongan.demotions import selectors as demotions
from kentongan.demotions.models import Demotion
from kentongan.dispatch.models import AgencyMode, Ticket
from kentongan.fleet.models import Unit
from kentongan.fleet.selectors import find_vehicle
from kentongan.incidents.models import Incident
from kentongan.journal import selectors as journal_selectors
from kentongan.journal.enums import NodeKind
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP, Actor
from kentongan.kernel.ids import hash_token
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.models import Duty
from kentongan.orgs.selectors import rights_of
from kentongan.regions.models import Landmark
from kentongan.regions.selectors import get_region
from kentongan.surge import selectors as surges
from kentongan.surge.models import Proposal, Surge
from tests.node import FOUNDING, command, environment_of

on_sqlite = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite"),
    reason="the command under test is on SQLite; the database tests run on both",
)


def test_demonstration_is_whole_alive_and_kept_current(empty: Path):
    seed()
    _assert_regency()
    _assert_present()
    _assert_logins(secrets.read_secrets(empty))
    _assert_again_changes_nothing(empty)
    _assert_duty_follows_the_clock()


def _assert_regency() -> None:
    node = journal_selectors.node()
    assert (node.kind, node.region) == (NodeKind.DEMO, "3324")
    kendal = get_region("3324")
    assert (kendal.population, kendal.area_km2) == (1_094_214, 1_006.0)
    assert not Landmark.objects.filter(invented=False).exists()
    assert not Unit.objects.filter(is_invented=False).exists()
    assert not AgencyMode.objects.exclude(legal_basis__contains="bukan SK nyata").exists()


def _assert_present() -> None:
    at = clock.now()
    states = Counter(Incident.objects.values_list("category", "state"))
    assert states["FIRE_STRUCTURE", "ON_SCENE"] == 1
    assert states["MEDICAL_CHEST_PAIN", "DISPATCHED"] == 1
    assert states["SNAKE", "CLOSED"] == 1
    assert Incident.objects.exclude(state="CLOSED").count() == 6
    assert Incident.objects.filter(place_quality="VILLAGE_ONLY", lat=None).count() == 1
    tickets = Counter(Ticket.objects.values_list("org__code", "state"))
    assert tickets["dlh", "FORWARDED"] == tickets["satpolpp-damkar", "SCHEDULED"] == 1
    assert Ticket.objects.filter(org__code="pln", mode="TELEPHONE", state="ACCEPTED").exists()
    assert Call.objects.filter(state="INCOMING").count() == 1
    assert Unit.objects.filter(ready_until__gt=at).count() > 20
    _assert_night_of_the_supervisor(at)
    for org in orgs.list_orgs():
        if org.kind == "AGENCY":
            assert orgs.on_duty(org.id, DutyKind.OFFICER, at), org.code
            assert orgs.on_duty(org.id, DutyKind.OFFICER, at + timedelta(days=2)), org.code


def _assert_night_of_the_supervisor(at: datetime) -> None:
    """A surge that was proposed, declared and ended by a person; one demotion, one candidate."""
    supervisor = User.objects.get(username="pengawas")
    surge = Surge.objects.get()
    assert surge.declared_by == surge.ended_by == supervisor.id
    assert surge.arrivals >= surge.threshold
    assert Entry.objects.filter(kind="surge.surge.end-proposed").count() == 1
    assert surge.declared_at < surge.ended_at < at
    assert (surge.proposal.dismissed_at, Proposal.objects.count()) == (None, 1)
    assert surges.find_open() is surges.find_standing() is None
    (told,) = surges.list_surges(rights_of(SETUP), at)
    assert told.figures.offered == told.figures.answered + told.figures.abandoned
    demotion = Demotion.objects.get()
    assert demotion.granted_by == supervisor.id
    assert demotions.is_in_force(demotion, at)
    assert demotion.listenings.count() == 3
    by = Actor(id=supervisor.id)
    (candidate,) = demotions.list_candidates(by, rights_of(by), at)
    assert (candidate.why_not, candidate.is_own_record, candidate.operators) == ("", False, 2)


def _assert_logins(kept: Any) -> None:
    at = clock.now()
    assert kept.is_complete
    assert accounts.sign_in(
        username="petugas112", password=kept.password, code="", address="127.0.0.1", at=at
    )
    code = pyotp.TOTP(kept.factors["bupati"]).at(at)
    assert accounts.sign_in(
        username="bupati", password=kept.password, code=code, address="127.0.0.1", at=at
    )
    assert orgs.find_device(kept.wall) is not None
    for call_sign, token in kept.vehicles.items():
        vehicle = find_vehicle(hash_token(token))
        assert vehicle is not None
        assert vehicle.call_sign == call_sign


def _assert_again_changes_nothing(empty: Path) -> None:
    before = _counts()
    kept = secrets.read_secrets(empty)
    seed()
    assert _counts() == before
    assert secrets.read_secrets(empty) == kept


def _assert_duty_follows_the_clock() -> None:
    before = _counts()
    later = clock.now() + timedelta(days=5)
    with clock.using(clock.SetClock(later)):
        seed()
    assert _counts()["incidents"] == before["incidents"]
    assert _counts()["calls"] == before["calls"] + 1
    assert [call.arrived_at for call in Call.objects.filter(state="INCOMING")] == [later]
    centre = orgs.get_org_by_code("pusat-112")
    assert len(orgs.on_duty(centre.id, DutyKind.OPERATOR, later)) == 2
    assert Unit.objects.filter(ready_until__gt=later).count() > 20


def _counts() -> dict[str, int]:
    return {
        "calls": Call.objects.count(),
        "incidents": Incident.objects.count(),
        "duties": Duty.objects.count(),
        "entries": journal_selectors.last_seq(),
    }


def test_node_of_real_work_is_refused(cast: Any):
    with pytest.raises(NotADemo):
        seed()
    with pytest.raises(NotADemo):
        seed(reset=True)


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command("demo", *arguments),
        env=environment_of(folder),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


@on_sqlite
@pytest.mark.processes
def test_command_prints_the_same_until_it_is_made_anew(tmp_path: Path):
    first = _printed(tmp_path)
    assert (tmp_path / secrets.FILE).stat().st_mode & 0o777 == 0o600
    assert re.fullmatch(r"\d{6}\n", demo(tmp_path, "--code", "pengawas").stdout)
    assert _printed(tmp_path) == first
    _break_off(tmp_path)
    second = _printed(tmp_path)
    assert second != first
    assert _printed(tmp_path, "--reset") != second


def _printed(folder: Path, *arguments: str) -> list[str]:
    """The password and the links it prints; the codes change by themselves."""
    answer = demo(folder, "--no-serve", *arguments)
    assert answer.returncode == 0, answer.stderr
    lines = [x for x in answer.stdout.splitlines() if "password of" in x or "/k/" in x]
    assert len(lines) == 4
    return lines


def _break_off(folder: Path) -> None:
    """As if the first preparation had been killed."""
    kept = secrets.read_secrets(folder)
    assert kept is not None
    kept.is_complete = False
    secrets.write_secrets(folder, kept)


@on_sqlite
@pytest.mark.processes
def test_command_refuses_a_real_node_with_one_line(tmp_path: Path):
    environment = environment_of(tmp_path, **FOUNDING)
    subprocess.run(command("prepare"), env=environment, check=True, stdin=subprocess.DEVNULL)
    refused = demo(tmp_path, "--no-serve", "--reset")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "real work" in refused.stderr


def test_code_of_nobody_is_one_line_and_exit_2(tmp_path: Path):
    refused = demo(tmp_path, "--code", "nobody")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


def test_nothing_is_reset_for_a_port_that_is_taken(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = demo(tmp_path, "--reset", "--port", str(taken.getsockname()[1]))
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert not (tmp_path / secrets.FILE).exists()


def test_half_a_file_of_secrets_is_none(tmp_path: Path):
    assert secrets.read_secrets(tmp_path) is None
    (tmp_path / secrets.FILE).write_text('{"password": "x", ')
    assert secrets.read_secrets(tmp_path) is None
