"""The keys of the line at Meja 112: hold, mute, a third on the line, hand on, put down, listen."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.calls import services
from kentongan.console import forms
from kentongan.console.gate import act, done
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

KEYS = {
    "tahan": services.hold_line,
    "lanjut": services.resume_line,
    "bisukan": services.mute_line,
    "bunyikan": services.unmute_line,
    "putus": services.hang_up,
}


@act(Right.TAKE_CALLS)
def press(request: HttpRequest, call_id: UUID, key: str) -> HttpResponse:
    """One of the plain keys of the line."""
    KEYS[key](by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request, back=_address(call_id))


@act(Right.TAKE_CALLS)
def join(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """A third on the line: a number, and who that is."""
    chosen = request.POST.get("org_id")
    services.join_third(
        by=actor_of(request),
        call_id=call_id,
        phone=forms.text(request, "third_phone"),
        name=forms.text(request, "third_name"),
        org_id=forms.identifier(request, "org_id") if chosen else None,
        at=clock.now(),
    )
    return done(request, back=_address(call_id))


@act(Right.TAKE_CALLS)
def drop(request: HttpRequest, call_id: UUID, party_id: UUID) -> HttpResponse:
    """Let the third one go."""
    services.drop_third(by=actor_of(request), call_id=call_id, party_id=party_id, at=clock.now())
    return done(request, back=_address(call_id))


@act(Right.TAKE_CALLS)
def transfer(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """A colleague who is ready takes over."""
    user_id = forms.identifier(request, "user_id")
    services.transfer_call(by=actor_of(request), call_id=call_id, user_id=user_id, at=clock.now())
    return done(request, reverse("console:calls"))


@act(Right.TAKE_CALLS)
def silence(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """What was heard of a silent call."""
    services.hear_silence(
        by=actor_of(request),
        call_id=call_id,
        listened_s=forms.whole_number(request, "listened_s"),
        tones=forms.whole_number(request, "tones"),
        human_sound=forms.ticked(request, "human_sound"),
        at=clock.now(),
    )
    return done(request, back=_address(call_id))


def _address(call_id: UUID) -> str:
    return reverse("console:call", args=[call_id])
