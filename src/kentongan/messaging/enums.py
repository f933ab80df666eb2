from django.db.models import TextChoices


class Medium(TextChoices):
    PHONE_CALL = "PHONE_CALL", "Telepon"
    SMS = "SMS", "SMS"
    CHAT = "CHAT", "WA"


class Purpose(TextChoices):
    """Why a message is sent. To a caller only with a contact safety that allows it."""

    ESCALATION = "ESCALATION", "Eskalasi piket"
    FEEDBACK = "FEEDBACK", "Pemberitahuan kepada pelapor"
    TEST = "TEST", "Uji"


class DeliveryState(TextChoices):
    WAITING = "WAITING", "Menunggu"
    SENT = "SENT", "Terkirim"
    FAILED = "FAILED", "Gagal"
