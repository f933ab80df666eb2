"""Stored codes of incidents (issue: the house, C.10); the words are practice.md §5."""

from django.db.models import TextChoices


class IncidentState(TextChoices):
    DRAFT = "DRAFT", "Konsep"
    NEW = "NEW", "Baru"
    AWAITING_DISPATCH = "AWAITING_DISPATCH", "Menunggu unit"
    SCHEDULED = "SCHEDULED", "Terjadwal"
    DISPATCHED = "DISPATCHED", "Unit ditugaskan"
    ON_SCENE = "ON_SCENE", "Di lokasi"
    CONTROLLED = "CONTROLLED", "Terkendali"
    COOLING = "COOLING", "Pendinginan"
    FIELD_DONE = "FIELD_DONE", "Selesai di lapangan"
    REVIEW = "REVIEW", "Pemeriksaan data"
    CLOSED = "CLOSED", "Ditutup"
    CANCELLED = "CANCELLED", "Dibatalkan"
    MERGED = "MERGED", "Digabung"
    HANDED_OVER = "HANDED_OVER", "Dilimpahkan"
    ON_HOLD = "ON_HOLD", "Ditunda"


ENDED_STATES = (
    IncidentState.CLOSED,
    IncidentState.CANCELLED,
    IncidentState.MERGED,
    IncidentState.HANDED_OVER,
)
OPEN_STATES = tuple(state for state in IncidentState if state not in ENDED_STATES)


class Priority(TextChoices):
    P1 = "P1", "Prioritas 1 (Merah)"
    P2 = "P2", "Prioritas 2 (Oranye)"
    P3 = "P3", "Prioritas 3 (Kuning)"
    P4 = "P4", "Prioritas 4 (Hijau)"
    P5 = "P5", "Prioritas 5 (Abu)"


class ContactSafety(TextChoices):
    SAFE = "SAFE", "Aman dihubungi"
    SILENT_ONLY = "SILENT_ONLY", "Diam saja (teks tanpa bunyi)"
    DO_NOT_CONTACT = "DO_NOT_CONTACT", "Jangan hubungi"
    UNKNOWN = "UNKNOWN", "Belum diketahui"


class ReportSource(TextChoices):
    CALL = "CALL", "Panggilan 112"
    WALK_IN = "WALK_IN", "Datang langsung"
    AGENCY = "AGENCY", "Instansi"
    RADIO = "RADIO", "Radio"
    CHAT = "CHAT", "Pesan"
    API = "API", "Sistem lain"
    IMPORT = "IMPORT", "Impor"


class ClosingCode(TextChoices):
    """domain.md §2.9."""

    HANDLED = "HANDLED", "Selesai ditangani"
    HANDLED_HOSPITAL = "HANDLED_HOSPITAL", "Selesai, dirujuk ke rumah sakit"
    DIED_AT_SCENE = "DIED_AT_SCENE", "Meninggal di tempat"
    NOT_FOUND = "NOT_FOUND", "Tidak ditemukan"
    CANCELLED_BY_CALLER = "CANCELLED_BY_CALLER", "Dibatalkan pelapor"
    CANCELLED_EN_ROUTE = "CANCELLED_EN_ROUTE", "Dibatalkan dalam perjalanan"
    HANDED_OVER = "HANDED_OVER", "Dilimpahkan"
    DUPLICATE = "DUPLICATE", "Ganda"
    FALSE_REPORT = "FALSE_REPORT", "Laporan palsu"
    REFERRED = "REFERRED", "Nondarurat, diarahkan"
    REFUSED_BY_PATIENT = "REFUSED_BY_PATIENT", "Ditolak pasien"
    NO_UNIT = "NO_UNIT", "Tidak ada unit"


class Feedback(TextChoices):
    TOLD = "TOLD", "Pelapor sudah diberi tahu"
    NOT_REACHED = "NOT_REACHED", "Pelapor tidak dapat dihubungi"
    NOT_ALLOWED = "NOT_ALLOWED", "Pelapor tidak boleh dihubungi"
    NO_REPORTER = "NO_REPORTER", "Tidak ada pelapor"


class PartyRole(TextChoices):
    LEAD = "LEAD", "OPD penanggung jawab"
    SUPPORT = "SUPPORT", "Pendukung"
    INFORMED = "INFORMED", "Diberi tahu"
