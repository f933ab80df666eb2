"""Stored codes of mutual aid."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AidKind(TextChoices):
    INCIDENT = "INCIDENT", _("Penyerahan kejadian")
    UNITS = "UNITS", _("Bantuan unit")


class Direction(TextChoices):
    OUT = "OUT", _("Kepada tetangga")
    IN = "IN", _("Dari tetangga")


class Way(TextChoices):
    NODE = "NODE", _("Kentongan tetangga")
    PHONE = "PHONE", _("Telepon")


class AidState(TextChoices):
    ASKED = "ASKED", _("Diminta, belum sampai")
    DELIVERED = "DELIVERED", _("Sampai, belum dijawab")
    WITHDRAWING = "WITHDRAWING", _("Ditarik, menunggu kepastian")
    ACCEPTED = "ACCEPTED", _("Diterima")
    REFUSED = "REFUSED", _("Ditolak")
    WITHDRAWN = "WITHDRAWN", _("Ditarik")


OPEN_STATES = (AidState.ASKED, AidState.DELIVERED, AidState.WITHDRAWING)
"""Nobody there has said yes or no: what was asked is still the asker's."""


OFFERED_STATES = (AidState.ASKED, AidState.DELIVERED)
"""Somebody there may still take it, and we wait for it. What is being taken back is not waited for:
with the node there away that could last, and another neighbour may be asked meanwhile."""


class NoticeCode(TextChoices):
    """What the neighbour has done since it accepted."""

    UNIT_SENT = "UNIT_SENT", _("Unit dikirim")
    UNIT_ARRIVED = "UNIT_ARRIVED", _("Unit tiba di lokasi")
    UNIT_RELEASED = "UNIT_RELEASED", _("Unit dilepas")
    ON_SCENE = "ON_SCENE", _("Sudah ada yang tiba di lokasi")
    CLOSED = "CLOSED", _("Ditutup di sana")


UNIT_NOTICES = (NoticeCode.UNIT_SENT, NoticeCode.UNIT_ARRIVED, NoticeCode.UNIT_RELEASED)
