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


ENDED_ASSIGNMENTS = (
    AssignmentState.CLEARED,
    AssignmentState.DECLINED,
    AssignmentState.CANCELLED,
    AssignmentState.BROKEN_DOWN,
)
ACTIVE_ASSIGNMENTS = tuple(s for s in AssignmentState if s not in ENDED_ASSIGNMENTS)


class TicketMethod(TextChoices):
    """How the agency was reached."""

    SYSTEM = "SYSTEM", _("Sistem")
    PHONE = "PHONE", _("Telepon")
    RADIO = "RADIO", _("Radio")
    CHAT = "CHAT", _("WA")
