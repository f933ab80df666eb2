"""Tokens of wall screens."""

from datetime import datetime
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.kernel.ids import hash_token, secret_token
from kentongan.orgs import events
from kentongan.orgs.enums import Right
from kentongan.orgs.models import DeviceToken
from kentongan.orgs.selectors import rights_of


def issue_device_token(*, by: Actor, label: str, org_id: UUID, region: str, at: datetime) -> str:
    """A token for a wall screen. Shown once; only its hash is kept."""
    rights_of(by).require(Right.MANAGE_ACCOUNTS, region=region)
    token = secret_token()
    with journal.act(by=by, at=at) as act:
        device = DeviceToken.objects.create(
            token_hash=hash_token(token), label=label, org_id=org_id, region=region, created_at=at
        )
        act.record(events.DeviceTokenIssued(device_id=device.id), region=region, org_id=org_id)
    return token


def revoke_device_token(*, by: Actor, device_id: UUID, at: datetime) -> None:
    """End a wall screen's token."""
    device = DeviceToken.objects.filter(id=device_id).first()
    if device is None:
        raise NotFound(thing="Layar")
    rights_of(by).require(Right.MANAGE_ACCOUNTS, region=device.region)
    with journal.act(by=by, at=at) as act:
        DeviceToken.objects.filter(id=device_id, revoked_at=None).update(revoked_at=at)
        act.record(events.DeviceTokenRevoked(device_id=device_id), region=device.region)
