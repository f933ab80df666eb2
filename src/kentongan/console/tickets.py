"""The rows of the ticket board, and the board as bytes.

A row's markup rests on the row alone: no right, no person, no token, no "now" (clocks are data that
clock.js draws), so it is kept per language by what it shows. The board is kept by the journal's
last entry: nothing on it changes without one, but duties, which begin and end by themselves.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.dispatch import selectors as dispatch
from kentongan.dispatch.enums import (
    ENDED_TICKETS,
    UNANSWERED_TICKETS,
    DispatchMode,
    TicketState,
)
from kentongan.dispatch.types import TicketRow
from kentongan.fleet import selectors as fleet
from kentongan.fleet.enums import UnitState
from kentongan.fleet.types import Unit
from kentongan.geo.places import is_positioned
from kentongan.journal import selectors as journal
from kentongan.journal import watchers
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.web.fragments import NOTHING_HAPPENS, Fragments
from kentongan.web.requests import actor_of

T = TicketState
MOST = 200
LOOKED_UP_EVERY = timedelta(seconds=20)
"""Duties begin and end without an entry: the board is made again at least as often as this."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ticket: `done`, `now`, `bad`, or still to come (empty)."""

    word: str
    state: str = ""
    at: datetime | None = None


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
    def order(self) -> str:
        """What a lane is sorted by: the most overdue promise first, none at the end."""
        due = f"{self.row.due_at:%Y%m%d%H%M%S}" if self.row.due_at else "9"
        return f"{due}-{self.row.number}"


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
    if row.mode != DispatchMode.TELEPHONE and row.lacks_unit and row.on_scene_at is None:
        return "NO_UNIT"
    return "RUNNING"


def _steps(row: TicketRow) -> Iterable[Step]:
    if row.state == T.DECLINED:
        return [_done(_("Diteruskan"), row.forwarded_at), Step(_("Ditolak"), "bad", row.closed_at)]
    if row.state == T.PASSED_ON:
        return [_done(_("Diteruskan"), row.forwarded_at), Step(_("Dialihkan"), "bad")]
    if row.mode == DispatchMode.TELEPHONE:
        return _with_now(
            [
                (_("Diteruskan"), row.forwarded_at),
                (_accepted_word(row), row.accepted_at),
                (_("Di lokasi"), row.on_scene_at),
                (_("Laporan"), row.reported_at),
            ]
        )
    stamps = [
        (_("Diteruskan"), row.forwarded_at),
        (_("Dibaca"), row.read_at),
        (_accepted_word(row), row.accepted_at),
        *([(_("Dijadwalkan"), row.scheduled_for)] if row.scheduled_for else []),
        (_unit_word(row), min((unit.since for unit in row.units), default=row.first_unit_at)),
        (_("Berangkat"), row.first_unit_at),
        (_("Di lokasi"), row.on_scene_at),
        (_("Laporan"), row.reported_at),
    ]
    return _with_now(stamps)


def _with_now(stamps: list[tuple[str, datetime | None]]) -> list[Step]:
    """What is done; the step after the last of those is where the ticket stands now."""
    last = max((i for i, (_word, at) in enumerate(stamps) if at), default=-1)
    return [
        _done(word, at) if at else Step(word, "now" if i == last + 1 else "")
        for i, (word, at) in enumerate(stamps)
    ]


def _done(word: str, at: datetime | None) -> Step:
    return Step(word, "done", at)


def _accepted_word(row: TicketRow) -> str:
    return f"{_('Diterima')} · {row.accepted_by_name}" if row.accepted_by_name else _("Diterima")


def _unit_word(row: TicketRow) -> str:
    return ", ".join(unit.call_sign for unit in row.units) or _("Unit")


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


@dataclass(frozen=True, slots=True)
class UnitShown:
    """One unit on the T-board."""

    unit: Unit
    is_ready: bool
    level: str
    state: str


def _unit(unit: Unit, at: datetime) -> UnitShown:
    ready = unit.ready_until is not None and at < unit.ready_until
    levels = {UnitState.AVAILABLE: "ok" if ready else "warn", UnitState.BUSY: "info"}
    return UnitShown(
        unit=unit,
        is_ready=ready,
        level=levels.get(UnitState(unit.state), "bad"),
        state=str(UnitState(unit.state).label),
    )


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
    parts = [_lane(lane, fragments) for lane, fragments in lanes.items()]
    if len(rows) == MOST:
        parts.append(_more())
    return b"".join([*parts, _t_board(request, at)])


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
    posts = [
        (post, [_unit(unit, at) for unit in group])
        for post, group in groupby(units, key=lambda unit: unit.post)
    ]
    return render_to_string("console/_units.html", {"posts": posts, "n": len(units)}).encode()


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
