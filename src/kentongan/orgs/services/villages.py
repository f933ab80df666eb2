"""Who answers for a village: dated rows, loaded by the regency."""

from collections.abc import Sequence
from datetime import datetime

from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable
from kentongan.orgs import events
from kentongan.orgs.enums import Right, VillageRole
from kentongan.orgs.models import VillageContact
from kentongan.orgs.selectors import rights_of
from kentongan.orgs.types import VillageContactRow


def load_village_contacts(
    *, by: Actor, rows: Sequence[VillageContactRow], at: datetime
) -> list[VillageContact]:
    """From now on these answer; whoever had the same role in the same village has it no more."""
    for region in {row.region for row in rows}:
        rights_of(by).require(Right.CONFIGURE, region=region)
    with journal.act(by=by, at=at) as act:
        _end_earlier(rows, at)
        contacts = VillageContact.objects.bulk_create(_contact(row, at) for row in rows)
        loaded = events.VillageContactsLoaded(loading_id=new_id(), contact_count=len(contacts))
        act.record(loaded)
    return contacts


def end_village_contacts(*, by: Actor, region: str, role: VillageRole, at: datetime) -> int:
    """From now on nobody answers for this village in this role. Gives how many did."""
    rights_of(by).require(Right.CONFIGURE, region=region)
    with journal.act(by=by, at=at) as act:
        standing = VillageContact.objects.filter(valid_until=None, region=region, role=role)
        over = standing.update(valid_until=at)
        if over:
            ended = events.VillageContactsEnded(ending_id=new_id(), role=str(role), contacts=over)
            act.record(ended, region=region)
    return over


def _end_earlier(rows: Sequence[VillageContactRow], at: datetime) -> None:
    given = {(row.region, row.role) for row in rows}
    standing = VillageContact.objects.filter(valid_until=None, region__in={r for r, _ in given})
    over = [row.id for row in standing if (row.region, row.role) in given]
    VillageContact.objects.filter(id__in=over).update(valid_until=at)


def _contact(row: VillageContactRow, at: datetime) -> VillageContact:
    return VillageContact(
        region=row.region,
        role=row.role,
        person_name=require_storable("person_name", row.person_name),
        phone=require_storable("phone", row.phone),
        legal_basis=require_storable("legal_basis", row.legal_basis),
        is_invented=row.is_invented,
        valid_from=at,
    )
