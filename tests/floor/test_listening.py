"""A supervisor joins a call through the exchange: by name, with a reason, and leaves with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kentongan.calls import services as calls
from kentongan.calls.models import Call
from kentongan.exchange import services as exchange
from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.exchange.enums import JoinMode, LinkState
from kentongan.exchange.errors import ExchangeAway, NoTelephone
from kentongan.exchange.facts import Fact, FactKind
from kentongan.exchange.models import Leg, Link
from kentongan.floor import selectors, services
from kentongan.floor.enums import JoinReason
from kentongan.floor.errors import NotInHand, NotThroughExchange, OwnCall
from kentongan.floor.limits import TOLD_AFTER
from kentongan.floor.models import Listening
from kentongan.incidents import services as incidents
from kentongan.incidents.errors import RestrictedUnread
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.kernel.actors import EXCHANGE, SETUP, Actor
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs import services as orgs
from tests.calls.make import answered, make_call
from tests.conftest import NIGHT
from tests.exchange.make import LINE, hear
from tests.floor.make import CALLER, DESK_LINE, orders, over, react, shift_leader, spoken
from tests.incidents.make import new_incident
from tests.quality.make import make_supervisor

pytestmark = pytest.mark.django_db
M = JoinMode


def join(by: Actor, call: Call, mode: JoinMode = M.LISTEN, **more: Any) -> Listening:
    values = {"reason": JoinReason.COACHING, "at": NIGHT} | more
    return services.begin_listening(by=by, call_id=call.id, mode=mode, **values)


def told_at_once(cast: Any) -> None:
    """The regency has decided so."""
    orgs.set_limit(by=cast.admin, code=TOLD_AFTER.code, value=0, legal_basis="SK 1", at=NIGHT)


@pytest.mark.parametrize(("mode", "options"), [(M.LISTEN, "qESu"), (M.WHISPER, "qESuw")])
def test_the_own_telephone_rings_and_is_in_the_call(
    cast: Any, call: Call, practice: PracticeExchange, mode: JoinMode, options: str
) -> None:
    row = join(cast.supervisor, call, mode)
    assert orders(practice) == [
        {
            "Action": "Originate", "Channel": "PJSIP/1009", "ChannelId": f"pengawas-{row.id.hex}",
            "Async": "true", "Timeout": "30000", "Application": "ChanSpy",
            "Data": f"{DESK_LINE},{options}",
        }
    ]  # fmt: skip
    assert practice.orders[0]["ActionID"] == f"pengawas-{row.id.hex}"
    assert (row.operator_id, row.supervisor_id) == (cast.operator.id, cast.supervisor.id)
    began = Entry.objects.get(kind="floor.listening.began")
    assert began.by_id == cast.supervisor.id
    assert (began.facts["mode"], began.facts["reason"]) == (mode, "COACHING")


def test_talking_takes_both_into_a_room_of_the_call(
    cast: Any, call: Call, practice: PracticeExchange
) -> None:
    row = join(cast.supervisor, call, M.TALK)
    redirect, ring = orders(practice)
    room = f"konf-{Leg.objects.get().id.hex}"
    assert (redirect["Channel"], redirect["ExtraChannel"]) == (CALLER, DESK_LINE)
    assert redirect["Exten"] == redirect["ExtraExten"] == ring["Exten"] == room
    assert (ring["Channel"], ring["ChannelId"]) == ("PJSIP/1009", f"pengawas-{row.id.hex}")
    assert "Application" not in ring


def test_pressed_again_it_is_the_same_one(cast: Any, call: Call, practice: Any) -> None:
    assert join(cast.supervisor, call).id == join(cast.supervisor, call).id
    assert len(orders(practice)) == 1


def test_another_way_leaves_the_first(cast: Any, call: Call, practice: PracticeExchange) -> None:
    first = join(cast.supervisor, call)
    second = join(cast.supervisor, call, M.WHISPER)
    hang_up = orders(practice)[1]
    assert hang_up == {"Action": "Hangup", "Channel": f"pengawas-{first.id.hex}"}
    assert list(practice.joined) == [f"pengawas-{second.id.hex}"]
    assert Listening.objects.get(ended_at=None).id == second.id


def test_it_is_left_by_key_however_often(cast: Any, call: Call, practice: Any) -> None:
    row = join(cast.supervisor, call)
    for _ in range(2):
        services.end_listening(by=cast.supervisor, listening_id=row.id, at=NIGHT)
    assert len(orders(practice, "Hangup")) == 1
    assert Entry.objects.filter(kind="floor.listening.ended").count() == 1


def test_a_telephone_that_was_put_down_already_is_left_too(
    cast: Any, call: Call, practice: PracticeExchange
) -> None:
    row = join(cast.supervisor, call)
    practice.joined.clear()
    services.end_listening(by=cast.supervisor, listening_id=row.id, at=NIGHT)
    assert Listening.objects.get().ended_at == NIGHT


def test_it_ends_with_the_call(cast: Any, call: Call, practice: PracticeExchange) -> None:
    join(cast.supervisor, call)
    over(cast.operator, call, at=NIGHT + timedelta(minutes=2))
    assert Listening.objects.get().ended_at == NIGHT + timedelta(minutes=2)
    assert practice.joined == {}


def test_it_ends_when_another_desk_has_the_call(cast: Any, call: Call, practice: Any) -> None:
    join(cast.supervisor, call)
    exchange.take_seat(by=cast.second_operator, extension="1002", at=NIGHT)
    calls.set_agent_state(by=cast.second_operator, state="READY", at=NIGHT)
    calls.transfer_call(
        by=cast.operator, call_id=call.id, user_id=cast.second_operator.id, at=NIGHT
    )
    react()
    assert Listening.objects.get().ended_at == NIGHT


def test_what_the_exchange_does_not_do_is_not_written(
    cast: Any, call: Call, practice: PracticeExchange
) -> None:
    practice.refuses = True
    with pytest.raises(ExchangeAway):
        join(cast.supervisor, call)
    assert not Listening.objects.exists()
    assert not Entry.objects.filter(kind__startswith="floor.").exists()


def test_an_exchange_that_went_away_leaves_nothing_half(
    cast: Any, call: Call, practice: PracticeExchange
) -> None:
    row = join(cast.supervisor, call)
    practice.close()
    with pytest.raises(ExchangeAway):
        services.end_listening(by=cast.supervisor, listening_id=row.id, at=NIGHT)
    assert Listening.objects.get().ended_at is None
    services.leave_call(by=SETUP, call_id=call.id, at=NIGHT)
    assert Listening.objects.get().ended_at is None
    Call.objects.filter(id=call.id).update(ended_at=NIGHT)
    services.leave_call(by=SETUP, call_id=call.id, at=NIGHT)
    assert Listening.objects.get().ended_at == NIGHT


# ── the telephone goes down by itself ────────────────────────────────────────────────────────
def laid_down(practice: PracticeExchange, row: Listening) -> None:
    """By hand; the listener hears it and the worker reacts."""
    practice.lay_down(f"pengawas-{row.id.hex}")
    hear(FactKind.LEFT, call=f"pengawas-{row.id.hex}", number="")
    react()


@pytest.mark.parametrize("mode", list(M))
def test_a_telephone_that_is_laid_down_ends_it(
    cast: Any, call: Call, practice: PracticeExchange, mode: JoinMode
) -> None:
    row = join(cast.supervisor, call, mode)
    given = len(orders(practice))
    laid_down(practice, row)
    row.refresh_from_db()
    assert row.ended_at == NIGHT
    assert len(orders(practice)) == given  # nothing is ordered: it is down
    assert Entry.objects.filter(kind="floor.listening.ended").count() == 1
    assert selectors.floor_now(cast.supervisor, NIGHT).mine is None
    assert Call.objects.get(id=call.id).ended_at is None
    laid_down(practice, row)
    services.end_listening(by=cast.supervisor, listening_id=row.id, at=NIGHT)
    assert Entry.objects.filter(kind="floor.listening.ended").count() == 1
    assert join(cast.supervisor, call, mode).id != row.id


def test_the_first_of_two_does_not_end_the_second(
    cast: Any, call: Call, practice: PracticeExchange
) -> None:
    first = join(cast.supervisor, call)
    second = join(cast.supervisor, call, M.WHISPER)
    laid_down(practice, first)
    assert Listening.objects.get(ended_at=None).id == second.id


def test_one_that_cannot_be_rung_ends_though_it_was_told_first(
    cast: Any, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exchange says so, and is heard, while the act that ordered it is still open."""

    def ring_nobody(*, by: Actor, call_id: Any, key: Any, **more: Any) -> None:
        hear(FactKind.LEFT, call=f"pengawas-{key.hex}", number="")

    monkeypatch.setattr("kentongan.floor.services.listening.join_in", ring_nobody)
    row = join(cast.supervisor, call)
    assert (row.ended_at, Listening.objects.get().ended_at) == (NIGHT, NIGHT)
    react()
    assert Entry.objects.filter(kind="floor.listening.ended").count() == 1


def test_another_telephones_end_changes_nothing(cast: Any, call: Call) -> None:
    join(cast.supervisor, call)
    hear(FactKind.LEFT, call=f"pengawas-{call.id.hex}", number="")
    react()
    assert Listening.objects.get().ended_at is None


@pytest.mark.parametrize(
    ("is_listed", "after_s", "goes_on"), [(True, 60, True), (False, 60, False), (False, 2, True)]
)
def test_after_a_gap_the_list_decides(
    cast: Any, call: Call, is_listed: bool, after_s: int, goes_on: bool
) -> None:
    row = join(cast.supervisor, call)
    Link.objects.get_or_create(name="ami", defaults={"state": LinkState.UP, "since_at": NIGHT})
    asked_at = NIGHT + timedelta(seconds=after_s)
    alive = {LINE} | ({f"pengawas-{row.id.hex}"} if is_listed else set())
    snapshot = Fact(FactKind.SNAPSHOT, at=asked_at, alive=frozenset(alive))
    exchange.hear(by=EXCHANGE, source="ami", fact=snapshot, at=asked_at)
    react()
    assert (Listening.objects.get().ended_at is None) == goes_on


def test_refusals(cast: Any, call: Call, practice: PracticeExchange, settings: Any) -> None:
    second = make_supervisor(cast)
    with pytest.raises(NoTelephone):
        join(second, call)
    with pytest.raises(NotAllowed):
        join(cast.second_operator, call)
    with pytest.raises(NotFound):
        join(cast.outsider, call)
    settings.AMI = None
    with pytest.raises(NotThroughExchange):
        join(cast.supervisor, call)
    assert not Listening.objects.exists()


def test_a_shift_leader_listens_to_nobody(cast: Any, call: Call) -> None:
    """No second factor has been asked of them."""
    with pytest.raises(NotAllowed):
        join(shift_leader(cast), call)


def test_nobody_listens_to_themselves(cast: Any, night: Any, practice: PracticeExchange) -> None:
    exchange.take_seat(by=cast.supervisor, extension="1001", at=NIGHT)
    with pytest.raises(OwnCall):
        join(cast.supervisor, spoken())


def test_a_call_by_hand_and_one_that_is_over(cast: Any, night: Any, practice: Any) -> None:
    exchange.take_seat(by=cast.supervisor, extension="1009", at=NIGHT)
    with pytest.raises(NotThroughExchange):
        join(cast.supervisor, answered(cast.operator))
    with pytest.raises(NotInHand):
        join(cast.supervisor, make_call())
    done = over(cast.operator, answered(cast.operator))
    with pytest.raises(NotInHand):
        join(cast.supervisor, done)


def test_a_restricted_incident_is_opened_first(cast: Any, call: Call) -> None:
    incident = calls.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(category="DOMESTIC_VIOLENCE"), at=NIGHT
    )
    with pytest.raises(RestrictedUnread):
        join(cast.supervisor, call)
    incidents.read_restricted(by=cast.supervisor, incident_id=incident.id, at=NIGHT)
    assert join(cast.supervisor, call).ended_at is None


def test_who_may_see_the_incident_no_longer_leaves(cast: Any, call: Call) -> None:
    """It has turned out to be one of another region, and restricted."""
    join(cast.supervisor, call)
    incident = calls.open_incident_from_call(
        by=cast.operator, call_id=call.id, new=new_incident(category="DOMESTIC_VIOLENCE"), at=NIGHT
    )
    react()
    assert Listening.objects.get().ended_at is None
    Incident.objects.filter(id=incident.id).update(region="3325")
    services.leave_call(by=SETUP, call_id=call.id, at=NIGHT)
    assert Listening.objects.get().ended_at == NIGHT


# ── the one who is listened to ───────────────────────────────────────────────────────────────
def test_they_read_it_afterwards(cast: Any, call: Call) -> None:
    row = join(cast.supervisor, call)
    assert selectors.at_desk(cast.operator, NIGHT).listened == []
    assert not Entry.objects.filter(kind="floor.desk.told").exists()
    services.end_listening(by=cast.supervisor, listening_id=row.id, at=NIGHT)
    assert selectors.at_desk(cast.operator, NIGHT).listened == []  # a caller is on the line
    assert len(selectors.list_listened(cast.operator, NIGHT)) == 1
    over(cast.operator, call)
    (seen,) = selectors.at_desk(cast.operator, NIGHT).listened
    assert (seen.reason, seen.supervisor_id) == ("COACHING", cast.supervisor.id)
    assert selectors.at_desk(cast.second_operator, NIGHT).listened == []
    assert services.read_listenings(by=cast.operator, at=NIGHT) == 1
    assert services.read_listenings(by=cast.operator, at=NIGHT) == 0
    assert selectors.at_desk(cast.operator, NIGHT).listened == []
    assert [each.id for each in selectors.list_listened(cast.operator, NIGHT)] == [row.id]
    assert Entry.objects.get(kind="floor.desk.told").subject_id == cast.operator.id


def test_or_at_once_where_the_regency_decides_so(cast: Any, call: Call) -> None:
    told_at_once(cast)
    join(cast.supervisor, call)
    assert len(selectors.at_desk(cast.operator, NIGHT).listened) == 1
    assert services.read_listenings(by=cast.operator, at=NIGHT) == 0  # it goes on


def test_or_while_it_lasts_after_its_seconds(cast: Any, call: Call) -> None:
    join(cast.supervisor, call)
    hour = NIGHT + timedelta(seconds=TOLD_AFTER.at(NIGHT))
    assert len(selectors.at_desk(cast.operator, hour).listened) == 1


@pytest.mark.parametrize("mode", [M.WHISPER, M.TALK])
def test_who_is_spoken_to_is_told_at_once(cast: Any, call: Call, mode: JoinMode) -> None:
    join(cast.supervisor, call, mode)
    assert len(selectors.at_desk(cast.operator, NIGHT).listened) == 1


# ── the database ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "more", [{"second": True}, {"operator": "supervisor"}, {"ended_at": NIGHT - timedelta(1)}]
)
def test_the_database_holds(cast: Any, call: Call, more: dict[str, Any]) -> None:
    values: dict[str, Any] = {
        "call": call, "region": call.region, "operator_id": cast.operator.id,
        "supervisor_id": cast.supervisor.id, "mode": "LISTEN", "reason": "LIFE",
        "began_at": NIGHT, "told_from_at": NIGHT,
    }  # fmt: skip
    if more.pop("second", False):
        Listening.objects.create(**values)
    if who := more.pop("operator", ""):
        values["operator_id"] = cast.actor(who).id
    with pytest.raises(IntegrityError), transaction.atomic():
        Listening.objects.create(**values | more)
