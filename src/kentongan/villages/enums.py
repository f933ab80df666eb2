"""Stored codes of the village chain."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    WAITING = "WAITING", _("Menunggu petugas 112")
    CONFIRMED = "CONFIRMED", _("Menjadi kejadian")
    DISMISSED = "DISMISSED", _("Tidak dilanjutkan")


class Finding(TextChoices):
    """What a village found. "Not there" is a finding of one place and hour: 112 decides."""

    TRUE = "TRUE", _("Benar")
    NOT_FOUND = "NOT_FOUND", _("Tidak ditemukan")
    UNSURE = "UNSURE", _("Belum tahu")
