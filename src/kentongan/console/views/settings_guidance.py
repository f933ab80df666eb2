"""Pengaturan › Kartu panduan: bring in, walk through, test, approve by a doctor, retire, export."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show, told
from kentongan.guidance import selectors, services
from kentongan.guidance.enums import CardState, SaidKind
from kentongan.guidance.errors import NotHere
from kentongan.guidance.types import CardVersion, Said, Signature
from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable, mark
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind, Right
from kentongan.web.requests import actor_of

EDITORS = (Right.CONFIGURE, Right.APPROVE_GUIDANCE)
MOST_TRIED = 300
"""Presses of one walk in the preview."""


@page(*EDITORS)
def cards(request: HttpRequest) -> HttpResponse:
    """Every card: the version in force, or the newest one, and how to bring one in."""
    at = clock.now()
    rows = selectors.list_versions(actor_of(request))
    newest: dict[tuple[str, UUID | None], CardVersion] = {}
    for row in rows:
        known = newest.get((row.key, row.org_id))
        if known is None or row.state == CardState.APPROVED:
            newest[row.key, row.org_id] = row
    return show(
        request,
        "settings_guidance.html",
        rows=sorted(newest.values(), key=lambda row: row.title),
        drafts={row.id for row in rows if row.state == CardState.DRAFT},
        today=selectors.today_of(at),
        agencies=[org for org in orgs.list_orgs() if org.kind == OrgKind.AGENCY],
    )


@page(*EDITORS)
def card(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """One version: its tests, a walk through it, its text, its history."""
    by, at = actor_of(request), clock.now()
    row = selectors.access_card(by, card_id)
    versions = selectors.list_versions(by, key=row.key, org_id=row.org_id)
    acted = {
        each
        for version in versions
        for each in (version.imported_by, version.approved_by, version.retired_by)
        if each
    }
    return show(
        request,
        "settings_guidance_card.html",
        row=row,
        trial=selectors.trial_of(row),
        walk=selectors.walk_of(row, []),
        said="",
        versions=versions,
        names=names_of(acted),
        today=selectors.today_of(at),
        approves=my_rights(request).has_anywhere(Right.APPROVE_GUIDANCE),
    )


@told(*EDITORS)
def walk(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """One press in the preview. Nothing is kept: the page sends all that was pressed so far."""
    row = selectors.access_card(actor_of(request), card_id)
    said = _tried(forms.text(request, "said"))
    if "kind" in request.POST:
        kind = forms.choice(request, "kind", SaidKind)
        code, chosen = (forms.line(request, name, longest=40) for name in ("code", "choice"))
        said.append(Said(str(kind), code, chosen, clock.now()))
    found = selectors.walk_of(row, said)
    kept = "\n".join(f"{each.kind}~{each.code}~{each.choice}" for each in said)
    return show(request, "_settings_guidance_walk.html", row=row, walk=found, said=kept)


def _tried(kept: str) -> list[Said]:
    lines = kept.split("\n")[:MOST_TRIED] if kept else []
    parts = [line.strip().split("~") for line in lines]
    if any(len(each) != 3 for each in parts):
        raise NotHere
    return [Said(kind, code, choice, clock.now()) for kind, code, choice in parts]


@act(*EDITORS)
def bring_in(request: HttpRequest) -> HttpResponse:
    """A file or a pasted text becomes a draft."""
    given = request.FILES.get("file")
    text = _decoded(given.read()) if given else forms.text(request, "text")
    org_id = forms.identifier(request, "org_id") if request.POST.get("org_id") else None
    row = services.import_card(
        by=actor_of(request), text=text.replace("\r\n", "\n"), org_id=org_id, at=clock.now()
    )
    return done(request, to=reverse("console:settings-guidance-card", args=[row.id]))


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(
            field="file", reason=mark("bukan teks"), expected=mark("Berkas YAML dalam UTF-8.")
        ) from None


@act(*EDITORS)
def bring_in_starters(request: HttpRequest) -> HttpResponse:
    """The cards that come with the system, as drafts."""
    services.import_starter_cards(by=actor_of(request), at=clock.now())
    return done(request, to=reverse("console:settings-guidance"))


@act(Right.APPROVE_GUIDANCE)
def approve(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """A named doctor answers for it from now on."""
    signed = Signature(
        doctor_name=forms.line(request, "doctor_name", longest=120),
        licence_number=forms.line(request, "licence_number", longest=60),
        signed_on=_day(request, "signed_on"),
    )
    services.approve_card(by=actor_of(request), card_id=card_id, signed=signed, at=clock.now())
    return done(request, to=reverse("console:settings-guidance-card", args=[card_id]))


def _day(request: HttpRequest, name: str) -> date:
    said = forms.line(request, name, longest=10)
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Unreadable(
            field=name, reason=said or "—", expected=mark("Tanggal, misalnya 2026-11-20.")
        ) from None


@act(*EDITORS)
def retire(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Out of use at once, with the reason."""
    services.retire_card(
        by=actor_of(request), card_id=card_id, reason=forms.line(request, "reason"), at=clock.now()
    )
    return done(request, to=reverse("console:settings-guidance-card", args=[card_id]))


@told(*EDITORS)
def export(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Its file; that it was taken is in the journal."""
    row = services.export_card(by=actor_of(request), card_id=card_id, at=clock.now())
    return HttpResponse(
        row.text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{row.key}-{row.number}.yaml"'},
    )
