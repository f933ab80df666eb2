"""Stored codes of quality reviews."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cause(TextChoices):
    """Why a call is reviewed; of several the first."""

    DEATH = "DEATH", _("Ada yang meninggal")
    COMPLAINT = "COMPLAINT", _("Pengaduan warga")
    P1_GUIDED = "P1_GUIDED", _("P1 dengan panduan")
    DISPOSED = "DISPOSED", _("Iseng, diam, atau salah sambung")
    RANDOM = "RANDOM", _("Acak")


class Mark(TextChoices):
    YES = "YES", _("Ya")
    NO = "NO", _("Tidak")
    NA = "NA", _("Tidak berlaku")


class AppealOutcome(TextChoices):
    UPHELD = "UPHELD", _("Penilaian tetap")
    CHANGED = "CHANGED", _("Penilaian diubah")
