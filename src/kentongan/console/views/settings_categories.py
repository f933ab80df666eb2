"""Pengaturan › Jenis kejadian: categories in both languages, and what raises their priority."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.forms import choice, line
from kentongan.console.gate import act, done, page, show
from kentongan.console.intake import categories_by_family
from kentongan.console.settings_forms import basis, begins, category, category_code
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import Answer, ContactSafety, Family, Priority
from kentongan.incidents.types import FactRule, PriorityRule
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, Unreadable, mark
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.CONFIGURE)
def categories(request: HttpRequest) -> HttpResponse:
    """The kinds of incidents of today, family by family, and a form for one more."""
    rules = _rules("")
    return show(
        request,
        "settings_categories.html",
        families=categories_by_family(clock.now()),
        rules=rules,
        who=who_decided(rules),
        **_choices(),
    )


@page(Right.CONFIGURE)
def one_category(request: HttpRequest, code: str) -> HttpResponse:
    """One of them: what holds, what is to follow, what was, and the answers that raise it."""
    rows = selectors.list_category_rows(code)
    if not rows:
        raise NotFound(thing=mark("Jenis kejadian"))
    rules = _rules(code)
    return show(
        request,
        "settings_category.html",
        rows=rows,
        who=who_decided([*rows, *rules]),
        row=selectors.find_category_at(code, clock.now()) or rows[0],
        rules=rules,
        **_choices(),
    )


@act(Right.CONFIGURE)
def define_category(request: HttpRequest) -> HttpResponse:
    """A category as it is from now on, or from a later day."""
    row = services.define_category(
        by=actor_of(request), category=category(request), valid_from=begins(request), at=clock.now()
    )
    return done(request, to=reverse("console:settings-category", args=[row.code]))


@act(Right.CONFIGURE)
def define_fact(request: HttpRequest) -> HttpResponse:
    """An answer that raises the priority, of one category or of all."""
    code = category_code(request, "category") if request.POST.get("category") else ""
    rule = FactRule(
        fact=_fact(request),
        priority=choice(request, "priority", Priority),
        category=code,
        answer=choice(request, "answer", Answer) if request.POST.get("answer") else Answer.YES,
    )
    services.define_priority_rule(
        by=actor_of(request),
        rule=rule,
        legal_basis=basis(request),
        valid_from=begins(request),
        at=clock.now(),
    )
    if code:
        return done(request, to=reverse("console:settings-category", args=[code]))
    return done(request, to=reverse("console:settings-categories"))


def _fact(request: HttpRequest) -> str:
    said = line(request, "fact", longest=40)
    if said not in _facts():
        raise Unreadable(
            field="fact", reason=said or "—", expected=mark("Pilih salah satu yang tersedia.")
        )
    return said


def _facts() -> list[str]:
    """The codes of all that is asked now, once each."""
    return list(dict.fromkeys(row.code for row in selectors.list_questions(clock.now())))


def _rules(code: str) -> list[PriorityRule]:
    return [row for row in selectors.list_priority_rows() if row.category == code]


def _choices() -> dict[str, object]:
    return {
        "at": clock.now(),
        "facts": _facts(),
        "answers": [each for each in Answer.choices if each[0] != Answer.UNKNOWN],
        "priorities": Priority.choices,
        "safeties": ContactSafety.choices,
        "family_choices": Family.choices,
    }
