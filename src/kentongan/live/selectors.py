"""Who a credential is for, and journal rows for screens that come back."""

from uuid import UUID

from django.db import connection

from kentongan.accounts import selectors as accounts
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.live.encoding import COLUMNS
from kentongan.live.guests import Credential
from kentongan.live.hub import Guest
from kentongan.live.tailer import Row
from kentongan.orgs import selectors as orgs

_AFTER = f"SELECT {COLUMNS} FROM journal_entry WHERE seq > %s ORDER BY seq LIMIT %s"  # noqa: S608


def find_guest(credential: Credential) -> Guest | None:
    """The one a stream is opened for, with the rights of this moment; None for nobody."""
    entered = accounts.find_signed_in(
        bearer=credential.bearer, cookie=credential.cookie(accounts.cookie_name())
    )
    if entered is not None:
        return _person(entered)
    token = credential.cookie(orgs.device_cookie())
    device = orgs.find_device(token) if token else None
    if device is None:
        return None
    return Guest(actor_id=device.id, session_id=None, rights=orgs.rights_of(device))


def _person(entered: accounts.SignedIn) -> Guest | None:
    if not orgs.still_opens(entered, clock.now()):
        return None
    rights = orgs.rights_of(entered.actor)
    return Guest(actor_id=entered.actor.id, session_id=entered.session_id, rights=rights)


def list_rows_after(seq: int, limit: int) -> list[Row]:
    """Entries after `seq` in the columns of a live message, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, [seq, limit])
        rows: list[Row] = cursor.fetchall()
    return rows


def list_entries_for(seq: int, limit: int, subject_id: UUID | None = None) -> list[Entry]:
    """Entries after `seq`, of one subject or all, oldest first. The asker's rights come after."""
    entries = Entry.objects.filter(seq__gt=seq).order_by("seq")
    if subject_id is not None:
        entries = entries.filter(subject_id=subject_id)
    return list(entries[:limit])
