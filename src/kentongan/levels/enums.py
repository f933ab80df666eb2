"""In what steps figures are shown, classes of the national 112 return, kinds of holidays."""

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


class HolidayKind(TextChoices):
    """What the calendar says of a day. The last one strikes out what falls on it each year."""

    NATIONAL = "NATIONAL", _("Libur nasional")
    COLLECTIVE_LEAVE = "COLLECTIVE_LEAVE", _("Cuti bersama")
    LOCAL = "LOCAL", _("Libur daerah")
    WORKING_DAY = "WORKING_DAY", _("Bukan hari libur")
