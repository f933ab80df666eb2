"""Stored codes of tickets and assignments (issue: the house, C.10); words of practice.md §5."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DispatchMode(TextChoices):
    TICKET = "TICKET", _("Tiket")
    DIRECT = "DIRECT", _("Langsung")
    TELEPHONE = "TELEPHONE", _("Telepon")


class TicketState(TextChoices):
    FORWARDED = "FORWARDED", _("Diteruskan")
    READ = "READ", _("Dibaca")
    ACCEPTED = "ACCEPTED", _("Diterima OPD")
    DECLINED = "DECLINED", _("Ditolak OPD")
    PASSED_ON = "PASSED_ON", _("Dialihkan")
    SCHEDULED = "SCHEDULED", _("Dijadwalkan")
    UNITS_ASSIGNED = "UNITS_ASSIGNED", _("Unit ditugaskan")
    REPORTED = "REPORTED", _("Dilaporkan")
    CLOSED = "CLOSED", _("Ditutup")


UNANSWERED_TICKETS = (TicketState.FORWARDED, TicketState.READ)
ENDED_TICKETS = (TicketState.DECLINED, TicketState.PASSED_ON, TicketState.CLOSED)


class DeclineReason(TextChoices):
    """practice.md §1.1."""

    NOT_OUR_AUTHORITY = "NOT_OUR_AUTHORITY", _("Bukan kewenangan kami")
    OUTSIDE_AREA = "OUTSIDE_AREA", _("Di luar wilayah")
    CRITERIA_NOT_MET = "CRITERIA_NOT_MET", _("Kriteria tidak terpenuhi")
    NO_UNIT_LEFT = "NO_UNIT_LEFT", _("Tidak ada unit tersisa")
    BROKEN = "BROKEN", _("Unit rusak")
    WAITING_UNTIL_SAFE = "WAITING_UNTIL_SAFE", _("Menunggu aman")


NOBODY_CAN_COME = (DeclineReason.NO_UNIT_LEFT, DeclineReason.BROKEN)
"""The agency would come and cannot: TIDAK ADA UNIT (practice.md §1.8)."""


class AssignmentState(TextChoices):
    ASSIGNED = "ASSIGNED", _("Ditugaskan")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("Diterima awak")
    EN_ROUTE = "EN_ROUTE", _("Berangkat")
    ON_SCENE = "ON_SCENE", _("Tiba di lokasi")
    TRANSPORTING = "TRANSPORTING", _("Membawa pasien")
    AT_HOSPITAL = "AT_HOSPITAL", _("Tiba di rumah sakit")
    CLEARED = "CLEARED", _("Selesai")
    DECLINED = "DECLINED", _("Ditolak awak")
    CANCELLED = "CANCELLED", _("Dibatalkan")
    BROKEN_DOWN = "BROKEN_DOWN", _("Mogok")


BEFORE_ARRIVAL = (
    AssignmentState.ASSIGNED, AssignmentState.ACKNOWLEDGED, AssignmentState.EN_ROUTE,
)  # fmt: skip


class WayState(TextChoices):
    """What reported closures mean for a unit that has not arrived. Empty where they mean nothing,
    or where this node cannot tell."""

    DETOUR = "DETOUR", _("Jalan terdekat dilaporkan tertutup")
    CUT_OFF = "CUT_OFF", _("Terputus dari lokasi")


ENDED_ASSIGNMENTS = (
    AssignmentState.CLEARED,
    AssignmentState.DECLINED,
    AssignmentState.CANCELLED,
    AssignmentState.BROKEN_DOWN,
)
ACTIVE_ASSIGNMENTS = tuple(s for s in AssignmentState if s not in ENDED_ASSIGNMENTS)


class ArrivalProof(TextChoices):
    """What a unit's own position says of its arrival."""

    NEAR = "NEAR", _("Posisi di lokasi")
    FAR = "FAR", _("Posisi jauh dari titik kejadian")
    UNKNOWN = "UNKNOWN", _("Posisi tidak diketahui")


class ArrivalReason(TextChoices):
    """Why no position bears an arrival out (practice.md §6)."""

    NO_POSITION = "NO_POSITION", _("Posisi tidak ada")
    PLACE_WRONG = "PLACE_WRONG", _("Titik kejadian keliru")
    ROAD_BLOCKED = "ROAD_BLOCKED", _("Jalan terhalang, berhenti lebih jauh")
    REPORTED = "REPORTED", _("Dilaporkan lewat radio/telepon")
    OTHER = "OTHER", _("Alasan lain")


class Help(TextChoices):
    """What a crew asks for beside what has been sent."""

    FIRE_UNIT = "FIRE_UNIT", _("Unit pemadam")
    AMBULANCE = "AMBULANCE", _("Ambulans")
    RESCUE = "RESCUE", _("Regu penyelamat")
    WATER = "WATER", _("Pasokan air")
    POLICE = "POLICE", _("Polisi")
    POWER_OFF = "POWER_OFF", _("Listrik dipadamkan")
    HEAVY = "HEAVY", _("Alat berat")
    OTHER = "OTHER", _("Lainnya")


class PlanPart(TextChoices):
    """What a line of a response plan names."""

    UNITS = "UNITS", _("Unit")
    NOTIFY = "NOTIFY", _("Diberi tahu")
    AID = "AID", _("Bantuan tetangga")


LEVELS = (1, 2, 3)
"""The alarm levels that a plan writes; a higher alarm asks for what the last one does."""


class DangerState(TextChoices):
    """Of a crew that has said that it is threatened."""

    RAISED = "RAISED", _("Belum dijawab")
    ANSWERED = "ANSWERED", _("Ditangani")
    ENDED = "ENDED", _("Berakhir")


OPEN_DANGERS = (DangerState.RAISED, DangerState.ANSWERED)


class DangerPlace(TextChoices):
    """By what it is known where a crew in danger is."""

    PHONE = "PHONE", _("Posisi HP awak")
    UNIT = "UNIT", _("Posisi unit")
    UNKNOWN = "UNKNOWN", _("Posisi tidak diketahui")


class ConditionState(TextChoices):
    ASKED = "ASKED", _("Diminta")
    CONFIRMED = "CONFIRMED", _("Dinyatakan terpenuhi")
    REFUSED = "REFUSED", _("Ditolak")
    RELEASED = "RELEASED", _("Dilepas")
    CANCELLED = "CANCELLED", _("Dibatalkan")


OPEN_CONDITIONS = (ConditionState.ASKED, ConditionState.CONFIRMED, ConditionState.REFUSED)
"""Waited for, or in force until somebody releases it."""


class TicketMethod(TextChoices):
    """How the agency was reached."""

    SYSTEM = "SYSTEM", _("Sistem")
    PHONE = "PHONE", _("Telepon")
    RADIO = "RADIO", _("Radio")
    CHAT = "CHAT", _("WA")
