"""A ticket on paper and over the radio: what is asked, where as far as known, what is not safe.

No caller stands on it: a paper lies about, and a radio is listened to (practice.md §3.1, §6).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kentongan.console.partners import is_never_rung
from kentongan.console.templatetags.console import area, category, colour, hour
from kentongan.console.tickets import Shown
from kentongan.dispatch.types import ConditionRow
from kentongan.geo.places import PlaceQuality, is_positioned
from kentongan.incidents.types import Incident


def ticket_paper(
    ticket: Shown, incident: Incident, conditions: Sequence[ConditionRow], report: Sequence[str]
) -> Mapping[str, Any]:
    """The values of both papers, A4 and 80 mm: plain text, and no caller."""
    row = ticket.row
    return {
        "title": _("Tiket {number}").format(number=row.number),
        "subtitle": f"{row.org_name} · {_('Kejadian')} {row.incident_number}",
        "what": category(row.category),
        "priority": f"{row.priority} {colour(row.priority)}",
        "cautions": ticket.cautions,
        "place_warning": place_warning(incident),
        "address": ticket.headline,
        "area": area(row.region),
        "place_quality": str(PlaceQuality(row.place_quality).label),
        "narrative": incident.narrative,
        "unsafe": [_with_place(each) for each in conditions if not each.is_safe],
        "safe": [_confirmed(each) for each in conditions if each.is_safe],
        "steps": [[step.word, _moment(step.at), step.method_word] for step in ticket.steps],
        "report": [line for line in report if line],
        "accepted_by": row.accepted_by_name or "—",
        "words": {
            "place": _("Lokasi"),
            "story": _("Kronologi"),
            "conditions": _("Syarat keselamatan"),
            "steps": _("Langkah"),
            "step_head": [_("Langkah"), _("Jam"), _("Cara")],
            "report": _("Laporan"),
            "signed": _("Diterima oleh"),
        },
    }


def radio_text(ticket: Shown, incident: Incident, conditions: Sequence[ConditionRow]) -> str:
    """The ticket as it is read out: what, how urgent, where, what is not safe."""
    row = ticket.row
    unsure = "" if ticket.is_certain else _("LOKASI BELUM PASTI")
    said = (
        row.org_name,
        category(row.category),
        f"{_('Prioritas')} {row.priority.removeprefix('P')}",
        *ticket.cautions,
        unsure,
        ", ".join(part for part in (row.address, area(row.region)) if part),
        "" if row.address else row.coordinates,
        *(_with_place(each) for each in conditions),
        incident.narrative,
        _("Tiket {number}").format(number=row.number),
        _("Ganti."),
    )
    return "\n".join(line for line in said if line)


def place_warning(incident: Incident) -> str:
    """What stands above an address that nobody vouches for."""
    if is_positioned(incident.place_quality):
        return ""
    if is_never_rung(incident.contact_safety):
        return _("LOKASI BELUM PASTI — pelapor jangan dihubungi")
    return _("LOKASI BELUM PASTI — telepon pelapor")


def _with_place(each: ConditionRow) -> str:
    return f"{each.said} ({each.where})" if each.where else each.said


def _confirmed(each: ConditionRow) -> str:
    return f"{_with_place(each)}: {hour(each.answered_at)} {each.answered_name}"


def _moment(at: datetime | None) -> str:
    return hour(at) if at else ""
