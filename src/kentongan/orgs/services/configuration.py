"""What the regency decides for the whole node: dated rows with their legal basis."""

from collections.abc import Sequence
from datetime import datetime

from kentongan.journal import periods
from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.journal.events import LimitSet
from kentongan.journal.limits import get_limit
from kentongan.journal.models import DatedLimit, RetentionPeriod
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs import events, rules
from kentongan.orgs.enums import DutyTimeCode, Right
from kentongan.orgs.models import DutyTime
from kentongan.orgs.selectors import rights_of


def set_retention(
    *, by: Actor, retention: str, days: int, legal_basis: str, at: datetime
) -> RetentionPeriod:
    """Keep a class of personal fields so long, from now on; a shorter period after its notice.

    Refuses a part of the region's administrator: the rows are for the whole node.
    """
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    return periods.set_period(by=by, retention=retention, days=days, legal_basis=legal_basis, at=at)


def set_limit(
    *,
    by: Actor,
    code: str,
    value: int,
    legal_basis: str,
    at: datetime,
    valid_from: datetime | None = None,
) -> DatedLimit:
    """Set a threshold or deadline for the whole node, from now on or later; the row of before ends.

    Refuses an unknown code, a value out of bounds (JOURNAL-007), and one without its basis (-008).
    """
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    get_limit(code).require(value, require_storable("legal_basis", legal_basis))
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        give_way(DatedLimit.objects.filter(code=code), begins)
        row = DatedLimit.objects.create(
            code=code, value=value, legal_basis=legal_basis, valid_from=begins, changed_by=by.id
        )
        told = LimitSet(limit_id=row.id, code=code, value=value, valid_from=begins)
        act.record(told, region=node().region)
    return row


def set_duty_times(
    *,
    by: Actor,
    code: DutyTimeCode,
    seconds: Sequence[int],
    legal_basis: str,
    at: datetime,
    valid_from: datetime | None = None,
) -> DutyTime:
    """Set a time of the roster for the whole node, from now on or later; the row of before ends.

    Refuses a time out of range, and one without its legal basis.
    """
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    wanted = rules.require_duty_times(code, seconds)
    rules.require_legal_basis(legal_basis)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        give_way(DutyTime.objects.filter(code=code), begins)
        row = DutyTime.objects.create(
            code=code, seconds=list(wanted), legal_basis=legal_basis, valid_from=begins,
            changed_by=by.id,
        )  # fmt: skip
        changed = events.DutyTimesSet(node_id=node().id, code=code, seconds=list(wanted))
        act.record(changed, region=node().region)
    return row
