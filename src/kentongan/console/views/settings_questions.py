"""Pengaturan › Pertanyaan prioritas: what the desk asks, in which order, what an answer does."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.gate import act, done, page, show, told
from kentongan.console.intake import categories_by_family
from kentongan.console.settings_forms import begins, category_code
from kentongan.console.settings_inputs import category_or_none, question, raises
from kentongan.fleet.enums import Capability
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import Answer, Priority
from kentongan.incidents.types import PriorityRule, Question
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

FOR_ALL = "SEMUA"
"""How an address says "of every call"; categories are never called so: their codes are English."""


@page(Right.CONFIGURE)
def questions(request: HttpRequest) -> HttpResponse:
    """What is asked of every call, then of single categories, and a form for one more."""
    at = clock.now()
    rows = selectors.list_questions(at)
    groups = [("", [row for row in rows if not row.category])]
    groups += [
        (category, [row for row in rows if row.category == category])
        for category in sorted({row.category for row in rows if row.category})
    ]
    return show(
        request,
        "settings_questions.html",
        groups=[(code, [(row, _rule(row)) for row in asked]) for code, asked in groups],
        who=who_decided(rows),
        position=10 * (len(groups[0][1]) + 1),
        **_choices(),
    )


@page(Right.CONFIGURE)
def one_question(request: HttpRequest, category: str, code: str) -> HttpResponse:
    """One of them: what holds, what is to follow, what was; and the form that changes it."""
    rows = selectors.list_question_rows("" if category == FOR_ALL else category, code)
    if not rows:
        raise NotFound(thing=mark("Pertanyaan"))
    at = clock.now()
    row = next((each for each in rows if _holds(each)), rows[0])
    return show(
        request,
        "settings_question.html",
        rows=rows,
        row=row,
        is_asked=_holds(row),
        rule=_rule(row),
        who=who_decided(rows),
        position=row.position,
        **_choices() | {"at": at},
    )


@told(Right.CONFIGURE)
def preview_question(request: HttpRequest) -> HttpResponse:
    """How the desk would show it, and what its answers would do; nothing is written."""
    asked = question(request)
    selectors.require_question(asked.code, asked.text, asked.capabilities)
    return show(
        request,
        "_settings_question_preview.html",
        question=asked.row(),
        raises=raises(request, asked),
        beside=selectors.list_questions_for(asked.category, clock.now()),
    )


@act(Right.CONFIGURE)
def decide_question(request: HttpRequest) -> HttpResponse:
    """A question with the answer that raises the priority, now or later."""
    asked = question(request)
    services.decide_question(
        by=actor_of(request),
        question=asked,
        raises=raises(request, asked),
        valid_from=begins(request),
        at=clock.now(),
    )
    return done(request, to=_address(asked.category, asked.code))


@act(Right.CONFIGURE)
def move_question(request: HttpRequest) -> HttpResponse:
    """One place up or down among those of its category."""
    services.move_question(
        by=actor_of(request),
        category=category_or_none(request),
        code=category_code(request),
        up=request.POST.get("way") == "up",
        at=clock.now(),
    )
    return done(request, to=reverse("console:settings-questions"))


@act(Right.CONFIGURE)
def retire_question(request: HttpRequest) -> HttpResponse:
    """It is asked no more, now or later."""
    category, code = category_or_none(request), category_code(request)
    services.retire_question(
        by=actor_of(request), category=category, code=code, valid_until=begins(request),
        at=clock.now(),
    )  # fmt: skip
    return done(request, to=_address(category, code))


def _address(category: str, code: str) -> str:
    return reverse("console:settings-question", args=[category or FOR_ALL, code])


def _holds(row: Question) -> bool:
    at = clock.now()
    return row.valid_from <= at and (row.valid_until is None or at < row.valid_until)


def _rule(row: Question) -> PriorityRule | None:
    """What raises the priority by this question alone: the row of the same category."""
    found = (
        rule
        for rule in selectors.list_priority_rows(clock.now())
        if (rule.category, rule.fact) == (row.category, row.code)
    )
    return next(found, None)


def _choices() -> dict[str, object]:
    return {
        "at": clock.now(),
        "families": categories_by_family(clock.now()),
        "priorities": Priority.choices,
        "answers": [each for each in Answer.choices if each[0] != Answer.UNKNOWN],
        "capabilities": Capability.choices,
        "for_all": FOR_ALL,
    }
