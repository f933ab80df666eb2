"""What may follow what for tickets and assignments, and what each step asks for (issue C.10)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.enums import ACTIVE_ASSIGNMENTS, AssignmentState, DispatchMode, TicketState
from kentongan.dispatch.errors import (
    AppointmentPast,
    LegalBasisMissing,
    NameMissing,
    NoReport,
    NotByTelephone,
    NotYetAccepted,
    ReasonMissing,
    SizeUpEmpty,
    TellerMissing,
    UnitOfOtherAgency,
    UnitsStillOut,
)
from kentongan.dispatch.types import Told
from kentongan.fleet.enums import Capability
from kentongan.kernel.errors import mark
from kentongan.kernel.lifecycle import Lifecycle, Transition

T = TicketState
A = AssignmentState

_UNANSWERED = (T.FORWARDED, T.READ)
_TAKEN = (T.ACCEPTED, T.SCHEDULED)

_TICKET_WORDS = {
    "read": mark("baca"),
    "accept": mark("terima"),
    "decline": mark("tolak"),
    "pass-on": mark("alihkan"),
    "schedule": mark("jadwalkan"),
    "assign": mark("tugaskan unit"),
    "units-lost": mark("unit terakhir pergi"),
    "depart": mark("catat berangkat"),
    "arrive": mark("catat tiba di lokasi"),
    "report": mark("laporkan"),
    "close": mark("tutup"),
}
_ASSIGNMENT_WORDS = {
    "acknowledge": mark("terima"),
    "decline": mark("tolak"),
    "en-route": mark("berangkat"),
    "on-scene": mark("tiba di lokasi"),
    "transport": mark("bawa pasien"),
    "at-hospital": mark("tiba di rumah sakit"),
    "clear": mark("selesai"),
    "cancel": mark("batalkan"),
    "break-down": mark("mogok"),
}

TICKETS = Lifecycle(
    name="ticket",
    words={**dict(T.choices), **_TICKET_WORDS},
    states=tuple(T.values),
    transitions=(
        Transition("read", (T.FORWARDED,), T.READ, "OPD"),
        Transition("accept", (*_UNANSWERED, T.SCHEDULED), T.ACCEPTED, "OPD", "nama"),
        Transition("decline", (*_UNANSWERED, *_TAKEN), T.DECLINED, "OPD", "alasan"),
        Transition("pass-on", (*_UNANSWERED, *_TAKEN), T.PASSED_ON, "OPD", "instansi lain"),
        Transition("schedule", (*_UNANSWERED, *_TAKEN), T.SCHEDULED, "OPD", "waktu di masa depan"),
        # From the unanswered states only where the mode is DIRECT: `require_accepted`.
        Transition(
            "assign",
            (*_UNANSWERED, *_TAKEN, T.UNITS_ASSIGNED),
            T.UNITS_ASSIGNED,
            "OPD; 112 bila mode Langsung",
            "unit siap, atau alasan",
        ),
        # The agency is asked again and the clock runs again: a ticket never sleeps without a unit.
        Transition("units-lost", (T.UNITS_ASSIGNED,), T.READ, "awak unit"),
        # Help whose crew has no page here: 112 writes down what it is told.
        Transition("depart", (T.ACCEPTED,), T.ACCEPTED, "112", "cara"),
        Transition("arrive", (T.ACCEPTED,), T.ACCEPTED, "112", "cara"),
        Transition("report", (*_TAKEN, T.UNITS_ASSIGNED), T.REPORTED, "OPD", "teks laporan"),
        Transition(
            "close",
            (*_UNANSWERED, *_TAKEN, T.UNITS_ASSIGNED, T.REPORTED),
            T.CLOSED,
            "112",
            "tidak ada unit bertugas",
        ),
    ),
)

_BEFORE_SCENE = (A.ASSIGNED, A.ACKNOWLEDGED, A.EN_ROUTE)

ASSIGNMENTS = Lifecycle(
    name="assignment",
    words={**dict(A.choices), **_ASSIGNMENT_WORDS},
    states=tuple(A.values),
    transitions=(
        Transition("acknowledge", (A.ASSIGNED,), A.ACKNOWLEDGED, "awak unit"),
        Transition("decline", (A.ASSIGNED, A.ACKNOWLEDGED), A.DECLINED, "awak unit", "alasan"),
        Transition("en-route", (A.ASSIGNED, A.ACKNOWLEDGED), A.EN_ROUTE, "awak unit"),
        # A crew that forgot a key is not made to press it on the scene.
        Transition("on-scene", _BEFORE_SCENE, A.ON_SCENE, "awak unit", "posisi dekat, atau alasan"),
        # Nor is one that forgot "tiba", with the patient aboard. It must have said that it left, as
        # all six of the recorded days had: one wrong tap in the garage would silence a P1's alarm.
        Transition("transport", (A.EN_ROUTE, A.ON_SCENE), A.TRANSPORTING, "awak unit"),
        Transition("at-hospital", (A.TRANSPORTING,), A.AT_HOSPITAL, "awak unit"),
        Transition(
            "clear", (A.EN_ROUTE, A.ON_SCENE, A.TRANSPORTING, A.AT_HOSPITAL), A.CLEARED, "awak unit"
        ),
        Transition("cancel", _BEFORE_SCENE, A.CANCELLED, "OPD; 112 bila mode Langsung"),
        Transition("break-down", tuple(s for s in ACTIVE_ASSIGNMENTS), A.BROKEN_DOWN, "awak unit"),
    ),
)


def carries_patients(capabilities: Collection[str]) -> bool:
    """Whether "membawa pasien" is a step of such a unit at all: of an ambulance, not an engine."""
    return Capability.TRANSPORT_PATIENT in capabilities


def steps_offered(state: str, capabilities: Collection[str]) -> tuple[str, ...]:
    """The steps that lead on from a state, as pages and programs offer them. One that is sent all
    the same is taken: a crew that had to carry somebody in its engine tells what has happened.
    """
    able = carries_patients(capabilities)
    return tuple(step for step in ASSIGNMENTS.steps_from(state) if able or step != "transport")


def steps_ahead(state: str, capabilities: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each step that can still come, what is offered after it: a page without a line goes on by
    this. A step leads to one state, wherever it is taken.
    """
    ahead: dict[str, tuple[str, ...]] = {}
    to_look_at = [state]
    while to_look_at:
        before = to_look_at.pop()
        for step in steps_offered(before, capabilities):
            if step not in ahead:
                after = ASSIGNMENTS.target(step, before)
                ahead[step] = steps_offered(after, capabilities)
                to_look_at.append(after)
    return ahead


STAMP_OF_STEP = {
    "acknowledge": "acknowledged_at",
    "en-route": "en_route_at",
    "on-scene": "on_scene_at",
    "transport": "transport_at",
    "at-hospital": "at_hospital_at",
}
"""The column that a step fills; every other step ends the assignment and fills `ended_at`."""

STEPS_WITH_REASON = frozenset({"decline"})


def is_asked_why(claimed_at: datetime | None, state: str) -> bool:
    """Whether a crew has said that it is there and owes the reason why no position shows it."""
    return claimed_at is not None and state in _BEFORE_SCENE


def may_arrive(state: str) -> bool:
    """Whether "tiba" is still to come."""
    return state in _BEFORE_SCENE


def require_name(name: str) -> None:
    """Refuses an acceptance without a name (DISPATCH-002)."""
    if not name.strip():
        raise NameMissing


def require_teller(told: Told | None) -> None:
    """Refuses what 112 writes down for an agency without who has said it (DISPATCH-040)."""
    if told is not None and not told.name.strip():
        raise TellerMissing


def require_reason(reason: str) -> None:
    """Refuses a refusal without its reason (DISPATCH-003)."""
    if not reason.strip():
        raise ReasonMissing


def require_size_up(text: str) -> None:
    """Refuses a first report of the situation that says nothing (DISPATCH-041)."""
    if not text.strip():
        raise SizeUpEmpty


def require_report(text: str) -> None:
    """Refuses an empty report (DISPATCH-016)."""
    if not text.strip():
        raise NoReport


def require_appointment(scheduled_for: datetime, at: datetime) -> None:
    """Refuses an appointment in the past (DISPATCH-004)."""
    if scheduled_for <= at:
        raise AppointmentPast


def require_legal_basis(mode: str, legal_basis: str) -> None:
    """Refuses the mode DIRECT without its decree or SOP (DISPATCH-005, practice.md §1.1)."""
    if mode == DispatchMode.DIRECT and not legal_basis.strip():
        raise LegalBasisMissing


def require_accepted(state: str, mode: str, number: str) -> None:
    """Refuses units before the agency has accepted, unless 112 may assign (DISPATCH-006, -012)."""
    if mode == DispatchMode.TELEPHONE:
        raise NotByTelephone
    if state in _UNANSWERED and mode != DispatchMode.DIRECT:
        raise NotYetAccepted(number=number)


def require_unit_of(unit_org_id: UUID, ticket_org_id: UUID, call_sign: str) -> None:
    """Refuses a unit of another agency than the ticket's (DISPATCH-009)."""
    if unit_org_id != ticket_org_id:
        raise UnitOfOtherAgency(call_sign=call_sign)


def require_no_units(active: int, number: str) -> None:
    """Refuses to end a ticket while units are out on it (DISPATCH-011)."""
    if active:
        raise UnitsStillOut(number=number, units=active)
