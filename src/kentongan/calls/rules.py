"""The rules of calls, from values alone: steps, disposal in one act, ringing back, shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kentongan.calls.enums import AgentState, Awaited, CallState, Disposition
from kentongan.calls.errors import (
    CallbackNotSafe,
    CallInHand,
    HeldByColleague,
    LookAtHistoryFirst,
    NeighbourNotConfirmed,
    NotYoursToUndo,
)
from kentongan.geo.addresses import NO_PARTS
from kentongan.incidents.enums import ENDED_STATES, ContactSafety, IncidentState, Priority
from kentongan.incidents.errors import AlreadyEnded, SamenessNotConfirmed
from kentongan.incidents.types import PlaceInput
from kentongan.kernel.errors import mark
from kentongan.kernel.lifecycle import Lifecycle, Transition
from kentongan.regions.types import undotted

S = CallState
D = Disposition

_TAKEN = (S.INCOMING, S.QUEUED, S.ANSWERED)
_DISPOSED = (S.REFERRED, S.NON_EMERGENCY, S.SILENT, S.PRANK, S.WRONG_NUMBER, S.TEST)

STATE_OF: Mapping[Disposition, CallState] = {
    D.EMERGENCY: S.CLASSIFIED,
    D.INFORMATION: S.NON_EMERGENCY,
    D.COMPLAINT: S.REFERRED,
    D.SILENT: S.SILENT,
    D.PRANK: S.PRANK,
    D.WRONG_NUMBER: S.WRONG_NUMBER,
    D.DROPPED: S.ABANDONED,
    D.TEST: S.TEST,
    D.OUT_OF_AREA: S.CLASSIFIED,
    D.FOLLOW_UP: S.ENDED,
}
"""Where one key leads. An emergency waits for its incident, "luar wilayah" for the neighbour's
word (practice.md §1.7): neither is a disposal."""

STAYS_OPEN = frozenset({D.EMERGENCY, D.OUT_OF_AREA})


def step_of(disposition: Disposition) -> str:
    """The lifecycle's step for a disposition: `classify-prank`."""
    return f"classify-{disposition.lower().replace('_', '-')}"


def _classifying() -> tuple[Transition, ...]:
    return tuple(
        Transition(
            step_of(disposition),
            (*_TAKEN, S.CALLBACK, S.ABANDONED) if target != S.ABANDONED else (*_TAKEN, S.CALLBACK),
            target,
            "petugas 112",
        )
        for disposition, target in STATE_OF.items()
    )


_STEP_WORDS = {
    "queue": mark("masukkan antrean"),
    "answer": mark("jawab"),
    "link": mark("hubungkan ke kejadian"),
    "abandon": mark("terputus"),
    "callback": mark("hubungi balik"),
    "take-back": mark("ambil kembali"),
    "end": mark("akhiri"),
    "undo": mark("batalkan penggolongan"),
    "unlink": mark("lepas dari kejadian"),
    "await-decision": mark("minta keputusan pengawas"),
    "decide": mark("putuskan"),
}

CALL = Lifecycle(
    name="call",
    words={
        **dict(S.choices),
        **_STEP_WORDS,
        **{step_of(each): each.label for each in Disposition},
    },
    states=tuple(S),
    transitions=(
        Transition("queue", (S.INCOMING,), S.QUEUED, "saluran"),
        Transition("answer", (S.INCOMING, S.QUEUED, S.CALLBACK), S.ANSWERED, "petugas 112"),
        *_classifying(),
        Transition(
            "link",
            (*_TAKEN, S.CLASSIFIED, S.CALLBACK, S.ABANDONED, S.SILENT),
            S.LINKED,
            "petugas 112",
            "kejadian",
        ),
        Transition("abandon", (S.INCOMING, S.QUEUED, S.ANSWERED), S.ABANDONED, "saluran"),
        Transition(
            "callback", (S.ABANDONED, S.SILENT, S.QUEUED), S.CALLBACK, "petugas 112",
            "aman dihubungi",
        ),
        Transition("take-back", (S.CLASSIFIED,), S.ANSWERED, "petugas 112", "luar wilayah"),
        Transition(
            "end", (S.CLASSIFIED, S.LINKED, S.CALLBACK, S.ABANDONED), S.ENDED, "petugas 112",
            "luar wilayah: sudah diterima tetangga",
        ),
        Transition(
            "await-decision", (*_TAKEN, S.CALLBACK, S.ABANDONED), S.CLASSIFIED,
            "petugas 112 atau saluran", "terdengar orang",
        ),
        Transition("decide", (S.ANSWERED, S.CLASSIFIED), S.SILENT, "pengawas", "terdengar orang"),
        Transition(
            "undo", (*_DISPOSED, S.CLASSIFIED, S.ABANDONED), S.ANSWERED,
            "petugas yang sama atau pengawas", "15 menit bagi petugas",
        ),
        Transition(
            "unlink", (S.LINKED, S.ENDED), S.ANSWERED,
            "petugas yang sama atau pengawas", "15 menit bagi petugas",
        ),
    ),
)  # fmt: skip


def require_callback_is_safe(*, contact_safety: str, by_person: bool, history_seen: bool) -> None:
    """Raises CallbackNotSafe, or LookAtHistoryFirst while nobody has looked (practice.md §3.1)."""
    if contact_safety == ContactSafety.SAFE:
        return
    if contact_safety != ContactSafety.UNKNOWN or not by_person:
        raise CallbackNotSafe(contact_safety=contact_safety)
    if not history_seen:
        raise LookAtHistoryFirst


def may_undo(
    *,
    by_id: UUID,
    classified_by: UUID | None,
    classified_at: datetime | None,
    is_supervisor: bool,
    within: timedelta,
    at: datetime,
) -> bool:
    """Whether it is one's own of the last minutes, or a supervisor asks."""
    if is_supervisor:
        return True
    is_own = by_id == classified_by
    return is_own and classified_at is not None and at - classified_at <= within


def require_may_undo(
    *,
    by_id: UUID,
    classified_by: UUID | None,
    classified_at: datetime | None,
    is_supervisor: bool,
    within: timedelta,
    at: datetime,
) -> None:
    """Raises NotYoursToUndo unless `may_undo`."""
    if not may_undo(
        by_id=by_id,
        classified_by=classified_by,
        classified_at=classified_at,
        is_supervisor=is_supervisor,
        within=within,
        at=at,
    ):
        raise NotYoursToUndo(minutes=int(within.total_seconds() // 60))


def require_neighbour_confirmed(disposition: str, confirmed_at: datetime | None) -> None:
    """Raises NeighbourNotConfirmed for a call out of our area that nobody there has taken yet."""
    if disposition == Disposition.OUT_OF_AREA and confirmed_at is None:
        raise NeighbourNotConfirmed


def more_urgent(known: str, told: str | None) -> Priority:
    """The more urgent of what was known and what one more caller tells, if anything."""
    return Priority(min(known, told or known))


def require_same(priority: str, *, place_confirmed: bool, victims_confirmed: bool) -> None:
    """Raises SamenessNotConfirmed for a P1 unless place and victims were both asked: who is counted
    as one more caller of a known incident is sent no help of its own (practice.md §3.4).
    """
    if priority == Priority.P1 and not (place_confirmed and victims_confirmed):
        raise SamenessNotConfirmed


def require_open(state: str, number: str) -> None:
    """Raises AlreadyEnded for an incident nobody works on any more; one that was merged is worked
    on with its master.
    """
    if state in ENDED_STATES and state != IncidentState.MERGED:
        raise AlreadyEnded(number=number)


def held_by(state: str, *, has_ended: bool, answered_by: UUID | None) -> UUID | None:
    """Who has this call in hand: until it was said what it was, and as long as the line is open."""
    is_in_hand = state == S.ANSWERED or (state in {S.CLASSIFIED, S.LINKED} and not has_ended)
    return answered_by if is_in_hand else None


def require_may_overrule(*, held_by: UUID, is_supervisor: bool, reason: str) -> None:
    """Raises HeldByColleague unless a supervisor says why: one key, and a caller is lost."""
    if not (is_supervisor and reason.strip()):
        raise HeldByColleague(held_by=held_by)


PERSON_HEARD = frozenset({D.SILENT, D.DROPPED})
"""What cannot be the end of a call in which a person was heard: somebody goes, or a supervisor
decides by name that nobody does (practice.md §3.1-2)."""


def says_where(place: PlaceInput, region: str, known_region: str) -> bool:
    """Whether what was told leads somebody there: a point, words for the place, or an area that is
    smaller than the one where the call was taken.
    """
    is_described = bool(place.address.strip()) or place.parts != NO_PARTS
    is_smaller = bool(region) and len(undotted(region)) > len(known_region)
    return place.lat is not None or is_described or is_smaller


def awaited(*, state: str, disposition: str, has_ended: bool, is_heard: bool) -> str:
    """What a call in this state waits for that rings a telephone when nobody does it."""
    if state in {S.INCOMING, S.QUEUED}:
        return Awaited.ANSWER
    if state == S.ANSWERED:
        return Awaited.DECIDE if is_heard and has_ended else Awaited.CLASSIFY
    by_disposition = {D.EMERGENCY: Awaited.INCIDENT, D.SILENT: Awaited.DECIDE}
    return by_disposition.get(Disposition(disposition), "") if state == S.CLASSIFIED else ""


def safety_after(disposition: str, current: str, *, human_sound: bool) -> ContactSafety:
    """A silent call in which somebody breathes: contact could betray them."""
    if disposition == Disposition.SILENT and human_sound:
        return ContactSafety.DO_NOT_CONTACT
    return ContactSafety(current)


@dataclass(frozen=True, slots=True)
class Shares:
    """How many calls of a time were what; practice.md §4 shows real, prank, silent as shares."""

    real: int = 0
    prank: int = 0
    silent: int = 0
    information: int = 0
    other: int = 0
    abandoned_short: int = 0
    abandoned_long: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        return (
            self.real + self.prank + self.silent + self.information + self.other
            + self.abandoned_short + self.abandoned_long + self.open
        )  # fmt: skip


_SHARE_OF: Mapping[str, str] = {
    D.EMERGENCY: "real",
    D.OUT_OF_AREA: "real",
    D.FOLLOW_UP: "real",
    D.PRANK: "prank",
    D.SILENT: "silent",
    D.INFORMATION: "information",
    D.COMPLAINT: "information",
    D.WRONG_NUMBER: "other",
    D.TEST: "other",
}


def share_of(disposition: str, *, waited: timedelta | None, short: timedelta, is_lost: bool) -> str:
    """The name of the share a call counts in. National 112 return: normal/ghost/prank/info."""
    if is_lost or disposition == D.DROPPED:
        return "abandoned_short" if waited is not None and waited < short else "abandoned_long"
    return _SHARE_OF.get(disposition, "open")


def shares_of(names: Iterable[str]) -> Shares:
    """Counted shares."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return Shares(**counts)


def agent_after(*, state: str, has_ended: bool, disposition: str) -> AgentState:
    """What the one who holds a call is doing: the line is open, or what it was is still to be
    written down, or he is free again without pressing anything (practice.md §4).
    """
    if not has_ended:
        return AgentState.ON_CALL
    is_unsaid = state == S.ANSWERED or (state, disposition) == (S.CLASSIFIED, D.EMERGENCY)
    return AgentState.WRAP_UP if is_unsaid else AgentState.READY


def require_line_is_down(state: str | None, wanted: AgentState) -> None:
    """Raises CallInHand for one who is connected to a caller, or would say so by hand."""
    if AgentState.ON_CALL in {state, wanted}:
        raise CallInHand


class Silence(StrEnum):
    """How long a silent call is listened to (practice.md §3.2)."""

    FULL = "FULL"
    SHORT = "SHORT"


def silence_procedure(*, silent_in_24_h: bool, human_sound: bool) -> Silence:
    """Short for the repeats of a number; any sound is listened to in full."""
    return Silence.SHORT if silent_in_24_h and not human_sound else Silence.FULL
