"""What the worker proposes, takes back, and declares only where the regency has decided so."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState, Channel, Disposition
from kentongan.calls.models import Call
from kentongan.journal.models import Entry
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.messaging.models import Message
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind, MatterKind
from kentongan.orgs.selectors import open_matters, rights_of
from kentongan.surge import errors, selectors, services
from kentongan.surge.models import Proposal, Surge
from kentongan.surge.tasks import Lookout
from tests.calls.make import make_call
from tests.conftest import NIGHT
from tests.surge.make import burst, declare, end

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def at_night(cast: Any, night: Any) -> None:
    """Everything happens at three in the morning."""


def watch(at: datetime = NIGHT, usual: float | None = None) -> bool:
    return services.watch(by=TIMEKEEPER, usual=usual, at=at)


def settle(at: datetime) -> None:
    """Whoever waits is answered and done."""
    for call in Call.objects.filter(answered_at=None):
        calls.classify_call(
            by=TIMEKEEPER, call_id=call.id, disposition=Disposition.INFORMATION, at=at
        )


def test_many_calls_are_proposed_once(cast: Any) -> None:
    burst(9)
    calls.set_agent_state(by=cast.operator, state=AgentState.READY, at=NIGHT)
    settle(NIGHT)
    assert not watch()
    burst(1)
    settle(NIGHT)
    assert watch()
    assert not watch()
    row = Proposal.objects.get()
    assert (row.arrivals, row.threshold) == (10, 10)
    assert selectors.find_standing() == row
    assert not selectors.is_active(NIGHT)


def test_as_many_as_usual_are_no_surge(cast: Any) -> None:
    burst(12)
    settle(NIGHT)
    assert not watch(usual=5.0)
    assert watch(usual=4.0)


def test_more_waiting_than_the_desk_can_take(cast: Any) -> None:
    for name in ("operator", "second_operator"):
        calls.set_agent_state(by=cast.actor(name), state=AgentState.READY, at=NIGHT)
    burst(5)
    assert not watch()
    burst(1)
    assert watch()


def test_test_calls_and_the_practice_line_are_no_surge(cast: Any) -> None:
    for _ in range(12):
        call = make_call(channel=Channel.SIMULATED)
        calls.abandon_call(by=TIMEKEEPER, call_id=call.id, at=NIGHT)
    for call in burst(12):
        calls.classify_call(
            by=cast.operator, call_id=call.id, disposition=Disposition.TEST, at=NIGHT
        )
    assert not watch()


def on_duty(cast: Any) -> None:
    duty = orgs.plan_duty(
        by=cast.admin, org_id=cast.org_id("centre"), kind=DutyKind.SUPERVISOR,
        person_name="Bu Rini", phone="+6281211112222", starts_at=NIGHT - timedelta(hours=1),
        ends_at=NIGHT + timedelta(hours=7), at=NIGHT,
    )  # fmt: skip
    orgs.sign_on(by=cast.admin, duty_id=duty.id, at=NIGHT)


def test_the_supervisor_on_duty_is_rung_at_both_ends(cast: Any) -> None:
    on_duty(cast)
    burst(10)
    watch()
    declare(cast)
    settle(NIGHT)
    watch(NIGHT + 41 * MINUTE)
    watch(NIGHT + 42 * MINUTE)
    assert [each.recipient for each in Message.objects.all()] == ["+6281211112222"] * 2
    rung = Entry.objects.filter(kind__in=("surge.proposal.made", "surge.surge.end-proposed"))
    assert [entry.facts["rung"] for entry in rung] == [True, True]


def test_an_open_surge_is_handed_over_by_name(cast: Any) -> None:
    surge = declare(cast)
    centre = cast.orgs["centre"]
    open_now = [each.matter for each in open_matters(centre, NIGHT)]
    assert [(each.kind, each.id) for each in open_now] == [(MatterKind.SURGE, surge.id)]
    assert surge.reason not in str(open_now)
    assert open_matters(cast.orgs["fire"], NIGHT) == []
    end(cast, surge, at=NIGHT)
    assert open_matters(centre, NIGHT) == []


def pass_by(cast: Any) -> datetime:
    """The wave has been low for a whole window."""
    settle(NIGHT)
    assert not watch(NIGHT + 11 * MINUTE)
    assert not watch(NIGHT + 20 * MINUTE)
    assert watch(NIGHT + 21 * MINUTE)
    return NIGHT + 21 * MINUTE


def test_a_proposal_that_has_passed_is_taken_back(cast: Any) -> None:
    burst(10)
    watch()
    later = pass_by(cast)
    assert Proposal.objects.get().over_at == later
    assert selectors.find_standing() is None
    burst(10, until=later + MINUTE)
    assert watch(later + MINUTE)
    assert Proposal.objects.count() == 2


def test_calls_that_go_up_and_down_ring_nobody_twice(cast: Any) -> None:
    on_duty(cast)
    for n in range(6):
        waiting = burst(3, until=NIGHT + n * MINUTE)
        watch(NIGHT + n * MINUTE)
        for call in waiting:
            calls.abandon_call(by=TIMEKEEPER, call_id=call.id, at=NIGHT + n * MINUTE)
        Call.objects.update(arrived_at=NIGHT - timedelta(hours=1))
        watch(NIGHT + n * MINUTE + timedelta(seconds=5))
    row = Proposal.objects.get()
    assert (row.over_at, row.calm_since) == (None, NIGHT + 5 * MINUTE + timedelta(seconds=5))
    assert Message.objects.count() == 1


def test_a_dismissed_one_is_not_proposed_again_in_the_same_wave(cast: Any) -> None:
    burst(10)
    watch()
    row = Proposal.objects.get()
    services.dismiss_proposal(by=cast.supervisor, proposal_id=row.id, at=NIGHT)
    services.dismiss_proposal(by=cast.supervisor, proposal_id=row.id, at=NIGHT + MINUTE)
    assert Proposal.objects.get().dismissed_at == NIGHT
    assert selectors.find_standing() is None
    assert not watch(NIGHT + MINUTE)
    pass_by(cast)
    with pytest.raises(errors.ProposalOver):
        services.dismiss_proposal(by=cast.supervisor, proposal_id=row.id, at=NIGHT)


def test_declaring_settles_what_was_proposed(cast: Any) -> None:
    burst(10)
    watch()
    surge = declare(cast)
    assert Proposal.objects.get().surge == surge
    assert selectors.find_standing() is None


def automatic(cast: Any, minutes: int) -> None:
    orgs.set_limit(
        by=cast.admin, code="surge.automatic_after_s", value=minutes * 60, legal_basis="SK uji",
        at=NIGHT,
    )  # fmt: skip


def test_nothing_is_declared_by_itself_on_a_new_node(cast: Any) -> None:
    burst(30)
    watch()
    watch(NIGHT + 5 * MINUTE)
    assert not Surge.objects.exists()


def test_a_decree_lets_it_be_declared_after_some_minutes(cast: Any) -> None:
    automatic(cast, 3)
    burst(30)
    watch()
    assert not watch(NIGHT + 2 * MINUTE)
    assert watch(NIGHT + 3 * MINUTE)
    surge = Surge.objects.get()
    assert surge.is_automatic
    assert surge.declared_by == TIMEKEEPER.id
    assert surge.reason


def test_a_supervisors_word_comes_before_the_decree(cast: Any) -> None:
    automatic(cast, 3)
    burst(30)
    watch()
    row = Proposal.objects.get()
    services.dismiss_proposal(by=cast.supervisor, proposal_id=row.id, at=NIGHT)
    assert not watch(NIGHT + 4 * MINUTE)
    assert not Surge.objects.exists()


def test_its_end_is_proposed_and_taken_back_and_never_done(cast: Any) -> None:
    burst(12)
    declare(cast)
    settle(NIGHT)
    assert not watch(NIGHT + 20 * MINUTE)
    quiet = NIGHT + 41 * MINUTE
    assert watch(quiet)
    assert Surge.objects.get().end_proposed_at == quiet
    assert not watch(quiet + MINUTE)
    burst(6, until=quiet + 2 * MINUTE)
    assert not watch(quiet + 2 * MINUTE)
    burst(12, until=quiet + 5 * MINUTE)
    assert watch(quiet + 5 * MINUTE)
    surge = Surge.objects.get()
    assert (surge.end_proposed_at, surge.ended_at) == (None, None)


def test_a_surge_declared_early_is_not_ended_at_once(cast: Any) -> None:
    declare(cast)
    assert not watch(NIGHT + MINUTE)
    assert not watch(NIGHT + 29 * MINUTE)
    assert watch(NIGHT + 30 * MINUTE)


def test_the_worker_looks_every_few_seconds(cast: Any) -> None:
    look = Lookout()
    burst(10)
    assert look.look(NIGHT) == 1
    settle(NIGHT)
    later = NIGHT + 11 * MINUTE
    assert look.look(NIGHT + timedelta(seconds=2)) == 0
    assert look.look(later) == 0
    assert Proposal.objects.get().calm_since == later
    assert look.look(later + 10 * MINUTE) == 1
    assert Proposal.objects.get().over_at == later + 10 * MINUTE


def test_what_is_usual_comes_from_the_days_before(cast: Any) -> None:
    rights = rights_of(TIMEKEEPER)
    assert selectors.usual_at(rights, NIGHT) is None
    for day in range(1, 6):
        burst(6, until=NIGHT - timedelta(days=day) + timedelta(minutes=20))
    assert selectors.usual_at(rights, NIGHT + 5 * MINUTE) is None
    for day in range(6, 10):
        burst(6, until=NIGHT - timedelta(days=day) + timedelta(minutes=20))
    assert selectors.usual_at(rights, NIGHT + 5 * MINUTE) == 1.0
    # the next hour had none on any of those days; calls of this hour are not its past
    burst(40, until=NIGHT + 9 * MINUTE)
    assert selectors.usual_at(rights, NIGHT + 65 * MINUTE) == 0.0
    assert selectors.usual_at(rights, NIGHT + 10 * MINUTE) == 1.0


def test_what_is_usual_costs_two_questions(cast: Any, django_assert_num_queries: Any) -> None:
    burst(3, until=NIGHT - timedelta(days=9))
    rights = rights_of(TIMEKEEPER)
    selectors.usual_at(rights, NIGHT)  # the limits are kept by the process
    with django_assert_num_queries(2):
        selectors.usual_at(rights, NIGHT)
