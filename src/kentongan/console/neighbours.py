"""What the pages show of mutual aid, and what their forms send."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kentongan.console import forms
from kentongan.fleet.enums import Capability
from kentongan.incidents.enums import ENDED_STATES
from kentongan.neighbours import selectors
from kentongan.neighbours.enums import OFFERED_STATES, AidKind, AidState, Direction, Way
from kentongan.neighbours.types import Aid, AidFigures, NewAid, NewForeignUnit
from kentongan.orgs.enums import OrgKind
from kentongan.orgs.types import Organisation

LONGEST_WHY = 500
LONGEST_NUMBER = 40


def of_incident(incident_id: UUID) -> dict[str, object]:
    """What was asked for one incident, whose it is now, and the neighbours' units at it."""
    aids = selectors.list_aids_of(incident_id)
    handed = next((aid for aid in aids if is_handed(aid)), None)
    return {
        "aids": aids,
        "handed": handed,
        "is_offered": handed is not None or any(_is_offered(aid) for aid in aids),
        "foreign_units": [(aid, unit) for aid in aids for unit in aid.units.all()],
        "may_note_taken": not any(aid.direction == Direction.IN for aid in aids),
    }


def form_context(orgs: Iterable[Organisation]) -> dict[str, object]:
    """Whom of these one may ask, and for what."""
    known = selectors.orgs_with_node()
    neighbours = [org for org in orgs if org.kind == OrgKind.NEIGHBOUR]
    return {
        "neighbour_orgs": [(org, org.id in known) for org in neighbours],
        "capabilities": Capability.choices,
        "aid_ways": Way.choices if known else Way.choices[::-1],
        "aid_kinds": AidKind.choices,
    }


def is_handed(aid: Aid) -> bool:
    """Whether a neighbour has accepted our incident."""
    return _is_ours(aid) and aid.state == AidState.ACCEPTED


def may_close(aid: Aid) -> bool:
    """Whether our incident may be ended as handed over."""
    is_open = aid.incident is not None and aid.incident.state not in ENDED_STATES
    return is_handed(aid) and is_open


def _is_ours(aid: Aid) -> bool:
    return aid.direction == Direction.OUT and aid.kind == AidKind.INCIDENT


def _is_offered(aid: Aid) -> bool:
    return _is_ours(aid) and aid.state in OFFERED_STATES


def new_aid(request: HttpRequest, kind: AidKind) -> NewAid:
    """What one of the two forms asks."""
    is_units = kind == AidKind.UNITS
    counts = [(code, forms.whole_number(request, f"want-{code}")) for code in Capability.values]
    return NewAid(
        org_id=forms.identifier(request, "org_id"),
        kind=kind,
        way=forms.choice(request, "way", Way),
        wanted=tuple((code, n) for code, n in counts if n) if is_units else (),
        reason=forms.line(request, "reason", longest=LONGEST_WHY),
        until=forms.moment(request, "until") if request.POST.get("until") else None,
        injured=forms.whole_number(request, "injured") if request.POST.get("injured") else None,
        with_caller=forms.ticked(request, "with_caller"),
    )


def new_foreign_unit(request: HttpRequest) -> NewForeignUnit:
    """A neighbour's unit as it was told by telephone."""
    promised = request.POST.get("promised_min")
    return NewForeignUnit(
        call_sign=forms.line(request, "call_sign", longest=40),
        agency=forms.line(request, "agency", longest=80),
        person_name=forms.line(request, "person_name"),
        phone=forms.line(request, "phone", longest=60),
        promised_min=forms.whole_number(request, "promised_min") if promised else None,
    )


def hour(request: HttpRequest, name: str, at: datetime) -> datetime:
    """The hour that was told; left empty it is now."""
    return forms.moment(request, name) if request.POST.get(name) else at


def as_csv(figures: Iterable[AidFigures]) -> str:
    """The statistic as a table. A name that a spreadsheet would read as a formula is quoted."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow([
        _("Bulan"), _("Tetangga"), _("Arah"), _("Jenis"), _("Diminta"), _("Diterima"),
        _("Ditolak"), _("Ditarik"), _("Tidak dijawab"), _("n (detik sampai diterima)"),
        _("Median (detik)"), _("P90 (detik)"),
    ])  # fmt: skip
    for each in figures:
        seconds = each.to_acceptance
        rows.writerow([
            each.month, _plain(each.org_name), Direction(each.direction).label,
            AidKind(each.kind).label, each.asked, each.accepted, each.refused, each.withdrawn,
            each.unanswered, seconds.n, seconds.p50_s, seconds.p90_s,
        ])  # fmt: skip
    return table.getvalue()


def _plain(name: str) -> str:
    return f"'{name}" if name[:1] in "=+-@\t\r" else name
