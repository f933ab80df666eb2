"""Changing the key of personal data: a new one first, then every value sealed anew, in slices.

The older keys stay in the folder: backups and offline copies are still read with them.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast

from kentongan.journal import events, selectors
from kentongan.journal import services as journal
from kentongan.journal.personal import (
    forget_keyring,
    keyring,
    models_with_personal_fields,
    personal_fields,
)
from kentongan.kernel.actors import Actor
from kentongan.kernel.keys import PREFIX, add_data_key

SLICE = 200
"""Rows in one write transaction: well under 50 ms on the smallest machine."""

Progress = Callable[[int], None]


def count_sealed() -> dict[str, int]:
    """How many values each data key of this node has sealed, 0 for one that has sealed none."""
    counts = Counter(dict.fromkeys(keyring().data_keys, 0))
    for model in models_with_personal_fields():
        for name in _sealed_fields(model):
            for sealed in _raw(model, name).values_list("raw_value", flat=True).iterator():
                counts[_key_of(sealed)] += 1
    return dict(sorted(counts.items()))


def count_to_rotate() -> int:
    """How many values a rotation would seal anew."""
    return sum(count_sealed().values())


def rotate_keys(*, by: Actor, at: datetime, progress: Progress | None = None) -> tuple[str, int]:
    """Add a data key and seal every value of the older ones with it. Returns its id and how many.

    Broken off, it is taken up by running it again: what is sealed with the newest key is left.
    """
    node_id = selectors.node().id
    key = add_data_key(settings.KEYS_DIR)
    with journal.act(by=by, at=at) as act:
        act.record(events.KeyAdded(node_id=node_id, key=key))
    forget_keyring()
    values = 0
    for model in models_with_personal_fields():
        for names, part in _slices(model, key):
            values += _seal_again(model, names, part, by=by, at=at)
            if progress is not None:
                progress(len(part))
    with journal.act(by=by, at=at) as act:
        act.record(events.KeysRotated(node_id=node_id, key=key, values=values))
    return key, values


def _slices(model: type[models.Model], key: str) -> Iterator[tuple[list[str], list[Any]]]:
    """The primary keys of rows with values of older keys, a slice at a time, field by field."""
    for name in _sealed_fields(model):
        older = _raw(model, name).exclude(raw_value__startswith=f"{PREFIX}.{key}.")
        ids = list(older.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), SLICE):
            yield [name], ids[start : start + SLICE]


def _seal_again(
    model: type[models.Model], names: list[str], ids: list[Any], *, by: Actor, at: datetime
) -> int:
    with journal.act(by=by, at=at):
        rows = list(
            model._default_manager.select_for_update(of=("self",))
            .filter(pk__in=ids)
            .only("pk", *names)
        )
        model._default_manager.bulk_update(rows, names)
    return len(rows) * len(names)


def _sealed_fields(model: type[models.Model]) -> list[str]:
    return [field.name for field in personal_fields(model) if field.encrypted]


def _raw(model: type[models.Model], name: str) -> Any:
    """Rows whose field is sealed, with the text as the database has it."""
    rows = model._default_manager.annotate(raw_value=Cast(name, models.TextField()))
    return rows.filter(raw_value__startswith=f"{PREFIX}.")


def _key_of(sealed: str) -> str:
    return sealed.split(".", 2)[1]
