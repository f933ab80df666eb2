"""Guessing is slowed, per account at an address, per address, and per account at all the places
where its person has never entered; and never locked.

A desk or address where the person has entered keeps counts of its own (OWASP: device cookies): else
anybody could keep the one administrator out on the night of a disaster.
"""

from collections.abc import Sequence
from datetime import datetime

from kentongan.accounts import errors, events, rules
from kentongan.accounts.models import Throttle, User
from kentongan.accounts.selectors import known_places
from kentongan.journal import services as journal
from kentongan.kernel.actors import GUEST, Actor


def buckets_at(username: str, address: str, desk: str, at: datetime) -> Sequence[rules.Bucket]:
    """Where a wrong try from here counts."""
    at_desk, at_address = rules.desk_key(desk), rules.place_key(address)
    known = known_places(username, [at_desk, at_address], at)
    if at_desk in known:
        return (rules.bucket_at_desk(username, desk),)
    usual = rules.buckets_of(username, address)
    return usual if at_address in known else (*usual, rules.bucket_of_strangers(username))


def forgive(username: str) -> None:
    """Forget the wrong tries under a name. Inside an act."""
    Throttle.objects.filter(account=rules.account_key(username)).delete()
    Throttle.objects.filter(key=rules.bucket_of_strangers(username).key).delete()


def require_patience(buckets: Sequence[rules.Bucket], at: datetime) -> None:
    """Raises TooManyTries while one of them is full."""
    filled = Throttle.objects.in_bulk([bucket.key for bucket in buckets])
    rows = {bytes(key): row.empty_at for key, row in filled.items()}
    waits = (each.wait_s(rows[each.key], at) for each in buckets if each.key in rows)
    longest = max(waits, default=0)
    if longest > 0:
        raise errors.TooManyTries(wait_s=longest)


def note_failure(user: User | None, buckets: Sequence[rules.Bucket], at: datetime) -> None:
    """Fill the buckets by one more try; in the person's name where the name is one."""
    by = Actor(id=user.id) if user else GUEST
    with journal.act(by=by, at=at) as act:
        for bucket in buckets:
            row = Throttle.objects.select_for_update().filter(key=bucket.key).first()
            empty_at = bucket.empty_after_try(row.empty_at if row else None, at)
            values = {"empty_at": empty_at, "account": bucket.account}
            Throttle.objects.update_or_create(key=bucket.key, defaults=values)
        if user is not None:
            act.record(events.SignInFailed(user_id=user.id))
