"""Two real nodes, each with a folder of its own, that talk to each other over HTTP on loopback."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.node import (
    FOUNDING,
    RunningNode,
    command,
    environment_of,
    free_port,
    is_green,
    wait_for,
)

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite"),
        reason="the nodes under test are on SQLite; tests/neighbours/test_races.py runs both",
    ),
]

PEOPLE = """
import json, sys
from datetime import timedelta
from kentongan.cli import django_setup
django_setup.prepare()
from kentongan.accounts import services as accounts
from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import DutyKind, OrgKind, Role
at, (name, their_region) = clock.now(), sys.argv[1:]
centre = next(org for org in selectors.list_orgs() if org.kind == OrgKind.CENTRE)
user = accounts.create_user(
    by=SETUP, username=name.lower(), name=name, password="rumah-kayu-biru-9", at=at)
services.grant_role(by=SETUP, user_id=user.id, org_id=centre.id, role=Role.OPERATOR,
    region=node().region, at=at)
services.plan_duty(by=SETUP, org_id=centre.id, kind=DutyKind.SUPERVISOR, person_name="Pengawas",
    phone="+6281300000009", starts_at=at, ends_at=at + timedelta(hours=8), at=at)
services.set_limit(by=SETUP, code="neighbours.handover_within_s", value=15,
    legal_basis="uji", at=at)
other = services.open_org(by=SETUP, code="tetangga", name="112 tetangga", short_name="Tetangga",
    kind=OrgKind.NEIGHBOUR, region=their_region, at=at)
print(json.dumps({"node": str(node().id), "org": str(other.id),
    "token": accounts.issue_token(by=SETUP, user_id=user.id, label="uji", at=at)}))
"""
ACQUAINT = """
import sys
from uuid import UUID
from kentongan.cli import django_setup
django_setup.prepare()
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.neighbours import services
org, address, node, secret = sys.argv[1:]
print(services.set_neighbour(by=SETUP, org_id=UUID(org), address=address, node_id=UUID(node),
    their_secret=secret, at=clock.now())[1])
"""
OVER = ("ACCEPTED", "WITHDRAWN")
INCIDENT = {
    "category": "TREE_DOWN",
    "narrative": "Pohon roboh di perbatasan.",
    "place": {"lat": -6.93, "lon": 109.95, "accuracy_m": 60, "source": "MAP", "quality": "EXACT"},
    "region": "33.24",
    "report": {"name": "Sri", "phone": "+6281298765432"},
}


class Desk:
    """A node, and a person who works at it over HTTP."""

    def __init__(self, folder: Path, region: str, name: str, their_region: str) -> None:
        self.folder, self.port = folder, free_port()
        environment = environment_of(folder, **FOUNDING | {"KENTONGAN_REGION": region})
        subprocess.run(command("prepare"), env=environment, check=True, stdin=subprocess.DEVNULL)
        self.name = name
        self.known = json.loads(self.inside(PEOPLE, name, their_region))
        self.running: RunningNode | None = None

    def inside(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], env=environment_of(self.folder),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def meet(self, other: "Desk", secret: str = "") -> str:
        address = f"http://127.0.0.1:{other.port}"
        return self.inside(ACQUAINT, self.known["org"], address, other.known["node"], secret)

    def start(self) -> None:
        self.running = RunningNode(self.folder, self.port)
        wait_for(lambda: self.running and is_green(self.running))

    def stop(self) -> None:
        if self.running is not None:
            self.running.process.kill()
            self.running.process.communicate()
            self.running = None

    def ask(self, path: str, body: Any = None, method: str = "") -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            method=method or ("GET" if body is None else "POST"),
            headers={
                "Authorization": f"Bearer {self.known['token']}",
                "Content-Type": "application/json", "Idempotency-Key": str(uuid4()),
            },
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def hand_over(self, **more: Any) -> dict[str, Any]:
        incident = self.ask("incidents", INCIDENT)
        body = {"org_id": self.known["org"], **more}
        return self.ask(f"incidents/{incident['id']}/aids", body)

    def aids(self, direction: str) -> list[dict[str, Any]]:
        return [a for a in self.ask("aids")["items"] if a["direction"] == direction]

    def aid(self, aid_id: str) -> dict[str, Any]:
        return next(a for a in self.ask("aids")["items"] if a["id"] == aid_id)

    def log(self, incident_id: str) -> str:
        return json.dumps(self.ask(f"incidents/{incident_id}"))

    def waits_for(self, aid_id: str, state: str) -> dict[str, Any]:
        wait_for(lambda: self.aid(aid_id)["state"] == state, 40)
        return self.aid(aid_id)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk]]:
    """Kendal and Batang, acquainted, running."""
    kendal = Desk(tmp_path_factory.mktemp("kendal"), "33.24", "Ratna", "3325")
    batang = Desk(tmp_path_factory.mktemp("batang"), "33.25", "Dewi", "3324")
    ours = kendal.meet(batang)
    theirs = batang.meet(kendal, ours)
    kendal.meet(batang, theirs)
    try:
        kendal.start()
        batang.start()
        yield kendal, batang
    finally:
        kendal.stop()
        batang.stop()


@pytest.fixture
def both(pair: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    for desk in pair:
        if desk.running is None:
            desk.start()
    return pair


def taken_at(batang: Desk, seen: set[str]) -> dict[str, Any]:
    """The one that has just come."""
    found = wait_for(
        lambda: [a for a in batang.aids("IN") if a["id"] not in seen and a["state"] == "DELIVERED"],
        40,
    )
    assert len(found) == 1
    return found[0]


def seen_at(desk: Desk) -> set[str]:
    return {aid["id"] for aid in desk.aids("IN")}


def test_incident_goes_over_by_name_and_its_steps_come_back(both):
    kendal, batang = both
    seen = seen_at(batang)
    ours = kendal.hand_over(with_caller=True, injured=1)
    theirs = taken_at(batang, seen)
    assert theirs["their_number"].startswith("INS-3324-")
    assert kendal.waits_for(ours["id"], "DELIVERED")
    assert kendal.ask(f"incidents/{ours['incident_id']}")["state"] == "AWAITING_DISPATCH"
    taken = batang.ask(f"aids/{theirs['id']}/accept", {})
    accepted = kendal.waits_for(ours["id"], "ACCEPTED")
    assert accepted["answered_name"] == "Dewi"
    opened = batang.ask(f"incidents/{taken['incident_id']}")
    assert accepted["their_number"] == opened["number"]
    assert (opened["place"]["lat"], opened["place"]["accuracy_m"]) == (-6.93, 60)
    kendal.ask(f"aids/{ours['id']}/close", {})
    assert kendal.ask(f"incidents/{ours['incident_id']}")["state"] == "HANDED_OVER"
    batang.ask(f"incidents/{taken['incident_id']}/cancel", {"reason": "Sudah dipotong warga."})
    wait_for(lambda: "Ditutup di sana" in kendal.log(ours["incident_id"]), 40)


def test_refusal_comes_back_with_its_reason_and_the_incident_stays_ours(both):
    kendal, batang = both
    seen = seen_at(batang)
    ours = kendal.hand_over()
    theirs = taken_at(batang, seen)
    batang.ask(f"aids/{theirs['id']}/refuse", {"reason": "Semua unit bertugas."})
    kendal.waits_for(ours["id"], "REFUSED")
    assert "Semua unit bertugas." in kendal.log(ours["incident_id"])
    assert kendal.ask(f"incidents/{ours['incident_id']}")["state"] == "AWAITING_DISPATCH"


def test_units_asked_for_open_the_work_there_and_leave_ours_open(both):
    kendal, batang = both
    seen = seen_at(batang)
    wanted = [{"capability": "TREE", "count": 2}]
    ours = kendal.hand_over(kind="UNITS", wanted=wanted, reason="Kurang gergaji.")
    theirs = taken_at(batang, seen)
    assert (theirs["kind"], theirs["wanted"]) == ("UNITS", wanted)
    batang.ask(f"aids/{theirs['id']}/accept", {})
    kendal.waits_for(ours["id"], "ACCEPTED")
    with pytest.raises(urllib.error.HTTPError) as refused:
        kendal.ask(f"aids/{ours['id']}/close", {})
    assert refused.value.code == 409


def test_withdrawn_before_anybody_has_taken_it_is_withdrawn_on_both_sides(both):
    kendal, batang = both
    seen = seen_at(batang)
    ours = kendal.hand_over()
    theirs = taken_at(batang, seen)
    kendal.ask(f"aids/{ours['id']}/withdraw", {})
    kendal.waits_for(ours["id"], "WITHDRAWN")
    assert batang.aid(theirs["id"])["state"] == "WITHDRAWN"


def test_withdrawn_as_it_is_accepted_has_one_outcome_on_both_sides(both):
    kendal, batang = both
    for _ in range(3):
        seen = seen_at(batang)
        ours = kendal.hand_over()
        theirs = taken_at(batang, seen)
        kendal.waits_for(ours["id"], "DELIVERED")
        kendal.ask(f"aids/{ours['id']}/withdraw", {})
        try:
            batang.ask(f"aids/{theirs['id']}/accept", {})
        except urllib.error.HTTPError as refused:
            assert refused.code == 409
        wait_for(lambda o=ours: kendal.aid(o["id"])["state"] in OVER, 40)
        assert kendal.aid(ours["id"])["state"] == batang.aid(theirs["id"])["state"]


def test_node_that_is_away_gets_it_once_when_it_is_back_and_telephones_ring_meanwhile(both):
    kendal, batang = both
    seen = seen_at(batang)
    batang.stop()
    ours = kendal.hand_over()
    waiting = wait_for(lambda: kendal.aid(ours["id"])["overdue_at"] and kendal.aid(ours["id"]), 40)
    assert waiting["state"] == "ASKED"
    assert kendal.ask(f"incidents/{ours['incident_id']}")["state"] == "AWAITING_DISPATCH"
    batang.start()
    kendal.waits_for(ours["id"], "DELIVERED")
    time.sleep(3)
    assert len([a for a in batang.aids("IN") if a["id"] not in seen]) == 1


def test_figures_count_one_event_once_at_each_node(both):
    kendal, batang = both
    there = {(f["direction"], f["kind"]): f for f in kendal.ask("aid-figures")["items"]}
    here = {(f["direction"], f["kind"]): f for f in batang.ask("aid-figures")["items"]}
    assert ("IN", "INCIDENT") not in there
    for kind in {kind for _, kind in there}:
        one, other = there["OUT", kind], here["IN", kind]
        counted = ("asked", "accepted", "refused", "n")
        assert [one[c] for c in counted] == [other[c] for c in counted]
