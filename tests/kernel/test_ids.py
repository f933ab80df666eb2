"""UUIDv7 (RFC 9562): versions, order within a process, time, and what is secret."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122

import pytest

from kentongan.kernel import ids


def test_new_id_is_a_uuid_of_version_seven():
    made = ids.new_id()
    assert (made.version, made.variant) == (7, RFC_4122)


def test_ids_of_a_process_never_go_back():
    made = [ids.new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_of_many_threads_are_all_different():
    made: list[object] = []
    threads = [
        threading.Thread(target=lambda: made.extend(ids.new_id() for _ in range(2_000)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 16_000


def test_clock_that_goes_back_does_not_take_ids_with_it(monkeypatch):
    before = ids.new_id()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_000_000_000)
    assert ids.new_id() > before


def test_id_shows_its_time():
    now = datetime.now(UTC)
    assert abs(ids.id_time(ids.new_id()) - now) < timedelta(seconds=2)


def test_system_ids_are_fixed_and_of_their_own_kind():
    assert ids.system_id("timekeeper") == ids.system_id("timekeeper")
    assert ids.system_id("timekeeper") != ids.system_id("reactions")
    assert ids.system_id("timekeeper").version == 5


def test_secret_tokens_are_long_and_never_the_same():
    made = {ids.secret_token() for _ in range(1_000)}
    assert len(made) == 1_000
    assert {len(token) for token in made} == {22}


@pytest.mark.parametrize("token", ["", "a", "é" * 40])
def test_hash_of_a_token_has_32_bytes(token):
    assert len(ids.hash_token(token)) == 32
    assert ids.hash_token(token) != ids.hash_token(token + "x")
