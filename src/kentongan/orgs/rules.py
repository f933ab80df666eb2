"""Which role has which right. A table: read it, change it, the URL × role test follows."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kentongan.orgs.enums import Right, Role

R = Right

_SEE_ROOM = {R.SEE_INCIDENTS, R.SEE_TICKETS, R.SEE_UNITS, R.SEE_ROSTER}
_TAKE = {R.TAKE_CALLS, R.SEE_CALLS, R.EDIT_INCIDENTS, R.REVEAL_PERSONS}
_SEND = {R.FORWARD_TICKETS, R.CLOSE_INCIDENTS, R.ASSIGN_UNITS}

RIGHTS_OF_ROLE: dict[Role, frozenset[Right]] = {
    # Call taker, dispatcher and supervisor are posts: one person alone at night holds all three.
    Role.OPERATOR: frozenset(_SEE_ROOM | _TAKE | {R.FORWARD_TICKETS, R.CLOSE_INCIDENTS}),
    Role.DISPATCHER: frozenset(_SEE_ROOM | _TAKE | _SEND),
    Role.SUPERVISOR: frozenset(
        _SEE_ROOM | _TAKE | _SEND | {R.SEE_BOARD, R.EDIT_ROSTER, R.READ_JOURNAL}
    ),
    Role.OFFICER: frozenset(
        {R.SEE_INCIDENTS, R.SEE_TICKETS, R.ANSWER_TICKETS, R.ASSIGN_UNITS, R.SEE_UNITS}
        | {R.RUN_UNITS, R.SEE_ROSTER, R.EDIT_ROSTER, R.REVEAL_PERSONS}
    ),
    Role.CREW: frozenset({R.SEE_INCIDENTS, R.RUN_UNITS, R.REVEAL_PERSONS}),
    Role.CAMAT: frozenset({R.SEE_INCIDENTS}),
    Role.VILLAGE: frozenset({R.SEE_INCIDENTS}),
    Role.PUSDALOPS: frozenset(_SEE_ROOM | {R.SEE_BOARD, R.EDIT_INCIDENTS}),
    # Leaders see figures, never callers, health or recordings (practice.md §6).
    Role.LEADER: frozenset({R.SEE_BOARD}),
    Role.ADMIN: frozenset({R.CONFIGURE, R.MANAGE_ACCOUNTS, R.EDIT_ROSTER, R.SEE_ROSTER}),
    Role.AUDITOR: frozenset({R.SEE_INCIDENTS, R.SEE_TICKETS, R.SEE_CALLS, R.READ_JOURNAL}),
}

OWN_TASKS_ONLY = frozenset({Role.OFFICER, Role.CREW})
"""Scope by the tasks of one's own organisation, not by area."""

SECOND_FACTOR_ROLES = frozenset(
    {Role.SUPERVISOR, Role.PUSDALOPS, Role.LEADER, Role.ADMIN, Role.AUDITOR}
)
"""Supervisors and up enter with a second factor."""

BREAK_GLASS_ROLE = Role.SUPERVISOR
BREAK_GLASS_FOR = timedelta(hours=1)

_STREAMED: dict[str, Right] = {
    "calls.": R.SEE_CALLS,
    "incidents.": R.SEE_INCIDENTS,
    "dispatch.ticket.": R.SEE_TICKETS,
    "dispatch.assignment.": R.SEE_UNITS,
    "fleet.": R.SEE_UNITS,
    "orgs.duty.": R.SEE_ROSTER,
}
_BOARD_KINDS = ("calls.", "incidents.", "dispatch.", "fleet.", "orgs.duty.")


def has_stream_right(role: Role, kind: str) -> bool:
    """Whether a role may be told of entries of this kind (identifiers and states only)."""
    rights = RIGHTS_OF_ROLE[role]
    if R.READ_JOURNAL in rights:
        return True
    if R.SEE_BOARD in rights and kind.startswith(_BOARD_KINDS):
        return True
    if role is Role.CREW and kind.startswith("dispatch.assignment."):
        return True
    return any(kind.startswith(p) and right in rights for p, right in _STREAMED.items())


def gaps_between(
    covered: Iterable[tuple[datetime, datetime]], start: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """What of a stretch of time is not covered by these stretches, given by their beginning."""
    gaps = []
    reached = start
    for begins, ends in covered:
        if begins > reached:
            gaps.append((reached, begins))
        reached = max(reached, ends)
    if reached < until:
        gaps.append((reached, until))
    return gaps
