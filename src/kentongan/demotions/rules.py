"""How long a call of a demoted number waits, and whose number can be one. Pure."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.demotions.enums import Exclusion, Place, Release, Verdict

MOST_WAIT_S = 15
"""practice.md §3.3, binding: no row of the regency's can make it longer."""
ASK_AGAIN_S = 5
"""An exchange asks again this often, so that an operator who becomes free is rung soon."""

_MOBILE = re.compile(r"\+628[1-9][0-9]{7,10}", re.ASCII)
_INDONESIAN = re.compile(r"\+62[1-9][0-9]{5,12}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """All that decides about a waiting call of a demoted number."""

    waited: timedelta
    exclusion: str = ""
    calls_again: bool = False
    has_own_incident: bool = False
    is_near_incident: bool = False
    place: Place = Place.UNKNOWN
    is_surge: bool = False
    is_operator_free: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """How many seconds more, at most fifteen; where none, `release` says why."""

    seconds: int
    release: str = ""


def wait_for(caller: Caller, limit_s: int) -> Wait:
    """The wait that is left. Whatever the limit says, nobody waits longer than MOST_WAIT_S from
    the first ring.
    """
    releases = (
        (Release.EXCLUDED, bool(caller.exclusion)),
        (Release.SECOND_CALL, caller.calls_again),
        (Release.OWN_INCIDENT, caller.has_own_incident),
        (Release.NEAR_INCIDENT, caller.is_near_incident),
        (Release.UNUSUAL_PLACE, caller.place == Place.UNUSUAL),
        (Release.SURGE, caller.is_surge),
        (Release.OPERATOR_FREE, caller.is_operator_free),
    )
    release = next((name for name, holds in releases if holds), None)
    if release is not None:
        return Wait(0, release)
    waited_s = max(caller.waited.total_seconds(), 0)
    left_s = math.ceil(min(limit_s, MOST_WAIT_S) - waited_s)
    return Wait(left_s) if left_s > 0 else Wait(0, Release.WAITED)


def exclusion_of(number: str, *, is_official: bool, was_silent: bool) -> str:
    """Why a number, as E.164 where it can be read as one, is never demoted; "" where it may be.

    Only a subscriber's own mobile number is one person's: a telephone without a card shows digits
    of its own, and behind a landline are a house, an office, a booth.
    """
    if not number:
        return Exclusion.ANONYMOUS
    if is_official:
        return Exclusion.OFFICIAL
    if not _MOBILE.fullmatch(number):
        is_landline = _INDONESIAN.fullmatch(number) is not None
        return Exclusion.LANDLINE if is_landline else Exclusion.NO_SUBSCRIBER
    return Exclusion.SILENT if was_silent else ""


@dataclass(frozen=True, slots=True)
class Prank:
    """One call that somebody recorded as a prank."""

    call_id: UUID
    arrived_at: datetime
    recorded_by: UUID


def is_enough(pranks: Sequence[Prank], *, count: int, operators: int) -> bool:
    """Whether so many were recorded by so many different people."""
    return len(pranks) >= count and len({each.recorded_by for each in pranks}) >= operators


def still_stands(verdicts: Collection[str], *, count: int) -> bool:
    """Whether a demotion holds after colleagues have heard its calls: none was in earnest, and as
    many as are needed are not in doubt. `""` is one that nobody has heard yet.
    """
    doubted = sum(verdict == Verdict.UNCLEAR for verdict in verdicts)
    return Verdict.NOT_PRANK not in verdicts and len(verdicts) - doubted >= count


def place_of(apart_m: Sequence[float], *, unusual_m: int) -> Place:
    """Where a caller is, by the distances from where the number has rung before. Nothing to compare
    with is not usual.
    """
    return Place.USUAL if any(each <= unusual_m for each in apart_m) else Place.UNUSUAL
