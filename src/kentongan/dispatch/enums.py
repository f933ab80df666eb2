"""Stored codes of tickets and assignments (issue: the house, C.10); words of practice.md §5."""

from django.db.models import TextChoices


class DispatchMode(TextChoices):
    TICKET = "TICKET", "Tiket"
    DIRECT = "DIRECT", "Langsung"
    TELEPHONE = "TELEPHONE", "Telepon"


class TicketState(TextChoices):
    FORWARDED = "FORWARDED", "Diteruskan"
    READ = "READ", "Dibaca"
    ACCEPTED = "ACCEPTED", "Diterima OPD"
    DECLINED = "DECLINED", "Ditolak OPD"
    PASSED_ON = "PASSED_ON", "Dialihkan"
    SCHEDULED = "SCHEDULED", "Dijadwalkan"
    UNITS_ASSIGNED = "UNITS_ASSIGNED", "Unit ditugaskan"
    REPORTED = "REPORTED", "Dilaporkan"
    CLOSED = "CLOSED", "Ditutup"


UNANSWERED_TICKETS = (TicketState.FORWARDED, TicketState.READ)
ENDED_TICKETS = (TicketState.DECLINED, TicketState.PASSED_ON, TicketState.CLOSED)


class DeclineReason(TextChoices):
    """practice.md §1.1."""

    NOT_OUR_AUTHORITY = "NOT_OUR_AUTHORITY", "Bukan kewenangan kami"
    OUTSIDE_AREA = "OUTSIDE_AREA", "Di luar wilayah"
    CRITERIA_NOT_MET = "CRITERIA_NOT_MET", "Kriteria tidak terpenuhi"
    NO_UNIT_LEFT = "NO_UNIT_LEFT", "Tidak ada unit tersisa"
    BROKEN = "BROKEN", "Unit rusak"
    WAITING_UNTIL_SAFE = "WAITING_UNTIL_SAFE", "Menunggu aman"


class AssignmentState(TextChoices):
    ASSIGNED = "ASSIGNED", "Ditugaskan"
    ACKNOWLEDGED = "ACKNOWLEDGED", "Diterima awak"
    EN_ROUTE = "EN_ROUTE", "Berangkat"
    ON_SCENE = "ON_SCENE", "Tiba di lokasi"
    TRANSPORTING = "TRANSPORTING", "Membawa pasien"
    AT_HOSPITAL = "AT_HOSPITAL", "Tiba di rumah sakit"
    CLEARED = "CLEARED", "Selesai"
    DECLINED = "DECLINED", "Ditolak awak"
    CANCELLED = "CANCELLED", "Dibatalkan"
    BROKEN_DOWN = "BROKEN_DOWN", "Mogok"


ENDED_ASSIGNMENTS = (
    AssignmentState.CLEARED,
    AssignmentState.DECLINED,
    AssignmentState.CANCELLED,
    AssignmentState.BROKEN_DOWN,
)
ACTIVE_ASSIGNMENTS = tuple(s for s in AssignmentState if s not in ENDED_ASSIGNMENTS)


class TicketMethod(TextChoices):
    """How the agency was reached."""

    SYSTEM = "SYSTEM", "Sistem"
    PHONE = "PHONE", "Telepon"
    RADIO = "RADIO", "Radio"
    CHAT = "CHAT", "WA"
