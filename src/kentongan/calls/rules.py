"""The rules of calls, from values alone: steps, disposal in one act, ringing back, shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.errors import (
    CallbackNotSafe,
    LookAtHistoryFirst,
    NeighbourNotConfirmed,
    NotYoursToUndo,
)
from kentongan.incidents.enums import ContactSafety
from kentongan.kernel.errors import mark
from kentongan.kernel.lifecycle import Lifecycle, Transition

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
            "undo", (*_DISPOSED, S.CLASSIFIED, S.ABANDONED), S.ANSWERED,
            "petugas yang sama atau pengawas", "15 menit bagi petugas",
        ),
    ),
)  # fmt: skip

UNDO_BY_OPERATOR = timedelta(minutes=15)
"""After that a supervisor undoes: figures that were counted do not change quietly."""

NEIGHBOUR_ANSWERS = timedelta(seconds=60)
"""No answer by then, and the caller is ours (practice.md §1.7)."""

SHORT_WAIT = timedelta(seconds=5)
"""Who hangs up sooner has mostly dialled by mistake: the two are counted apart."""


def require_callback_is_safe(*, contact_safety: str, by_person: bool, history_seen: bool) -> None:
    """Raises CallbackNotSafe, or LookAtHistoryFirst while nobody has looked (practice.md §3.1)."""
    if contact_safety == ContactSafety.SAFE:
        return
    if contact_safety != ContactSafety.UNKNOWN or not by_person:
        raise CallbackNotSafe(contact_safety=contact_safety)
    if not history_seen:
        raise LookAtHistoryFirst


def require_may_undo(
    *,
    by_id: UUID,
    classified_by: UUID | None,
    classified_at: datetime | None,
    is_supervisor: bool,
    at: datetime,
) -> None:
    """Raises NotYoursToUndo unless it is one's own of the last 15 minutes, or a supervisor asks."""
    if is_supervisor:
        return
    if by_id == classified_by and classified_at and at - classified_at <= UNDO_BY_OPERATOR:
        return
    raise NotYoursToUndo


def require_neighbour_confirmed(disposition: str, confirmed_at: datetime | None) -> None:
    """Raises NeighbourNotConfirmed for a call out of our area that nobody there has taken yet."""
    if disposition == Disposition.OUT_OF_AREA and confirmed_at is None:
        raise NeighbourNotConfirmed


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


def share_of(disposition: str, *, waited: timedelta | None, is_lost: bool) -> str:
    """The name of the share a call counts in. National 112 return: normal/ghost/prank/info."""
    if is_lost or disposition == D.DROPPED:
        return "abandoned_short" if waited is not None and waited < SHORT_WAIT else "abandoned_long"
    return _SHARE_OF.get(disposition, "open")


def shares_of(names: Iterable[str]) -> Shares:
    """Counted shares."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return Shares(**counts)
