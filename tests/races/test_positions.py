"""Two processes write one vehicle's positions at once; a kill -9 takes ten seconds at most."""

import http.client
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from kentongan.fleet import services
from kentongan.fleet.models import TrackPoint, UnitPosition
from kentongan.fleet.types import Position
from kentongan.geo.points import Point
from tests.conftest import NIGHT
from tests.fleet.make import make_unit
from tests.node import (
    FOUNDING,
    RunningNode,
    command,
    environment_of,
    free_port,
    is_alive,
    is_green,
    wait_for,
)
from tests.races.inside import run_inside

ROUNDS = 30
LOST_S = 10.0
EPOCH = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())

VEHICLE = """
from kentongan.cli import django_setup
django_setup.prepare()
from kentongan.fleet import services
from kentongan.fleet.enums import Capability, UnitKind
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import selectors, services as orgs
from kentongan.orgs.enums import PostKind
at = clock.now()
org = selectors.list_orgs()[0]
post = orgs.open_post(by=SETUP, org_id=org.id, name="Pos", kind=PostKind.STATION, region="332415",
    lat=-6.92, lon=110.2, covers=["332415"], at=at)
unit = services.add_unit(by=SETUP, org_id=org.id, post_id=post.id, call_sign="Damkar 1",
    kind=UnitKind.FIRE_ENGINE, capabilities=[Capability.FIRE], at=at)
print(services.issue_vehicle_token(by=SETUP, unit_id=unit.id, at=at))
"""
KEPT = """
from kentongan.cli import django_setup
django_setup.prepare()
from kentongan.fleet.models import TrackPoint
print(*(int(at.timestamp()) for at in TrackPoint.objects.values_list("at", flat=True)))
"""


@pytest.mark.django_db(transaction=True)
def test_two_at_once_keep_the_newest_and_the_whole_history(cast):
    unit, other = make_unit(cast), make_unit(cast)
    start, failed = threading.Barrier(2), []

    def told(second):
        return Position(Point(-6.9 - second / 10_000, 110.2), NIGHT + timedelta(seconds=second))

    def write(first, step):
        try:
            for n in range(ROUNDS):
                start.wait(60)
                # each its own order of units, and the older batch may come to the end last
                batch = [(unit.id, told(2 * n + first)), (other.id, told(2 * n + first))]
                services._store_positions(batch[::step])
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)
            start.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=each) for each in ((0, 1), (1, -1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    newest = NIGHT + timedelta(seconds=2 * ROUNDS - 1)
    assert set(UnitPosition.objects.values_list("at", flat=True)) == {newest}
    assert TrackPoint.objects.count() == 4 * ROUNDS


def tell(node, code, seconds):
    """One position each 50 ms, with a time of its own; those that were answered."""
    answered = []
    http_ = http.client.HTTPConnection("127.0.0.1", node.port, timeout=10)
    begin = time.time()
    while time.time() - begin < seconds:
        at = int(time.time() * 20)  # each twentieth of a second is one second of the phone's
        stamp = EPOCH + at % 1_000_000
        http_.request("GET", f"/api/lacak/osmand?id={code}&lat=-6.92&lon=110.2&timestamp={stamp}")
        answer = http_.getresponse()
        answer.read()
        assert answer.status == 200
        answered.append((stamp, time.time()))
        time.sleep(0.05)
    return answered


@pytest.mark.processes
def test_clean_stop_loses_nothing_and_a_kill_ten_seconds_at_most(tmp_path, database):
    environment = environment_of(tmp_path, **FOUNDING, **database)
    subprocess.run(command("prepare"), env=environment, check=True, capture_output=True)
    code = run_inside(environment, VEHICLE)
    node = RunningNode(tmp_path, free_port(), **database)
    try:
        wait_for(lambda: is_green(node))
        before = tell(node, code, 3)
    finally:
        node.end()
    assert {stamp for stamp, _ in before} <= kept(environment)

    node = RunningNode(tmp_path, free_port(), **database)
    try:
        wait_for(lambda: is_green(node))
        answered = tell(node, code, 4)
        pids = node.children("web") + node.children("worker")
    finally:
        node.process.kill()
        cut_at = time.time()
        node.process.communicate()
    wait_for(lambda: not any(map(is_alive, pids)), 5)
    found = kept(environment)
    gone = [at for stamp, at in answered if stamp not in found]
    assert cut_at - min(gone, default=cut_at) <= LOST_S
    assert len(gone) < len(answered), "batches were written before the cut"


def kept(environment):
    return set(map(int, run_inside(environment, KEPT).split()))
