"""Personal fields are emptied when their time is over; rows, figures and entries stay (UU PDP).

A room's `tasks.py` says since when the time of a model's fields runs. The worker goes through all
of them once a day, a slice at a time.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import Model, Q

from kentongan.journal import events, selectors
from kentongan.journal import services as journal
from kentongan.journal.periods import kept_for
from kentongan.journal.personal import personal_fields
from kentongan.kernel.actors import RETENTION

log = logging.getLogger(__name__)

SLICE = 500
"""Rows of one write transaction: long ones make the desks wait."""

Empty = Callable[[datetime], int]

_rules: dict[type[Model], Empty] = {}


def rule(model: type[Model]) -> Callable[[Empty], Empty]:
    """Register the room's own way: it empties a slice, and says how many rows; 0 when through."""

    def register(empty: Empty) -> Empty:
        _rules[model] = empty
        return empty

    return register


def since(model: type[Model], column: str, *, where: Q | None = None) -> None:
    """The time of this model's fields runs from `column`, for the rows that are over (`where`)."""

    def empty(now: datetime) -> int:
        classes = {field.retention for field in personal_fields(model)}
        return sum(_empty_class(model, column, where or Q(), name, now) for name in classes)

    _rules[model] = empty


def all_rules() -> dict[type[Model], Empty]:
    """The registered models, for the worker and the test that none is missing."""
    return dict(_rules)


def run_all(now: datetime) -> int:
    """Empty one slice of every model. Returns how many rows; 0 when nothing is left to do today."""
    once = {empty: model for model, empty in _rules.items()}
    return sum(_run(model, empty, now) for empty, model in once.items())


def _run(model: type[Model], empty: Empty, now: datetime) -> int:
    try:
        return empty(now)
    except Exception:  # noqa: BLE001 - the outermost handler of a job: one model, not all
        log.exception("retention failed", extra={"set": model._meta.label})
        return 0


def _empty_class(model: type[Model], column: str, where: Q, name: str, now: datetime) -> int:
    """A slice of the fields of one retention class. They are looked for outside of the act."""
    fields = [field.name for field in personal_fields(model) if field.retention == name]
    filled = Q()
    for field in fields:
        filled |= ~Q(**{field: ""})
    over = Q(**{f"{column}__lt": now - kept_for(name, now)})
    rows = model._default_manager.filter(where, over, filled)
    ids = list(rows.values_list("pk", flat=True)[:SLICE])
    if not ids:
        return 0
    with journal.act(by=RETENTION, at=now) as act:
        count = model._default_manager.filter(pk__in=ids).update(**dict.fromkeys(fields, ""))
        act.record(
            events.PersonalFieldsEmptied(
                node_id=selectors.node().id, model=model._meta.label, retention=name, rows=count
            )
        )
    return count
