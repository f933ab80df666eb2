"""What telephones tell by themselves: kept whatever it is, told to the desk that has the call."""

import hashlib
from datetime import datetime, timedelta

from django.db import IntegrityError

from kentongan.calls.selectors import list_open_of
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.periods import kept_for
from kentongan.journal.personal import phone_index
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.locating import aml, events
from kentongan.locating.enums import Problem, Source
from kentongan.locating.models import Fix
from kentongan.locating.types import Told

FORGOTTEN_AT_ONCE = 500
AHEAD = timedelta(minutes=5)
"""A telephone's clock may be ahead of ours by so much; beyond it, when it measured is not known."""


def hear_message(
    *, by: Actor, phone: str, text: str = "", data: str = "", at: datetime
) -> tuple[Fix, bool]:
    """A short message of a telephone: its text, or `data`, its bytes in hexadecimal or Base64.

    The row, and whether it was news. Nothing is refused: what cannot be read is kept with why.
    """
    words = aml.text_of(data) if data else text
    told = Told(Problem.NOT_AML) if words is None else aml.read_text(words)
    source = Source.AML_DATA if data else Source.AML_SMS
    return _keep(by, source, phone.strip(), data or text, told, at)


def hear_form(*, by: Actor, body: bytes, at: datetime) -> tuple[Fix, bool]:
    """The same over HTTPS. Its signature was asked at the door."""
    told = aml.read_form(body)
    return _keep(by, Source.AML_HTTPS, told.phone, body.decode("utf-8", "replace"), told, at)


def _keep(
    by: Actor, source: Source, phone: str, raw: str, told: Told, at: datetime
) -> tuple[Fix, bool]:
    """The same words of the same number again are no news: the row that is there."""
    digest = hashlib.sha256("\0".join((source, phone, raw)).encode("utf-8", "replace")).digest()
    known = Fix.objects.filter(digest=digest).first()
    if known is not None:
        return known, False
    try:
        return _store(by, source, phone, raw, told, digest, at), True
    except IntegrityError:
        return Fix.objects.get(digest=digest), False


def _store(  # noqa: PLR0917
    by: Actor, source: Source, phone: str, raw: str, told: Told, digest: bytes, at: datetime
) -> Fix:
    index = phone_index(phone) if phone else None
    problem = told.problem or (None if index else Problem.NO_NUMBER)
    measured = told.measured_at
    with journal.act(by=by, at=at) as act:
        fix = Fix.objects.create(
            source=source, phone=phone, phone_index=index, raw=_storable(raw), digest=digest,
            lat=told.point.lat if told.point else None,
            lon=told.point.lon if told.point else None,
            radius_m=told.radius_m, confidence_percent=told.confidence_percent, method=told.method,
            measured_at=measured if measured and measured <= at + AHEAD else None, received_at=at,
            problem=problem or "",
        )  # fmt: skip
        tell(act, fix)
    return fix


def _storable(raw: str) -> str:
    """NUL is what no database keeps; everything else stays as it came."""
    return raw.replace("\0", "\N{SYMBOL FOR NULL}")


def tell(act: Act, fix: Fix) -> None:
    """Those who have this caller on the line now see it without asking again."""
    act.record(events.FixKept(fix_id=fix.id, source=fix.source, problem=fix.problem))
    calls = [fix.link.call] if fix.link else []
    if fix.phone_index and not fix.link:
        calls = list_open_of(bytes(fix.phone_index))
    for call in calls:
        located = events.CallLocated(call_id=call.id, fix_id=fix.id, is_usable=not fix.problem)
        act.record(located, region=call.region)


def forget_fixes(*, by: Actor, at: datetime) -> int:
    """Delete a slice of the places that are older than they are kept; says how many."""
    over = at - kept_for("track", at)
    rows = Fix.objects.filter(received_at__lt=over).order_by("received_at")
    ids = list(rows.values_list("id", flat=True)[:FORGOTTEN_AT_ONCE])
    if not ids:
        return 0
    with journal.act(by=by, at=at) as act:
        count, _ = Fix.objects.filter(id__in=ids).delete()
        act.record(events.FixesForgotten(node_id=journal_selectors.node().id, rows=count))
    return count
