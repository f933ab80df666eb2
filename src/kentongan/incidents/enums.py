"""Stored codes of incidents (issue: the house, C.10); the words are practice.md §5."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IncidentState(TextChoices):
    DRAFT = "DRAFT", _("Konsep")
    NEW = "NEW", _("Baru")
    AWAITING_DISPATCH = "AWAITING_DISPATCH", _("Menunggu unit")
    SCHEDULED = "SCHEDULED", _("Terjadwal")
    DISPATCHED = "DISPATCHED", _("Unit ditugaskan")
    ON_SCENE = "ON_SCENE", _("Di lokasi")
    CONTROLLED = "CONTROLLED", _("Terkendali")
    COOLING = "COOLING", _("Pendinginan")
    FIELD_DONE = "FIELD_DONE", _("Selesai di lapangan")
    REVIEW = "REVIEW", _("Pemeriksaan data")
    CLOSED = "CLOSED", _("Ditutup")
    CANCELLED = "CANCELLED", _("Dibatalkan")
    MERGED = "MERGED", _("Digabung")
    HANDED_OVER = "HANDED_OVER", _("Dilimpahkan")
    ON_HOLD = "ON_HOLD", _("Ditunda")


ENDED_STATES = (
    IncidentState.CLOSED,
    IncidentState.CANCELLED,
    IncidentState.MERGED,
    IncidentState.HANDED_OVER,
)
OPEN_STATES = tuple(state for state in IncidentState if state not in ENDED_STATES)


class Priority(TextChoices):
    P1 = "P1", _("Prioritas 1 (Merah)")
    P2 = "P2", _("Prioritas 2 (Oranye)")
    P3 = "P3", _("Prioritas 3 (Kuning)")
    P4 = "P4", _("Prioritas 4 (Hijau)")
    P5 = "P5", _("Prioritas 5 (Abu)")


class Answer(TextChoices):
    """To a question of the desk."""

    YES = "YES", _("Ya")
    NO = "NO", _("Tidak")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class ContactSafety(TextChoices):
    SAFE = "SAFE", _("Aman dihubungi")
    SILENT_ONLY = "SILENT_ONLY", _("Diam saja (teks tanpa bunyi)")
    DO_NOT_CONTACT = "DO_NOT_CONTACT", _("Jangan hubungi")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


ENDANGERED = (ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY)
"""Who may be listened to by the one they are hiding from: not told to their neighbours."""

# From the most open to the most careful. UNKNOWN is more careful than SILENT_ONLY: nobody has
# looked yet, so not even a silent text goes out.
_BY_CARE = (
    ContactSafety.SAFE,
    ContactSafety.SILENT_ONLY,
    ContactSafety.UNKNOWN,
    ContactSafety.DO_NOT_CONTACT,
)


def stricter(one: str, other: str) -> ContactSafety:
    """The more careful of two."""
    return max(ContactSafety(one), ContactSafety(other), key=_BY_CARE.index)


def is_looser(wanted: str, current: str) -> bool:
    """Whether `wanted` allows more contact than `current`."""
    return _BY_CARE.index(ContactSafety(wanted)) < _BY_CARE.index(ContactSafety(current))


class ReportSource(TextChoices):
    CALL = "CALL", _("Panggilan 112")
    WALK_IN = "WALK_IN", _("Datang langsung")
    AGENCY = "AGENCY", _("Instansi")
    RADIO = "RADIO", _("Radio")
    CHAT = "CHAT", _("Pesan")
    API = "API", _("Sistem lain")
    IMPORT = "IMPORT", _("Impor")


class ClosingCode(TextChoices):
    """domain.md §2.9."""

    HANDLED = "HANDLED", _("Selesai ditangani")
    HANDLED_HOSPITAL = "HANDLED_HOSPITAL", _("Selesai, dirujuk ke rumah sakit")
    DIED_AT_SCENE = "DIED_AT_SCENE", _("Meninggal di tempat")
    NOT_FOUND = "NOT_FOUND", _("Tidak ditemukan")
    CANCELLED_BY_CALLER = "CANCELLED_BY_CALLER", _("Dibatalkan pelapor")
    CANCELLED_EN_ROUTE = "CANCELLED_EN_ROUTE", _("Dibatalkan dalam perjalanan")
    HANDED_OVER = "HANDED_OVER", _("Dilimpahkan")
    DUPLICATE = "DUPLICATE", _("Ganda")
    FALSE_REPORT = "FALSE_REPORT", _("Laporan palsu")
    REFERRED = "REFERRED", _("Nondarurat, diarahkan")
    REFUSED_BY_PATIENT = "REFUSED_BY_PATIENT", _("Ditolak pasien")
    NO_UNIT = "NO_UNIT", _("Tidak ada unit")


class Attendance(TextChoices):
    """Who came; or why it is over although nobody is known to have come (practice.md §1.11)."""

    ARRIVED = "ARRIVED", _("Ada yang tiba di lokasi")
    UNRECORDED = "UNRECORDED", _("Sudah ada yang tiba, jamnya tidak tercatat")
    RESOLVED = "RESOLVED", _("Teratasi sebelum ada yang tiba")
    BY_OTHERS = "BY_OTHERS", _("Ditangani warga atau pihak lain")
    CALLED_OFF = "CALLED_OFF", _("Pelapor menyatakan tidak perlu lagi")
    BY_TELEPHONE = "BY_TELEPHONE", _("Cukup dengan petunjuk lewat telepon")


WHY_NOBODY_ARRIVED = tuple(each for each in Attendance if each != Attendance.ARRIVED)
HANDLED_CODES = (ClosingCode.HANDLED, ClosingCode.HANDLED_HOSPITAL, ClosingCode.DIED_AT_SCENE)


class Feedback(TextChoices):
    TOLD = "TOLD", _("Pelapor sudah diberi tahu")
    TOLD_ONLY = "TOLD_ONLY", _("Pelapor sudah diberi tahu, tidak mau dihubungi lagi")
    NOT_REACHED = "NOT_REACHED", _("Pelapor tidak dapat dihubungi")
    NOT_ALLOWED = "NOT_ALLOWED", _("Pelapor tidak boleh dihubungi")
    NO_REPORTER = "NO_REPORTER", _("Tidak ada pelapor")


class PartyRole(TextChoices):
    LEAD = "LEAD", _("OPD penanggung jawab")
    SUPPORT = "SUPPORT", _("Pendukung")
    INFORMED = "INFORMED", _("Diberi tahu")


class Family(TextChoices):
    """Families of categories (domain.md §2.4). A regency may add its own; these have rules."""

    MEDICAL = "MEDICAL", _("Medis")
    FIRE = "FIRE", _("Kebakaran")
    WILDFIRE = "WILDFIRE", _("Kebakaran hutan, lahan, asap")
    TRAFFIC = "TRAFFIC", _("Kecelakaan lalu lintas")
    RESCUE = "RESCUE", _("Penyelamatan")
    CRIME = "CRIME", _("Kamtibmas")
    VIOLENCE = "VIOLENCE", _("Kekerasan")
    FLOOD = "FLOOD", _("Banjir dan rob")
    LANDSLIDE = "LANDSLIDE", _("Tanah longsor")
    WEATHER = "WEATHER", _("Cuaca ekstrem")
    QUAKE = "QUAKE", _("Gempabumi, tsunami, gunung api")
    TREE = "TREE", _("Pohon tumbang")
    POWER = "POWER", _("Listrik")
    HAZMAT = "HAZMAT", _("Gas dan bahan berbahaya")
    PERSONS = "PERSONS", _("Orang hilang, lansia, ODGJ")
    ANIMAL = "ANIMAL", _("Hewan")
    INFRASTRUCTURE = "INFRASTRUCTURE", _("Infrastruktur")
    SOCIAL = "SOCIAL", _("Sosial")
    SILENT = "SILENT", _("Panggilan diam dengan suara")
    INFORMATION = "INFORMATION", _("Informasi")
    OTHER = "OTHER", _("Lainnya")
