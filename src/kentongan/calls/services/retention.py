"""When their time is over, personal fields of calls are emptied; every call stays counted."""

from datetime import datetime

from django.db.models import Q

from kentongan.calls import events
from kentongan.calls.enums import OPEN_CALLS
from kentongan.calls.models import Call
from kentongan.incidents.enums import ENDED_STATES
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.periods import kept_for
from kentongan.journal.personal import personal_fields
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

SLICE = 500
"""Rows of one write transaction: long ones make the desks wait."""


def empty_personal_fields(*, by: Actor, before: datetime | None = None, at: datetime) -> int:
    """Empty the personal fields of one slice of calls older than `before` (the retention class
    `call` by default) whose incident, if any, has ended. Returns how many; 0 when through.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    before = before or at - kept_for("call", at)
    marked = [field.name for field in personal_fields(Call)]
    filled = Q(caller_phone_index__isnull=False)
    for name in marked:
        filled |= ~Q(**{name: ""})
    over = Q(incident=None) | Q(incident__state__in=ENDED_STATES)
    rows = Call.objects.filter(filled, over, arrived_at__lt=before).exclude(state__in=OPEN_CALLS)
    # looked for before the act: a walk through history must hold up no desk
    ids = list(rows.values_list("pk", flat=True)[:SLICE])
    if not ids:
        return 0
    with journal.act(by=by, at=at) as act:
        emptied = dict.fromkeys(marked, "") | {"caller_phone_index": None}
        Call.objects.filter(pk__in=ids).update(**emptied)
        node_id = journal_selectors.node().id
        act.record(events.PersonalFieldsEmptied(node_id=node_id, calls=len(ids)))
    return len(ids)
