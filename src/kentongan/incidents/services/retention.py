"""When their time is over, personal fields are emptied; the row and its figures stay."""

from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from kentongan.incidents import events
from kentongan.incidents.enums import ENDED_STATES
from kentongan.incidents.models import Incident, LogLine, Report
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
    """Empty the personal fields of one slice of incidents that ended before `before` (the retention
    class `call` by default), and of their reports and log. Returns how many rows; 0 when through.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    before = before or at - kept_for("call", at)
    over = Q(state__in=ENDED_STATES, opened_at__lt=before)
    over &= Q(closed_at__lt=before) | Q(closed_at=None, updated_at__lt=before)
    ended = Incident.objects.filter(over)
    # looked for before the act: a walk through history must hold up no desk
    reports = _filled(Report, Report.objects.filter(incident__in=ended), "reporter_phone_index")
    lines = _filled(LogLine, LogLine.objects.filter(incident__in=ended))
    incidents = _filled(Incident, ended, "own_id_print")
    rows = len(reports) + len(lines) + len(incidents)
    if not rows:
        return 0
    with journal.act(by=by, at=at) as act:
        _empty(Report, reports, "reporter_phone_index")
        _empty(LogLine, lines)
        _empty(Incident, incidents, "own_id_print")
        emptied = events.PersonalFieldsEmptied(
            node_id=journal_selectors.node().id,
            reports=len(reports),
            incidents=len(incidents),
            log_lines=len(lines),
            before=before,
        )
        act.record(emptied)
    return rows


def _filled(model: type[Model], rows: QuerySet[Model], *indexes: str) -> list[Any]:
    """A slice of rows with something in a marked field, or in a blind index made from one."""
    filled = Q()
    for field in personal_fields(model):
        filled |= ~Q(**{field.name: ""})
    for name in indexes:
        filled |= Q(**{f"{name}__isnull": False})
    return list(rows.filter(filled).values_list("pk", flat=True)[:SLICE])


def _empty(model: type[Model], ids: list[Any], *indexes: str) -> None:
    marked = [field.name for field in personal_fields(model)]
    emptied = dict.fromkeys(marked, "") | dict.fromkeys(indexes, None)
    model._default_manager.filter(pk__in=ids).update(**emptied)
