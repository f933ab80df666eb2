"""The rows of the ticket board, and the board as bytes.

A row's markup rests on the row alone: no right, no person, no token, no "now" (clocks are data that
clock.js draws), so it is kept per language by what it shows. The board is kept by the journal's
last entry: nothing on it changes without one, but duties, which begin and end by themselves.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kentongan.console.templatetags.console import area
from kentongan.console.units import t_board
from kentongan.dispatch import selectors as dispatch
from kentongan.dispatch.enums import (
    ENDED_TICKETS,
    UNANSWERED_TICKETS,
    DispatchMode,
    TicketMethod,
    TicketState,
)
from kentongan.dispatch.types import TicketRow
from kentongan.fleet import selectors as fleet
from kentongan.geo.places import is_positioned
from kentongan.incidents.enums import ContactSafety
from kentongan.journal import selectors as journal
from kentongan.journal import watchers
from kentongan.kernel import clock
from kentongan.messaging import selectors as messaging
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.web.fragments import NOTHING_HAPPENS, Fragments
from kentongan.web.requests import actor_of

T = TicketState
MOST = 200
NAMED = 5
"""Of the messages that were given up so many stand on the board; the others on their own page."""
LOOKED_UP_EVERY = timedelta(seconds=20)
"""Duties begin and end without an entry: the board is made again at least as often as this."""


_CAUTIONS: Mapping[str, object] = {
    ContactSafety.DO_NOT_CONTACT: gettext_lazy("JANGAN HUBUNGI PELAPOR"),
    ContactSafety.SILENT_ONLY: gettext_lazy("DIAM SAJA — pelapor jangan ditelepon"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ticket: `done`, `now`, `bad`, or still to come (empty)."""

    word: str
    state: str = ""
    at: datetime | None = None
    method: str = ""
    """By which way it came, where not through the system."""

    @property
    def method_word(self) -> str:
        """`Telepon`, `Radio` …; nothing for the system."""
        return str(TicketMethod(self.method).label) if self.method else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A ticket as rows show it."""

    row: TicketRow
    lane: str
    steps: tuple[Step, ...]
    is_certain: bool
    is_ended: bool
    is_unanswered: bool
    by_telephone: bool

    @property
    def cautions(self) -> list[str]:
        """What stands in red over the ticket wherever it is read, be the place certain or not: a
        ring may betray the caller, and what is confidential is not read out before others
        (practice.md §3.1).
        """
        said = [
            _CAUTIONS.get(self.row.contact_safety),
            self.row.is_restricted and _("DIRAHASIAKAN"),
        ]
        return [str(each) for each in said if each]

    @property
    def headline(self) -> str:
        """Where to go, large: the address; without one the area, and its point if there is one."""
        row = self.row
        return row.address or " · ".join(filter(None, (area(row.region), row.coordinates))) or "—"

    @property
    def order(self) -> str:
        """What a lane is sorted by: priority, then the most overdue promise, none at the end."""
        due = f"{self.row.due_at:%Y%m%d%H%M%S}" if self.row.due_at else "9"
        return f"{self.row.priority}-{due}-{self.row.number}"


LANES = ("UNANSWERED", "NO_UNIT", "RUNNING", "SCHEDULED", "UNCLOSED")
"""practice.md §4: what nobody has taken, what has no unit, what runs, appointments, not closed."""


def shown(row: TicketRow) -> Shown:
    """A row with its lane and steps."""
    return Shown(
        row=row,
        lane=lane_of(row),
        steps=tuple(_steps(row)),
        is_certain=is_positioned(row.place_quality),
        is_ended=row.state in ENDED_TICKETS,
        is_unanswered=row.state in UNANSWERED_TICKETS,
        by_telephone=row.mode == DispatchMode.TELEPHONE,
    )


def lane_of(row: TicketRow) -> str:
    """Which lane of the board a ticket stands in."""
    if row.state in UNANSWERED_TICKETS:
        return "UNANSWERED"
    if row.state == T.SCHEDULED:
        return "SCHEDULED"
    if row.state == T.REPORTED or row.state in ENDED_TICKETS:
        return "UNCLOSED"
    if row.mode != DispatchMode.TELEPHONE and row.lacks_unit and not row.has_arrived:
        return "NO_UNIT"
    return "RUNNING"


def _steps(row: TicketRow) -> Iterable[Step]:
    told = dict(row.told_by)
    forwarded = Step(_("Diteruskan"), "done", row.forwarded_at, told.get("forward", ""))
    if row.state == T.DECLINED:
        return [forwarded, Step(_("Ditolak"), "bad", row.closed_at)]
    if row.state == T.PASSED_ON:
        return [forwarded, Step(_("Dialihkan"), "bad")]
    by_telephone = row.mode == DispatchMode.TELEPHONE
    names_no_unit = by_telephone or bool(row.help_under_way_at and not row.sent)
    unknown = _("Di lokasi (jam tidak dicatat)")
    there = unknown if row.arrival_missing else _("Di lokasi")
    unit_at = row.first_sent_at or row.first_unit_at
    later = [
        *([] if by_telephone else [("", _("Dibaca"), row.read_at)]),
        ("accept", _accepted_word(row), row.accepted_at),
        *([("", _("Dijadwalkan"), row.scheduled_for)] if row.scheduled_for else []),
        *([] if names_no_unit else [("", _unit_word(row), unit_at)]),
        ("depart", _("Berangkat"), row.first_unit_at),
        ("arrive", there, row.on_scene_at),
        ("report", _("Laporan"), row.reported_at),
    ]
    steps = [Step(word, "", at, told.get(step, "")) for step, word, at in later]
    return _with_now([forwarded, *steps], without=unknown)


def _with_now(steps: list[Step], *, without: str) -> list[Step]:
    """What is done, be it (`without`) at a moment nobody knows; the step after the last of those is
    where the ticket stands now.
    """
    done = [bool(step.at) or step.word == without for step in steps]
    last = max(i for i, is_done in enumerate(done) if is_done)
    return [
        replace(step, state="done" if done[i] else "now" if i == last + 1 else "")
        for i, step in enumerate(steps)
    ]


def _accepted_word(row: TicketRow) -> str:
    return f"{_('Diterima')} · {row.accepted_by_name}" if row.accepted_by_name else _("Diterima")


def _unit_word(row: TicketRow) -> str:
    return ", ".join(row.sent) or _("Unit")


# ── rows and board as bytes ─────────────────────────────────────────────────────────────────


_rows = Fragments()


def row_html(row: TicketRow) -> bytes:
    """The markup of one row, kept by all that it shows and the language."""
    return _row_fragments([row])[0]


def _row_fragments(rows: list[TicketRow]) -> list[bytes]:
    """`late_s` is not shown: the screen's own clock counts on from `due_at`."""
    language = get_language() or ""
    return _rows.render([(language, replace(row, late_s=0)) for row in rows], _build)


def _build(keys: list[tuple[str, TicketRow]]) -> Mapping[tuple[str, TicketRow], bytes]:
    return {
        key: render_to_string("console/_ticket_row.html", {"ticket": shown(key[1])}).encode()
        for key in keys
    }


_kept: dict[Hashable, bytes] = {}
MOST_KEPT = 32


def _forget(_: UUID | None) -> None:
    _kept.clear()


watchers.watch(NOTHING_HAPPENS, _forget)


def _keep(key: Hashable, build: Callable[[], bytes]) -> bytes:
    found = _kept.get(key)
    if found is None:
        found = build()
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = found
    return found


def board(request: HttpRequest) -> tuple[bytes, int]:
    """The inner part of the board and the journal entry it is as new as."""
    seq, at = journal.last_seq(), clock.now()
    rights = rights_of(actor_of(request))
    key = (
        "board", get_language(), rights.stream_class, rights.everything, seq,
        int(at.timestamp() // LOOKED_UP_EVERY.total_seconds()),
    )  # fmt: skip
    return _keep(key, lambda: _build_board(request, at)), seq


def _build_board(request: HttpRequest, at: datetime) -> bytes:
    by = actor_of(request)
    rows = dispatch.list_tickets(by, limit=MOST, at=at)
    lanes: dict[str, list[bytes]] = {lane: [] for lane in LANES}
    for row, fragment in zip(rows, _row_fragments(rows), strict=True):
        lanes[lane_of(row)].append(fragment)
    safety = {"conditions": dispatch.list_open_conditions(by)}
    parts = [render_to_string("console/_safety_lane.html", safety).encode()]
    trials = {"trials": dispatch.list_open_trials(by)}
    parts.append(render_to_string("console/_trials.html", trials).encode())
    parts += [_lane(lane, fragments) for lane, fragments in lanes.items()]
    if len(rows) == MOST:
        parts.append(_more())
    return b"".join([_undelivered(request), *parts, _t_board(request, at)])


def _undelivered(request: HttpRequest) -> bytes:
    """What was given up: whoever forwards tickets must telephone instead."""
    if not rights_of(actor_of(request)).has_anywhere(Right.FORWARD_TICKETS):
        return b""
    failed = messaging.list_unhandled(limit=NAMED)
    if not failed:
        return b""
    context = {"failed": failed, "count": messaging.undelivered().failed}
    return render_to_string("console/_undelivered.html", context).encode()


def _lane(lane: str, rows: list[bytes]) -> bytes:
    frame = render_to_string("console/_lane.html", {"lane": lane, "count": len(rows), "rows": ROWS})
    before, after = frame.split(ROWS)
    return before.encode() + b"".join(rows) + after.encode()


def _more() -> bytes:
    return render_to_string("console/_more.html", {"most": MOST}).encode()


def _t_board(request: HttpRequest, at: datetime) -> bytes:
    by = actor_of(request)
    if not rights_of(by).has_anywhere(Right.SEE_UNITS):
        return b""
    units = fleet.list_units(by)
    context = {"posts": t_board(units, fleet.readiness_of(units), at), "n": len(units)}
    return render_to_string("console/_units.html", context).encode()


# ── the page around it ──────────────────────────────────────────────────────────────────────

ROWS, TOKEN, AFTER, NOW, BODY = ("@@rows@@", "@@token@@", "@@after@@", "@@now@@", "@@body@@")
_NOW = re.compile(r'(<meta name="server-now" content=")\d+')


def board_page(request: HttpRequest, role: str) -> bytes:
    """The whole page. What is around the rows is kept per person; three places are filled in."""
    body, seq = board(request)
    rights = rights_of(actor_of(request))
    entered = getattr(request, "signed_in", None)
    key = (
        "page", get_language(), rights.stream_class, rights.break_glass, role,
        getattr(entered, "user_id", None), getattr(entered, "name", ""),
        request.COOKIES.get("kentongan_theme", ""), journal.node().name, journal.node().kind,
    )  # fmt: skip
    page = _keep(key, lambda: _frame(request))
    filled = (
        page.replace(TOKEN.encode(), get_token(request).encode())
        .replace(AFTER.encode(), str(seq).encode())
        .replace(NOW.encode(), str(int(clock.now().timestamp())).encode())
    )
    before, after = filled.split(BODY.encode())
    return before + body + after


def _frame(request: HttpRequest) -> bytes:
    context = {
        "rights": rights_of(actor_of(request)),
        "csrf_token": TOKEN,
        "live_after": AFTER,
        "body": BODY,
    }
    page = render_to_string("console/tickets.html", context, request=request)
    return _NOW.sub(rf"\g<1>{NOW}", page).encode()
