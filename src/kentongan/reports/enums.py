"""Which papers there are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaperKind(TextChoices):
    BOARD = "BOARD", _("Papan pagi")
