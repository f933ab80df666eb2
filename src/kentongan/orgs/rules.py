"""Which role has which right. A table: read it, change it, the URL × role test follows."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from uuid import UUID

from kentongan.kernel.errors import Unreadable, mark
from kentongan.orgs import errors
from kentongan.orgs.enums import DutyTimeCode, Right, Role

R = Right

_SEE_ROOM = {R.SEE_INCIDENTS, R.SEE_ENDANGERED, R.SEE_TICKETS, R.SEE_UNITS, R.SEE_ROSTER,
             R.REPORT_ROADS}  # fmt: skip
_TAKE = {R.TAKE_CALLS, R.SEE_CALLS, R.SEE_RESTRICTED, R.EDIT_INCIDENTS, R.REVEAL_PERSONS}
_SEND = {R.FORWARD_TICKETS, R.CLOSE_INCIDENTS, R.ASSIGN_UNITS}

RIGHTS_OF_ROLE: dict[Role, frozenset[Right]] = {
    # Call taker, dispatcher and supervisor are posts: one person alone at night holds all three.
    Role.OPERATOR: frozenset(_SEE_ROOM | _TAKE | {R.FORWARD_TICKETS, R.CLOSE_INCIDENTS}),
    Role.DISPATCHER: frozenset(_SEE_ROOM | _TAKE | _SEND),
    Role.SUPERVISOR: frozenset(
        _SEE_ROOM
        | _TAKE
        | _SEND
        | {R.SEE_BOARD, R.EDIT_ROSTER, R.READ_JOURNAL, R.ANSWER_COMPLAINTS}
        | {R.OPEN_RECORDINGS, R.REVIEW_QUALITY, R.DEMOTE_NUMBERS, R.WATCH_FLOOR, R.DECLARE_SURGE}
        | {R.KEEP_HOLIDAYS}
    ),
    Role.OFFICER: frozenset(
        {R.SEE_INCIDENTS, R.SEE_TICKETS, R.ANSWER_TICKETS, R.ASSIGN_UNITS, R.SEE_UNITS}
        | {R.RUN_UNITS, R.SEE_ROSTER, R.EDIT_ROSTER, R.REVEAL_PERSONS, R.ANSWER_COMPLAINTS}
        | {R.REPORT_ROADS}
    ),
    Role.CREW: frozenset({R.SEE_INCIDENTS, R.RUN_UNITS, R.REVEAL_PERSONS, R.REPORT_ROADS}),
    # In a village everybody knows whose house it is: neighbours read no SEE_ENDANGERED.
    Role.CAMAT: frozenset({R.SEE_INCIDENTS, R.SPEAK_FOR_AREA, R.REPORT_ROADS}),
    Role.VILLAGE: frozenset({R.SEE_INCIDENTS, R.SPEAK_FOR_AREA, R.REPORT_ROADS}),
    Role.PUSDALOPS: frozenset(_SEE_ROOM | {R.SEE_BOARD, R.EDIT_INCIDENTS}),
    # Leaders see figures, never callers, health or recordings (practice.md §6).
    Role.LEADER: frozenset({R.SEE_BOARD, R.KEEP_HOLIDAYS}),
    Role.ADMIN: frozenset(
        {R.CONFIGURE, R.MANAGE_ACCOUNTS, R.TAKE_FACTORS, R.EDIT_ROSTER, R.SEE_ROSTER}
        | {R.KEEP_HOLIDAYS}
    ),
    Role.AUDITOR: frozenset(
        {R.SEE_INCIDENTS, R.SEE_ENDANGERED, R.SEE_TICKETS, R.SEE_CALLS, R.READ_JOURNAL}
    ),
    # Reads no caller: answers for the words of the cards, and for nothing else.
    Role.MEDICAL: frozenset({R.APPROVE_GUIDANCE}),
}

OWN_TASKS_ONLY = frozenset({Role.OFFICER, Role.CREW})
"""Scope by the tasks of one's own organisation, not by area."""

SECOND_FACTOR_ROLES = frozenset(
    {Role.SUPERVISOR, Role.PUSDALOPS, Role.LEADER, Role.ADMIN, Role.AUDITOR, Role.MEDICAL}
)
"""Supervisors and up enter with a second factor."""

BREAK_GLASS_ROLE = Role.SUPERVISOR
BREAK_GLASS_HOLDERS = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR})
"""Who may break it, at the 112 centre only: they read callers every day. Leaders, agencies and
administrators never do (practice.md §6, leaders' eyes).
"""

STARTING_DUTY_TIMES: dict[str, tuple[int, ...]] = {
    DutyTimeCode.STAY_ON: (900,),
    DutyTimeCode.COVER_AHEAD: (86_400, 7_200, 0),
}
"""Seconds, until the regency's dated rows say it (issue: the desks, 5)."""
DAY_OFF = "-"
LONGEST_CYCLE = 60
LONGEST_DUTY_TIME_S = 7 * 86_400
MOST_DUTY_TIMES = 6

_STREAMED: dict[str, Right] = {
    "calls.": R.SEE_CALLS,
    "exchange.call.": R.SEE_CALLS,
    "exchange.link.": R.SEE_CALLS,
    "exchange.seat.": R.SEE_CALLS,
    # Not exchange.joining.: that a supervisor's telephone is in a call goes to nobody.
    "incidents.": R.SEE_INCIDENTS,
    "dispatch.ticket.": R.SEE_TICKETS,
    "dispatch.condition.": R.SEE_TICKETS,
    "dispatch.trial.": R.SEE_TICKETS,
    # TIDAK ADA UNIT and its like ring at the 112 desks, which may be told of restricted incidents.
    "dispatch.incident.": R.TAKE_CALLS,
    "dispatch.assignment.": R.SEE_UNITS,
    "dispatch.danger.": R.SEE_UNITS,
    "villages.": R.SEE_INCIDENTS,
    "ratings.complaint.": R.ANSWER_COMPLAINTS,
    "neighbours.": R.FORWARD_TICKETS,
    "fleet.": R.SEE_UNITS,
    "roads.": R.REPORT_ROADS,
    "guidance.session.": R.SEE_CALLS,
    "locating.call.": R.TAKE_CALLS,
    "linetests.": R.TAKE_CALLS,
    "demotions.": R.TAKE_CALLS,
    # That there is something to read at somebody's desk; who listens or who rests goes to nobody.
    "floor.desk.": R.TAKE_CALLS,
    "surge.": R.SEE_CALLS,
    "orgs.duty.": R.SEE_ROSTER,
    "orgs.handover.": R.SEE_ROSTER,
    "orgs.remark.": R.SEE_ROSTER,
}
_BOARD_KINDS = (
    "calls.", "incidents.", "dispatch.", "fleet.", "orgs.duty.", "ratings.rating.", "surge.surge.",
)  # fmt: skip


def has_stream_right(role: Role, kind: str) -> bool:
    """Whether a role may be told of entries of this kind (identifiers and states only)."""
    rights = RIGHTS_OF_ROLE[role]
    if R.READ_JOURNAL in rights:
        return True
    if role is Role.CREW and kind.startswith(("dispatch.assignment.", "dispatch.danger.")):
        return True
    return any(kind.startswith(p) and right in rights for p, right in _STREAMED.items())


def is_for_everybody(kind: str) -> bool:
    """Whether entries of this kind are told whatever one's area: closed roads are public."""
    return kind.startswith("roads.")


def counts(role: Role, kind: str) -> bool:
    """Whether a role reads figures that an entry of this kind changes."""
    return R.SEE_BOARD in RIGHTS_OF_ROLE[role] and kind.startswith(_BOARD_KINDS)


def is_told_by_area(role: Role, *, restricted: bool, endangered: bool) -> bool:
    """Whether a role's area reaches an incident like this one: of restricted ones that of the 112
    desks, of those with an endangered caller no neighbour's. Whoever reads the journal finds all.
    """
    rights = RIGHTS_OF_ROLE[role]
    if R.READ_JOURNAL in rights:
        return True
    needed = {R.SEE_RESTRICTED: restricted, R.SEE_ENDANGERED: endangered}
    return all(right in rights for right, is_needed in needed.items() if is_needed)


def require_one_area(region: str, area_set_id: UUID | None) -> None:
    """Raises Unreadable unless a role is for a region or for an area set: one of the two."""
    if bool(region) == bool(area_set_id):
        raise Unreadable(
            field="region",
            reason=region or "—",
            expected=mark("Satu wilayah atau satu kumpulan wilayah, bukan keduanya."),
        )


Stretch = tuple[datetime, datetime]


def gaps_between(
    covered: Iterable[Stretch], start: datetime, until: datetime, *, least: int = 1
) -> list[Stretch]:
    """What of a stretch of time is not covered by at least so many of these stretches."""
    inside = [(max(b, start), min(e, until)) for b, e in covered if b < until and e > start]
    edges = sorted({start, until, *(edge for stretch in inside for edge in stretch)})
    gaps: list[Stretch] = []
    for begins, ends in pairwise(edges):
        if sum(b <= begins and ends <= e for b, e in inside) >= least:
            continue
        if gaps and gaps[-1][1] == begins:
            begins = gaps.pop()[0]
        gaps.append((begins, ends))
    return gaps


def cycle_of(said: str, shifts: Mapping[str, UUID]) -> list[str]:
    """A pattern as it is typed, `Pagi Pagi - -`, as ids of shifts by their names.

    Raises PatternUnreadable for a word that is no shift of this organisation, and for none.
    """
    known = {name.casefold(): str(shift_id) for name, shift_id in shifts.items()}
    known[DAY_OFF] = ""
    words = said.split()
    wrong = [word for word in words if word.casefold() not in known]
    if wrong or not any(known[word.casefold()] for word in words) or len(words) > LONGEST_CYCLE:
        raise errors.PatternUnreadable(said=", ".join(wrong)[:80] or "—")
    return [known[word.casefold()] for word in words]


def shift_on(cycle: Sequence[str], begins_on: date, offset: int, day: date) -> str:
    """The shift of a day in a cycle that a person begins `offset` days into; `""` is a day off."""
    if day < begins_on:
        return ""
    return cycle[((day - begins_on).days + offset) % len(cycle)]


def stretch_of(day: date, starts: time, ends: time, zone: tzinfo) -> Stretch:
    """From when to when a shift lasts that begins on a day; one past midnight ends on the next."""
    begins = datetime.combine(day, starts, zone)
    over = datetime.combine(day if ends > starts else day + timedelta(days=1), ends, zone)
    return begins.astimezone(UTC), over.astimezone(UTC)


def days_of_month(month: date) -> list[date]:
    """Every day of the month that a day lies in."""
    _, last = monthrange(month.year, month.month)
    return [month.replace(day=day) for day in range(1, last + 1)]


def require_duty_times(code: str, seconds: Sequence[int]) -> tuple[int, ...]:
    """The times of a row, the longest first. Raises Unreadable for none, for many, or out of range.

    Only an alarm may come at the moment itself: a duty is kept for some time or not at all.
    """
    least = 0 if code == DutyTimeCode.COVER_AHEAD else 60
    wanted = tuple(sorted(set(seconds), reverse=True))
    is_list = code == DutyTimeCode.COVER_AHEAD
    most = MOST_DUTY_TIMES if is_list else 1
    in_range = all(least <= each <= LONGEST_DUTY_TIME_S for each in wanted)
    if not 1 <= len(wanted) <= most or not in_range:
        raise Unreadable(
            field="seconds",
            reason=", ".join(map(str, seconds)) or "—",
            expected=mark("Waktu dalam detik, paling lama tujuh hari."),
        )
    return wanted


CALLERS_REVEALED = (
    "calls.call.revealed", "incidents.report.revealed", "locating.call.fixes-opened",
)  # fmt: skip
RESTRICTED_READ = "incidents.incident.read"
TRACKS_READ = "dispatch.tracks.read"
RECORDING_OPENED = "recordings.recording.opened"
REVEALING = (*CALLERS_REVEALED, RESTRICTED_READ, TRACKS_READ, RECORDING_OPENED)
"""Entries that say who has read a caller's name and number (once the call was over, his place), a
restricted incident (ADR 0012), where an incident's crews were, or has listened to a recording.
"""


def week_of(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def week_stretch(monday: date, zone: tzinfo) -> Stretch:
    """From when to when a week lasts."""
    begins = datetime.combine(monday, time(), zone)
    return begins.astimezone(UTC), datetime.combine(
        monday + timedelta(days=7), time(), zone
    ).astimezone(UTC)


def require_review(note: str, *, used_by: UUID, by: UUID) -> None:
    """Raises NoteNeeded for a review that says nothing, OwnReview for one's own."""
    if used_by == by:
        raise errors.OwnReview
    if not note.strip():
        raise errors.NoteNeeded


def require_legal_basis(legal_basis: str) -> None:
    """Raises Unreadable for a row of configuration without its legal basis."""
    if not legal_basis.strip():
        raise Unreadable(
            field="legal_basis",
            reason="—",
            expected=mark("Dasar hukum: nomor SK atau SOP dan tanggalnya."),
        )
