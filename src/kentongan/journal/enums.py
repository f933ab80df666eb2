from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NodeKind(TextChoices):
    LIVE = "LIVE", _("Operasi nyata")
    DEMO = "DEMO", _("Peragaan")
    EXERCISE = "EXERCISE", _("Latihan")
    REPLAY = "REPLAY", _("Putar ulang")
