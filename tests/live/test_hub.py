"""The hub: who gets which frames, and what happens to those who lag."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from kentongan.kernel.ids import new_id
from kentongan.live import hub as hub_module
from kentongan.live.hub import Hub, Subscriber, visible
from tests.live.make import FakeRights, make_credential, make_guest, make_message


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


async def next_of(subscriber: Subscriber, newest: int = 0) -> bytes:
    async with asyncio.timeout(1):
        message = await subscriber.next(newest)
    return b"" if message is None else message["body"]


def test_entry_reaches_those_who_may_see_it_and_nobody_else():
    async def work() -> None:
        hub = Hub()
        kendal = hub.join(make_guest("3324"), make_credential())
        batang = hub.join(make_guest("3325"), make_credential())
        hub.publish([make_message(1, region="332415"), make_message(2, region="3325")])
        assert b"id: 1\n" in await next_of(kendal)
        assert b"id: 1\n" not in await next_of(batang)
        assert kendal.position == kendal.channel.end == 1

    run(work())


def test_screens_of_one_class_share_the_same_bytes():
    async def work() -> None:
        hub = Hub()
        first, second = (hub.join(make_guest(), make_credential()) for _ in range(2))
        hub.publish([make_message(1), make_message(2)])
        assert await first.next(2) is await second.next(2)

    run(work())


def test_waiting_screen_wakes_with_the_entry():
    async def work() -> None:
        hub = Hub()
        subscriber = hub.join(make_guest(), make_credential())
        waiting = asyncio.create_task(subscriber.next(0))
        await asyncio.sleep(0)
        hub.publish([make_message(7)])
        message = await waiting
        assert message is not None
        assert b"id: 7\n" in message["body"]

    run(work())


def test_screen_too_far_behind_is_told_to_read_again_and_goes_on(monkeypatch):
    monkeypatch.setattr(hub_module, "MOST_BEHIND", 10)

    async def work() -> None:
        hub = Hub()
        slow = hub.join(make_guest(), make_credential())
        hub.publish([make_message(seq) for seq in range(1, 12)])
        assert b"event: reset" in await next_of(slow, hub.seq)
        hub.publish([make_message(12)])
        assert (await next_of(slow)).startswith(b"id: 12\n")

    run(work())


def test_ended_session_gets_nothing_that_comes_with_its_end():
    async def work() -> None:
        hub = Hub()
        session = new_id()
        ended = hub.join(make_guest(session_id=session), make_credential())
        other = hub.join(make_guest(session_id=new_id()), make_credential())
        end = make_message(1, kind="accounts.session.ended", subject_id=session)
        hub.publish([end, make_message(2)])
        assert await ended.next(2) is None
        assert ended.farewell == "session-ended"
        assert b"id: 2\n" in await next_of(other)

    run(work())


def test_changed_rights_end_the_streams_of_that_person():
    async def work() -> None:
        hub = Hub()
        guest = make_guest()
        subscriber = hub.join(guest, make_credential())
        hub.publish([make_message(1, kind="orgs.rights.changed", subject_id=guest.actor_id)])
        assert subscriber.farewell == "rights-changed"

    run(work())


def test_fresh_look_keeps_same_rights_and_ends_others():
    async def work() -> None:
        hub = Hub()
        credential = make_credential()
        subscriber = hub.join(make_guest("33"), credential)
        hub.look_again(credential, make_guest("33"))
        assert subscriber.farewell is None
        hub.look_again(credential, make_guest("3324"))
        assert subscriber.farewell == "rights-changed"
        gone = hub.join(make_guest("33"), credential)
        hub.look_again(credential, None)
        assert gone.farewell == "session-ended"

    run(work())


def test_window_forgets_the_oldest_and_knows_it(monkeypatch):
    hub = Hub()
    hub._window = hub_module.deque(maxlen=3)
    monkeypatch.setattr(hub_module, "WINDOW", 3)
    hub.begin(10)
    hub.publish([make_message(seq) for seq in (11, 12)])
    assert hub.remembers(10)
    hub.publish([make_message(seq) for seq in (13, 14)])
    assert not hub.remembers(10)
    assert hub.remembers(11)
    assert len(hub.between(11, 14, make_guest().rights)) == 3


def test_last_screen_of_a_class_takes_its_channel_along():
    async def work() -> None:
        hub = Hub()
        for _ in range(2):
            subscriber = hub.join(make_guest(), make_credential())
            hub.leave(subscriber)
        assert len(hub) == 0
        assert not hub._channels

    run(work())


def test_screen_that_has_stopped_reading_is_given_up(monkeypatch):
    async def work() -> None:
        hub = Hub()
        stuck = hub.join(make_guest(), make_credential())
        stuck.task = asyncio.create_task(asyncio.sleep(10))
        stuck.sending_since = hub_module.time.monotonic() - hub_module.STUCK_S - 1
        hub.beat()
        await asyncio.sleep(0)
        assert stuck.task.cancelling()

    run(work())


def test_those_who_only_count_are_told_that_a_room_has_changed_and_no_more():
    counting = FakeRights(area="none", counted="33")
    [frame] = visible([make_message(7, kind="calls.call.linked")], counting)
    assert frame == b'id: 7\nevent: calls.changed\ndata: {"seq":7,"kind":"calls.changed"}\n\n'
