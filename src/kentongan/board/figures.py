"""Reads what the board shows and puts it into words. Costs as much as one day, not as history."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.board import rules
from kentongan.board.types import (
    AgencyLine,
    Board,
    ClockFigure,
    OpenIncident,
    ShareLine,
    UncoveredPost,
    Waiting,
)
from kentongan.calls import selectors as calls
from kentongan.calls.types import Shares
from kentongan.dispatch import selectors as dispatch
from kentongan.dispatch.enums import DeclineReason
from kentongan.dispatch.types import AgencyFigures, ThreeClocks, WaitingTicket
from kentongan.incidents import selectors as incidents
from kentongan.incidents.enums import Family, IncidentState
from kentongan.incidents.types import BoardIncident
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import DutyKind, OrgKind
from kentongan.orgs.types import Rights
from kentongan.regions.selectors import name_of

AT_THE_DESK = (DutyKind.OPERATOR, DutyKind.DISPATCHER, DutyKind.SUPERVISOR)
MOST_INCIDENTS = 40
MOST_ON_A_WALL = 12
"""Nobody scrolls a television: of more, the number is said."""


def read_board(rights: Rights, *, most: int = MOST_INCIDENTS, at: datetime) -> Board:
    """The board of this moment. The asker's right has been checked."""
    since = at - rules.WINDOW
    zone = ZoneInfo(journal.node().zone)
    found = incidents.list_open_for_board(rights)
    waiting = tuple(_waiting(ticket, at) for ticket in dispatch.list_waiting(rights))
    shares = calls.shares(rights, since, at)
    return Board(
        at=at,
        as_of=clock.shown(at, zone),
        since=clock.shown(since, zone),
        sentence=rules.sentence(
            on_duty=orgs.count_on_duty(AT_THE_DESK, at),
            open_incidents=len(found),
            waiting=waiting,
        ),
        clocks=_clocks(dispatch.three_clocks(since=since, until=at)),
        incidents=tuple(_incident(row) for row in found[:most]),
        more_incidents=max(len(found) - most, 0),
        open_count=len(found),
        waiting=waiting,
        agencies=_agencies(since, at),
        shares=_shares(shares),
        calls=shares.total,
        abandoned_short=shares.abandoned_short,
        abandoned_long=shares.abandoned_long,
        uncovered=_uncovered(at, zone),
        not_joined=_not_joined(),
    )


def _waiting(ticket: WaitingTicket, at: datetime) -> Waiting:
    waited = int((at - ticket.forwarded_at).total_seconds() // 60)
    return Waiting(
        org_name=ticket.org_name,
        place=name_of(rules.place_shown(ticket.region, ticket.family)),
        minutes=waited,
        age=rules.minutes(waited),
        is_late=ticket.due_at is not None and ticket.due_at < at,
    )


def _incident(row: BoardIncident) -> OpenIncident:
    family = str(Family(row.family).label) if row.family in Family.values else row.family
    return OpenIncident(
        number=row.number,
        priority=row.priority,
        colour=_colours().get(row.priority, ""),
        family=family,
        place=_place(rules.place_shown(row.region, row.family)),
        state=str(IncidentState(row.state).label),
        opened_at=row.opened_at,
        on_scene_at=row.on_scene_at,
        units=row.units_committed,
        version=row.version,
    )


def _colours() -> dict[str, str]:
    return {
        "P1": _("Merah"), "P2": _("Oranye"), "P3": _("Kuning"), "P4": _("Hijau"), "P5": _("Abu"),
    }  # fmt: skip


def _place(code: str) -> str:
    """Village and kecamatan: fifteen names occur twice in one regency (practice.md §2.2)."""
    village = name_of(code) if len(code) > rules.KECAMATAN else ""
    names = [name for name in (village, name_of(code[: rules.KECAMATAN])) if name]
    return ", ".join(names) or rules.UNKNOWN


def _clocks(measured: ThreeClocks) -> tuple[ClockFigure, ...]:
    return (
        rules.clock_figure(
            _("Waktu 112"), _("dijawab → diteruskan ke OPD"), measured.centre_forward
        ),
        rules.clock_figure(
            _("Waktu OPD"), _("tiket diteruskan → diterima OPD"), measured.agency_accept
        ),
        rules.clock_figure(
            _("Waktu OPD"),
            _("tiket diteruskan → tiba di lokasi (standar 15 menit)"),
            measured.agency_on_scene,
        ),
        rules.clock_figure(
            _("Waktu warga"), _("dering pertama → tiba di lokasi"), measured.citizen
        ),
    )


def _agencies(since: datetime, at: datetime) -> tuple[AgencyLine, ...]:
    figures = dispatch.agency_performance(since=since, until=at)
    return tuple(_agency(agency) for agency in rules.ranked(figures))


def _agency(agency: AgencyFigures) -> AgencyLine:
    declined = sorted(agency.declined.items(), key=lambda reason: (-reason[1], reason[0]))
    return AgencyLine(
        name=agency.org_name,
        n=agency.n,
        accepted=rules.share_text(agency.accepted_in_time),
        is_ranked=agency.is_ranked,
        unclosed=agency.unclosed,
        without_report=agency.done_without_report,
        declined=", ".join(f"{_reason(code)}: {count}" for code, count in declined),
    )


def _reason(code: str) -> str:
    return str(DeclineReason(code).label) if code in DeclineReason.values else rules.UNKNOWN


def _shares(shares: Shares) -> tuple[ShareLine, ...]:
    return rules.share_lines(
        (
            (_("Darurat"), "real", shares.real),
            (_("Panggilan iseng"), "prank", shares.prank),
            (_("Panggilan diam"), "silent", shares.silent),
            (_("Informasi dan pengaduan"), "information", shares.information),
            (_("Salah sambung dan uji"), "other", shares.other),
            (_("Belum digolongkan"), "open", shares.open),
        )
    )


def _uncovered(at: datetime, zone: ZoneInfo) -> tuple[UncoveredPost, ...]:
    gaps = orgs.uncovered_posts(at, at + rules.AHEAD)
    return tuple(
        UncoveredPost(
            org_name=gap.org.short_name,
            hours=rules.hours(gap.starts_at.astimezone(zone), gap.ends_at.astimezone(zone)),
        )
        for gap in gaps
    )


def _not_joined() -> tuple[str, ...]:
    return tuple(
        org.short_name
        for org in orgs.list_orgs()
        if org.kind == OrgKind.AGENCY and not org.is_joined
    )
