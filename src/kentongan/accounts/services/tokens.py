"""Bearer tokens for programs."""

from datetime import datetime
from uuid import UUID

from kentongan.accounts import events
from kentongan.accounts.models import ApiToken
from kentongan.accounts.selectors import get_user
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import hash_token, secret_token


def issue_token(
    *, by: Actor, user_id: UUID, label: str, at: datetime, expires_at: datetime | None = None
) -> str:
    """A bearer token for a program that acts as this user. Shown once; only its hash is kept."""
    token = secret_token()
    user = get_user(user_id)
    with journal.act(by=by, at=at) as act:
        row = ApiToken.objects.create(
            token_hash=hash_token(token),
            user=user,
            label=label,
            created_at=at,
            expires_at=expires_at,
        )
        act.record(events.TokenIssued(token_id=row.id, user_id=user.id))
    return token


def revoke_tokens(*, by: Actor, user_id: UUID, at: datetime) -> None:
    """End every bearer token of an account."""
    with journal.act(by=by, at=at):
        for token in ApiToken.objects.filter(user_id=user_id, revoked_at=None):
            revoke_token(by=by, token_id=token.id, at=at)


def revoke_token(*, by: Actor, token_id: UUID, at: datetime) -> None:
    """End a bearer token; a second time is no harm."""
    with journal.act(by=by, at=at) as act:
        token = ApiToken.objects.filter(id=token_id, revoked_at=None).first()
        if token is not None:
            token.revoked_at = at
            token.save(update_fields=["revoked_at"])
            act.record(events.TokenRevoked(token_id=token.id, user_id=token.user_id))
