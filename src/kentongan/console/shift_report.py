"""The report of a shift: what happened in it, in figures, and what was handed over by name.

Nothing that a caller has said and nobody who called stands in it: it is printed and left lying.
"""

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.calls import selectors as calls
from kentongan.calls.enums import Disposition
from kentongan.dispatch import selectors as dispatch
from kentongan.dispatch.enums import TicketState
from kentongan.incidents import selectors as incidents
from kentongan.incidents.enums import IncidentState, Priority
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Duty, Rights

UNKNOWN = "—"


def read_shift(by: Actor, duty: Duty, at: datetime) -> dict[str, Any]:
    """Everything on the paper, as words and figures, as far as the asker may see it."""
    rights = orgs.rights_of(by)
    zone = ZoneInfo(journal.node().zone)
    start = min(duty.starts_at, duty.signed_on_at or duty.starts_at)
    until = duty.signed_off_at or min(at, duty.ends_at)

    def hour(moment: datetime | None) -> str:
        return clock.shown(moment, zone) if moment else UNKNOWN

    return {
        "title": _("Laporan piket"),
        "subtitle": f"{duty.org.name} · {duty.person_name} · {duty.get_kind_display()} · "
        f"{start.astimezone(zone):%d-%m-%Y} {hour(start)} – {hour(until)}",
        "sections": [
            *(_calls(rights, start, until) if rights.has_anywhere(Right.SEE_CALLS) else ()),
            _incidents(rights, start, until),
            *(
                _tickets(by, start, until, at, zone)
                if rights.has_anywhere(Right.SEE_TICKETS)
                else ()
            ),
            *_handovers(duty, start, at, zone),
        ],
        "signed": [_("Yang menyerahkan"), duty.person_name],
    }


def _section(title: str, head: list[str], rows: list[list[str]], note: str = "") -> dict[str, Any]:
    return {"title": title, "head": head, "rows": rows, "note": note}


def _calls(rights: Rights, start: datetime, until: datetime) -> list[dict[str, Any]]:
    found = calls.shift_calls(rights, start, until)
    rows = [
        [str(Disposition(code).label) if code else _("Belum digolongkan"), str(count)]
        for code, count in sorted(found.by_disposition.items(), key=lambda each: -each[1])
    ]
    note = _("{total} panggilan, {answered} dijawab; median {median}, 9 dari 10 dalam {nine}.")
    told = note.format(
        total=found.total,
        answered=found.answered,
        median=_seconds(found.median_wait_s),
        nine=_seconds(found.nine_of_ten_wait_s),
    )
    return [_section(_("Panggilan"), [_("Penggolongan"), _("Jumlah")], rows, told)]


def _seconds(value: float | None) -> str:
    return UNKNOWN if value is None else _("{n} detik").format(n=round(value))


def _incidents(rights: Rights, start: datetime, until: datetime) -> dict[str, Any]:
    found = incidents.shift_incidents(rights, start, until)
    rows = [
        [str(Priority(priority).label), str(IncidentState(state).label), str(count)]
        for (priority, state), count in sorted(found.items())
    ]
    head = [_("Prioritas"), _("Status sekarang"), _("Jumlah")]
    return _section(_("Kejadian dibuka dalam piket ini"), head, rows)


def _tickets(
    by: Actor, start: datetime, until: datetime, at: datetime, zone: ZoneInfo
) -> list[dict[str, Any]]:
    rung = [
        [
            clock.shown(each.fired_at, zone),
            each.ticket.number,
            each.ticket.org.short_name,
            each.title or UNKNOWN,
        ]
        for each in dispatch.list_escalations(orgs.rights_of(by), start, until)
    ]
    unclosed = Counter(
        (row.org_name, str(TicketState(row.state).label))
        for row in dispatch.list_tickets(by, at=at)
    )
    rows = [[org, state, str(count)] for (org, state), count in sorted(unclosed.items())]
    return [
        _section(_("Eskalasi piket"), [_("Jam"), _("Tiket"), _("Instansi"), _("Dihubungi")], rung),
        _section(
            _("Tiket belum ditutup"), [_("Instansi"), _("Status sekarang"), _("Jumlah")], rows
        ),
    ]


def _handovers(duty: Duty, start: datetime, at: datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
    given = [
        [
            item.title or UNKNOWN,
            item.get_kind_display(),
            each.taker.person_name,
            clock.shown(item.taken_at, zone) if item.taken_at else _("belum diambil"),
        ]
        for each in orgs.list_handovers(duty.org_id, since=start)
        if each.giver_id == duty.id
        for item in each.items.all()
    ]
    left = [[m.title, str(m.kind.label), m.detail] for m in orgs.matters_left_by(duty, at)]
    still_there = duty.signed_off_at is None
    return [
        _section(
            _("Diserahkan dengan nama"), [_("Hal"), _("Jenis"), _("Penerus"), _("Diambil")], given
        ),
        *(
            [_section(_("Belum diambil"), [_("Hal"), _("Jenis"), _("Keterangan")], left)]
            if still_there
            else []
        ),
    ]
