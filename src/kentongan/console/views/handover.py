"""Serah terima: what is open, who holds it, and handing it to the next by name."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.forms import identifier, line, text
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.console.shift_report import read_shift
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, Unreadable, mark
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import MatterKind, OrgKind, Right
from kentongan.orgs.selectors import HeldMatter
from kentongan.orgs.types import Organisation
from kentongan.web.documents import as_pdf, make_pdf
from kentongan.web.requests import actor_of

_CALLS = (MatterKind.CALL, MatterKind.CALLBACK, MatterKind.NEIGHBOUR)


@page(Right.SEE_ROSTER)
def handover(request: HttpRequest) -> HttpResponse:
    """What is open at one's post, what was offered to one, and the form to hand it on."""
    shown = _shown(request, clock.now())
    duty = shown["duty"]
    successors = selectors.list_successors(duty, clock.now()) if duty else []
    return show(
        request, "handover.html", live_after=journal.last_seq(), successors=successors, **shown
    )


@page(Right.SEE_ROSTER)
def handover_part(request: HttpRequest) -> HttpResponse:
    """What changes of it."""
    return show(request, "_handover.html", **_shown(request, clock.now()))


@page(Right.SEE_ROSTER)
def report(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """The report of a duty as PDF: figures, what was handed over and to whom. No caller."""
    duty = selectors.access_own_duty(actor_of(request), duty_id)
    paper = make_pdf("console/shift", read_shift(actor_of(request), duty, clock.now()))
    return as_pdf(paper, f"laporan-piket-{duty.org.code}-{duty.starts_at:%Y%m%d-%H%M}")


@act(Right.SEE_ROSTER)
def offer(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Hand what is ticked to a successor, who takes it by name."""
    services.hand_over(
        by=actor_of(request),
        duty_id=duty_id,
        to_duty_id=identifier(request, "to_duty_id"),
        items=_ids(request, "items"),
        note=text(request, "note"),
        at=clock.now(),
    )
    return done(request, back=reverse("console:handover"))


@act(Right.SEE_ROSTER)
def take(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Take all of it in one's own name: by one key, or each when it is ticked."""
    services.take_over(
        by=actor_of(request),
        handover_id=handover_id,
        read=_read(request, handover_id),
        at=clock.now(),
    )
    return done(request, back=reverse("console:handover"))


@act(Right.SEE_ROSTER)
def note_remark(request: HttpRequest) -> HttpResponse:
    """Note something open that no other page knows."""
    services.note_remark(
        by=actor_of(request),
        org_id=identifier(request, "org_id"),
        text=line(request, "text"),
        at=clock.now(),
    )
    return done(request, back=reverse("console:handover"))


@act(Right.SEE_ROSTER)
def settle(request: HttpRequest, remark_id: UUID) -> HttpResponse:
    """It is open no longer."""
    services.settle_remark(by=actor_of(request), remark_id=remark_id, at=clock.now())
    return done(request, back=reverse("console:handover"))


def _shown(request: HttpRequest, at: datetime) -> dict[str, Any]:
    by = actor_of(request)
    said = request.GET.get("piket", "")
    duty = (
        selectors.access_own_duty(by, _uuid(said, "piket"))
        if said
        else selectors.find_duty_of(by.id, at)
    )
    org = duty.org if duty else _home(request)
    held = selectors.open_matters(org, at)
    rows = [
        {
            "matter": each.matter,
            "holder": each.holder,
            "is_left": duty is not None and each.is_left_by(duty),
            "address": _address(each, org),
        }
        for each in held
    ]
    return {
        "me": by.id,
        "duty": duty,
        "org": org,
        "rows": rows,
        "left": sum(bool(row["is_left"]) for row in rows),
        "offered": selectors.list_offered(my_rights(request), by.id),
        "past": selectors.list_handovers(org.id),
    }


def _home(request: HttpRequest) -> Organisation:
    org_id = actor_of(request).org_id
    if org_id is None:
        raise NotFound(thing=mark("Instansi"))
    return selectors.get_org(org_id)


def _address(held: HeldMatter, org: Organisation) -> str:
    """The page on which the matter is dealt with."""
    kind, key = held.matter.kind, held.matter.id
    if kind in _CALLS:
        return reverse("console:call", args=[key])
    if kind == MatterKind.COMPLAINT:
        return reverse("console:ratings")
    if kind == MatterKind.INCIDENT:
        return reverse("console:incident", args=[key])
    if kind == MatterKind.TICKET:
        return reverse("console:ticket", args=[key])
    if kind == MatterKind.APPOINTMENT:
        where = "console:incident" if org.kind == OrgKind.CENTRE else "console:ticket"
        return reverse(where, args=[key])
    return ""


def _read(request: HttpRequest, handover_id: UUID) -> Collection[int]:
    if request.POST.get("all"):
        return selectors.item_ids_of(handover_id)
    return [int(each) for each in request.POST.getlist("read") if each.isascii() and each.isdigit()]


def _ids(request: HttpRequest, name: str) -> list[UUID]:
    return [_uuid(said, name) for said in request.POST.getlist(name)]


def _uuid(said: str, name: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise Unreadable(
            field=name, reason=said[:40] or "—", expected=mark("Pilih salah satu yang tersedia.")
        ) from None
