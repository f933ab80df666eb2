"""Pengaturan › Penilaian warga: whether, when and how callers are asked."""

from datetime import time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kentongan.console.decided import who_decided
from kentongan.console.forms import choice, line
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import basis, whole
from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable, mark
from kentongan.messaging.enums import Medium
from kentongan.orgs.enums import Right
from kentongan.ratings import selectors, services
from kentongan.ratings.types import Terms
from kentongan.web.requests import actor_of

NUMBERS = {
    "delay_min": (_("Menit setelah ditutup"), 30),
    "link_lasts_h": (_("Tautan berlaku (jam)"), 72),
    "change_within_min": (_("Boleh diubah selama (menit)"), 60),
    "again_after_days": (_("Nomor sama tidak ditanya lagi (hari)"), 7),
    "low_upto": (_("Nilai rendah sampai"), 2),
    "answer_within_h": (_("Pengaduan dijawab paling lambat (jam)"), 72),
}
"""In the order of the page, each with what a regency that decides for the first time is shown."""
HOURS = {"opens_at": (_("Dikirim dari jam"), "08.00"), "closes_at": (_("sampai jam"), "20.00")}
MEDIA = (Medium.SMS, Medium.CHAT)


@page(Right.CONFIGURE)
def terms(request: HttpRequest) -> HttpResponse:
    """What is in force, what was, and the form for the next decision."""
    at = clock.now()
    now, rows = selectors.find_terms(at), selectors.list_terms()
    numbers = [
        (name, words, getattr(now, name, first), services.TERMS_BOUNDS[name])
        for name, (words, first) in NUMBERS.items()
    ]
    hours = [(name, words, _hour(now, name, first)) for name, (words, first) in HOURS.items()]
    return show(
        request, "settings_ratings.html", at=at, now=now, rows=rows, numbers=numbers, hours=hours,
        media=MEDIA, who=who_decided(rows),
    )  # fmt: skip


def _hour(now: Terms | None, name: str, first: str) -> str:
    return f"{getattr(now, name):%H.%M}" if now else first


@act(Right.CONFIGURE)
def set_terms(request: HttpRequest) -> HttpResponse:
    """Ask callers like this, from now on."""
    numbers = {
        name: whole(request, name, least=allowed[0], most=allowed[-1])
        for name, allowed in services.TERMS_BOUNDS.items()
    }
    decided = Terms(
        **numbers, opens_at=_time(request, "opens_at"), closes_at=_time(request, "closes_at"),
        after_hospital="after_hospital" in request.POST, medium=choice(request, "medium", Medium),
        address=line(request, "address", longest=80), legal_basis=basis(request),
    )  # fmt: skip
    services.set_terms(by=actor_of(request), terms=decided, at=clock.now())
    return done(request, to=reverse("console:settings-ratings"))


def _time(request: HttpRequest, name: str) -> time:
    said = line(request, name, longest=5)
    try:
        return time.fromisoformat(said.replace(".", ":"))
    except ValueError:
        raise Unreadable(field=name, reason=said, expected=mark("Jam seperti 08.00.")) from None
