from django.db.models import TextChoices


class UnitState(TextChoices):
    AVAILABLE = "AVAILABLE", "Siap"
    BUSY = "BUSY", "Ditugaskan"
    BREAK = "BREAK", "Istirahat"
    BROKEN = "BROKEN", "Rusak"
    OFF = "OFF", "Tidak piket"
    OUT_OF_SERVICE = "OUT_OF_SERVICE", "Tidak siap"


class UnitKind(TextChoices):
    FIRE_ENGINE = "FIRE_ENGINE", "Mobil pemadam"
    WATER_TANKER = "WATER_TANKER", "Mobil tangki air"
    RESCUE = "RESCUE", "Mobil penyelamatan"
    AMBULANCE = "AMBULANCE", "Ambulans"
    PATROL = "PATROL", "Mobil patroli"
    PICKUP = "PICKUP", "Mobil bak"
    BOAT = "BOAT", "Perahu"
    HEAVY = "HEAVY", "Alat berat"
    MOTORCYCLE = "MOTORCYCLE", "Sepeda motor"
    TEAM = "TEAM", "Regu"


class Capability(TextChoices):
    """What a unit can do. Routing and proposals go by this, never by an agency's name."""

    FIRE = "FIRE", "Pemadaman"
    WATER_SUPPLY = "WATER_SUPPLY", "Pasokan air"
    RESCUE = "RESCUE", "Penyelamatan"
    ANIMAL = "ANIMAL", "Evakuasi hewan"
    MEDICAL_BASIC = "MEDICAL_BASIC", "Pertolongan dasar"
    MEDICAL_ADVANCED = "MEDICAL_ADVANCED", "Pertolongan lanjut"
    TRANSPORT_PATIENT = "TRANSPORT_PATIENT", "Angkut pasien"
    WATER_RESCUE = "WATER_RESCUE", "Penyelamatan di air"
    EVACUATION = "EVACUATION", "Evakuasi warga"
    TREE = "TREE", "Penanganan pohon"
    ROAD = "ROAD", "Penanganan jalan"
    TRAFFIC = "TRAFFIC", "Pengaturan lalu lintas"
    SECURITY = "SECURITY", "Ketertiban"
    POWER = "POWER", "Penerangan"
    SOCIAL = "SOCIAL", "Pelayanan sosial"
    ASSESSMENT = "ASSESSMENT", "Kaji cepat"
    CLEAN_WATER = "CLEAN_WATER", "Air bersih"
    GENERAL = "GENERAL", "Umum"
