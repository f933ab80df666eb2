"""What the timekeeper does for this room: sessions, tries and codes that are over are forgotten.

And how long it is known why a second factor was taken away.
"""

from datetime import datetime, timedelta

from kentongan.accounts import services
from kentongan.accounts.models import KnownPlace, RecoveryCode, Session, TakenFactor, Throttle
from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import RETENTION

KEPT = timedelta(days=1)
"""After its end a session still opens while its person is on duty (room `orgs`); the cookie itself
lives twelve hours longer, so after a day nobody comes with it."""
GATHERED = timedelta(hours=1)
"""They are forgotten by the hour, not one by one."""


retention.since(TakenFactor, "taken_at")


@timer("accounts.sessions", model=Session, column="expires_at", after=KEPT + GATHERED)
def forget_sessions(now: datetime) -> int:
    """Delete a slice of the sessions that ended or expired more than a day ago."""
    return services.forget_sessions(by=RETENTION, before=now - KEPT, at=now)


@timer("accounts.tries", model=Throttle, column="empty_at", after=GATHERED)
def forget_tries(now: datetime) -> int:
    """Delete a slice of the counts of wrong tries that slow nobody any more."""
    return services.forget_tries(by=RETENTION, at=now)


@timer("accounts.known-places", model=KnownPlace, column="expires_at", after=GATHERED)
def forget_old_places(now: datetime) -> int:
    """Delete a slice of the desks and addresses at which nobody has entered for long."""
    return services.forget_old_places(by=RETENTION, at=now)


@timer("accounts.recovery-codes", model=RecoveryCode, column="used_at", after=GATHERED)
def forget_spent_codes(now: datetime) -> int:
    """Delete a slice of the recovery codes that have been used."""
    return services.forget_spent_codes(by=RETENTION, before=now, at=now)
