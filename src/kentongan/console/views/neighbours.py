"""Tetangga: what is open in both directions, what was answered, and how soon."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from kentongan.console import forms, neighbours
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.incidents.selectors import find_category_at, list_categories
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.neighbours import selectors, services
from kentongan.neighbours.enums import AidKind, AidState, Direction, NoticeCode, Way
from kentongan.neighbours.types import Aid
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

DESK = Right.FORWARD_TICKETS


@page(DESK)
def neighbours_page(request: HttpRequest) -> HttpResponse:
    """Both directions, and the statistic of the last twelve months."""
    return show(request, "neighbours.html", live_after=journal.last_seq(), **_shown(request))


@page(DESK)
def neighbours_part(request: HttpRequest) -> HttpResponse:
    """What changes on it."""
    return show(request, "_neighbours.html", **_shown(request))


@page(DESK)
def banner(request: HttpRequest) -> HttpResponse:
    """Above every page of the desks: what a neighbour waits for, and what is late there."""
    selectors.require_desk(actor_of(request))
    rows = selectors.list_open()
    received = [aid for aid in rows if aid.direction == Direction.IN]
    late = [aid for aid in rows if aid.direction == Direction.OUT and aid.overdue_at]
    return show(request, "_neighbour_banner.html", received=received, late=late)


@page(DESK, Right.SEE_BOARD)
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The statistic as a table for a spreadsheet."""
    found = selectors.list_figures(my_rights(request), at=clock.now())
    response = HttpResponse("\ufeff" + neighbours.as_csv(found), content_type="text/csv")
    response.headers["Content-Disposition"] = iri_to_uri('attachment; filename="tetangga.csv"')
    return response


def _shown(request: HttpRequest) -> dict[str, object]:
    by, at = actor_of(request), clock.now()
    selectors.require_desk(by)
    rows = selectors.list_open()
    received = [aid for aid in rows if aid.direction == Direction.IN]
    answered = selectors.list_answered()
    return {
        "at": at,
        "received": [
            (aid, facts, facts is not None and find_category_at(facts.category, at) is not None)
            for aid, facts in selectors.asks_of(received)
        ],
        "asked": [(aid, _by_phone(aid)) for aid in rows if aid.direction == Direction.OUT],
        "answered": [(aid, neighbours.may_close(aid)) for aid in answered],
        "categories": list_categories(at),
        "figures": selectors.list_figures(my_rights(request), at=at),
        "letters_waiting": selectors.count_waiting(),
    }


def _by_phone(aid: Aid) -> bool:
    """Whether the answer is one that is written down from the telephone."""
    return aid.way == Way.PHONE or aid.state == AidState.ASKED


def _list(request: HttpRequest) -> HttpResponse:
    return done(request, back=reverse("console:neighbours"))


@act(DESK)
def accept(request: HttpRequest, aid_id: UUID) -> HttpResponse:
    """Terima: an incident is opened here."""
    aid = services.accept_aid(
        by=actor_of(request), aid_id=aid_id, at=clock.now(),
        category=forms.line(request, "category", longest=40),
    )  # fmt: skip
    return done(request, to=reverse("console:incident", args=[aid.incident_id]))


@act(DESK)
def refuse(request: HttpRequest, aid_id: UUID) -> HttpResponse:
    """Tolak, and why."""
    services.refuse_aid(
        by=actor_of(request), aid_id=aid_id, at=clock.now(),
        reason=forms.line(request, "reason", longest=neighbours.LONGEST_WHY),
    )  # fmt: skip
    return _list(request)


@act(DESK)
def withdraw(request: HttpRequest, aid_id: UUID) -> HttpResponse:
    """Tarik."""
    services.withdraw_aid(by=actor_of(request), aid_id=aid_id, at=clock.now())
    return _list(request)


@act(DESK)
def note_answer(request: HttpRequest, aid_id: UUID) -> HttpResponse:
    """Who there has said yes or no by telephone, and when."""
    at = clock.now()
    services.note_answer(
        by=actor_of(request), aid_id=aid_id, at=at,
        accepted=request.POST.get("answer") == "accepted",
        name=forms.line(request, "name"), number=forms.line(request, "number", longest=40),
        reason=forms.line(request, "reason", longest=neighbours.LONGEST_WHY),
        answered_at=neighbours.hour(request, "answered_at", at),
    )  # fmt: skip
    return _list(request)


@act(Right.CLOSE_INCIDENTS)
def close(request: HttpRequest, aid_id: UUID) -> HttpResponse:
    """End ours as handed over."""
    services.close_handed(by=actor_of(request), aid_id=aid_id, at=clock.now())
    return _list(request)


@act(DESK)
def hand_over(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Serahkan ke tetangga."""
    return _ask(request, incident_id, AidKind.INCIDENT)


@act(DESK)
def ask_units(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Minta bantuan unit."""
    return _ask(request, incident_id, AidKind.UNITS)


def _ask(request: HttpRequest, incident_id: UUID, kind: AidKind) -> HttpResponse:
    services.ask_neighbour(
        by=actor_of(request), incident_id=incident_id, new=neighbours.new_aid(request, kind),
        at=clock.now(),
    )  # fmt: skip
    return _incident(request, incident_id)


@act(DESK)
def note_taken(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """This incident came from a neighbour by telephone."""
    at = clock.now()
    services.note_taken(
        by=actor_of(request), incident_id=incident_id, at=at,
        org_id=forms.identifier(request, "org_id"), kind=forms.choice(request, "kind", AidKind),
        name=forms.line(request, "name"), number=forms.line(request, "number", longest=40),
        asked_at=neighbours.hour(request, "asked_at", at),
    )  # fmt: skip
    return _incident(request, incident_id)


@act(DESK)
def add_unit(request: HttpRequest, aid_id: UUID) -> HttpResponse:
    """A unit of the neighbour, as it was told by telephone."""
    unit = services.add_foreign_unit(
        by=actor_of(request), aid_id=aid_id, new=neighbours.new_foreign_unit(request),
        at=clock.now(),
    )  # fmt: skip
    return _incident(request, unit.aid.incident_id)


@act(DESK)
def step_unit(request: HttpRequest, foreign_unit_id: UUID) -> HttpResponse:
    """It has arrived, or was released."""
    unit = services.step_foreign_unit(
        by=actor_of(request), unit_id=foreign_unit_id, at=clock.now(),
        code=forms.choice(request, "step", NoticeCode),
    )  # fmt: skip
    return _incident(request, unit.aid.incident_id)


def _incident(request: HttpRequest, incident_id: UUID | None) -> HttpResponse:
    return done(request, back=reverse("console:incident", args=[incident_id]))
