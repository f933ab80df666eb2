"""Stored codes of surges."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestState(TextChoices):
    """What came of asking one of the overflow group to help."""

    ASKED = "ASKED", _("Diminta")
    COMING = "COMING", _("Menyanggupi")
    DECLINED = "DECLINED", _("Tidak bisa")
    READY = "READY", _("Siap di meja")
    RELEASED = "RELEASED", _("Dilepas")


WAITED_FOR = (RequestState.ASKED, RequestState.COMING)
"""They may still come."""

CALLED = (*WAITED_FOR, RequestState.READY)
"""Whoever is thanked, or told that it is over, when the surge ends."""
