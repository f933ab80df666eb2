from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Medium(TextChoices):
    PHONE_CALL = "PHONE_CALL", _("Telepon")
    SMS = "SMS", _("SMS")
    CHAT = "CHAT", _("WA")


class Purpose(TextChoices):
    """Why a message is sent. To a caller only with a contact safety that allows it."""

    ESCALATION = "ESCALATION", _("Eskalasi piket")
    FEEDBACK = "FEEDBACK", _("Pemberitahuan kepada pelapor")
    NOTICE = "NOTICE", _("Pemberitahuan dinas")
    TEST = "TEST", _("Uji")


class DeliveryState(TextChoices):
    WAITING = "WAITING", _("Menunggu")
    SENT = "SENT", _("Terkirim")
    FAILED = "FAILED", _("Gagal")
    DROPPED = "DROPPED", _("Dibatalkan")
    """It may not be sent any more: no person is to telephone instead."""
