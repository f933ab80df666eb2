"""A burst of calls with a surge declared and ended in the middle of it: every figure holds all."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from kentongan.calls import selectors as calls
from kentongan.calls import services as call_services
from kentongan.calls.enums import CallState, Channel, Disposition
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.incidents.models import Report
from kentongan.incidents.types import ReportInput
from kentongan.kernel.actors import EXCHANGE, SETUP, TIMEKEEPER
from kentongan.levels.enums import Step
from kentongan.levels.selectors import service_levels
from kentongan.levels.types import ServiceLevels
from kentongan.orgs.selectors import rights_of
from kentongan.surge import selectors, services
from kentongan.surge.models import Surge
from tests.conftest import NIGHT
from tests.incidents.make import exact, make_incident
from tests.surge.make import add_helper, declare, end

pytestmark = pytest.mark.django_db
BURST = 60
EVERY_S = 5
ON, OFF = 20, 40
"""The surge is declared as the twentieth caller rings, and ended before the fortieth."""

FATES = ("linked", "abandoned", "waiting", "prank", "opened", "quick", "silent", "answered",
         "queued", "information")  # fmt: skip


def moment(n: int, after_s: float = 0) -> Any:
    return NIGHT + timedelta(seconds=n * EVERY_S + after_s)


def ring(n: int) -> Call:
    new = NewCall(channel=Channel.PHONE, phone=f"+62812{70000000 + n}", note=f"penelepon {n}")
    return call_services.receive_call(by=EXCHANGE, new=new, at=moment(n))


def answer(cast: Any, call: Call, n: int) -> None:
    call_services.answer_call(by=cast.operator, call_id=call.id, at=moment(n, 8))


def befall(cast: Any, call: Call, fate: str, n: int, parent: Any) -> None:
    """What becomes of the n-th caller."""
    given = {"call_id": call.id, "at": moment(n, 30)}
    if fate in {"linked", "opened", "prank", "silent", "answered", "information"}:
        answer(cast, call, n)
    if fate == "linked":
        said = ReportInput(narrative=f"air masuk {n}", place=exact(address=f"Gang {n}"))
        services.link_caller(
            by=cast.operator, incident_id=parent.id, said=said, category="", facts={},
            same_place_confirmed=True, same_victims_confirmed=True, **given,
        )  # fmt: skip
    elif fate in {"abandoned", "quick"}:
        after_s = 20 if fate == "abandoned" else 2
        call_services.abandon_call(by=EXCHANGE, call_id=call.id, at=moment(n, after_s))
    elif fate == "queued":
        call_services.queue_call(by=EXCHANGE, **given)
    elif fate == "opened":
        disposition = Disposition.EMERGENCY
        call_services.classify_call(by=cast.operator, disposition=disposition, **given)
    elif fate in {"prank", "silent", "information"}:
        disposition = Disposition[fate.upper()]
        call_services.classify_call(by=cast.operator, disposition=disposition, **given)


def replay(cast: Any, *, with_surge: bool) -> Surge | None:
    """The burst, call by call."""
    parent = make_incident(by=SETUP, category="FIRE_STRUCTURE")
    surge = None
    for n in range(BURST):
        if with_surge and n == ON:
            services.watch(by=TIMEKEEPER, usual=1.0, at=moment(n))
            surge = declare(cast, at=moment(n))
        if surge is not None and n == OFF:
            end(cast, surge, at=moment(n))
        befall(cast, ring(n), FATES[n % len(FATES)], n, parent)
    if surge is not None:
        surge.refresh_from_db()
    return surge


def levels(cast: Any) -> ServiceLevels:
    day = (NIGHT + timedelta(hours=7)).date()
    rights = rights_of(cast.supervisor)
    return service_levels(rights, first=day, last=day, step=Step.DAY, at=moment(BURST, 60))


def figures(cast: Any) -> dict[str, Any]:
    """Everything that counts calls, of the whole burst."""
    rights, until = rights_of(cast.supervisor), moment(BURST, 60)
    found = levels(cast)
    total, shares = found.total.levels, calls.day_of_calls(rights, NIGHT, until).shares
    national = found.national
    waiting = Call.objects.filter(state__in=(CallState.INCOMING, CallState.QUEUED)).count()
    assert total.offered == total.answered + total.lost_short + total.lost_long + waiting
    return {
        "offered": total.offered,
        "answered": total.answered,
        "abandoned": total.lost_short + total.lost_long,
        "waiting": waiting,
        "within": [share.n for share in total.within],
        "shares": shares.total,
        "open": shares.open,
        "national": sum(national.counts.values()) + national.unsaid,
        "board": found.shares.total,
        "history": len(calls.measured_calls(rights, NIGHT, until)),
    }


@pytest.mark.parametrize("with_surge", [True, False])
def test_offered_is_answered_and_abandoned_and_waiting(
    cast: Any, night: Any, with_surge: bool
) -> None:
    add_helper(cast)
    replay(cast, with_surge=with_surge)
    found = figures(cast)
    for name in ("offered", "shares", "national", "board", "history"):
        assert found[name] == BURST, name
    assert found["answered"] + found["abandoned"] + found["waiting"] == BURST
    assert (found["answered"], found["abandoned"], found["waiting"]) == (36, 12, 12)
    # who was answered or gave up after five seconds is in every share of the service level
    assert found["within"] == [36 + 6] * 3


def test_a_surge_changes_no_figure(cast: Any, night: Any) -> None:
    replay(cast, with_surge=False)
    plain, callers = figures(cast), Counter(Call.objects.values_list("state", flat=True))
    Report.objects.filter(call_id__isnull=False).delete()
    Call.objects.all().delete()
    replay(cast, with_surge=True)
    assert figures(cast) == plain
    assert Counter(Call.objects.values_list("state", flat=True)) == callers


def test_the_surge_itself_counts_all_of_its_calls(cast: Any, night: Any) -> None:
    surge = replay(cast, with_surge=True)
    assert surge is not None
    told = selectors.told_of(rights_of(cast.supervisor), surge, moment(BURST, 60))
    mine = [n for n in range(BURST) if surge.declared_at <= moment(n) <= surge.ended_at]
    fates = Counter(FATES[n % len(FATES)] for n in mine)
    found = told.figures
    assert found.offered == len(mine) == found.answered + found.abandoned + found.waiting
    assert found.abandoned == fates["abandoned"] + fates["quick"]
    assert found.waiting == fates["waiting"] + fates["queued"]
    # the chart also holds those that led to it
    assert sum(count for _, count in told.steps) == OFF + 1


def test_each_linked_caller_keeps_what_he_said(cast: Any, night: Any) -> None:
    replay(cast, with_surge=True)
    linked = [n for n in range(BURST) if FATES[n % len(FATES)] == "linked"]
    reports = Report.objects.filter(call_id__isnull=False).order_by("received_at")
    assert [(row.narrative, row.address) for row in reports] == [
        (f"air masuk {n}", f"Gang {n}") for n in linked
    ]
    assert [row.reporter_phone for row in reports] == [f"+62812{70000000 + n}" for n in linked]
