"""The stream as a screen sees it: opening, resuming, reset, goodbye."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest

from kentongan.kernel.ids import new_id
from kentongan.live import stream as stream_module
from kentongan.live.stream import Live
from tests.live.make import (
    FakeTail,
    Screen,
    make_guest,
    make_live,
    make_row,
)


def with_live(
    work: Callable[[Live, FakeTail], Awaitable[None]], *, rows: int = 0, look_up=None
) -> None:
    async def whole() -> None:
        tail = FakeTail([make_row(seq) for seq in range(1, rows + 1)])
        live = make_live(tail, look_up)
        await live.start()
        try:
            await work(live, tail)
        finally:
            await live.stop()

    asyncio.run(whole())


def test_stranger_is_answered_401_with_a_problem():
    async def work(live: Live, tail: FakeTail) -> None:
        screen = Screen(live, token="")
        await screen.task
        assert screen.status == 401
        assert json.loads(screen.content)["code"] == "KERNEL-001"

    with_live(work)


def test_other_methods_are_answered_405():
    async def work(live: Live, tail: FakeTail) -> None:
        sent = []

        async def send(message):
            sent.append(message)

        await live({"method": "POST", "headers": []}, None, send)
        assert sent[0]["status"] == 405

    with_live(work)


@pytest.mark.parametrize(
    ("after", "cursor"), [("7", 7), ("-5", 0), ("9" * 40, 2**63 - 1), ("x", None), ("", None)]
)
def test_cursor_of_a_screen_fits_the_journals_own(after, cursor):
    header = {"headers": [(b"last-event-id", after.encode())], "query_string": b""}
    query = {"headers": [], "query_string": f"after={after}".encode()}
    assert stream_module._cursor(header) == stream_module._cursor(query) == cursor


def test_new_screen_learns_where_it_stands_and_gets_what_follows():
    async def work(live: Live, tail: FakeTail) -> None:
        screen = Screen(live)
        await screen.until("beat")
        assert screen.events() == [("beat", {"seq": 3})]
        row = make_row(4, region="332415")
        tail.add(row)
        await screen.until("incidents.incident.opened")
        assert screen.events()[1][1] == {
            "seq": 4, "id": str(row[1]), "kind": "incidents.incident.opened",
            "subject_kind": "incident", "subject_id": str(row[4]), "region": "33.24.15",
            "org_id": None, "at": "2026-11-22T03:04:05.678Z", "data": {"n": 1},
        }  # fmt: skip
        assert b"\nid: 4\n" in screen.content
        screen.leave.set()
        await screen.task

    with_live(work, rows=3)


def test_screen_that_was_away_gets_exactly_what_it_missed_from_memory():
    async def work(live: Live, tail: FakeTail) -> None:
        tail.add(*[make_row(seq) for seq in range(4, 10)])
        while live.hub.seq < 9:
            await asyncio.sleep(0)
        screen = Screen(live, after=5)
        await screen.until("beat")
        assert [data["seq"] for _, data in screen.events()] == [6, 7, 8, 9, 9]

    with_live(work, rows=3)


def test_screen_that_was_away_for_long_reads_from_the_database():
    async def work(live: Live, tail: FakeTail) -> None:
        screen = Screen(live, after=10)
        await screen.until("beat")
        assert [data["seq"] for _, data in screen.events()] == [*range(11, 31), 30]

    with_live(work, rows=30)


def test_screen_that_missed_too_much_is_reset(monkeypatch):
    monkeypatch.setattr(stream_module, "MOST_READ", 10)

    async def work(live: Live, tail: FakeTail) -> None:
        screen = Screen(live, after=5)
        await screen.until("beat")
        assert screen.events() == [("reset", {"seq": 30}), ("beat", {"seq": 30})]

    with_live(work, rows=30)


def test_cursor_from_before_a_restore_is_reset():
    async def work(live: Live, tail: FakeTail) -> None:
        screen = Screen(live, after=99)
        await screen.until("beat")
        assert screen.names() == ["reset", "beat"]

    with_live(work, rows=3)


def test_nothing_is_missed_between_the_backlog_and_the_first_wait():
    async def work(live: Live, tail: FakeTail) -> None:
        screens = []
        for seq in range(4, 30):
            screens.append((live.hub.seq, Screen(live, after=live.hub.seq)))
            tail.add(make_row(seq))
            await asyncio.sleep(0)
        for cursor, screen in screens:
            await screen.until("incidents.incident.opened", 29 - cursor)
            seqs = [d["seq"] for name, d in screen.events() if name != "beat"]
            assert seqs == list(range(cursor + 1, 30))

    with_live(work, rows=3)


def test_ended_session_hears_bye_and_nothing_else():
    session = new_id()

    async def work(live: Live, tail: FakeTail) -> None:
        screen = Screen(live)
        await screen.until("beat")
        end = make_row(1, kind="accounts.session.ended", subject_id=session)
        tail.add(end, make_row(2))
        await screen.task
        assert screen.events()[1:] == [("bye", {"reason": "session-ended"})]
        assert len(live.hub) == 0

    guest = make_guest(session_id=session)
    with_live(work, look_up=lambda credential: guest)


def test_revoked_token_ends_its_stream_at_once():
    guests = {"good": make_guest(), "revoked": make_guest()}

    async def work(live: Live, tail: FakeTail) -> None:
        good, revoked = Screen(live, token="good"), Screen(live, token="revoked")
        await good.until("beat")
        await revoked.until("beat")
        del guests["revoked"]
        tail.add(make_row(1, kind="accounts.token.revoked"))
        await revoked.task
        assert revoked.names()[-1] == "bye"
        assert not good.task.done()

    with_live(work, look_up=lambda credential: guests.get(credential.bearer))


def test_screen_that_leaves_frees_its_place():
    async def work(live: Live, tail: FakeTail) -> None:
        screen = Screen(live)
        await screen.until("beat")
        screen.leave.set()
        await screen.task
        assert len(live.hub) == 0

    with_live(work)


def test_stopping_says_goodbye_to_every_screen():
    async def work(live: Live, tail: FakeTail) -> None:
        screens = [Screen(live) for _ in range(20)]
        for screen in screens:
            await screen.until("beat")
        await live.stop()
        await asyncio.gather(*(screen.task for screen in screens))
        assert all(s.events()[-1] == ("bye", {"reason": "restart"}) for s in screens)

    with_live(work)


def test_many_screens_with_one_token_ask_for_their_rights_once():
    asked = []

    def look_up(credential):
        asked.append(credential)
        return make_guest()

    async def work(live: Live, tail: FakeTail) -> None:
        screens = [Screen(live) for _ in range(50)]
        for screen in screens:
            await screen.until("beat")
        assert len(asked) == 1

    with_live(work, look_up=look_up)
