"""The neighbour's units at our incident: told by its node, or written down from the telephone."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, Unreadable, mark
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable
from kentongan.neighbours import errors, events, selectors
from kentongan.neighbours.enums import AidState, Direction, NoticeCode
from kentongan.neighbours.models import Aid, ForeignUnit
from kentongan.neighbours.services.change import record, told, write_line
from kentongan.neighbours.types import NewForeignUnit
from kentongan.neighbours.wire import Notice

LONGEST_CALL_SIGN = 40


def hear_unit(aid: Aid, notice: Notice, reference: UUID, happened_at: datetime) -> None:
    """What the neighbour's node says of one of its units, whichever step is heard first."""
    unit, _new = ForeignUnit.objects.get_or_create(
        aid=aid,
        reference=reference,
        defaults={
            "call_sign": notice.call_sign, "agency": notice.agency, "phone": notice.phone,
            "person_name": notice.person_name, "promised_min": notice.promised_min,
            "sent_at": happened_at,
        },
    )  # fmt: skip
    _move(unit, notice.code, happened_at)


def add_foreign_unit(*, by: Actor, aid_id: UUID, new: NewForeignUnit, at: datetime) -> ForeignUnit:
    """A unit that the neighbour has named by telephone. Refuses one without its call sign, and
    while nobody there has accepted.
    """
    for name in ("call_sign", "agency", "person_name", "phone"):
        require_storable(name, getattr(new, name))
    if not new.call_sign.strip() or len(new.call_sign) > LONGEST_CALL_SIGN:
        expected = mark("Nama panggilan unit, paling panjang 40 huruf.")
        raise Unreadable(field="call_sign", reason="—", expected=expected)
    with journal.act(by=by, at=at) as act:
        aid = _accepted(by, aid_id)
        unit = ForeignUnit.objects.create(
            aid=aid, reference=new_id(), call_sign=new.call_sign, agency=new.agency,
            person_name=new.person_name, phone=new.phone, promised_min=new.promised_min, sent_at=at,
        )  # fmt: skip
        line = _("{org}: {unit} dikirim").format(org=aid.org.short_name, unit=unit.call_sign)
        write_line(aid, line, by=by, at=at)
        record(act, events.NoticeHeard(**told(aid), notice=str(NoticeCode.UNIT_SENT)))
    return unit


def step_foreign_unit(*, by: Actor, unit_id: UUID, code: NoticeCode, at: datetime) -> ForeignUnit:
    """It has arrived, or was released, as was told by telephone or seen. The first moment stays."""
    with journal.act(by=by, at=at) as act:
        unit = ForeignUnit.objects.filter(id=unit_id).first()
        if unit is None:
            raise NotFound(thing=mark("Unit"))
        aid = _accepted(by, unit.aid_id)
        _move(unit, code, at)
        words = {"org": aid.org.short_name, "unit": unit.call_sign}
        what = _("{org}: {unit} {step}").format(**words, step=NoticeCode(code).label)
        write_line(aid, what, by=by, at=at)
        record(act, events.NoticeHeard(**told(aid), notice=str(code)))
    return unit


def _move(unit: ForeignUnit, code: str, moment: datetime) -> None:
    column = {NoticeCode.UNIT_ARRIVED: "arrived_at", NoticeCode.UNIT_RELEASED: "released_at"}
    name = column.get(NoticeCode(code), "")
    if name and getattr(unit, name) is None:
        setattr(unit, name, moment)
        unit.save(update_fields=[name])


def _accepted(by: Actor, aid_id: UUID) -> Aid:
    aid = selectors.access_aid(by, aid_id, lock=True)
    if aid.direction != Direction.OUT or aid.state != AidState.ACCEPTED:
        raise errors.NotAnswered(org=aid.org.short_name)
    return aid
