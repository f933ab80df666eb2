"""Reading the journal's tail as it grows, in any process, on both databases.

SQLite tells by `PRAGMA data_version` (2 µs) that somebody has committed; PostgreSQL by NOTIFY, with
a poll beneath it for notices that were lost. A cursor is one integer and misses nothing.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any, Protocol

import psycopg
from django.db import connection
from psycopg import sql

from kentongan.journal.sql_entries import CHANNEL
from kentongan.live.encoding import COLUMNS

log = logging.getLogger(__name__)

POLL_S = 0.02
FALLBACK_POLL_S = 0.25
GATHER_S = 0.02
LONGEST_BACKOFF_S = 5.0
BATCH = 500

Row = tuple[Any, ...]

_NEWEST = "SELECT COALESCE(MAX(seq), 0) FROM journal_entry"
_AFTER = f"SELECT {COLUMNS} FROM journal_entry WHERE seq > {{}} ORDER BY seq LIMIT {BATCH}"  # noqa: S608


class Tail(Protocol):
    """The end of a journal: where it is, and what comes after a cursor, batch by batch."""

    async def newest(self) -> int: ...

    def follow(self, seq: int) -> AsyncIterator[list[Row]]: ...


class SqliteTail:
    """Reads through a connection of its own, which no transaction of the house can hold up."""

    def __init__(self, path: str) -> None:
        self._path = path

    async def newest(self) -> int:
        """The last committed entry's seq."""
        with closing(open_sqlite(self._path)) as database:
            return int(database.execute(_NEWEST).fetchone()[0])

    async def follow(self, seq: int) -> AsyncIterator[list[Row]]:
        """Entries after `seq` as they are committed."""
        statement = _AFTER.format("?")
        with closing(open_sqlite(self._path)) as database:
            seen = -1
            while True:
                version = data_version(database)
                rows = []
                if version != seen:
                    rows = database.execute(statement, (seq,)).fetchall()
                    seen = version
                if rows:
                    seq = rows[-1][0]
                    yield rows
                # a full batch may hide more; else what commits in a burst goes out together
                if len(rows) == BATCH:
                    seen = -1
                else:
                    await asyncio.sleep(POLL_S)


class PostgresTail:
    """Listens on a connection of its own; connects again, ever more slowly, when it is lost."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo

    async def newest(self) -> int:
        """The last committed entry's seq."""
        async with await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True) as link:
            row = await (await link.execute(_NEWEST)).fetchone()
        return int(row[0]) if row else 0

    async def follow(self, seq: int) -> AsyncIterator[list[Row]]:
        """Entries after `seq` as they are committed."""
        backoff = FALLBACK_POLL_S
        while True:
            try:
                async for rows in self._follow_once(seq):
                    backoff = FALLBACK_POLL_S
                    seq = rows[-1][0]
                    yield rows
            except psycopg.OperationalError:
                log.warning("live tail lost its connection", extra={"again_in_s": backoff})
                await asyncio.sleep(backoff)
                backoff = min(backoff * 2, LONGEST_BACKOFF_S)

    async def _follow_once(self, seq: int) -> AsyncIterator[list[Row]]:
        statement = sql.SQL(_AFTER.format("%s"))
        async with await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True) as link:
            await link.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            while True:
                rows = await (await link.execute(statement, (seq,))).fetchall()
                if rows:
                    seq = rows[-1][0]
                    yield rows
                    await asyncio.sleep(GATHER_S)  # what commits in a burst goes out together
                if len(rows) < BATCH:
                    await _notice(link)


async def _notice(link: psycopg.AsyncConnection[Any]) -> None:
    async for _ in link.notifies(timeout=FALLBACK_POLL_S, stop_after=1):
        pass


def this_tail() -> Tail:
    """The tail of this node's journal."""
    if connection.vendor == "postgresql":
        return PostgresTail(conninfo())
    return SqliteTail(str(connection.settings_dict["NAME"]))


def conninfo() -> str:
    """How to reach this node's PostgreSQL outside of Django's connections."""
    given = connection.get_connection_params()
    keys = ("dbname", "user", "password", "host", "port", "application_name")
    return psycopg.conninfo.make_conninfo(**{k: given[k] for k in keys if given.get(k)})


def open_sqlite(path: str) -> sqlite3.Connection:
    """A connection that can only read, in no transaction between statements."""
    uri = path if path.startswith("file:") else f"file:{path}?mode=ro"
    return sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=1.0, check_same_thread=False
    )


def data_version(database: sqlite3.Connection) -> int:
    """A number that changes when another connection, of whatever process, has committed."""
    return int(database.execute("PRAGMA data_version").fetchone()[0])
