"""From a journal row to the bytes of a server-sent event, encoded once for all who may see it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kentongan.kernel import clock
from kentongan.regions.types import dotted

COLUMNS = "seq, id, kind, subject_kind, subject_id, region, org_id, occurred_at, data"
"""What a message needs of an entry, in the order in which `message` takes it."""

RESTRICTED = '"restricted":true'
"""How the journal's canonical JSON says that an entry is about a restricted incident."""

ENDANGERED = '"endangered":true'
"""The same of an incident whose caller must not be contacted."""


@dataclass(frozen=True, slots=True)
class LiveMessage:
    """One entry, ready to be sent; the plain fields decide who gets it."""

    seq: int
    kind: str
    subject_id: UUID
    region: str
    org_id: UUID | None
    frame: bytes
    is_restricted: bool = False
    is_endangered: bool = False

    @property
    def bare(self) -> bytes:
        """For those who read figures only: something of a room has changed, and when."""
        room = self.kind.partition(".")[0]
        return (
            f"id: {self.seq}\nevent: {room}.changed\n"
            f'data: {{"seq":{self.seq},"kind":"{room}.changed"}}\n\n'
        ).encode()


def message(row: tuple[Any, ...]) -> LiveMessage:
    """Encode a row of COLUMNS. `data` is the journal's canonical JSON, put in as it stands."""
    seq, entry_id, kind, subject_kind, subject, region, org, occurred_at, data = row
    subject_id, org_id = _uuid(subject), _uuid(org) if org else None
    org_json = f'"{org_id}"' if org_id else "null"
    frame = (
        f'id: {seq}\nevent: {kind}\ndata: {{"seq":{seq},"id":"{_uuid(entry_id)}","kind":"{kind}",'
        f'"subject_kind":"{subject_kind}","subject_id":"{subject_id}",'
        f'"region":"{dotted(region)}","org_id":{org_json},"at":"{_wire(occurred_at)}",'
        f'"data":{data}}}\n\n'
    ).encode()
    return LiveMessage(
        seq=seq, kind=kind, subject_id=subject_id, region=region, org_id=org_id, frame=frame,
        is_restricted=RESTRICTED in data, is_endangered=ENDANGERED in data,
    )  # fmt: skip


def beat(seq: int) -> bytes:
    """The sign of life: a comment for proxies, an event for the screen, its cursor moved on."""
    return f': beat\nid: {seq}\nevent: beat\ndata: {{"seq":{seq}}}\n\n'.encode()


def reset(seq: int) -> bytes:
    """Tell the screen that it missed too much: read the page again, go on from `seq`."""
    return f'id: {seq}\nevent: reset\ndata: {{"seq":{seq}}}\n\n'.encode()


def bye(reason: str) -> bytes:
    """The last event of a stream that the server ends."""
    return f'event: bye\ndata: {{"reason":"{reason}"}}\n\n'.encode()


def opening(retry_ms: int) -> bytes:
    """The first bytes: how long to wait before connecting again."""
    return f": kentongan\nretry: {retry_ms}\n\n".encode()


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(hex=value)


def _wire(value: Any) -> str:
    if isinstance(value, datetime):
        return clock.to_wire(value)
    return clock.to_wire(datetime.fromisoformat(value).replace(tzinfo=UTC))
