"""The leader's board: on a desk, on a wall, on paper, as text."""

import re
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from kentongan.board.figures import MOST_INCIDENTS, MOST_ON_A_WALL, read_board
from kentongan.board.gate import leaders, opened
from kentongan.board.printing import as_paper
from kentongan.board.text import as_text
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import ActorKind
from kentongan.orgs.selectors import device_cookie
from kentongan.orgs.types import Rights
from kentongan.reports import selectors as reports
from kentongan.reports.enums import PaperKind
from kentongan.reports.services import open_paper as open_kept_paper
from kentongan.web.documents import as_pdf
from kentongan.web.requests import actor_of

KEPT_S = 400 * 24 * 3600
"""A wall screen has no keyboard; its token ends when an administrator revokes it."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")


@leaders
def board(request: HttpRequest, rights: Rights) -> HttpResponse:
    """The whole page; `?layar` (or a screen's token) lays it out for a wall."""
    return render(request, "board/board.html", _context(request, rights))


@leaders
def board_part(request: HttpRequest, rights: Rights) -> HttpResponse:
    """What changes on it."""
    return render(request, "board/_board.html", _context(request, rights))


@leaders
def board_text(request: HttpRequest, rights: Rights) -> HttpResponse:
    """The same in words, under 20 KB."""
    shown = as_text(read_board(rights, at=clock.now()), journal.node().name)
    return HttpResponse(shown, content_type="text/plain; charset=utf-8")


@leaders
def board_pdf(request: HttpRequest, rights: Rights) -> HttpResponse:
    """The board of this moment on A4."""
    at = clock.now()
    name = f"papan-{at.astimezone(ZoneInfo(journal.node().zone)):%Y-%m-%d-%H%M}"
    return as_pdf(as_paper(read_board(rights, at=at)), name)


@leaders
def papers(request: HttpRequest, rights: Rights) -> HttpResponse:
    """The papers of the last mornings."""
    found = reports.list_papers(rights, PaperKind.BOARD)
    return render(request, "board/papers.html", {"papers": found})


@opened
def open_paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """One of them as it was made. A POST: who opened it is written down."""
    attached, path = open_kept_paper(by=actor_of(request), paper_id=paper_id, at=clock.now())
    return as_pdf(path.read_bytes(), attached.name.removesuffix(".pdf"))


@require_safe
def enter_screen(request: HttpRequest, token: str) -> HttpResponse:
    """Put a wall screen's token into its cookie and leave the address that holds it."""
    known = _TOKEN.fullmatch(token)
    target = reverse("board:board") if known else reverse("board:unknown-screen")
    response = HttpResponseRedirect(f"{target}?layar=1" if known else target)
    response.headers["Referrer-Policy"] = "same-origin"
    add_never_cache_headers(response)
    if known:
        response.set_cookie(
            device_cookie(), token, max_age=KEPT_S, httponly=True, samesite="Lax",
            secure=settings.SECURE_COOKIES,
        )  # fmt: skip
    return response


@require_safe
def unknown_screen(request: HttpRequest) -> HttpResponse:
    """What a wall says whose token is unknown."""
    return render(request, "board/unknown.html", status=401)


def _context(request: HttpRequest, rights: Rights) -> dict[str, object]:
    is_wall = actor_of(request).kind is ActorKind.DEVICE or "layar" in request.GET
    most = MOST_ON_A_WALL if is_wall else MOST_INCIDENTS
    board = read_board(rights, most=most, is_named=not is_wall, at=clock.now())
    return {"board": board, "is_wall": is_wall}
