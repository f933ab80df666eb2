from django.db.models import TextChoices


class NodeKind(TextChoices):
    LIVE = "LIVE", "Operasi nyata"
    DEMO = "DEMO", "Peragaan"
    EXERCISE = "EXERCISE", "Latihan"
    REPLAY = "REPLAY", "Putar ulang"
