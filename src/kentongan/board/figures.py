"""Reads what the board shows and puts it into words. Costs as much as one day, not as history."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.accounts.selectors import names_of
from kentongan.board import rules
from kentongan.board.limits import LEAST_ON_DUTY
from kentongan.board.types import (
    AgencyLine,
    Board,
    ClockFigure,
    Desk,
    OpenIncident,
    Part,
    RatingLine,
    ShareLine,
    UncoveredPost,
    Waiting,
)
from kentongan.calls import selectors as calls
from kentongan.calls.types import DeskWork, Shares
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
from kentongan.orgs.selectors import Gap
from kentongan.orgs.types import Rights
from kentongan.ratings import selectors as ratings
from kentongan.regions.selectors import name_of
from kentongan.surge import selectors as surges

AT_THE_DESK = (DutyKind.OPERATOR, DutyKind.DISPATCHER, DutyKind.SUPERVISOR)
MOST_INCIDENTS = 40
MOST_ON_A_WALL = 9
"""Nobody scrolls a television: of more, the number is said."""


def read_board(
    rights: Rights, *, most: int = MOST_INCIDENTS, is_named: bool = False, at: datetime
) -> Board:
    """The board of this moment. The asker's right has been checked. `is_named`: it says who has
    declared a surge; a wall, a paper and a text that is sent on have no persons.
    """
    since = at - rules.WINDOW
    zone = ZoneInfo(journal.node().zone)
    found = incidents.list_open_for_board(rights)
    # A restricted incident is a figure here and nothing else: not where, not what (ADR 0011).
    named = [row for row in found if not row.is_restricted]
    waiting = tuple(_waiting(ticket, at) for ticket in dispatch.list_waiting(rights))
    known = orgs.list_orgs()
    gaps = orgs.uncovered_posts(known, at, at + rules.AHEAD)
    not_joined = tuple(
        org.short_name for org in known if org.kind == OrgKind.AGENCY and not org.is_joined
    )
    rang = calls.day_of_calls(rights, since, at)
    shares = rang.shares
    return Board(
        at=at,
        as_of=clock.shown(at, zone),
        since=clock.shown(since, zone),
        on=f"{at.astimezone(zone):%d-%m-%Y}",
        sentence=rules.sentence(
            on_duty=orgs.count_present(AT_THE_DESK, at),
            least=LEAST_ON_DUTY.at(at),
            open_incidents=len(found),
            unforwarded=_unforwarded(found, at),
            waiting=waiting,
        ),
        surge=_surge(zone, at, is_named=is_named),
        clocks=_clocks(dispatch.three_clocks(since=since, until=at)),
        incidents=tuple(_incident(row) for row in named[:most]),
        more_incidents=max(len(named) - most, 0),
        restricted=len(found) - len(named),
        open_count=len(found),
        waiting=waiting,
        decisions=_decisions(found, gaps, not_joined, at),
        desk=_desk(rang.desk),
        agencies=_agencies(since, at),
        ratings=_ratings(rights, at),
        shares=_shares(shares),
        call_parts=_call_parts(shares),
        calls=shares.total,
        abandoned_short=shares.abandoned_short,
        abandoned_long=shares.abandoned_long,
        uncovered=_uncovered(gaps, zone),
        not_joined=not_joined,
    )


def _surge(zone: ZoneInfo, at: datetime, *, is_named: bool) -> str:
    surge = surges.find_open()
    if surge is None or surge.declared_at > at:
        return ""
    since, today = surge.declared_at.astimezone(zone), at.astimezone(zone).date()
    day = "" if since.date() == today else f"{since:%d-%m} "
    names = names_of({surge.declared_by}) if is_named else {}
    return rules.surge_line(
        day + clock.shown(since, zone),
        by=names.get(surge.declared_by, ""), is_automatic=surge.is_automatic,
    )  # fmt: skip


def _unforwarded(found: Sequence[BoardIncident], at: datetime) -> list[int]:
    """Minutes, of each P1 that no agency has been told of."""
    waits = (row for row in found if rules.is_unforwarded(row.priority, row.forwarded_at))
    return [int((at - row.opened_at).total_seconds() // 60) for row in waits]


def _waiting(ticket: WaitingTicket, at: datetime) -> Waiting:
    waited = int((at - ticket.forwarded_at).total_seconds() // 60)
    return Waiting(
        org_name=ticket.org_name,
        place=_place_of(ticket),
        minutes=waited,
        age=rules.minutes(waited),
        is_late=ticket.due_at is not None and ticket.due_at < at,
    )


def _place_of(ticket: WaitingTicket) -> str:
    if ticket.is_restricted:
        return _("lokasi dirahasiakan")
    return name_of(rules.place_shown(ticket.region, ticket.family))


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
        unproven=rules.share_text(agency.arrivals.unproven),
        untimed=agency.arrivals.missing,
    )


def _ratings(rights: Rights, at: datetime) -> tuple[RatingLine, ...]:
    found = rules.rated_first(ratings.agency_ratings(rights, at=at))
    return tuple(rules.rating_line(each) for each in found)


def _reason(code: str) -> str:
    return str(DeclineReason(code).label) if code in DeclineReason.values else rules.UNKNOWN


def _shares(shares: Shares) -> tuple[ShareLine, ...]:
    """Meant, prank, silent (practice.md §4): of the calls that are one of the three."""
    return rules.share_lines(
        (
            (_("Panggilan sungguhan"), "real", shares.real + shares.information),
            (_("Panggilan iseng"), "prank", shares.prank),
            (_("Panggilan diam"), "silent", shares.silent),
        )
    )


def _call_parts(shares: Shares) -> tuple[tuple[str, int], ...]:
    """What the meant ones were, and what is none of the three."""
    return (
        (_("Darurat"), shares.real),
        (_("Informasi dan pengaduan"), shares.information),
        (_("Salah sambung dan uji"), shares.other),
        (_("Belum digolongkan"), shares.open),
    )


def _decisions(
    found: Sequence[BoardIncident], gaps: Sequence[Gap], not_joined: Sequence[str], at: datetime
) -> tuple[Part, ...]:
    alone = [r for r in found if rules.is_left_alone(r.priority, r.state, r.units_committed)]
    return rules.decisions(
        unreviewed=len(orgs.open_break_glasses()),
        without_unit=len(alone),
        uncovered_now=[gap.title for gap in gaps if gap.starts_at <= at],
        not_joined=len(not_joined),
    )


def _desk(work: DeskWork) -> Desk:
    return Desk(
        answered=work.answered,
        people=work.people,
        per_person=rules.per_person(work.answered, work.people),
        most_by_one=work.most_by_one,
        waited=rules.clock_figure(_("Waktu 112"), _("dering pertama → dijawab"), work.waited),
    )


def _uncovered(gaps: Sequence[Gap], zone: ZoneInfo) -> tuple[UncoveredPost, ...]:
    return tuple(
        UncoveredPost(
            org_name=gap.title,
            hours=rules.hours(gap.starts_at.astimezone(zone), gap.ends_at.astimezone(zone)),
        )
        for gap in gaps
    )
