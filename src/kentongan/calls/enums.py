"""Stored codes of calls (issue: the house, C.10); the words are practice.md §5."""

from django.db.models import TextChoices


class CallState(TextChoices):
    INCOMING = "INCOMING", "Panggilan masuk"
    QUEUED = "QUEUED", "Antrean"
    ANSWERED = "ANSWERED", "Dijawab"
    CLASSIFIED = "CLASSIFIED", "Terklasifikasi"
    LINKED = "LINKED", "Terhubung ke kejadian"
    REFERRED = "REFERRED", "Diarahkan"
    NON_EMERGENCY = "NON_EMERGENCY", "Nondarurat"
    SILENT = "SILENT", "Panggilan diam (ghost)"
    PRANK = "PRANK", "Panggilan iseng (prank)"
    WRONG_NUMBER = "WRONG_NUMBER", "Salah sambung"
    TEST = "TEST", "Uji panggilan"
    ABANDONED = "ABANDONED", "Terputus"
    CALLBACK = "CALLBACK", "Hubungi balik"
    ENDED = "ENDED", "Selesai"


class Channel(TextChoices):
    PHONE = "PHONE", "Telepon 112"
    CHAT = "CHAT", "Pesan"
    WALK_IN = "WALK_IN", "Datang langsung"
    RADIO = "RADIO", "Radio"
    AGENCY = "AGENCY", "Instansi"
    SIMULATED = "SIMULATED", "Saluran peragaan"


class Disposition(TextChoices):
    """What a call turned out to be, in one key. National 112 return: normal/ghost/prank/info."""

    EMERGENCY = "EMERGENCY", "Darurat"
    INFORMATION = "INFORMATION", "Informasi"
    COMPLAINT = "COMPLAINT", "Pengaduan nondarurat (SP4N-LAPOR!)"
    SILENT = "SILENT", "Panggilan diam (ghost)"
    PRANK = "PRANK", "Panggilan iseng (prank)"
    WRONG_NUMBER = "WRONG_NUMBER", "Salah sambung"
    DROPPED = "DROPPED", "Terputus"
    TEST = "TEST", "Uji panggilan"
    OUT_OF_AREA = "OUT_OF_AREA", "Luar wilayah"
    FOLLOW_UP = "FOLLOW_UP", "Tindak lanjut"
