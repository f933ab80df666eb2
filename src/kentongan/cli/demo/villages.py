"""Who answers for the villages of the demonstration: every person and number is invented."""

from kentongan.cli.demo.agencies import NO_DECREE, invented_phone
from kentongan.orgs.enums import VillageRole
from kentongan.orgs.types import VillageContactRow

R = VillageRole
_OF_A_VILLAGE = (R.HEAD, R.BABINSA, R.BHABINKAMTIBMAS, R.VOLUNTEER, R.MIDWIFE)
_NAMES = ("Slamet", "Sutrisno", "Wahyu", "Siti", "Parjo", "Endang", "Mulyono")
_KECAMATAN = len("332403")


def village_contacts(codes: list[tuple[str, str]]) -> list[VillageContactRow]:
    """Contacts for these areas, given as (code, name): a camat for a kecamatan, five a village."""
    return [
        VillageContactRow(
            region=code,
            role=role,
            person_name=f"{_NAMES[(number + place) % len(_NAMES)]}, {name}",
            phone=invented_phone((number + 100 * place) % 600),
            legal_basis=NO_DECREE,
            is_invented=True,
        )
        for number, (code, name) in enumerate(codes)
        for place, role in enumerate((R.CAMAT,) if len(code) == _KECAMATAN else _OF_A_VILLAGE)
    ]
