"""Pengaturan › Isian penutupan: what a report is asked, by category or by family."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.gate import act, done, page, show, told
from kentongan.console.intake import categories_by_family
from kentongan.console.settings_forms import basis, begins
from kentongan.console.settings_inputs import form_fields, form_subject
from kentongan.dispatch import selectors, services
from kentongan.dispatch.selectors import configuration
from kentongan.incidents.enums import Family
from kentongan.incidents.selectors import find_category_at
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

SPARE = 3
"""Empty rows below those that are there."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form is for, and where its fields come from."""

    kind: str
    code: str
    fields: tuple[selectors.FormField, ...]
    is_decided: bool


@page(Right.CONFIGURE)
def closing_forms(request: HttpRequest) -> HttpResponse:
    """The form of each family, and of each category that has one of its own."""
    at = clock.now()
    own = {row.category for row in configuration().forms if row.category and row.is_valid(at)}
    return show(
        request,
        "settings_closing.html",
        subjects=[
            *(_subject("family", code, at) for code in Family.values),
            *(_subject("category", code, at) for code in sorted(own)),
        ],
        families=categories_by_family(at),
        at=at,
    )


@page(Right.CONFIGURE)
def one_form(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One form: what holds, what was decided, and the rows that change it."""
    at = clock.now()
    if not _is_known(kind, code, at):
        raise NotFound(thing=mark("Isian penutupan"))
    named = {"category": "", "family": ""} | {kind: code}
    rows = [
        row
        for row in configuration().forms
        if (row.category, row.family) == (named["category"], named["family"])
    ]
    subject = _subject(kind, code, at)
    return show(
        request,
        "settings_closing_form.html",
        subject=subject,
        rows=rows,
        who=who_decided(rows),
        fields=[*subject.fields, *[selectors.FormField("", "")] * SPARE],
        at=at,
    )


@told(Right.CONFIGURE)
def preview_form(request: HttpRequest) -> HttpResponse:
    """What an agency would be asked when it reports; nothing is written."""
    fields = form_fields(request)
    selectors.require_form(fields)
    return show(request, "_settings_closing_preview.html", fields=fields)


@act(Right.CONFIGURE)
def set_form(request: HttpRequest) -> HttpResponse:
    """A form as it is from now on, or from a later day."""
    subject = form_subject(request)
    services.set_report_form(
        by=actor_of(request),
        fields=form_fields(request),
        legal_basis=basis(request),
        valid_from=begins(request),
        at=clock.now(),
        **subject,
    )
    return done(request, to=_address(subject))


@act(Right.CONFIGURE)
def end_form(request: HttpRequest) -> HttpResponse:
    """The family's form, or the house's, stands again."""
    subject = form_subject(request)
    services.end_report_form(
        by=actor_of(request), valid_until=begins(request), at=clock.now(), **subject
    )
    return done(request, to=_address(subject))


def _address(subject: dict[str, str]) -> str:
    ((kind, code),) = subject.items()
    return reverse("console:settings-closing-form", args=[kind, code])


def _is_known(kind: str, code: str, at: datetime) -> bool:
    if kind == "category":
        return find_category_at(code, at) is not None
    return kind == "family" and code in Family.values


def _subject(kind: str, code: str, at: datetime) -> Subject:
    category = find_category_at(code, at) if kind == "category" else None
    family = category.family if category else code
    named = {"category": "", "family": ""} | {kind: code}
    return Subject(
        kind=kind,
        code=code,
        fields=configuration().report_form(category.code if category else "", family, at),
        is_decided=configuration().form_row(**named, at=at) is not None,
    )
