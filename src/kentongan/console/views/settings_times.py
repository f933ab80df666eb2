"""Pengaturan › Waktu meja dan piket: how long the desk waits for whom, and the times of duties."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kentongan.calls import selectors as calls
from kentongan.calls import services as call_services
from kentongan.calls.types import Times
from kentongan.console.decided import who_decided
from kentongan.console.forms import choice
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import basis, begins, minutes_each, whole
from kentongan.kernel import clock
from kentongan.orgs import selectors as orgs
from kentongan.orgs import services as org_services
from kentongan.orgs.enums import DutyTimeCode, Right
from kentongan.web.requests import actor_of

DESK_TIMES = {
    "help_answers_s": _("Pengawas menjawab permintaan bantuan"),
    "neighbour_answers_s": _("Wilayah tetangga menjawab"),
    "silence_listened_s": _("Panggilan senyap didengarkan"),
    "callback_within_s": _("Pelapor dihubungi balik paling lambat"),
    "unanswered_rings_s": _("Panggilan belum dijawab: telepon pengawas berdering"),
    "rings_again_s": _("Telepon berikutnya berdering setelah"),
    "classified_within_s": _("Panggilan dijawab digolongkan paling lambat"),
    "incident_within_s": _("Panggilan darurat menjadi kejadian paling lambat"),
    "decided_within_s": _("Terdengar orang: diputuskan paling lambat"),
}


@page(Right.CONFIGURE)
def times(request: HttpRequest) -> HttpResponse:
    """What holds at the desk and for duties, what is to follow, and what was."""
    at = clock.now()
    desk, duty = calls.list_desk_times(), orgs.list_duty_times()
    now = calls.desk_times(at)
    return show(
        request,
        "settings_times.html",
        at=at,
        fields=[
            (name, words, getattr(now, name), call_services.DESK_TIME_BOUNDS[name])
            for name, words in DESK_TIMES.items()
        ],
        legal_basis=now.legal_basis,
        desk=[
            (row, [(words, getattr(row, name)) for name, words in DESK_TIMES.items()])
            for row in desk
        ],
        duty=[
            (code, _seconds(code, at), [row for row in duty if row.code == code])
            for code in DutyTimeCode
        ],
        who=who_decided([*desk, *duty]),
    )


def _seconds(code: DutyTimeCode, at: datetime) -> list[int]:
    return [int(each.total_seconds()) for each in orgs.duty_times(code, at)]


@act(Right.CONFIGURE)
def set_desk_times(request: HttpRequest) -> HttpResponse:
    """How long the desk waits, now or later."""
    seconds = {
        name: whole(request, name, least=bounds[0], most=bounds[-1])
        for name, bounds in call_services.DESK_TIME_BOUNDS.items()
    }
    call_services.set_desk_times(
        by=actor_of(request),
        times=Times(**seconds, legal_basis=basis(request)),
        valid_from=begins(request),
        at=clock.now(),
    )
    return done(request, to=reverse("console:settings-times"))


@act(Right.CONFIGURE)
def set_duty_times(request: HttpRequest) -> HttpResponse:
    """A time of the roster, now or later."""
    org_services.set_duty_times(
        by=actor_of(request),
        code=choice(request, "code", DutyTimeCode),
        seconds=minutes_each(request, "minutes"),
        legal_basis=basis(request),
        valid_from=begins(request),
        at=clock.now(),
    )
    return done(request, to=reverse("console:settings-times"))
