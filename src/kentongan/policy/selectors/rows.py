"""From a row of the database to a row of the package."""

from typing import Any, TypeVar

import msgspec

from kentongan.policy import wire

R = TypeVar("R", bound=wire.Row)


def same(kind: type[R], row: object, /, **given: Any) -> R:
    """A row of the package with what `row` calls by the same names."""
    said = {name: getattr(row, name) for name in kind.__struct_fields__ if name not in given}
    return msgspec.convert(said | given, kind, from_attributes=True)
