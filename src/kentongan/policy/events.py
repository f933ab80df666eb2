from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class PackageImported(Event, frozen=True, kw_only=True):
    """A package of settings was taken over as one act; each change has its own entry as well."""

    kind: ClassVar[str] = "policy.package.imported"
    subject: ClassVar[str] = "node"
    node_id: UUID
    added: int
    changed: int


class PackageExported(Event, frozen=True, kw_only=True):
    """All settings were handed out as one file, with or without the telephones to ring, and with or
    without who answers for the villages.
    """

    kind: ClassVar[str] = "policy.package.exported"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "node"
    node_id: UUID
    phones: bool
    contacts: bool
