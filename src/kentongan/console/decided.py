"""Who has decided what is shown on the pages of settings."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from kentongan.accounts.selectors import names_of


class Decided(Protocol):
    """A row of configuration, of whichever room."""

    @property
    def changed_by(self) -> UUID | None:
        """The account that set it; None for what a node begins with."""


def who_decided(rows: Iterable[Decided]) -> dict[UUID, str]:
    """Names by account; what the node began with was decided by nobody."""
    return names_of({row.changed_by for row in rows if row.changed_by is not None})
