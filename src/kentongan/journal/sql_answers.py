"""Stored answers in one statement each: asked and written by every request with a key."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from kentongan.journal.sql_entries import all_stored, as_stored

_IS_THERE = "SELECT 1 FROM journal_storedanswer WHERE by_id = %s AND key = %s"
_INSERT = (
    "INSERT INTO journal_storedanswer (by_id, key, digest, status, headers, body, recorded_at) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


def is_there(by_id: UUID, key: str) -> bool:
    """Whether an answer is kept under this key."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_THERE, [as_stored(by_id), key])
        return cursor.fetchone() is not None


def insert(  # noqa: PLR0917
    by_id: UUID, key: str, digest: bytes, status: int, headers: str, body: bytes, at: datetime
) -> None:
    """Keep an answer. Raises IntegrityError when the key has one."""
    values = all_stored((by_id, key, digest, status, headers, body, at))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
