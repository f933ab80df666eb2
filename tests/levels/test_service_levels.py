"""Service levels from calls, incidents and tickets as they are kept: counted by hand."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.calls.models import Call
from kentongan.dispatch.types import Share
from kentongan.kernel.errors import NotAllowed
from kentongan.levels import selectors, services
from kentongan.levels.enums import NationalClass, Step
from kentongan.levels.errors import MappingIncomplete
from kentongan.levels.rules.national import STARTING
from kentongan.orgs.selectors import rights_of
from tests.caller import caller_of
from tests.calls.make import make_call
from tests.conftest import NIGHT
from tests.dispatch.make import later, make_accepted, make_ticket

DAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 22, 17, tzinfo=UTC)
"""Of the 23rd, in Kendal."""


def rang(cast, at, *, waited=None, talk=60, after=0, lost=None, disposition="EMERGENCY", **values):
    """A call with these stamps, as it stands once it is over."""
    call = make_call(at=at)
    stamps = {"arrived_at": at, "state": "ENDED", "disposition": disposition, **values}
    if waited is not None:
        stamps["answered_at"] = at + timedelta(seconds=waited)
        stamps["answered_by"] = cast.operator.id
        stamps["ended_at"] = stamps["answered_at"] + timedelta(seconds=talk)
        stamps["classified_at"] = stamps["ended_at"] + timedelta(seconds=after)
    if lost is not None:
        stamps |= {
            "state": "ABANDONED",
            "disposition": "",
            "ended_at": at + timedelta(seconds=lost),
        }
    Call.objects.filter(id=call.id).update(**stamps)
    return call


def read(by, first=DAY, last=DAY, step=Step.DAY):
    return selectors.service_levels(rights_of(by), first=first, last=last, step=step, at=NIGHT)


def test_a_day_counted_by_hand(cast, night):
    for waited in (4, 10, 15, 18, 21):
        rang(cast, NIGHT, waited=waited, talk=60, after=10)
    rang(cast, NIGHT, waited=0, disposition="INFORMATION")
    rang(cast, NIGHT, lost=3)
    rang(cast, NIGHT, lost=40)
    rang(cast, NIGHT, waited=1, disposition="PRANK")
    rang(cast, NIGHT, waited=1, disposition="SILENT")
    rang(cast, NIGHT, waited=1, disposition="TEST")
    rang(cast, NIGHT, waited=1, channel="SIMULATED")
    rang(cast, NIGHT, waited=1, channel="WALK_IN")
    found = read(cast.supervisor)
    levels = found.total.levels
    assert (levels.offered, levels.answered, levels.untimed) == (10, 8, 1)
    # of seven measured answers and one who waited 40 s for nothing
    assert levels.within == (Share(4, 8), Share(5, 8), Share(6, 8))
    assert (levels.lost_short, levels.lost_long) == (1, 1)
    shares = found.shares
    assert (shares.real, shares.prank, shares.silent, shares.information) == (5, 1, 1, 1)
    counts = found.national.counts
    assert [counts[NationalClass(c)] for c in ("NORMAL", "GHOST", "PRANK", "INFORMATION")] == [
        5, 1, 1, 1,
    ]  # fmt: skip
    assert found.national.unsaid == 2


def test_midnight_and_the_end_of_a_month_are_those_of_the_node(cast, night):
    rang(cast, MIDNIGHT - timedelta(seconds=1), waited=5)
    rang(cast, MIDNIGHT, waited=5)
    days = read(cast.supervisor, first=date(2026, 11, 22)).steps
    assert [d.levels.offered for d in days] == [1, 1]
    hours = read(cast.supervisor, step=Step.HOUR).steps
    assert [h.levels.offered for h in hours] == [1, *[0] * 23]
    edge = datetime(2026, 11, 30, 17, tzinfo=UTC)
    rang(cast, edge - timedelta(seconds=1), waited=5)
    rang(cast, edge, waited=5)
    months = read(
        cast.supervisor, date(2026, 11, 1), date(2026, 12, 31), Step.MONTH
    ).steps  # fmt: skip
    assert [(m.label, m.levels.offered) for m in months] == [("11-2026", 3), ("12-2026", 1)]


def test_what_is_corrected_is_counted_anew(cast, night):
    call = rang(cast, NIGHT, waited=5, disposition="PRANK")
    assert read(cast.supervisor).shares.prank == 1
    Call.objects.filter(id=call.id).update(disposition="EMERGENCY")
    shares = read(cast.supervisor).shares
    assert (shares.real, shares.prank) == (1, 0)


def test_tickets_accepted_within_a_minute(cast, night):
    make_accepted(cast)
    make_ticket(cast)
    found = read(cast.supervisor)
    (fire,) = found.agencies
    assert fire.accepted.kept.n == 2
    assert fire.accepted.times.missing == 1
    assert found.total.accepted.kept == fire.accepted.kept
    assert later(0) == NIGHT


def test_only_supervisor_and_leader_see_operators(cast, night):
    rang(cast, NIGHT, waited=5)
    for who in (cast.supervisor, cast.leader):
        (line,) = read(who).operators
        assert (line.name, line.levels.answered) == ("Operator", 1)
    assert read(cast.pusdalops).operators is None
    for who in (cast.operator, cast.fire_officer, cast.admin, cast.auditor):
        with pytest.raises(NotAllowed):
            read(who)


def test_it_costs_the_same_questions_however_many_calls(cast, night):
    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(cast.supervisor, date(2026, 1, 1), date(2026, 12, 31), Step.MONTH)
        return len(queries)

    rang(cast, NIGHT, waited=5)
    read(cast.supervisor)
    before = questions()
    for _ in range(12):
        rang(cast, NIGHT, waited=5)
    assert questions() == before <= 6


def test_a_new_mapping_counts_from_now_on_and_is_shown(cast, night):
    rang(cast, NIGHT, waited=5, disposition="WRONG_NUMBER")
    assert read(cast.supervisor).national.counts[NationalClass.NOT_RETURNED] == 1
    classes = STARTING | {"WRONG_NUMBER": "INFORMATION"}
    services.set_mapping(by=cast.admin, classes=classes, legal_basis="SE 5/2026", at=NIGHT)
    found = read(cast.supervisor).national
    assert found.counts[NationalClass.INFORMATION] == 1
    assert found.legal_basis == "SE 5/2026"
    with pytest.raises(NotAllowed):
        services.set_mapping(by=cast.supervisor, classes=classes, legal_basis="SE", at=NIGHT)
    with pytest.raises(MappingIncomplete):
        services.set_mapping(by=cast.admin, classes={}, legal_basis="SE", at=NIGHT)


def test_api_says_the_same_and_refuses_what_it_must(cast, night):
    rang(cast, NIGHT, waited=5)
    api = caller_of(cast, "leader")
    said = json.loads(api.get("/service-levels", first="2026-11-23", last="2026-11-23").content)
    assert said["total"]["within"][1] == {"count": 1, "n": 1}
    assert said["total"]["waited"] == {"n": 1, "missing": 0, "p50_s": 5, "p90_s": 5}
    assert "operators" not in said
    assert api.get("/service-levels", first="2020-01-01", last="2026-01-01").status_code == 400
    assert api.get("/service-levels", first="x", last="2026-01-01").status_code in {400, 422}
    other = caller_of(cast, "operator")
    denied = other.get("/service-levels", first="2026-11-23", last="2026-11-23")
    assert denied.status_code == 403
    assert other.get("/staffing").status_code == 403
