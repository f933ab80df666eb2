"""What is known of an incident that makes a call hard."""

from uuid import UUID

from kentongan.calls.models import Call
from kentongan.dispatch.models import Ticket
from kentongan.floor.rules import HardFacts
from kentongan.incidents.enums import ClosingCode
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import family_of_merged, has_child_victim, master_of


def hard_facts(incident_id: UUID) -> HardFacts:
    """Of an incident and those it was merged with: who died, who was hurt, by what."""
    ids = family_of_merged(master_of(incident_id))
    family = list(Incident.objects.filter(id__in=ids))
    is_closed_so = any(each.closing_code == ClosingCode.DIED_AT_SCENE for each in family)
    declared = Ticket.objects.filter(incident_id__in=ids).exclude(declared_by="")
    return HardFacts(
        has_died=is_closed_so or declared.exists(),
        has_child_victim=any(has_child_victim(each) for each in family),
        kinds=frozenset((each.category, each.family) for each in family),
    )


def ended_calls(incident_id: UUID) -> list[UUID]:
    """The calls about it, and about those it was merged with, that are over."""
    ids = family_of_merged(master_of(incident_id))
    rows = Call.objects.filter(incident_id__in=ids, ended_at__isnull=False)
    return list(rows.values_list("id", flat=True))
