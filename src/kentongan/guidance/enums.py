"""Stored codes of guidance cards and of what was said by them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CardState(TextChoices):
    DRAFT = "DRAFT", _("Konsep")
    APPROVED = "APPROVED", _("Disetujui")
    RETIRED = "RETIRED", _("Ditarik")


class WhyRetired(TextChoices):
    """A replaced card is finished with where it is in use; a withdrawn one is shown no more."""

    REPLACED = "REPLACED", _("Diganti versi baru")
    WITHDRAWN = "WITHDRAWN", _("Ditarik dari pemakaian")


class SaidKind(TextChoices):
    """One thing that happened in a guided session."""

    ANSWERED = "ANSWERED", _("Dijawab")
    SKIPPED = "SKIPPED", _("Langsung ke langkah")
    GIVEN = "GIVEN", _("Disampaikan")
    CHOSEN = "CHOSEN", _("Jawaban di langkah")
    WENT_ON = "WENT_ON", _("Lanjut")


class LeftHow(TextChoices):
    FINISHED = "FINISHED", _("Selesai")
    LEFT = "LEFT", _("Ditinggalkan")
