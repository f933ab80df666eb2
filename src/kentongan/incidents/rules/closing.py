"""What an incident needs before it ends, and until when it can be opened again."""

import re
from datetime import datetime, timedelta

from kentongan.incidents.enums import (
    HANDLED_CODES,
    WHY_NOBODY_ARRIVED,
    ClosingCode,
    ContactSafety,
    Feedback,
    IncidentState,
)
from kentongan.incidents.errors import (
    ClosingNoteMissing,
    CoolingFirst,
    FeedbackMissing,
    NeedsStillOpen,
    NobodyArrived,
    NotARecheckTime,
    ReasonMissing,
    ReporterNotToBeContacted,
    SamenessNotConfirmed,
    TooLateToReopen,
    UnitsStillOut,
)

NEEDS_NOTE = frozenset({
    ClosingCode.DIED_AT_SCENE,  # the doctor's name and the hour (practice.md §1.12)
    ClosingCode.FALSE_REPORT,
    ClosingCode.HANDED_OVER,
    ClosingCode.NO_UNIT,
})  # fmt: skip

MAX_ALARM = 5

_HOUR = re.compile(r"\b(?:[01]?\d|2[0-3])[.:][0-5]\d\b")

_HANDLED_STATES = (IncidentState.FIELD_DONE, IncidentState.REVIEW)


def require_no_units(number: str, units: int) -> None:
    """Raises UnitsStillOut while a unit is committed."""
    if units:
        raise UnitsStillOut(number=number, units=units)


def require_no_open_needs(number: str, reports: int) -> None:
    """Raises NeedsStillOpen while a report, its own or a merged one's, waits for help."""
    if reports:
        raise NeedsStillOpen(number=number, reports=reports)


def require_feedback(contact_safety: str, feedback: str) -> None:
    """Raises FeedbackMissing without one, ReporterNotToBeContacted for one that means contact."""
    if not feedback:
        raise FeedbackMissing
    if contact_safety == ContactSafety.DO_NOT_CONTACT and feedback != Feedback.NOT_ALLOWED:
        raise ReporterNotToBeContacted


def require_closing_note(closing_code: str, note: str) -> None:
    """Raises ClosingNoteMissing for codes that must say more; a death names its hour."""
    says_no_hour = closing_code == ClosingCode.DIED_AT_SCENE and not _HOUR.search(note)
    if closing_code in NEEDS_NOTE and (says_no_hour or not note.strip()):
        raise ClosingNoteMissing(closing_code=closing_code)


def settle_attendance(number: str, attendance: str, said: str = "") -> str:
    """Who came, or why nobody did. Raises NobodyArrived where neither is known."""
    settled = attendance or said
    if not settled or (not attendance and said not in WHY_NOBODY_ARRIVED):
        reasons = tuple(each.label for each in WHY_NOBODY_ARRIVED)
        codes = tuple(str(each) for each in WHY_NOBODY_ARRIVED)
        raise NobodyArrived(number=number, reasons=reasons, codes=codes)
    return settled


def require_cooled(*, passes_cooling: bool, state: str, closing_code: str = "") -> None:
    """Raises CoolingFirst for a fire that is called done without having been cooled.

    To finish in the field it must be cooling; to be closed as handled it must be done there.
    """
    if not passes_cooling:
        return
    if closing_code:
        if closing_code in HANDLED_CODES and state not in _HANDLED_STATES:
            raise CoolingFirst
    elif state != IncidentState.COOLING:
        raise CoolingFirst


def is_rechecked(state: str, recheck_at: datetime | None, at: datetime) -> bool:
    """Whether no hour stands before the end: one was named for a fire, and has not come."""
    return state != IncidentState.COOLING or recheck_at is None or recheck_at <= at


def require_may_reopen(
    *, number: str, ended_at: datetime | None, window: timedelta, at: datetime
) -> None:
    """Raises TooLateToReopen after the window."""
    if ended_at is not None and at - ended_at > window:
        raise TooLateToReopen(number=number, hours=int(window.total_seconds() // 3600))


def require_same(*, is_p1: bool, place_confirmed: bool, victims_confirmed: bool) -> None:
    """Raises SamenessNotConfirmed for a P1 unless place and victims were both asked."""
    if is_p1 and not (place_confirmed and victims_confirmed):
        raise SamenessNotConfirmed


def require_future(moment: datetime, at: datetime) -> None:
    """Raises NotARecheckTime for an hour that has passed."""
    if moment <= at:
        raise NotARecheckTime


def require_reason(reason: str) -> None:
    """Raises ReasonMissing for an empty reason."""
    if not reason.strip():
        raise ReasonMissing
