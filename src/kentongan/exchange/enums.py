"""Stored codes of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LegState(TextChoices):
    """Where a caller's line stands at the exchange, whoever has written it down here."""

    WAITING = "WAITING", _("Menunggu di antrean")
    RINGING = "RINGING", _("Berdering di pesawat")
    DIALLING = "DIALLING", _("Penelepon sedang ditelepon")
    """Rung back: the desk's telephone is lifted, the caller's rings."""
    CONNECTED = "CONNECTED", _("Tersambung")
    ABANDONED = "ABANDONED", _("Terputus sebelum dijawab")
    TURNED_AWAY = "TURNED_AWAY", _("Ditolak antrean")
    NOT_REACHED = "NOT_REACHED", _("Belum tersambung")
    ENDED = "ENDED", _("Selesai")


class BackOutcome(TextChoices):
    """Why a caller who was rung back was not reached."""

    NO_ANSWER = "NO_ANSWER", _("tidak diangkat")
    BUSY = "BUSY", _("sibuk")
    UNREACHABLE = "UNREACHABLE", _("tidak dapat dihubungi")
    CANCELLED = "CANCELLED", _("dihentikan petugas")
    DESK_SILENT = "DESK_SILENT", _("pesawat petugas tidak diangkat")
    NOT_KNOWN = "NOT_KNOWN", _("sentral tidak memberi kabar")


class LinkState(TextChoices):
    UP = "UP", _("Tersambung")
    LOST = "LOST", _("Terputus")


class JoinMode(TextChoices):
    """How a supervisor's telephone joins a call of another desk (ADR 0028)."""

    LISTEN = "LISTEN", _("Dengarkan")
    WHISPER = "WHISPER", _("Bisiki petugas")
    TALK = "TALK", _("Bergabung bertiga")


OPEN_LEGS = (LegState.WAITING, LegState.RINGING, LegState.DIALLING, LegState.CONNECTED)
LOST_CALLERS = (LegState.ABANDONED, LegState.TURNED_AWAY)
