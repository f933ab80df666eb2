"""The shape of what is written to the journal: past tense, identifiers and non-personal values."""

from typing import Any, ClassVar, dataclass_transform
from uuid import UUID

import msgspec

_by_kind: dict[str, type["Event"]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One fact. A subclass names its wire `kind` (`room.noun.verb`) and its `subject`:

    `subject = "incident"` means that the field `incident_id` says which incident it is about.
    `version` counts the shapes of the payload; readers of older entries look at it.
    """

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    subject: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind in _by_kind and _by_kind[cls.kind].__qualname__ != cls.__qualname__:
            raise ValueError(f"{cls.kind} is taken by {_by_kind[cls.kind].__qualname__}")
        if cls.kind:
            _by_kind[cls.kind] = cls

    @property
    def subject_id(self) -> UUID:
        identifier: UUID = getattr(self, f"{self.subject}_id")
        return identifier


def all_events() -> dict[str, type[Event]]:
    """Every kind of event that a loaded room can write, for the reference and its test."""
    return dict(sorted(_by_kind.items()))
