"""In what steps figures are shown, and the classes of the national 112 return."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    HOUR = "HOUR", _("per jam")
    DAY = "DAY", _("per hari")
    WEEK = "WEEK", _("per minggu")
    MONTH = "MONTH", _("per bulan")


class NationalClass(TextChoices):
    """What the national 112 return counts (domain.md §2.2)."""

    NORMAL = "NORMAL", _("Normal")
    GHOST = "GHOST", _("Ghost")
    PRANK = "PRANK", _("Prank")
    INFORMATION = "INFORMATION", _("Informasi")
    NOT_RETURNED = "NOT_RETURNED", _("Tidak dilaporkan")
