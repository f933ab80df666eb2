"""Stored codes of line tests."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """Where a test call came to."""

    HERE = "HERE", _("Dijawab di sini")
    ELSEWHERE = "ELSEWHERE", _("Dijawab pusat lain")
    UNANSWERED = "UNANSWERED", _("Berdering, tidak dijawab")
    NOT_CONNECTED = "NOT_CONNECTED", _("Tidak tersambung")


class Standing(TextChoices):
    """What is known of a provider in a kecamatan now."""

    BROKEN = "BROKEN", _("Bermasalah")
    NEVER = "NEVER", _("Belum pernah diuji")
    DUE = "DUE", _("Waktunya diuji")
    GOOD = "GOOD", _("Baik")


PRESSING = (Standing.BROKEN, Standing.NEVER, Standing.DUE)
"""What is to be tried next, in this order."""
