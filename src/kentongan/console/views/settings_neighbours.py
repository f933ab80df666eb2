"""Pengaturan › Tetangga: where a neighbour's node is, and by which secrets each knows the other."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from kentongan.console import forms
from kentongan.console.gate import act, done, page, show, told
from kentongan.console.settings_forms import needed
from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.neighbours import selectors, services
from kentongan.neighbours.errors import NotReached
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.CONFIGURE)
def nodes(request: HttpRequest) -> HttpResponse:
    """The neighbours' centres, each with its node where it has one."""
    return show(request, "settings_neighbours.html", **_shown())


def _shown() -> dict[str, object]:
    known = {each.org_id: each for each in selectors.list_neighbours()}
    orgs = selectors.list_neighbour_orgs()
    return {"node": node(), "rows": [(org, known.get(org.id)) for org in orgs]}


@told(Right.CONFIGURE)
def set_node(request: HttpRequest) -> HttpResponse:
    """Note it. Our secret, where one was made, is shown in this answer only."""
    row, secret = services.set_neighbour(
        by=actor_of(request),
        org_id=forms.identifier(request, "org_id"),
        address=needed(request, "address", longest=200),
        node_id=forms.identifier(request, "node_id"),
        their_secret=forms.line(request, "their_secret").strip(),
        new_secret=forms.ticked(request, "new_secret"),
        at=clock.now(),
    )
    return show(request, "_settings_neighbour_set.html", row=row, secret=secret)


@told(Right.CONFIGURE)
def try_node(request: HttpRequest, neighbour_id: UUID) -> HttpResponse:
    """Is it there, and does it know us? What answered, or why nothing did."""
    try:
        name = services.try_neighbour(
            by=actor_of(request), neighbour_id=neighbour_id, at=clock.now()
        )
    except NotReached as failure:
        reason = gettext(str(failure.facts.get("reason", "—")))
        return show(request, "_settings_neighbour_tried.html", reason=reason)
    return show(request, "_settings_neighbour_tried.html", answered=name)


@act(Right.CONFIGURE)
def end_node(request: HttpRequest, neighbour_id: UUID) -> HttpResponse:
    """Nothing goes there any more, and nothing is heard from there."""
    services.end_neighbour(by=actor_of(request), neighbour_id=neighbour_id, at=clock.now())
    return done(request, to=reverse("console:settings-neighbours"))
