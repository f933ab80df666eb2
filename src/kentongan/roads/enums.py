"""Stored codes of closures."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cause(TextChoices):
    """Why nobody drives there; in the order in which screens offer them."""

    FLOOD = "FLOOD", _("Banjir atau genangan")
    TREE = "TREE", _("Pohon tumbang")
    ACCIDENT = "ACCIDENT", _("Kecelakaan")
    LANDSLIDE = "LANDSLIDE", _("Longsor")
    BRIDGE = "BRIDGE", _("Jembatan rusak atau putus")
    DAMAGE = "DAMAGE", _("Jalan ambles atau rusak")
    CABLE = "CABLE", _("Tiang atau kabel roboh")
    FIRE = "FIRE", _("Kebakaran atau asap")
    GATHERING = "GATHERING", _("Hajatan atau kegiatan")
    WORKS = "WORKS", _("Perbaikan jalan")
    POLICE = "POLICE", _("Ditutup polisi")
    OTHER = "OTHER", _("Sebab lain")


class ClosureSource(TextChoices):
    """Who has told of it."""

    CALL = "CALL", _("Laporan ke 112")
    CREW = "CREW", _("Awak unit")
    AGENCY = "AGENCY", _("OPD")
    VILLAGE = "VILLAGE", _("Camat atau desa")
    WARNING = "WARNING", _("Peringatan resmi")


class ClosureState(TextChoices):
    CLOSED = "CLOSED", _("Dilaporkan tertutup")
    REOPENED = "REOPENED", _("Sudah dapat dilewati")
    WITHDRAWN = "WITHDRAWN", _("Laporan keliru")
