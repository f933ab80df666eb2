"""Deciding what the national return counts as what."""

from collections.abc import Mapping
from datetime import datetime

from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.levels import events
from kentongan.levels.models import NationalMapping
from kentongan.levels.rules.national import require_mapping
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of


def set_mapping(
    *, by: Actor, classes: Mapping[str, str], legal_basis: str, at: datetime
) -> NationalMapping:
    """Return each disposition as this class from now on; the earlier rows stay. Refuses a mapping
    that leaves one out (LEVELS-003) and one without a legal basis (LEVELS-004).
    """
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    require_mapping(classes, legal_basis)
    require_storable("legal_basis", legal_basis)
    with journal.act(by=by, at=at) as act:
        row = NationalMapping.objects.create(
            classes=dict(classes), legal_basis=legal_basis, valid_from=at, changed_by=by.id
        )
        act.record(events.MappingSet(mapping_id=row.id, valid_from=at), region=node().region)
    return row
