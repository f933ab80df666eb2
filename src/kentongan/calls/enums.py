"""Stored codes of calls (issue: the house, C.10); the words are practice.md §5."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CallState(TextChoices):
    INCOMING = "INCOMING", _("Panggilan masuk")
    QUEUED = "QUEUED", _("Antrean")
    ANSWERED = "ANSWERED", _("Dijawab")
    CLASSIFIED = "CLASSIFIED", _("Terklasifikasi")
    LINKED = "LINKED", _("Terhubung ke kejadian")
    REFERRED = "REFERRED", _("Diarahkan")
    NON_EMERGENCY = "NON_EMERGENCY", _("Nondarurat")
    SILENT = "SILENT", _("Panggilan diam (ghost)")
    PRANK = "PRANK", _("Panggilan iseng (prank)")
    WRONG_NUMBER = "WRONG_NUMBER", _("Salah sambung")
    TEST = "TEST", _("Uji panggilan")
    ABANDONED = "ABANDONED", _("Terputus")
    CALLBACK = "CALLBACK", _("Hubungi balik")
    ENDED = "ENDED", _("Selesai")


OPEN_CALLS = (
    CallState.INCOMING,
    CallState.QUEUED,
    CallState.ANSWERED,
    CallState.CALLBACK,
    CallState.CLASSIFIED,
)
"""Somebody still has to do something: a classified emergency has no incident yet."""


class Awaited(TextChoices):
    """What a call waits for that a person must do, and by when somebody is rung for it."""

    ANSWER = "ANSWER", _("Belum dijawab")
    CLASSIFY = "CLASSIFY", _("Belum digolongkan")
    INCIDENT = "INCIDENT", _("Darurat tanpa kejadian")
    DECIDE = "DECIDE", _("Terdengar orang, belum diputuskan")


class Channel(TextChoices):
    PHONE = "PHONE", _("Telepon 112")
    CHAT = "CHAT", _("Pesan")
    WALK_IN = "WALK_IN", _("Datang langsung")
    RADIO = "RADIO", _("Radio")
    AGENCY = "AGENCY", _("Instansi")
    SIMULATED = "SIMULATED", _("Saluran peragaan")


class Disposition(TextChoices):
    """What a call turned out to be, in one key. National 112 return: normal/ghost/prank/info."""

    EMERGENCY = "EMERGENCY", _("Darurat")
    INFORMATION = "INFORMATION", _("Informasi")
    COMPLAINT = "COMPLAINT", _("Pengaduan nondarurat (SP4N-LAPOR!)")
    SILENT = "SILENT", _("Panggilan diam (ghost)")
    PRANK = "PRANK", _("Panggilan iseng (prank)")
    WRONG_NUMBER = "WRONG_NUMBER", _("Salah sambung")
    DROPPED = "DROPPED", _("Terputus")
    TEST = "TEST", _("Uji panggilan")
    OUT_OF_AREA = "OUT_OF_AREA", _("Luar wilayah")
    FOLLOW_UP = "FOLLOW_UP", _("Tindak lanjut")


class AgentState(TextChoices):
    """What somebody who takes calls is doing now (practice.md §4)."""

    READY = "READY", _("Siap")
    ON_CALL = "ON_CALL", _("Menerima panggilan")
    WRAP_UP = "WRAP_UP", _("Pencatatan")
    BREAK = "BREAK", _("Istirahat")
    PRAYER = "PRAYER", _("Salat")
    NOT_READY = "NOT_READY", _("Tidak siap")


LINE_CHANNELS = (Channel.PHONE, Channel.SIMULATED)
"""Channels on which there is a line to hold, to join and to put down."""
