"""Who answers for a village now."""

from datetime import datetime

from django.db.models import Q

from kentongan.orgs.enums import VillageRole
from kentongan.orgs.models import VillageContact
from kentongan.regions.types import parents

KECAMATAN = len("332415")


def list_village_contacts(region: str, at: datetime) -> list[VillageContact]:
    """The contacts of a village and of its kecamatan, in the order in which they are rung."""
    asked = [code for code in (region, *parents(region)) if len(code) >= KECAMATAN]
    if not asked:
        return []
    rows = VillageContact.objects.filter(_standing(at), region__in=asked)
    order = list(VillageRole)
    return sorted(rows, key=lambda row: (order.index(VillageRole(row.role)), row.person_name))


def list_standing_contacts(at: datetime) -> list[VillageContact]:
    """Everybody who answers for a village now, village by village."""
    return list(VillageContact.objects.filter(_standing(at)).order_by("region", "role", "id"))


def _standing(at: datetime) -> Q:
    return Q(valid_from__lte=at) & (Q(valid_until=None) | Q(valid_until__gt=at))
