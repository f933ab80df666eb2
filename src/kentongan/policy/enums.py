from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Need(TextChoices):
    """What a node needs before it is on duty, in the order in which it is put in."""

    REGIONS = "REGIONS", _("Wilayah sampai desa dimuat")
    CATEGORIES = "CATEGORIES", _("Jenis kejadian ditetapkan")
    AGENCIES = "AGENCIES", _("OPD dan instansi didaftarkan")
    ROUTING = "ROUTING", _("Setiap rumpun kejadian mempunyai OPD penanggung jawab")
    POSTS = "POSTS", _("Setiap OPD penanggung jawab mempunyai pos")
    COVERAGE = "COVERAGE", _("Setiap kecamatan dijawab oleh sebuah pos")
    UNITS = "UNITS", _("Setiap OPD penanggung jawab mempunyai unit")
    PROMISES = "PROMISES", _("Janji waktu ditetapkan untuk setiap prioritas")
    PHONES = "PHONES", _("Setiap instansi mempunyai telepon yang berdering")
    ROOM = "ROOM", _("Petugas, penerus tiket, dan pengawas 112 mempunyai akun")
    OFFICERS = "OFFICERS", _("Setiap OPD mempunyai petugas piket dengan akun")
    SECOND_ADMIN = "SECOND_ADMIN", _("Administrator kedua")
    DUTY = "DUTY", _("Meja 112 dijaga sekarang")
    BASIS = "BASIS", _("Ketetapan mempunyai dasar hukum")


BEFORE_DUTY = tuple(
    need for need in Need if need not in {Need.SECOND_ADMIN, Need.BASIS, Need.UNITS, Need.COVERAGE}
)
"""Without these a call would stop somewhere; the others are urged."""
