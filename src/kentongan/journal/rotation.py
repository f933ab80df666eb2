"""Changing the key of personal data: a new one first, then every value sealed anew, in slices.

Answers kept for Idempotency-Keys are sealed too, and go with them.

The older keys stay in the folder: backups and offline copies are still read with them.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Cast

from kentongan.journal import events, selectors
from kentongan.journal import services as journal
from kentongan.journal.models import NodeKey, StoredAnswer
from kentongan.journal.personal import (
    forget_keyring,
    keyring,
    models_with_personal_fields,
    personal_fields,
)
from kentongan.kernel.actors import Actor
from kentongan.kernel.keys import PREFIX, add_data_key, fingerprints

SLICE = 200
"""Rows in one write transaction: well under 50 ms on the smallest machine."""

Progress = Callable[[int], None]


def quiet(_: int) -> None:
    """Nobody watches."""


def count_sealed() -> dict[str, int]:
    """How many values each data key of this node has sealed, 0 for one that has sealed none."""
    return {key: sum(_sealed_with(key)) for key in sorted(keyring().data_keys)}


def has_sealed(key: str) -> bool:
    """Whether anything is sealed with this key."""
    return any(_sealed_with(key))


def _sealed_with(key: str) -> Iterator[int]:
    for model in models_with_personal_fields():
        for name in _sealed_fields(model):
            yield _raw(model, name).filter(raw_value__startswith=f"{PREFIX}.{key}.").count()
    yield StoredAnswer.objects.filter(sealed_with=key).count()


def rotate_keys(*, by: Actor, at: datetime, progress: Progress = quiet) -> tuple[str, int]:
    """Add a data key and seal every value of the older ones with it. Returns its id and how many.

    Broken off, nothing is lost: the older keys still open their values, and running it again makes
    one more key for all of them.
    """
    node_id = selectors.node().id
    key = add_data_key(settings.KEYS_DIR)
    name = f"data-{key}"
    mark = fingerprints(settings.KEYS_DIR)[name]
    with journal.act(by=by, at=at) as act:
        NodeKey.objects.create(name=name, fingerprint=mark, noted_at=at)
        act.record(events.KeyAdded(node_id=node_id, key=key))
    forget_keyring()
    values = 0
    for rows in _all_again(key, by=by, at=at):
        values += rows
        progress(rows)
    with journal.act(by=by, at=at) as act:
        act.record(events.KeysRotated(node_id=node_id, key=key, values=values))
    return key, values


def _all_again(key: str, *, by: Actor, at: datetime) -> Iterator[int]:
    """Seal all that an older key has sealed, a slice at a time; says how many in each."""
    for model in models_with_personal_fields():
        for name in _sealed_fields(model):
            older = _raw(model, name).exclude(raw_value__startswith=f"{PREFIX}.{key}.")
            for part in _slices(older):
                _seal_again(model, name, part, by=by, at=at)
                yield len(part)
    for part in _slices(StoredAnswer.objects.exclude(sealed_with__in=("", key))):
        yield _seal_answers_again(part, by=by, at=at)


def _slices(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """The primary keys of these rows, a slice at a time."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), SLICE):
        yield ids[start : start + SLICE]


def _seal_again(
    model: type[models.Model], name: str, ids: list[Any], *, by: Actor, at: datetime
) -> None:
    with journal.act(by=by, at=at):
        rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=ids)
        model._default_manager.bulk_update(list(rows.only("pk", name)), [name])


def _seal_answers_again(ids: list[Any], *, by: Actor, at: datetime) -> int:
    """Those that were forgotten meanwhile are not there any more."""
    with journal.act(by=by, at=at):
        answers = list(StoredAnswer.objects.select_for_update().filter(pk__in=ids))
        for answer in answers:
            answer.sealed_with, answer.body = keyring().seal_bytes(selectors.body_of(answer))
        StoredAnswer.objects.bulk_update(answers, ["sealed_with", "body"])
    return len(answers)


def _sealed_fields(model: type[models.Model]) -> list[str]:
    return [field.name for field in personal_fields(model) if field.encrypted]


def _raw(model: type[models.Model], name: str) -> Any:
    """Rows whose field is sealed, with the text as the database has it."""
    rows = model._default_manager.annotate(raw_value=Cast(name, models.TextField()))
    return rows.filter(raw_value__startswith=f"{PREFIX}.")
