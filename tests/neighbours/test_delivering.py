"""Letters wait while the other node is away, go in their order, and arrive once."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.incidents import services as incidents
from kentongan.journal import reactions
from kentongan.journal.models import OutboxItem
from kentongan.neighbours import selectors, services
from kentongan.neighbours.enums import AidState, Way
from kentongan.neighbours.errors import NotReached
from kentongan.neighbours.models import Aid, Letter, Neighbour
from kentongan.neighbours.rules import retry_after
from kentongan.neighbours.services import delivering
from kentongan.neighbours.wire import Standing
from tests.conftest import NIGHT
from tests.neighbours.make import ask, make_neighbour, receive


class Batang:
    """The other node: away, or answering how things stand there."""

    def __init__(self) -> None:
        self.is_away = False
        self.says = Standing(state=AidState.DELIVERED)
        self.heard: list[str] = []

    def __call__(self, _to: Any, body: bytes, *, at: Any) -> Standing:
        if self.is_away:
            raise NotReached(reason="tidak tersambung")
        self.heard.append(body.decode())
        return self.says


@pytest.fixture
def batang(cast, monkeypatch):
    make_neighbour(cast)
    there = Batang()
    monkeypatch.setattr(delivering, "post", there)
    return there


def test_letter_waits_and_arrives_once(cast, batang):
    batang.is_away = True
    aid = ask(cast)
    assert services.deliver_due(at=NIGHT) == 1
    item = OutboxItem.objects.get(topic=selectors.TOPIC)
    assert (item.attempts, item.last_error) == (1, "tidak tersambung")
    assert item.due_at == NIGHT + timedelta(seconds=2)
    assert services.deliver_due(at=NIGHT + timedelta(seconds=1)) == 0
    batang.is_away = False
    later = NIGHT + timedelta(days=2)
    assert services.deliver_due(at=later) == 1
    assert services.deliver_due(at=later) == 0
    aid.refresh_from_db()
    assert (aid.state, aid.delivered_at) == (AidState.DELIVERED, later)
    assert len(batang.heard) == 1
    assert selectors.next_due() is None


def test_letters_about_one_thing_keep_their_order_and_a_node_that_is_back_gets_all(cast, batang):
    batang.is_away = True
    aid, other = ask(cast), ask(cast)
    services.withdraw_aid(by=cast.operator, aid_id=aid.id, at=NIGHT)
    assert services.deliver_due(at=NIGHT) == 1  # one try tells that it is away
    batang.is_away = False
    at = NIGHT + timedelta(seconds=2)
    for _ in range(4):
        services.deliver_due(at=at)
    kinds = [("ask" if '"ask"' in said else "call-off") for said in batang.heard]
    assert kinds.index("call-off") > kinds.index("ask")
    assert sorted(kinds) == ["ask", "ask", "call-off"]
    other.refresh_from_db()
    assert other.state == AidState.DELIVERED
    assert not Letter.objects.filter(sent_at=None).exists()


@pytest.mark.parametrize("state", ["WITHDRAWN", "ACCEPTED", "REFUSED"])
def test_what_the_other_node_says_holds_here_too(cast, batang, state):
    aid = ask(cast)
    services.deliver_due(at=NIGHT)
    services.withdraw_aid(by=cast.operator, aid_id=aid.id, at=NIGHT)
    batang.says = Standing(state=AidState(state), name="Dewi", reason="Penuh.", number="INS-1")
    services.deliver_due(at=NIGHT)
    aid.refresh_from_db()
    assert aid.state == state


def test_node_that_is_away_does_not_keep_us_from_asking_another(cast, batang):
    batang.is_away = True
    aid = ask(cast)
    services.deliver_due(at=NIGHT)
    services.withdraw_aid(by=cast.operator, aid_id=aid.id, at=NIGHT)
    second = ask(cast, incident=aid.incident)
    assert second.state == AidState.ASKED


def test_answer_that_breaks_keeps_the_letter(cast, batang, monkeypatch, caplog):
    def broken(*_: Any, **__: Any) -> Standing:
        raise ZeroDivisionError

    monkeypatch.setattr(delivering, "post", broken)
    ask(cast)
    services.deliver_due(at=NIGHT)
    assert OutboxItem.objects.get(topic=selectors.TOPIC).last_error == "UNEXPECTED"
    assert Letter.objects.get().sent_at is None


def test_what_is_asked_for_an_ended_incident_is_taken_back(cast, batang):
    aid = ask(cast)
    incidents.cancel_incident(by=cast.operator, incident_id=aid.incident_id, reason="x", at=NIGHT)
    reactions.run_all(limit=1000)
    aid.refresh_from_db()
    assert aid.state == AidState.WITHDRAWING
    assert Aid.objects.count() == 1


def test_node_that_is_given_up_leaves_nothing_waiting(client, cast, night, batang):
    batang.is_away = True
    open_one, back = ask(cast), ask(cast)
    taken = receive(client)
    services.withdraw_aid(by=cast.operator, aid_id=back.id, at=NIGHT)
    services.end_neighbour(by=cast.admin, neighbour_id=Neighbour.objects.get().id, at=NIGHT)
    for aid in (open_one, back, taken):
        aid.refresh_from_db()
    assert (open_one.state, open_one.way) == (AidState.ASKED, Way.PHONE)
    assert back.state == AidState.WITHDRAWN
    services.accept_aid(by=cast.operator, aid_id=taken.id, at=NIGHT)
    assert selectors.count_waiting() == 0


def test_tries_come_sooner_at_first_and_never_end():
    waits = [retry_after(n).total_seconds() for n in (1, 2, 3, 6, 10_000)]
    assert waits == [2, 4, 8, 60, 60]
