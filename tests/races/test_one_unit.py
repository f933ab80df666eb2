"""Two officers reach for one unit at the same moment, a thousand times, on two real connections."""

import threading
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import connection

from kentongan.dispatch import services
from kentongan.dispatch.enums import AssignmentState, DispatchMode
from kentongan.dispatch.errors import UnitTaken
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.fleet.enums import UnitState
from kentongan.fleet.models import Unit
from kentongan.incidents.models import Incident
from kentongan.journal import services as journal
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP, Actor
from tests.conftest import NIGHT
from tests.dispatch.make import make_mode, make_ticket
from tests.fleet.make import make_unit
from tests.incidents.make import make_categories, make_incident

ROUNDS = 1_000


@dataclass
class Officer:
    """One officer with a ticket and a connection of his own."""

    by: Actor
    ticket: Ticket
    won: list[Assignment] = field(default_factory=list)
    told: list[UnitTaken] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)
    last: str = ""

    def reach(self, unit_id: UUID) -> None:
        try:
            assignment = services.assign_unit(
                by=self.by, ticket_id=self.ticket.id, unit_id=unit_id, at=NIGHT
            )
            self.won.append(assignment)
            self.last = "WON"
        except UnitTaken as refusal:
            self.told.append(refusal)
            self.last = "TOLD"
        except BaseException as failure:
            self.failed.append(failure)
            self.last = "FAILED"


def clear(unit_id):
    """Free the unit by hand: the race is for taking it, and a thousand rounds are to be quick."""
    with journal.act(by=SETUP, at=NIGHT):
        Assignment.objects.filter(unit_id=unit_id, state="ASSIGNED").update(
            state=AssignmentState.CANCELLED
        )
        Unit.objects.filter(id=unit_id).update(state=UnitState.AVAILABLE)
        Incident.objects.update(units_committed=0)


def race(officers, unit_id, after_round):
    """Both at once, round after round; `after_round` runs when both have come to an end."""
    start = threading.Barrier(len(officers))
    end = threading.Barrier(len(officers), action=after_round)

    def run(officer):
        try:
            for _ in range(ROUNDS):
                start.wait(60)
                officer.reach(unit_id)
                end.wait(60)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(600)


@pytest.mark.django_db(transaction=True)
def test_exactly_one_officer_gets_the_unit_and_the_other_is_told_who_has_it(cast):
    make_categories()
    make_mode(cast, DispatchMode.DIRECT)
    unit = make_unit(cast)
    officers = [
        Officer(by, make_ticket(cast, make_incident()))
        for by in (cast.fire_officer, cast.second_fire_officer)
    ]
    wrong, rounds = [], []

    def check_and_clear():
        rounds.append(None)
        ahead = [o for o in officers if len(o.won) + len(o.told) != len(rounds)]
        winner, loser = sorted(officers, key=lambda o: o.last == "TOLD")
        if ahead or (winner.last, loser.last) != ("WON", "TOLD"):
            wrong.append((len(rounds), winner.last, loser.last))
        named = loser.told[-1].facts if loser.told else {}
        expected = (unit.call_sign, "Pemadam Kebakaran", winner.ticket.incident.number)
        if (named.get("call_sign"), named.get("org"), named.get("incident")) != expected:
            wrong.append((len(rounds), named))
        clear(unit.id)

    race(officers, unit.id, check_and_clear)
    assert [failure for o in officers for failure in o.failed] == []
    assert wrong == []
    assert sum(len(o.won) for o in officers) == ROUNDS
    assert sum(len(o.told) for o in officers) == ROUNDS
    assert Assignment.objects.count() == ROUNDS
    assert Entry.objects.filter(kind="dispatch.assignment.made").count() == ROUNDS
    assert set(Incident.objects.values_list("units_committed", flat=True)) == {0}
