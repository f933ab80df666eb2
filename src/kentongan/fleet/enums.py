from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitState(TextChoices):
    AVAILABLE = "AVAILABLE", _("Siap")
    BUSY = "BUSY", _("Ditugaskan")
    BREAK = "BREAK", _("Istirahat")
    BROKEN = "BROKEN", _("Rusak")
    OFF = "OFF", _("Tidak piket")
    OUT_OF_SERVICE = "OUT_OF_SERVICE", _("Tidak siap")


class UnitKind(TextChoices):
    FIRE_ENGINE = "FIRE_ENGINE", _("Mobil pemadam")
    WATER_TANKER = "WATER_TANKER", _("Mobil tangki air")
    RESCUE = "RESCUE", _("Mobil penyelamatan")
    AMBULANCE = "AMBULANCE", _("Ambulans")
    PATROL = "PATROL", _("Mobil patroli")
    PICKUP = "PICKUP", _("Mobil bak")
    BOAT = "BOAT", _("Perahu")
    HEAVY = "HEAVY", _("Alat berat")
    MOTORCYCLE = "MOTORCYCLE", _("Sepeda motor")
    TEAM = "TEAM", _("Regu")


class Capability(TextChoices):
    """What a unit can do. Routing and proposals go by this, never by an agency's name."""

    FIRE = "FIRE", _("Pemadaman")
    WATER_SUPPLY = "WATER_SUPPLY", _("Pasokan air")
    RESCUE = "RESCUE", _("Penyelamatan")
    ANIMAL = "ANIMAL", _("Evakuasi hewan")
    MEDICAL_BASIC = "MEDICAL_BASIC", _("Pertolongan dasar")
    MEDICAL_ADVANCED = "MEDICAL_ADVANCED", _("Pertolongan lanjut")
    TRANSPORT_PATIENT = "TRANSPORT_PATIENT", _("Angkut pasien")
    WATER_RESCUE = "WATER_RESCUE", _("Penyelamatan di air")
    EVACUATION = "EVACUATION", _("Evakuasi warga")
    TREE = "TREE", _("Penanganan pohon")
    ROAD = "ROAD", _("Penanganan jalan")
    TRAFFIC = "TRAFFIC", _("Pengaturan lalu lintas")
    SECURITY = "SECURITY", _("Ketertiban")
    POWER = "POWER", _("Penerangan")
    SOCIAL = "SOCIAL", _("Pelayanan sosial")
    ASSESSMENT = "ASSESSMENT", _("Kaji cepat")
    CLEAN_WATER = "CLEAN_WATER", _("Air bersih")
    GENERAL = "GENERAL", _("Umum")
