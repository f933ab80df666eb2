"""Pengaturan › Formulir penilaian mutu: the questions, their weights, and which are critical."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.forms import line, ticked
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import basis, whole
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.quality import selectors, services
from kentongan.quality.types import MOST_QUESTIONS, MOST_WEIGHT, Question
from kentongan.web.requests import actor_of

MORE_ROWS = 4
"""Empty rows below those in force."""


@page(Right.CONFIGURE)
def form(request: HttpRequest) -> HttpResponse:
    """What is asked now, what was, and the form for the next decision."""
    rows = selectors.list_forms()
    now: list[Question | None] = list(selectors.questions_at(clock.now()))
    room = min(MORE_ROWS, MOST_QUESTIONS - len(now))
    return show(
        request, "settings_quality.html", rows=rows, who=who_decided(rows),
        questions=now + [None] * room, most=MOST_WEIGHT,
    )  # fmt: skip


@act(Right.CONFIGURE)
def set_form(request: HttpRequest) -> HttpResponse:
    """Review by these from now on. A row without words is left out."""
    found = [_question(request, number) for number in range(1, MOST_QUESTIONS + 1)]
    services.set_form(
        by=actor_of(request), questions=[each for each in found if each is not None],
        legal_basis=basis(request), at=clock.now(),
    )  # fmt: skip
    return done(request, to=reverse("console:settings-quality"))


def _question(request: HttpRequest, number: int) -> Question | None:
    words = line(request, f"words-{number}")
    if not words.strip():
        return None
    is_critical = ticked(request, f"critical-{number}")
    weight = 0 if is_critical else whole(request, f"weight-{number}", least=0, most=MOST_WEIGHT)
    code = line(request, f"code-{number}", longest=40) or f"Q{number}"
    return Question(code, words, weight, is_critical)
