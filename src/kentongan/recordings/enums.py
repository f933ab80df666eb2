"""Stored codes of recordings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FlagKind(TextChoices):
    """Why a recording is kept beyond its days."""

    COMPLAINT = "COMPLAINT", _("Pengaduan warga")
    DEATH = "DEATH", _("Ada yang meninggal")
    POLICE = "POLICE", _("Permintaan penegak hukum, dengan nomor surat")
