"""Stored codes of demoted numbers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Exclusion(TextChoices):
    """Whose number is never demoted (practice.md §3.3)."""

    ANONYMOUS = "ANONYMOUS", _("tanpa nomor")
    NO_SUBSCRIBER = "NO_SUBSCRIBER", _("bukan nomor pelanggan (tanpa SIM atau nomor khusus)")
    LANDLINE = "LANDLINE", _("telepon rumah, kantor, atau umum")
    OFFICIAL = "OFFICIAL", _("nomor instansi, pos, atau petugas")
    SILENT = "SILENT", _("pernah diam, terdengar orang, atau tidak aman dihubungi")


class Release(TextChoices):
    """Why a call of a demoted number waits no longer than any other; the first that holds."""

    EXCLUDED = "EXCLUDED", _("Nomor yang tidak boleh diturunkan")
    SECOND_CALL = "SECOND_CALL", _("Menelepon lagi dalam dua menit")
    OWN_INCIDENT = "OWN_INCIDENT", _("Pelapor kejadian yang masih terbuka")
    NEAR_INCIDENT = "NEAR_INCIDENT", _("Ada kejadian terbuka di dekatnya")
    UNUSUAL_PLACE = "UNUSUAL_PLACE", _("Menelepon dari tempat lain")
    SURGE = "SURGE", _("Lonjakan panggilan")
    OPERATOR_FREE = "OPERATOR_FREE", _("Ada petugas siap")
    WAITED = "WAITED", _("Sudah menunggu")
    ENDED = "ENDED", _("Penurunannya berakhir atau ditangguhkan")


ENDING = frozenset(
    {
        Release.EXCLUDED, Release.SECOND_CALL, Release.OWN_INCIDENT, Release.NEAR_INCIDENT,
        Release.UNUSUAL_PLACE,
    }
)  # fmt: skip
"""What says something of the caller ends the demotion; the others are about the room."""


class EndCause(TextChoices):
    EXPIRED = "EXPIRED", _("Waktunya habis")
    BY_HAND = "BY_HAND", _("Dicabut pengawas")
    APPEAL = "APPEAL", _("Keberatan diterima")
    HEARD_AGAIN = "HEARD_AGAIN", _("Setelah didengar ulang bukan iseng")
    UNDONE = "UNDONE", _("Penggolongan iseng dibatalkan")
    EXCLUDED = "EXCLUDED", _("Nomor yang tidak boleh diturunkan")
    SECOND_CALL = "SECOND_CALL", _("Menelepon lagi dalam dua menit")
    OWN_INCIDENT = "OWN_INCIDENT", _("Pelapor kejadian yang masih terbuka")
    NEAR_INCIDENT = "NEAR_INCIDENT", _("Ada kejadian terbuka di dekatnya")
    UNUSUAL_PLACE = "UNUSUAL_PLACE", _("Menelepon dari tempat lain")


class Place(TextChoices):
    """Where a caller is, beside where the number has rung from before."""

    USUAL = "USUAL", _("tempat biasa")
    UNUSUAL = "UNUSUAL", _("tempat lain")
    UNKNOWN = "UNKNOWN", _("tidak diketahui")


class Ground(TextChoices):
    """Why a call is heard again."""

    BASIS = "BASIS", _("Dasar penurunan")
    DELAYED = "DELAYED", _("Menunggu lebih lama")


class Verdict(TextChoices):
    """What a colleague heard in it."""

    PRANK = "PRANK", _("Memang iseng")
    UNCLEAR = "UNCLEAR", _("Tidak jelas")
    NOT_PRANK = "NOT_PRANK", _("Bukan iseng")
    NO_RECORDING = "NO_RECORDING", _("Tidak ada rekaman")


class AppealOutcome(TextChoices):
    UPHELD = "UPHELD", _("Penurunan tetap")
    LIFTED = "LIFTED", _("Penurunan dicabut")
