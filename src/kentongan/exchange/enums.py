"""Stored codes of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LegState(TextChoices):
    """Where a caller's line stands at the exchange, whoever has written it down here."""

    WAITING = "WAITING", _("Menunggu di antrean")
    RINGING = "RINGING", _("Berdering di pesawat")
    CONNECTED = "CONNECTED", _("Tersambung")
    ABANDONED = "ABANDONED", _("Terputus sebelum dijawab")
    TURNED_AWAY = "TURNED_AWAY", _("Ditolak antrean")
    ENDED = "ENDED", _("Selesai")


class LinkState(TextChoices):
    UP = "UP", _("Tersambung")
    LOST = "LOST", _("Terputus")


class JoinMode(TextChoices):
    """How a supervisor's telephone joins a call of another desk (ADR 0028)."""

    LISTEN = "LISTEN", _("Dengarkan")
    WHISPER = "WHISPER", _("Bisiki petugas")
    TALK = "TALK", _("Bergabung bertiga")


OPEN_LEGS = (LegState.WAITING, LegState.RINGING, LegState.CONNECTED)
LOST_CALLERS = (LegState.ABANDONED, LegState.TURNED_AWAY)
