"""What the national return counts as what."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from kentongan.levels.models import NationalMapping
from kentongan.levels.rules import national


def list_mappings() -> list[NationalMapping]:
    """What the regency has decided of it, the newest first."""
    return list(NationalMapping.objects.order_by("-valid_from", "-id"))


def mapping_at(at: datetime) -> tuple[Mapping[str, str], str]:
    """(class by disposition, legal basis) in force; what a node begins with where none is."""
    rows = NationalMapping.objects.filter(valid_from__lte=at).order_by("-valid_from", "-id")
    row = rows.first()
    if row is None:
        return national.STARTING, _("bawaan Kentongan, belum ditetapkan daerah")
    # a disposition of a later edition is in no row yet: it counts as the edition says
    return national.STARTING | row.classes, row.legal_basis
