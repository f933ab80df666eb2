"""Stored codes of callers' places."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """By which way a place came in."""

    AML_SMS = "AML_SMS", _("AML lewat SMS")
    AML_DATA = "AML_DATA", _("AML lewat SMS data")
    AML_HTTPS = "AML_HTTPS", _("AML lewat HTTPS")
    LINK = "LINK", _("Tautan lokasi")


class Method(TextChoices):
    """By what a telephone knows where it is (ETSI TS 103 625, `pm`)."""

    GNSS = "GNSS", _("satelit")
    WIFI = "WIFI", _("Wi-Fi")
    CELL = "CELL", _("menara seluler")
    UNKNOWN = "UNKNOWN", _("cara tidak disebut")


class Problem(TextChoices):
    """Why a word is kept and not used."""

    NOT_AML = "NOT_AML", _("bukan pesan lokasi")
    GARBLED = "GARBLED", _("isi pesan rusak")
    LENGTH = "LENGTH", _("panjang pesan tidak sesuai: terpotong")
    LATITUDE = "LATITUDE", _("lintang tidak terbaca")
    LONGITUDE = "LONGITUDE", _("bujur tidak terbaca")
    RADIUS = "RADIUS", _("tanpa radius")
    NO_POSITION = "NO_POSITION", _("telepon tidak tahu lokasinya")
    NO_NUMBER = "NO_NUMBER", _("tanpa nomor pengirim")
