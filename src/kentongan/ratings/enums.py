"""Stored codes of ratings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InvitationState(TextChoices):
    WAITING = "WAITING", _("Menunggu jam kirim")
    SENT = "SENT", _("Dikirim")
    NOT_SENT = "NOT_SENT", _("Tidak dikirim")


class WhyNot(TextChoices):
    """Why a caller is not asked; the first that holds."""

    NOT_CLOSED = "NOT_CLOSED", _("Kejadian tidak ditutup")
    NOT_SAFE = "NOT_SAFE", _("Tidak dinyatakan aman dihubungi")
    RESTRICTED = "RESTRICTED", _("Dirahasiakan")
    KIND = "KIND", _("Jenis kejadian tidak dimintai penilaian")
    OUTCOME = "OUTCOME", _("Hasil penanganan tidak dimintai penilaian")
    DEATH = "DEATH", _("Ada yang meninggal atau tanpa tanda kehidupan")
    WORDS = "WORDS", _("Catatan menyebut anak, kematian, atau kekerasan")
    NOT_AGREED = "NOT_AGREED", _("Pelapor belum diberi tahu atau tidak mau dihubungi lagi")
    NO_NUMBER = "NO_NUMBER", _("Bukan panggilan dengan nomor")
    OPTED_OUT = "OPTED_OUT", _("Nomor ini meminta tidak dikirimi")
    RECENT = "RECENT", _("Nomor ini baru saja dimintai penilaian")
    NOT_DECIDED = "NOT_DECIDED", _("Belum ditetapkan daerah")


class Answer(TextChoices):
    YES = "YES", _("Ya")
    NO = "NO", _("Tidak")


class ComplaintCause(TextChoices):
    LOW_SCORE = "LOW_SCORE", _("Nilai rendah")
    CALL_BACK = "CALL_BACK", _("Minta dihubungi kembali")
