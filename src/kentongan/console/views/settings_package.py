"""Pengaturan: everything that is in force as one file, out of this node or into it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.forms import text, ticked
from kentongan.console.gate import act, done, page, show, told
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.policy import services
from kentongan.regions.types import dotted
from kentongan.web.requests import actor_of


@page(Right.CONFIGURE)
def package(request: HttpRequest) -> HttpResponse:
    """Take a package out, or look at what one would change here."""
    return show(request, "settings_package.html")


@told(Right.CONFIGURE)
def export(request: HttpRequest) -> HttpResponse:
    """The file; that it was taken is in the journal."""
    at = clock.now()
    raw = services.export_package(
        by=actor_of(request),
        phones=ticked(request, "phones"),
        contacts=ticked(request, "contacts"),
        at=at,
    )
    name = f"kentongan-{dotted(journal.node().region)}-{at:%Y%m%d}.json"
    return HttpResponse(
        raw,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@told(Right.CONFIGURE)
def compare(request: HttpRequest) -> HttpResponse:
    """What a file would change, with the button that takes it over."""
    given = request.FILES.get("file")
    raw = given.read() if given else text(request, "package").encode()
    changes = services.compare_package(by=actor_of(request), raw=raw, at=clock.now())
    return show(request, "_settings_package.html", changes=changes, package=raw.decode())


@act(Right.CONFIGURE)
def take_over(request: HttpRequest) -> HttpResponse:
    """All of it, as one act."""
    raw = text(request, "package").encode()
    services.import_package(by=actor_of(request), raw=raw, at=clock.now())
    return done(request, to=reverse("console:settings"))
