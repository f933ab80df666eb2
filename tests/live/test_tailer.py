"""The tail sees what another process has committed, soon and without a gap."""

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from kentongan.journal.sql_entries import CHANNEL
from kentongan.live.tailer import BATCH, PostgresTail, SqliteTail, Tail, conninfo
from kentongan.live.wakeups import PostgresWatch, SqliteWatch

SOON_S = 0.1

INSERT = (
    "INSERT INTO journal_entry (id, node, kind, version, occurred_at, recorded_at, by_id, region,"
    " subject_kind, subject_id, data) VALUES ({0}, {0}, 'a.b.c', 1, '2026-11-22 03:04:05',"
    " '2026-11-22 03:04:05', {0}, '33', 'a', {0}, '{{}}')"
)
SQLITE_INSERT = INSERT.format("lower(hex(randomblob(16)))")
POSTGRES_INSERT = INSERT.format("gen_random_uuid()")
TABLE = (
    "CREATE TABLE journal_entry (seq integer PRIMARY KEY, id, node, kind, version, occurred_at,"
    " recorded_at, by_id, region, org_id, subject_kind, subject_id, data)"
)
WRITER = (
    "import sqlite3, sys, time; d = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=5)\n"
    "for _ in range(int(sys.argv[3])): d.execute(sys.argv[2])\n"
    "print(time.time())"
)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[str]:
    path = str(tmp_path / "journal.sqlite3")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(TABLE)
        yield path


@pytest.fixture
def postgres(transactional_db: None) -> psycopg.Connection:
    if connection.vendor != "postgresql":
        pytest.skip("needs DATABASE_URL to name a PostgreSQL")
    with psycopg.connect(conninfo(), autocommit=True) as link:
        yield link


def write(path: str, count: int = 1) -> float:
    """Let another process write; returns when its last commit was."""
    command = [sys.executable, "-c", WRITER, path, SQLITE_INSERT, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


async def collect(tail: Tail, seq: int, count: int, seen: list[tuple[int, float]]) -> None:
    async for rows in tail.follow(seq):
        seen.extend((row[0], time.time()) for row in rows)
        if len(seen) >= count:
            return


def test_writes_of_another_process_are_seen_within_100_ms(journal: str):
    async def work() -> None:
        took = []
        for start in (0, 5, 10):  # one of them may meet a machine that does something else
            seen: list[tuple[int, float]] = []
            following = asyncio.create_task(collect(SqliteTail(journal), start, 5, seen))
            committed_at = await asyncio.to_thread(write, journal, 5)
            await asyncio.wait_for(following, 10)
            assert [seq for seq, _ in seen] == list(range(start + 1, start + 6))
            took.append(seen[-1][1] - committed_at)
        assert min(took) < SOON_S

    asyncio.run(work())


def test_more_than_a_batch_is_read_to_its_end(journal: str):
    async def work() -> None:
        seen: list[tuple[int, float]] = []
        tail = SqliteTail(journal)
        await asyncio.to_thread(write, journal, BATCH + 20)
        assert await tail.newest() == BATCH + 20
        await asyncio.wait_for(collect(tail, 10, BATCH + 10, seen), 2)
        assert [seq for seq, _ in seen] == list(range(11, BATCH + 21))

    asyncio.run(work())


def test_watch_wakes_for_a_commit_and_not_without(journal: str):
    watch = SqliteWatch(journal)
    watch.wait(1)
    assert not watch.wait(0.05)
    write(journal)
    assert watch.wait(0)
    watch.close()


def test_only_one_leads_until_it_is_gone(journal: str):
    first, second = SqliteWatch(journal), SqliteWatch(journal)
    assert first.take_lead()
    assert first.take_lead()
    assert not second.take_lead()
    first.close()
    assert second.take_lead()
    second.close()


def test_postgres_tail_sees_a_notice_at_once_and_a_lost_one_soon(postgres: psycopg.Connection):
    async def work() -> None:
        tail = PostgresTail(conninfo())
        start = await tail.newest()
        seen: list[tuple[int, float]] = []
        following = asyncio.create_task(collect(tail, start, 4, seen))
        await asyncio.sleep(0.3)
        took = []
        for count in (1, 2, 3):
            committed_at = time.time()
            with postgres.transaction():
                postgres.execute(POSTGRES_INSERT)
                postgres.execute(f"NOTIFY {CHANNEL}")
            while len(seen) < count:
                await asyncio.sleep(0.01)
            took.append(seen[-1][1] - committed_at)
        assert min(took) < SOON_S
        postgres.execute(POSTGRES_INSERT)
        await asyncio.wait_for(following, 10)

    asyncio.run(work())


def test_postgres_watch_wakes_and_gives_the_lead_back(postgres: psycopg.Connection):
    first, second = PostgresWatch(conninfo()), PostgresWatch(conninfo())
    assert first.take_lead()
    assert not second.take_lead()
    assert not second.wait(0.05)
    postgres.execute(f"NOTIFY {CHANNEL}")
    assert second.wait(1)
    first.close()
    deadline = time.monotonic() + 10
    while not second.take_lead() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert second.take_lead()
    second.close()
