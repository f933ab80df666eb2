"""What others have changed since a form was opened, and who: the journal knows.

An incident's version rises with every step, ticket and unit. A form that is refused for any of them
would be sent again unread: only a change of the same fields is one that a late save would undo.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.accounts.selectors import names_of
from kentongan.incidents.errors import ChangedMeanwhile
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.journal.selectors import list_entries_of, node
from kentongan.kernel.actors import Actor
from kentongan.kernel.clock import shown
from kentongan.kernel.errors import mark

PLACED = "incidents.incident.placed"
_FIELDS = {
    "incidents.incident.priority-set": ("priority",),
    "incidents.incident.contact-safety-set": ("contact_safety",),
}
_KINDS = (PLACED, "incidents.incident.edited", *_FIELDS)
_WORDS = {
    "priority": mark("prioritas"),
    "contact_safety": mark("aman dihubungi"),
    "address": mark("alamat"),
    "region": mark("wilayah"),
    "lat": mark("koordinat"),
    "lon": mark("koordinat"),
    "place_quality": mark("ketepatan lokasi"),
}
_OTHER = mark("patokan atau alamat")


def require_unchanged(
    by: Actor, incident: Incident, wanted: Iterable[str], expected_version: int
) -> None:
    """Raises ChangedMeanwhile when somebody else has changed one of these fields since that
    version.
    """
    fields = set(wanted)
    if incident.version == expected_version or not fields:
        return
    for entry in reversed(list_entries_of(incident.id, _KINDS)):
        facts = entry.facts
        if facts["row"] <= expected_version:
            return
        touched = fields & _changed_by(entry.kind, facts) if entry.by_id != by.id else set()
        if touched:
            raise _too_late(incident, touched, entry)


def _changed_by(kind: str, facts: dict[str, object]) -> set[str]:
    said = facts.get("fields", _FIELDS.get(kind, ()))
    names = set(said) if isinstance(said, list | tuple) else set()
    return names | {"contact_safety"} if "category" in names else names


def _too_late(incident: Incident, touched: set[str], entry: Entry) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        fields=sorted(touched),
        version=incident.version,
        thing=tuple(sorted({_WORDS.get(name, _OTHER) for name in touched})),
        who=_name(entry.by_id),
        at=_hour(entry.occurred_at),
    )


def _name(by_id: UUID) -> str:
    return names_of({by_id}).get(by_id, "—")


def _hour(moment: datetime) -> str:
    return shown(moment, ZoneInfo(node().zone))
