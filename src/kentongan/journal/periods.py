"""How long personal fields are kept, class by class: dated rows with their legal basis.

Who may set them is asked above (room `orgs`). A new node begins with `personal.RETENTION_CLASSES`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kentongan.journal import events, rules, selectors
from kentongan.journal import services as journal
from kentongan.journal.models import RetentionPeriod
from kentongan.journal.personal import RETENTION_CLASSES
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark


def list_periods(at: datetime) -> list[RetentionPeriod]:
    """The period in force of every class, each followed by one that has been set to follow it."""
    return list(_not_over(at).order_by("retention", "valid_from"))


def kept_for(retention: str, at: datetime) -> timedelta:
    """How long fields of this class are kept, by the row in force.

    A class whose rows are gone is kept as a new node keeps it: neither for ever nor too short.
    """
    in_force = _not_over(at).filter(retention=retention, valid_from__lte=at)
    days = in_force.order_by("-valid_from").values_list("days", flat=True).first()
    return RETENTION_CLASSES[retention] if days is None else timedelta(days=days)


def set_period(
    *, by: Actor, retention: str, days: int, legal_basis: str, at: datetime
) -> RetentionPeriod:
    """Keep the fields of a class so long, from now on; a shorter period begins after its notice.

    Refuses an unknown class, a length out of bounds, and one without its legal basis. A period that
    was to begin and is replaced before then never does; the same one again changes nothing.
    """
    rules.require_period(days, legal_basis)
    if retention not in RETENTION_CLASSES:
        raise NotFound(thing=mark("Kelas masa simpan"))
    with journal.act(by=by, at=at) as act:
        rows = list(_not_over(at).select_for_update().filter(retention=retention))
        for row in rows:
            if (row.valid_until, row.days, row.legal_basis) == (None, days, legal_basis):
                return row
        begins = rules.period_begins(days, kept_for(retention, at).days, at)
        _end(rows, begins, at)
        row = RetentionPeriod.objects.create(
            retention=retention, days=days, legal_basis=legal_basis, valid_from=begins,
            changed_by=by.id,
        )  # fmt: skip
        act.record(
            events.RetentionChanged(
                retention_period_id=row.id, retention=retention, days=days, valid_from=begins
            ),
            region=selectors.node().region,
        )
    return row


def _end(rows: Iterable[RetentionPeriod], begins: datetime, at: datetime) -> None:
    """The one in force goes on until the new one begins; one still to come never begins."""
    for row in rows:
        row.valid_until = begins if row.valid_from <= at else row.valid_from
        row.save(update_fields=["valid_until"])


def _not_over(at: datetime) -> QuerySet[RetentionPeriod]:
    return RetentionPeriod.objects.filter(Q(valid_until=None) | Q(valid_until__gt=at))
