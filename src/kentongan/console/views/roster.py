"""Jadwal piket: a month ahead by patterns, changes by hand, swaps, and the month on paper."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console import roster as months
from kentongan.console.forms import choice, identifier, line, moment, number
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, Unreadable, mark
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import DutyKind, Right
from kentongan.orgs.types import Duty, Organisation
from kentongan.web.documents import as_pdf, make_pdf
from kentongan.web.requests import actor_of


@page(Right.SEE_ROSTER)
def roster(request: HttpRequest) -> HttpResponse:
    """The month, and for who keeps it the forms to plan it."""
    org = _org(request)
    return show(
        request,
        "roster.html",
        live_after=journal.last_seq(),
        orgs=[each for each in selectors.list_orgs() if _sees(request, each)],
        kinds=DutyKind.choices,
        posts=selectors.list_posts(org.id),
        **_shown(request, org),
    )


@page(Right.SEE_ROSTER)
def roster_part(request: HttpRequest) -> HttpResponse:
    """What changes of it."""
    return show(request, "_roster.html", **_shown(request, _org(request)))


@page(Right.SEE_ROSTER)
def print_roster(request: HttpRequest) -> HttpResponse:
    """The month as PDF, for the wall: names and hours."""
    org, at = _org(request), clock.now()
    month = months.read_month(org, months.month_of(request.GET.get("bulan", ""), at), at)
    zone = ZoneInfo(journal.node().zone)
    paper = make_pdf(
        "console/roster",
        {
            "org": org.name,
            "month": f"{month.first:%m-%Y}",
            "days": [
                {
                    "day": f"{day.on:%d-%m}",
                    "duties": [
                        f"{d.starts_at.astimezone(zone):%H.%M}–{d.ends_at.astimezone(zone):%H.%M}"
                        f" {d.person_name} ({d.get_kind_display()})"
                        for d in day.duties
                        if d.signed_off_at is None or d.signed_on_at is not None
                    ],
                    "gaps": day.gaps,
                }
                for day in month.days
            ],
        },
    )
    return as_pdf(paper, f"jadwal-{org.code}-{month.first:%Y-%m}")


@act(Right.EDIT_ROSTER)
def add_shift(request: HttpRequest) -> HttpResponse:
    """A shift of the day."""
    services.add_shift(
        by=actor_of(request),
        org_id=identifier(request, "org_id"),
        name=_word(request, "name"),
        starts=_hour(request, "starts"),
        ends=_hour(request, "ends"),
        at=clock.now(),
    )
    return _done(request)


@act(Right.EDIT_ROSTER)
def add_pattern(request: HttpRequest) -> HttpResponse:
    """A cycle of shifts."""
    services.add_pattern(
        by=actor_of(request),
        org_id=identifier(request, "org_id"),
        name=line(request, "name", longest=80),
        kind=choice(request, "kind", DutyKind),
        cycle=line(request, "cycle", longest=600),
        begins_on=_day(request, "begins_on"),
        legal_basis=line(request, "legal_basis"),
        post_id=identifier(request, "post_id") if request.POST.get("post_id") else None,
        at=clock.now(),
    )
    return _done(request)


@act(Right.EDIT_ROSTER)
def end_pattern(request: HttpRequest, pattern_id: UUID) -> HttpResponse:
    """Plan nothing more by it."""
    services.end_pattern(by=actor_of(request), pattern_id=pattern_id, at=clock.now())
    return _done(request)


@act(Right.EDIT_ROSTER)
def seat_person(request: HttpRequest, pattern_id: UUID) -> HttpResponse:
    """Put a person into a pattern; with an account name they sign on themselves."""
    services.seat_person(
        by=actor_of(request),
        pattern_id=pattern_id,
        team=line(request, "team", longest=40),
        offset=_whole(request, "offset"),
        person_name=line(request, "person_name"),
        phone=line(request, "phone", longest=60),
        user_id=selectors.find_user_id(line(request, "username")),
        at=clock.now(),
    )
    return _done(request)


@act(Right.EDIT_ROSTER)
def leave_seat(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Take a person out of a pattern."""
    services.leave_seat(by=actor_of(request), seat_id=seat_id, at=clock.now())
    return _done(request)


@act(Right.EDIT_ROSTER)
def plan_month(request: HttpRequest) -> HttpResponse:
    """Plan the month by the patterns in force."""
    at = clock.now()
    services.plan_month(
        by=actor_of(request),
        org_id=identifier(request, "org_id"),
        month=months.month_of(line(request, "month"), at),
        at=at,
    )
    return _done(request)


@act(Right.EDIT_ROSTER)
def plan_duty(request: HttpRequest) -> HttpResponse:
    """One duty by hand."""
    services.plan_duty(
        by=actor_of(request),
        org_id=identifier(request, "org_id"),
        kind=choice(request, "kind", DutyKind),
        person_name=line(request, "person_name"),
        phone=line(request, "phone", longest=60),
        user_id=selectors.find_user_id(line(request, "username")),
        post_id=identifier(request, "post_id") if request.POST.get("post_id") else None,
        starts_at=moment(request, "starts_at"),
        ends_at=moment(request, "ends_at"),
        at=clock.now(),
    )
    return _done(request)


@act(Right.EDIT_ROSTER)
def take_off(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Nobody has this duty any more."""
    services.take_off_duty(
        by=actor_of(request), duty_id=duty_id, version=_whole(request, "version"), at=clock.now()
    )
    return _done(request)


@act(Right.SEE_ROSTER)
def ask_swap(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Ask to be relieved of a duty."""
    other = identifier(request, "in_return_id") if request.POST.get("in_return_id") else None
    services.ask_swap(by=actor_of(request), duty_id=duty_id, in_return_id=other, at=clock.now())
    return _done(request)


@act(Right.SEE_ROSTER)
def agree_swap(request: HttpRequest, swap_id: UUID) -> HttpResponse:
    """Agree to a swap, or take a duty that was offered to all."""
    services.agree_swap(by=actor_of(request), swap_id=swap_id, at=clock.now())
    return _done(request)


@act(Right.SEE_ROSTER)
def decline_swap(request: HttpRequest, swap_id: UUID) -> HttpResponse:
    """Say no, or ask no longer."""
    services.decline_swap(by=actor_of(request), swap_id=swap_id, at=clock.now())
    return _done(request)


def _done(request: HttpRequest) -> HttpResponse:
    return done(request, back=reverse("console:roster"))


def _org(request: HttpRequest) -> Organisation:
    """The organisation that is looked at: one's own unless another is named."""
    said = request.GET.get("org", "")
    try:
        org_id = UUID(said) if said else actor_of(request).org_id
    except ValueError:
        org_id = None
    org = selectors.get_org(org_id) if org_id else None
    if org is None or not _sees(request, org):
        raise NotFound(thing=mark("Instansi"))
    return org


def _sees(request: HttpRequest, org: Organisation) -> bool:
    return my_rights(request).has(Right.SEE_ROSTER, region=org.region, org_ids=(org.id,))


def _shown(request: HttpRequest, org: Organisation) -> dict[str, object]:
    by, at = actor_of(request), clock.now()
    rights = my_rights(request)
    first = months.month_of(request.GET.get("bulan", ""), at)
    month = months.read_month(org, first, at)
    return {
        "me": by.id,
        "org": org,
        "month": month,
        "keeps": rights.has(Right.EDIT_ROSTER, region=org.region, org_ids=(org.id,)),
        "mine": [d for day in month.days for d in day.duties if _is_mine(d, by.id, at)],
        "theirs": [d for day in month.days for d in day.duties if _is_anothers(d, by.id, at)],
        "swaps": selectors.list_swaps(org.id),
        "patterns": selectors.list_patterns(org.id, at),
        "shifts": selectors.list_shifts(org.id),
        "now": at,
    }


def _is_mine(duty: Duty, user_id: UUID, at: datetime) -> bool:
    return duty.user_id == user_id and duty.starts_at > at and duty.signed_off_at is None


def _is_anothers(duty: Duty, user_id: UUID, at: datetime) -> bool:
    has_other = duty.user_id is not None and duty.user_id != user_id
    return has_other and duty.starts_at > at and duty.signed_off_at is None


def _word(request: HttpRequest, name: str) -> str:
    """A name without blanks: patterns are typed as words."""
    return "-".join(line(request, name, longest=40).split())


def _whole(request: HttpRequest, name: str) -> int:
    return int(number(request, name) or 0)


def _hour(request: HttpRequest, name: str) -> time:
    said = request.POST.get(name, "")
    try:
        return time.fromisoformat(said)
    except ValueError:
        raise Unreadable(field=name, reason=said[:40] or "—", expected=mark("Jam.")) from None


def _day(request: HttpRequest, name: str) -> date:
    said = request.POST.get(name, "")
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Unreadable(field=name, reason=said[:40] or "—", expected=mark("Tanggal.")) from None
