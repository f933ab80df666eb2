"""The standing connection over real TCP: heard, lost within five seconds, found again."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kentongan.calls import services as calls
from kentongan.calls.enums import CallState
from kentongan.calls.models import Call
from kentongan.exchange import listener as listener_module
from kentongan.exchange import services
from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.exchange.address import AmiAddress, read_address
from kentongan.exchange.ami.channels import joined_line
from kentongan.exchange.enums import LegState, LinkState
from kentongan.exchange.listener import Listener
from kentongan.exchange.models import Leg, Link
from kentongan.journal.models import Entry
from tests.conftest import NIGHT
from tests.exchange.make import PHONE

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def until(condition: Callable[[], Any], seconds: float = 15.0) -> float:
    """How long it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(0.02)
    return time.monotonic() - began


def link_state() -> str | None:
    return Link.objects.values_list("state", flat=True).first()


def leg_states() -> dict[str, str]:
    return dict(Leg.objects.values_list("uniqueid", "state"))


@pytest.fixture
def listens(cast: Any, exchange: PracticeExchange) -> Iterator[Listener]:
    address = read_address(exchange.address)
    assert address is not None
    listener = Listener(address)
    thread = threading.Thread(target=listener.run, daemon=True)
    thread.start()
    exchange.wait_for_listener()
    until(lambda: link_state() == LinkState.UP)
    yield listener
    listener.stop()
    thread.join(10)
    assert not thread.is_alive()
    connection.close()


def test_a_caller_is_here_before_one_has_counted_to_one(
    cast: Any, exchange: PracticeExchange, listens: Listener
) -> None:
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    took = []
    for count in (1, 2, 3):  # one of them may meet a machine that does something else
        line = exchange.join(PHONE)
        took.append(until(lambda count=count: Call.objects.count() == count))
    assert min(took) < 1.0
    exchange.press(line)
    exchange.connect(line, "1001")
    until(lambda: Call.objects.filter(answered_by=cast.operator.id).exists())
    exchange.hang_up(line)
    until(lambda: Call.objects.filter(ended_at__isnull=False).exists())
    gone = exchange.join()
    exchange.abandon(gone)
    exchange.turn_away(PHONE)
    until(lambda: Call.objects.filter(state=CallState.ABANDONED).count() == 2)
    assert Leg.objects.get(uniqueid=line).tones == 1


def test_a_caller_who_is_rung_back_is_followed(
    cast: Any, exchange: PracticeExchange, listens: Listener, settings: Any
) -> None:
    settings.AMI = read_address(exchange.address)
    services.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    exchange.abandon(exchange.join(PHONE))
    until(lambda: Call.objects.filter(state=CallState.ABANDONED).exists())
    call = calls.request_callback(
        by=cast.operator, call_id=Call.objects.get().id, history_seen=True, at=NIGHT
    )
    ring = partial(services.ring_back, by=cast.operator, call_id=call.id)
    ring(at=NIGHT)
    (key,) = exchange.joined
    exchange.lift_desk(key)
    exchange.miss_back(key, "BUSY")
    until(lambda: leg_states()[key] == LegState.NOT_REACHED)
    ring(at=NIGHT)
    (key,) = exchange.joined
    exchange.lift_desk(key)
    until(lambda: leg_states()[key] == LegState.DIALLING)
    line = exchange.answer_back(key)
    until(lambda: Call.objects.filter(answered_by=cast.operator.id).exists())
    exchange.hang_up(line)
    until(lambda: Call.objects.filter(ended_at__isnull=False).exists())
    assert Call.objects.count() == 1


def test_a_connection_that_is_cut_is_known_at_once_and_comes_back(
    cast: Any, exchange: PracticeExchange, listens: Listener
) -> None:
    waits, gives_up = exchange.join(PHONE), exchange.join(PHONE)
    speaks = exchange.join(PHONE)
    until(lambda: len(leg_states()) == 3)
    exchange.close()
    assert until(lambda: link_state() == LinkState.LOST) < 5.0
    # while nobody listens: one gives up, one is answered, one comes
    exchange.abandon(gives_up)
    exchange.connect(speaks, "1001")
    comes = exchange.join(PHONE)
    exchange.open()
    until(lambda: link_state() == LinkState.UP)
    wanted = {
        waits: LegState.WAITING, gives_up: LegState.ABANDONED, speaks: LegState.CONNECTED,
        comes: LegState.WAITING,
    }  # fmt: skip
    until(lambda: leg_states() == wanted)
    assert Call.objects.count() == 4


def test_an_exchange_that_falls_silent_is_known_within_five_seconds(
    exchange: PracticeExchange, listens: Listener
) -> None:
    exchange.fall_silent()
    assert until(lambda: link_state() == LinkState.LOST) < 5.0
    assert Link.objects.get().state == LinkState.LOST


def test_a_database_that_is_away_loses_no_caller(
    exchange: PracticeExchange, listens: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    away, hear_all = [3], services.hear_all

    def hear(**told: Any) -> None:
        if away[0]:
            away[0] -= 1
            raise listener_module.DatabaseError("away")
        hear_all(**told)

    monkeypatch.setattr(services, "hear_all", hear)
    lines = {exchange.join(PHONE) for _ in range(20)}
    until(lambda: set(leg_states()) == lines)


@pytest.mark.parametrize(
    "hostile",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff" * 100_000, b"\r\n" * 5000,
        b"Response: Success\r\nMessage: ok\r\n\r\n" + b"Event: AgentConnect\r\n\r\n" * 50,
    ],
)  # fmt: skip
def test_what_answers_there_and_is_no_exchange(cast: Any, hostile: bytes) -> None:
    """A lost line at the desks, no error, and it is tried again."""
    tries = []

    def serve(server: socket.socket) -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            tries.append(1)
            client.sendall(hostile)
            client.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        port = server.getsockname()[1]
        listener = Listener(AmiAddress("127.0.0.1", port, "u", "s"))
        thread = threading.Thread(target=listener.run, daemon=True)
        thread.start()
        until(lambda: len(tries) >= 2 and link_state() == LinkState.LOST)
        listener.stop()
        thread.join(10)
    assert not thread.is_alive()
    connection.close()


def test_a_wrong_secret_is_a_lost_exchange(cast: Any, exchange: PracticeExchange) -> None:
    listener = Listener(AmiAddress("127.0.0.1", exchange.port, "kentongan", "salah"))
    thread = threading.Thread(target=listener.run, daemon=True)
    thread.start()
    until(lambda: link_state() == LinkState.LOST)
    listener.stop()
    thread.join(10)
    connection.close()


def test_a_telephone_laid_down_is_heard_at_once(
    listens: Listener, exchange: PracticeExchange
) -> None:
    key = joined_line(UUID(int=7))
    exchange.joined[key] = {"Channel": "PJSIP/1009"}
    exchange.lay_down(key)
    ended = Entry.objects.filter(kind="exchange.joining.ended", subject_id=UUID(int=7))
    until(ended.exists)


def test_after_a_gap_the_telephones_that_are_still_there_are_listed(
    listens: Listener, exchange: PracticeExchange
) -> None:
    exchange.joined[joined_line(UUID(int=7))] = {"Channel": "PJSIP/1009"}
    exchange.close()
    until(lambda: link_state() == LinkState.LOST)
    exchange.open()
    listed = Entry.objects.filter(kind="exchange.joining.listed")
    until(lambda: [str(UUID(int=7))] in [entry.facts["alive"] for entry in listed.all()])
