"""What an administrator does for a person: an account, a password, a lost factor, open sessions.

Room `accounts` does it; who may, and to whom, is asked here.
"""

from datetime import datetime
from uuid import UUID

from kentongan.accounts import services as accounts
from kentongan.accounts.models import User
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import access_person, rights_of
from kentongan.orgs.services.roles import require_another_administrator


def invite_person(*, by: Actor, username: str, name: str, at: datetime) -> tuple[User, str]:
    """An account for somebody new, with a one-time password that is answered this once.

    Refuses the administrator of a part: a new account is nobody's yet.
    """
    rights_of(by).require(Right.MANAGE_ACCOUNTS, region=node().region)
    return accounts.invite_user(by=by, username=username, name=name, at=at)


def give_one_time_password(*, by: Actor, user_id: UUID, at: datetime) -> str:
    """A password for a person who has lost theirs, answered this once. Refuses one's own."""
    access_person(by, user_id, right=Right.MANAGE_ACCOUNTS, at=at)
    return accounts.give_one_time_password(by=by, user_id=user_id, at=at)


def take_second_factor(*, by: Actor, user_id: UUID, reason: str, at: datetime) -> None:
    """Take away a second factor that its person has lost; it is put in anew at the next sign-in.

    Refuses without a reason, and one's own.
    """
    access_person(by, user_id, right=Right.TAKE_FACTORS, at=at)
    accounts.take_second_factor(by=by, user_id=user_id, reason=reason, at=at)


def deactivate_person(*, by: Actor, user_id: UUID, at: datetime) -> None:
    """Close the account of somebody who has left or must not enter; sessions, streams and tokens
    end. Refuses one's own, and the last administrator's.
    """
    access_person(by, user_id, right=Right.MANAGE_ACCOUNTS, at=at)
    with journal.act(by=by, at=at):
        require_another_administrator(user_id, at)
        accounts.deactivate(by=by, user_id=user_id, at=at)


def reactivate_person(*, by: Actor, user_id: UUID, at: datetime) -> None:
    """Open a closed account again; it has the roles that have not ended meanwhile."""
    access_person(by, user_id, right=Right.MANAGE_ACCOUNTS, at=at)
    accounts.reactivate(by=by, user_id=user_id, at=at)


def end_sessions(*, by: Actor, user_id: UUID, at: datetime) -> None:
    """End every session of a person, and with them their streams: a desk was left open."""
    access_person(by, user_id, right=Right.MANAGE_ACCOUNTS, at=at)
    accounts.end_sessions(by=by, user_id=user_id, at=at)
