"""Rekaman: a call's recordings, opened with a reason, played in parts, kept longer by name."""

from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.console.forms import choice, text
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.console.views.reveals import Week
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import Right
from kentongan.recordings import selectors, services
from kentongan.recordings.enums import FlagKind
from kentongan.recordings.types import asked_range
from kentongan.web.requests import actor_of


@page(Right.OPEN_RECORDINGS)
def recordings(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Those of one call: what may be played now, and the form that opens the others."""
    by, at = actor_of(request), clock.now()
    rows = selectors.list_recordings(by, call_id, at)
    until = selectors.open_until(by, [row.id for row in rows], at)
    people = {flag.flagged_by for row in rows for flag in row.flags.all()}
    return show(
        request, "recordings.html", call_id=call_id, rows=rows, until=until, kinds=FlagKind,
        who=names_of(people), live_after=journal.last_seq(),
    )  # fmt: skip


@act(Right.OPEN_RECORDINGS)
def open_one(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """Open one to oneself: the journal says who, and why stands beside it."""
    opening = services.open_recording(
        by=actor_of(request), recording_id=recording_id, reason=text(request, "reason"),
        at=clock.now(),
    )  # fmt: skip
    return done(request, _page_of(opening.recording.call_id))


@page(Right.OPEN_RECORDINGS)
def sound(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """The sound of an opened one, or the part of it that the browser asks for (RFC 9110 §14)."""
    found = selectors.find_sound(actor_of(request), recording_id, clock.now())
    part = asked_range(request.headers.get("Range", ""), found.size)
    begin, end = part or (0, found.size)
    pieces = () if request.method == "HEAD" else found.read(begin, end)
    response = StreamingHttpResponse(
        pieces, status=206 if part else 200, content_type=found.media_type
    )
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(end - begin)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    if part:
        response["Content-Range"] = f"bytes {begin}-{end - 1}/{found.size}"
    return cast(HttpResponse, response)  # it streams; the gate sets headers only


@act(Right.OPEN_RECORDINGS)
def flag(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """Keep one beyond its days."""
    flagged = services.flag_recording(
        by=actor_of(request), recording_id=recording_id, kind=choice(request, "kind", FlagKind),
        reason=text(request, "reason"), letter_number=text(request, "letter_number").strip(),
        at=clock.now(),
    )  # fmt: skip
    return done(request, _page_of(flagged.recording.call_id))


@act(Right.OPEN_RECORDINGS)
def lift(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """Let one go again."""
    lifted = services.lift_flag(by=actor_of(request), flag_id=flag_id, at=clock.now())
    return done(request, _page_of(lifted.recording.call_id))


@page(Right.READ_JOURNAL)
def openings(request: HttpRequest) -> HttpResponse:
    """Who has opened which recording in a week, and why."""
    week = Week(request)
    zone = ZoneInfo(journal.node().zone)
    begins, ends = orgs.week_stretch(week.monday, zone)
    rows = selectors.list_openings(my_rights(request), begins, ends)
    return show(
        request, "openings.html", rows=rows, who=names_of({row.opened_by for row in rows}),
        live_after=journal.last_seq(), **week.context(),
    )  # fmt: skip


def _page_of(call_id: UUID) -> str:
    return reverse("console:recordings", args=[call_id])
