"""Deciding what the national return counts as what, and which days are holidays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.kernel.text import require_storable
from kentongan.levels import events
from kentongan.levels.errors import HolidaySetMeanwhile, HolidayUnreadable
from kentongan.levels.models import Holiday, NationalMapping
from kentongan.levels.rules.holidays import HolidayRow, read_holidays, require_holidays
from kentongan.levels.rules.national import require_mapping
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of


def set_mapping(
    *, by: Actor, classes: Mapping[str, str], legal_basis: str, at: datetime
) -> NationalMapping:
    """Return each disposition as this class from now on; the earlier rows stay. Refuses a mapping
    that leaves one out (LEVELS-003) and one without a legal basis (LEVELS-004).
    """
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    require_mapping(classes, legal_basis)
    require_storable("legal_basis", legal_basis)
    with journal.act(by=by, at=at) as act:
        row = NationalMapping.objects.create(
            classes=dict(classes), legal_basis=legal_basis, valid_from=at, changed_by=by.id
        )
        act.record(events.MappingSet(mapping_id=row.id, valid_from=at), region=node().region)
    return row


def set_holidays(*, by: Actor, rows: Sequence[HolidayRow], at: datetime) -> list[Holiday]:
    """Say what these days are, all of them or none; the earlier word on a day ends. What is so
    already changes nothing; answers what was changed. Days that are over may be said: a forecast
    looks back.

    Refuses a day that is named twice or cannot be (LEVELS-005), one without a legal basis (-006),
    and one that somebody else has set at this moment (-007).
    """
    rights_of(by).require(Right.KEEP_HOLIDAYS, region=node().region)
    require_holidays(rows)
    for row in rows:
        require_storable("holiday", row.name + row.legal_basis)
    try:
        with journal.act(by=by, at=at) as act:
            return [new for row in rows if (new := _set_holiday(act, by, row, at)) is not None]
    except IntegrityError:
        raise HolidaySetMeanwhile from None


def load_holidays(*, by: Actor, text: str, legal_basis: str, at: datetime) -> list[HolidayRow]:
    """The same of a list as a sheet gives it; answers all its rows. Refuses, by its line, one that
    cannot be read, and an empty list (LEVELS-005).
    """
    rows = read_holidays(text, legal_basis)
    if not rows:
        raise HolidayUnreadable(line=1, said="—")
    set_holidays(by=by, rows=rows, at=at)
    return rows


def withdraw_holiday(*, by: Actor, holiday_id: UUID, at: datetime) -> Holiday:
    """Take the word on a day back; what the law says of its date each year holds again. One that
    has ended stays ended. Raises NotFound.
    """
    rights_of(by).require(Right.KEEP_HOLIDAYS, region=node().region)
    with journal.act(by=by, at=at) as act:
        row = Holiday.objects.select_for_update().filter(id=holiday_id).first()
        if row is None:
            raise NotFound(thing=mark("Hari libur"))
        if row.valid_until is not None:
            return row
        row.valid_until = at
        row.save(update_fields=["valid_until"])
        withdrawn = events.HolidayWithdrawn(holiday_id=row.id, day=row.day)
        act.record(withdrawn, region=node().region)
    return row


def _set_holiday(act: Act, by: Actor, row: HolidayRow, at: datetime) -> Holiday | None:
    lasting = Holiday.objects.select_for_update().filter(day=row.day, valid_until=None)
    before = lasting.first()
    if before is not None:
        if (before.name, before.kind, before.legal_basis) == (row.name, row.kind, row.legal_basis):
            return None
        before.valid_until = at
        before.save(update_fields=["valid_until"])
    new = Holiday.objects.create(
        day=row.day, name=row.name, kind=row.kind, legal_basis=row.legal_basis, valid_from=at,
        changed_by=by.id,
    )  # fmt: skip
    said = events.HolidaySet(holiday_id=new.id, day=new.day, holiday_kind=str(new.kind))
    act.record(said, region=node().region)
    return new
