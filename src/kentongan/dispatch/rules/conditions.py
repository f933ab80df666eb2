"""What must be made safe before a crew works, and what may follow what (practice.md §1.4).

Only CONFIRMED, by name, is safe. Asked, refused, released: the line counts as live, the road as
open, the train as coming.
"""

import re
from dataclasses import dataclass

from kentongan.dispatch.enums import ConditionState
from kentongan.dispatch.errors import KindUnreadable
from kentongan.kernel.errors import mark
from kentongan.kernel.lifecycle import Lifecycle, Transition

S = ConditionState

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,23}")

CONDITIONS = Lifecycle(
    name="condition",
    words={
        **dict(S.choices),
        "confirm": mark("nyatakan terpenuhi"),
        "refuse": mark("catat penolakan"),
        "release": mark("catat dilepas"),
        "cancel": mark("batalkan"),
    },
    states=tuple(S.values),
    transitions=(
        Transition("confirm", (S.ASKED, S.REFUSED), S.CONFIRMED, "yang diminta; 112", "nama"),
        Transition("refuse", (S.ASKED,), S.REFUSED, "yang diminta; 112", "nama, alasan"),
        Transition("release", (S.CONFIRMED,), S.RELEASED, "yang diminta; 112", "nama"),
        Transition("cancel", (S.ASKED, S.REFUSED), S.CANCELLED, "yang meminta; 112"),
    ),
)


@dataclass(frozen=True, slots=True)
class KindOfCondition:
    """One kind: what is asked, how it reads to a crew, and in how many seconds it is answered."""

    code: str
    name: str
    met: str
    unmet: str
    released: str
    confirm_s: int
    is_offered: bool = True


DEFAULT_KINDS = (
    KindOfCondition(
        "POWER_OFF", mark("Padamkan listrik"), mark("Listrik padam"),
        mark("LISTRIK BELUM DINYATAKAN PADAM"), mark("LISTRIK DINYALAKAN LAGI"), 300,
    ),
    KindOfCondition(
        "ROAD_CLOSED", mark("Tutup jalan"), mark("Jalan dilaporkan ditutup"),
        mark("JALAN BELUM DINYATAKAN DITUTUP"), mark("JALAN DIBUKA LAGI"), 600,
    ),
    KindOfCondition(
        "TRAIN_STOPPED", mark("Hentikan kereta"), mark("Kereta dihentikan"),
        mark("KERETA BELUM DINYATAKAN BERHENTI"), mark("KERETA BERJALAN LAGI"), 180,
    ),
    KindOfCondition(
        "GAS_OFF", mark("Tutup aliran gas"), mark("Aliran gas ditutup"),
        mark("GAS BELUM DINYATAKAN DITUTUP"), mark("GAS DIBUKA LAGI"), 300,
    ),
)  # fmt: skip
"""Our own judgement until the regency's rows say otherwise: silence would mean no ringing phone."""


def said_of(kind: KindOfCondition, state: str) -> str:
    """What a crew reads: only a confirmation by name says that it is safe."""
    return {S.CONFIRMED: kind.met, S.RELEASED: kind.released}.get(ConditionState(state), kind.unmet)


def require_kind(kind: KindOfCondition) -> None:
    """Raises KindUnreadable for no code, or where a crew would read nothing."""
    words = (kind.name, kind.met, kind.unmet, kind.released)
    if not _CODE.fullmatch(kind.code) or not all(each.strip() for each in words):
        raise KindUnreadable(code=kind.code[:24] or "—")
