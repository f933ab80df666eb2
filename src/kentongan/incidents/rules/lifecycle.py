"""What may follow what: domain.md §6.1 as completed at the top of that page."""

from kentongan.incidents.enums import ENDED_STATES, OPEN_STATES, Family, IncidentState
from kentongan.kernel.errors import mark
from kentongan.kernel.lifecycle import Lifecycle, Transition

S = IncidentState

_WAITING = (S.NEW, S.AWAITING_DISPATCH, S.SCHEDULED, S.ON_HOLD)
_AT_WORK = (S.DISPATCHED, S.ON_SCENE, S.CONTROLLED, S.COOLING)
_FINISHED = (S.FIELD_DONE, S.REVIEW)
_UNDRAFTED = tuple(state for state in OPEN_STATES if state != S.DRAFT)


def _stay(step: str, *states: IncidentState, who: str = "") -> tuple[Transition, ...]:
    return tuple(Transition(step, (state,), state, who=who) for state in states)


_STEP_WORDS = {
    "classify": mark("golongkan"),
    "submit": mark("ajukan"),
    "forward": mark("teruskan ke OPD"),
    "schedule": mark("jadwalkan"),
    "appointment": mark("waktu janji tiba"),
    "commit-unit": mark("tugaskan unit"),
    "units-gone": mark("unit terakhir pergi"),
    "depart": mark("bantuan berangkat"),
    "arrive": mark("tiba di lokasi"),
    "control": mark("terkendali"),
    "flare-up": mark("menyala lagi"),
    "cool": mark("pendinginan"),
    "field-done": mark("selesai di lapangan"),
    "review": mark("periksa data"),
    "close": mark("tutup"),
    "cancel": mark("batalkan"),
    "merge": mark("gabungkan"),
    "unmerge": mark("pisahkan lagi"),
    "hand-over": mark("limpahkan"),
    "hold": mark("tunda"),
    "resume": mark("lanjutkan"),
    "reopen": mark("buka lagi"),
}

INCIDENT = Lifecycle(
    name="incident",
    words={**dict(S.choices), **_STEP_WORDS},
    states=tuple(S),
    transitions=(
        Transition("classify", (S.DRAFT,), S.NEW, "petugas 112", "jenis, lokasi, prioritas"),
        Transition("submit", (S.NEW,), S.AWAITING_DISPATCH, "petugas 112"),
        Transition("forward", (S.NEW, S.AWAITING_DISPATCH), S.AWAITING_DISPATCH, "penerus tiket"),
        *_stay("forward", S.SCHEDULED, S.ON_HOLD, *_AT_WORK, *_FINISHED, who="penerus tiket"),
        Transition("schedule", (*_WAITING,), S.SCHEDULED, "OPD", "waktu di masa depan"),
        Transition("appointment", (S.SCHEDULED,), S.AWAITING_DISPATCH, "pencatat waktu"),
        # A crew that is sent back to a place that was done is on its way to an open incident.
        Transition(
            "commit-unit", (*_WAITING, S.DISPATCHED, *_FINISHED), S.DISPATCHED, "OPD", "unit siap"
        ),
        *_stay("commit-unit", S.ON_SCENE, S.CONTROLLED, S.COOLING, who="OPD"),
        Transition("units-gone", (S.DISPATCHED, S.ON_SCENE), S.AWAITING_DISPATCH, "awak unit"),
        *_stay("units-gone", S.CONTROLLED, S.COOLING, who="awak unit"),
        # Agencies without an account report by telephone: help under way, and on scene, without a
        # unit of ours.
        Transition("depart", (*_WAITING, S.DISPATCHED), S.DISPATCHED, "OPD"),
        *_stay("depart", S.ON_SCENE, S.CONTROLLED, S.COOLING, *_FINISHED, who="OPD"),
        Transition(
            "arrive", (S.AWAITING_DISPATCH, S.SCHEDULED, S.DISPATCHED, S.ON_SCENE), S.ON_SCENE,
            "awak unit",
        ),
        *_stay("arrive", S.CONTROLLED, S.COOLING, *_FINISHED, who="awak unit"),
        Transition("control", (S.ON_SCENE, S.CONTROLLED), S.CONTROLLED, "awak unit"),
        Transition("flare-up", (S.CONTROLLED, S.COOLING), S.ON_SCENE, "awak unit"),
        Transition(
            "cool", (S.ON_SCENE, S.CONTROLLED, S.COOLING), S.COOLING, "awak unit",
            "jam periksa ulang",
        ),
        Transition(
            "field-done",
            (S.AWAITING_DISPATCH, S.SCHEDULED, *_AT_WORK),
            S.FIELD_DONE,
            "awak unit",
            "tidak ada unit bertugas; kebakaran sudah didinginkan",
        ),
        Transition("review", (S.FIELD_DONE,), S.REVIEW, "petugas 112"),
        Transition(
            "close",
            (S.NEW, S.AWAITING_DISPATCH, *_FINISHED),
            S.CLOSED,
            "petugas 112",
            "kode, pemberitahuan, tidak ada unit, tidak ada kebutuhan terbuka",
        ),
        Transition("cancel", OPEN_STATES, S.CANCELLED, "petugas 112", "alasan, tidak ada unit"),
        Transition("merge", _UNDRAFTED, S.MERGED, "petugas 112", "P1: lokasi dan korban sama"),
        # The state from before the merge comes back; the table names the one that is always safe.
        Transition("unmerge", (S.MERGED,), S.AWAITING_DISPATCH, "petugas 112"),
        Transition("hand-over", _UNDRAFTED, S.HANDED_OVER, "petugas 112", "penerima, tanpa unit"),
        Transition("hold", (S.NEW, S.AWAITING_DISPATCH), S.ON_HOLD, "petugas 112", "alasan"),
        Transition("resume", (S.ON_HOLD,), S.AWAITING_DISPATCH, "petugas 112"),
        Transition(
            "reopen",
            (S.CLOSED, S.CANCELLED, S.HANDED_OVER),
            S.AWAITING_DISPATCH,
            "petugas 112",
            "dalam 24 jam (kebakaran 72 jam)",
        ),
    ),
)  # fmt: skip

REOPENING_STEPS = frozenset({"reopen", "unmerge"})
"""The only ways out of a state that has ended."""


def is_ended(state: str) -> bool:
    """Whether nothing more is to be done for an incident in this state."""
    return state in ENDED_STATES


def passes_cooling_by_family(family: str) -> bool:
    """Fires are cooled and looked at again (practice.md §1.11)."""
    return family in {Family.FIRE, Family.WILDFIRE}


def step_when_last_unit_left(
    state: str,
    *,
    done: bool,
    passes_cooling: bool,
    somebody_came: bool = True,
    awaits_recheck: bool = False,
) -> str:
    """What the departure of the last unit means: `units-gone`, `cool` or `field-done`.

    `done` tells a crew that has finished from one that declined, was recalled or broke down. A fire
    that nobody has cooled yet waits for its re-check: the engine has left, the embers have not. Nor
    is it done when an hour was named for the re-check and has not come, or where nobody has come:
    then it is on the board again. Nobody is known to have put a fire out that no crew has reached.
    """
    unreached = not somebody_came or (passes_cooling and state == S.DISPATCHED)
    if not done or unreached or awaits_recheck or state in (*_WAITING, *_FINISHED):
        return "units-gone"
    if passes_cooling and state in (S.ON_SCENE, S.CONTROLLED):
        return "cool"
    return "field-done"
