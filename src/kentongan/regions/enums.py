"""Kinds of regions and landmarks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegionKind(TextChoices):
    PROVINSI = "PROVINSI", _("Provinsi")
    KABUPATEN = "KABUPATEN", _("Kabupaten")
    KOTA = "KOTA", _("Kota")
    KECAMATAN = "KECAMATAN", _("Kecamatan")
    DISTRIK = "DISTRIK", _("Distrik")
    KELURAHAN = "KELURAHAN", _("Kelurahan")
    DESA = "DESA", _("Desa")
    DESA_ADAT = "DESA_ADAT", _("Desa adat")
    CUSTOM = "CUSTOM", _("Wilayah lain")


class LandmarkKind(TextChoices):
    """What callers name when they do not know an address (patokan)."""

    MARKET = "MARKET", _("Pasar")
    WORSHIP = "WORSHIP", _("Tempat ibadah")
    SCHOOL = "SCHOOL", _("Sekolah")
    HEALTH = "HEALTH", _("Fasilitas kesehatan")
    OFFICE = "OFFICE", _("Kantor pemerintah")
    STATION = "STATION", _("Stasiun atau terminal")
    CROSSING = "CROSSING", _("Perlintasan kereta")
    BRIDGE = "BRIDGE", _("Jembatan")
    ROAD = "ROAD", _("Simpang atau patok kilometer")
    TOLL = "TOLL", _("Jalan tol")
    RIVER = "RIVER", _("Sungai atau bendung")
    BEACH = "BEACH", _("Pantai")
    TRAIL = "TRAIL", _("Pos pendakian")
    FACTORY = "FACTORY", _("Pabrik atau kawasan industri")
    HAMLET = "HAMLET", _("Dusun")
    STREET = "STREET", _("Jalan")
    OTHER = "OTHER", _("Lainnya")


AREAS = frozenset({LandmarkKind.HAMLET, LandmarkKind.STREET})
"""Their point says which is meant, never where something has happened (practice.md §2.1)."""
