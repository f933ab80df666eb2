"""Whether a position bears an arrival out, and what is kept where none does (practice.md §6)."""

from collections.abc import Iterable
from datetime import datetime

from kentongan.dispatch.enums import ArrivalProof, ArrivalReason
from kentongan.dispatch.errors import ArrivalNoteMissing, ArrivalUnproven, NobodyArrived
from kentongan.fleet.types import Position
from kentongan.geo.points import Point, distance_m
from kentongan.incidents.enums import WHY_NOBODY_ARRIVED
from kentongan.kernel.actors import ActorKind
from kentongan.kernel.errors import Unreadable


def arrival_proof(
    distance_m: float | None, accuracy_m: float | None, *, within_m: int
) -> ArrivalProof:
    """NEAR or FAR from the place by the unit's position; UNKNOWN without one of the two. Only a
    position proves an arrival: performance tables are gamed.
    """
    if distance_m is None:
        return ArrivalProof.UNKNOWN
    is_near = distance_m <= within_m + (accuracy_m or 0)
    return ArrivalProof.NEAR if is_near else ArrivalProof.FAR


def stay_begins(track: Iterable[Position], place: Point, *, within_m: float) -> datetime | None:
    """Since when a unit is at the place: the first of its latest positions, given newest first,
    that lie there without one elsewhere between them. One that is less exact than that says
    nothing. None where the newest is elsewhere.
    """
    since = None
    for each in track:
        if each.accuracy_m is not None and each.accuracy_m > within_m:
            continue
        if distance_m(each.point, place) > within_m:
            break
        since = each.at
    return since


def settle_arrival_reason(
    said: str, note: str, *, proof: str, said_by: ActorKind, place_has_point: bool, within_m: int
) -> str:
    """The reason that is kept with an arrival, empty where none is needed.

    Without one: the machine is not asked, a person has it from the crew (REPORTED), and where the
    incident has no point (NO_POSITION) no crew could be near it. Any other crew is asked: raises
    ArrivalUnproven. OTHER says what in words, or raises ArrivalNoteMissing.
    """
    if said:
        _require_code(said, note)
        return said
    if proof == ArrivalProof.NEAR or said_by is ActorKind.SYSTEM:
        return ""
    if said_by is ActorKind.PERSON:
        return ArrivalReason.REPORTED
    if not place_has_point:
        return ArrivalReason.NO_POSITION
    raise ArrivalUnproven(
        proof=str(proof),
        limit_m=within_m,
        codes=tuple(ArrivalReason.values),
        allowed=tuple(reason.label for reason in ArrivalReason),
    )


def settle_absence(said: str) -> str:
    """Why a task is over where nobody is known to have come: one of the codes, or it is refused
    (DISPATCH-019).
    """
    if said not in WHY_NOBODY_ARRIVED:
        raise NobodyArrived(
            codes=tuple(str(each) for each in WHY_NOBODY_ARRIVED),
            reasons=tuple(each.label for each in WHY_NOBODY_ARRIVED),
        )
    return said


def _require_code(said: str, note: str) -> None:
    if said not in ArrivalReason.values:
        codes = ", ".join(ArrivalReason.values)
        raise Unreadable(field="reason", reason=said[:40], expected=codes)
    if said == ArrivalReason.OTHER and not note.strip():
        raise ArrivalNoteMissing
