"""The door: signing in and out, signing in again over an open page, the second factor."""

import pyotp
import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.accounts import selectors, services
from kentongan.accounts.errors import (
    NewPasswordNeeded,
    PasswordsDiffer,
    PinsDiffer,
    WeakPassword,
    WrongCode,
    WrongCredentials,
)
from kentongan.accounts.forms import CodeForm, PasswordForm, PinForm, SignInForm
from kentongan.accounts.rules import PLACE_KNOWN_FOR, SESSION_LIVES
from kentongan.accounts.selectors import SignedIn
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import NotSigned, Refused
from kentongan.web import problems
from kentongan.web.requests import actor_of, address_of

ASKING_NEW = (NewPasswordNeeded, PasswordsDiffer, WeakPassword)
"""After these the page asks for a password of one's own, twice."""


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page."""
    target = _safe_target(request)
    if request.method == "GET":
        return _page(request, SignInForm(), target)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form, target, status=400)
    try:
        entered = _enter(request, form)
    except Refused as refusal:
        return _page(request, form, target, refusal, problems.status_of(refusal))
    if selectors.was_factor_taken(form.cleaned_data["username"]):
        target = reverse("accounts:second-factor")
    return _with_cookies(HttpResponseRedirect(target), *entered)


@require_POST
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The overlay on an open page: a new session, no text lost. At a known desk the PIN will do."""
    form = SignInForm(request.POST)
    if not form.is_valid():
        raise WrongCredentials
    desk = _desk_of(request)
    token = services.take_seat(
        username=form.cleaned_data["username"],
        secret=form.cleaned_data["password"],
        code=form.cleaned_data["code"],
        desk=desk,
        address=address_of(request),
        at=clock.now(),
    )
    entered = selectors.find_signed_in(cookie=token)
    person = str(entered.user_id) if entered else ""
    return _with_cookies(HttpResponse(status=204, headers={"X-Person": person}), token, desk)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave: the session opens nothing from now on."""
    entered = getattr(request, "signed_in", None)
    if entered is not None and entered.session_id is not None:
        services.sign_out(by=actor_of(request), session_id=entered.session_id, at=clock.now())
    response = HttpResponseRedirect(settings.SIGN_IN_URL)
    response.delete_cookie(selectors.cookie_name())
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """One's own password: the one of now, and the new one twice."""
    entered = getattr(request, "signed_in", None)
    if entered is None:
        raise NotSigned
    context: dict[str, object] = {}
    status = 200
    if request.method == "POST":
        try:
            _change_password(request, entered)
            context["is_done"] = True
        except Refused as refusal:
            status = problems.status_of(refusal)
            context["problem"] = problems.sentences(refusal)
    return render(request, "accounts/password.html", context, status=status)


def _change_password(request: HttpRequest, entered: SignedIn) -> None:
    form = PasswordForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    if not said or said["new_password"] != said["new_password_again"]:
        raise PasswordsDiffer
    services.change_password(
        by=entered.actor,
        current=said["current"],
        new=said["new_password"],
        keep=entered.session_id,
        at=clock.now(),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """One's own PIN for the hot seat: the password, and the PIN twice; both empty take it away."""
    entered = getattr(request, "signed_in", None)
    if entered is None:
        raise NotSigned
    context: dict[str, object] = {"has_pin": bool(selectors.get_user(entered.user_id).pin)}
    status = 200
    if request.method == "POST":
        try:
            context |= {"is_done": True, "has_pin": bool(_set_pin(request, entered))}
        except Refused as refusal:
            status = problems.status_of(refusal)
            context["problem"] = problems.sentences(refusal)
    return render(request, "accounts/pin.html", context, status=status)


def _set_pin(request: HttpRequest, entered: SignedIn) -> str:
    form = PinForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    if not said or said["pin"] != said["pin_again"]:
        raise PinsDiffer
    services.set_pin(by=entered.actor, current=said["current"], pin=said["pin"], at=clock.now())
    return str(said["pin"])


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up the code app: POST without a code begins, POST with a code confirms."""
    entered = getattr(request, "signed_in", None)
    if entered is None:
        raise NotSigned
    user = selectors.get_user(entered.user_id)
    context: dict[str, object] = {"has_factor": user.has_second_factor}
    status = 200
    if request.method == "POST" and "code" in request.POST:
        try:
            context["codes"] = _confirm(request, entered)
        except WrongCode as refusal:
            status = problems.status_of(refusal)
            context |= _enrolment(user.totp_pending, user.username)
            context["problem"] = problems.sentences(refusal)
    elif request.method == "POST":
        secret = services.begin_second_factor(by=entered.actor, user_id=user.id, at=clock.now())
        context |= _enrolment(secret, user.username)
    return render(request, "accounts/second_factor.html", context, status=status)


def _confirm(request: HttpRequest, entered: SignedIn) -> list[str]:
    form = CodeForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    return services.confirm_second_factor(
        by=entered.actor, user_id=entered.user_id, code=code, at=clock.now()
    )


def _enrolment(secret: str, username: str) -> dict[str, object]:
    uri = pyotp.TOTP(secret).provisioning_uri(
        name=username, issuer_name=f"Kentongan {journal.node().name}"
    )
    return {"secret": secret, "qr": segno.make(uri).svg_data_uri(scale=5, border=2)}


def _enter(request: HttpRequest, form: SignInForm) -> tuple[str, str]:
    values = form.cleaned_data
    if values["new_password"] != values["new_password_again"]:
        raise PasswordsDiffer
    desk = _desk_of(request)
    token = services.sign_in(
        username=values["username"],
        password=values["password"],
        code=values["code"],
        new_password=values["new_password"],
        address=address_of(request),
        desk=desk,
        at=clock.now(),
    )
    return token, desk


def _desk_of(request: HttpRequest) -> str:
    return selectors.desk_of(request.COOKIES.get(selectors.desk_cookie(), ""))


def _with_cookies(response: HttpResponse, token: str, desk: str) -> HttpResponse:
    """The session's, and the desk's, which outlives it."""
    kept = {
        selectors.cookie_name(): (token, SESSION_LIVES * 2),
        selectors.desk_cookie(): (desk, PLACE_KNOWN_FOR),
    }
    for name, (value, lasts) in kept.items():
        response.set_cookie(
            name, value, max_age=int(lasts.total_seconds()), httponly=True, samesite="Lax",
            secure=settings.SECURE_COOKIES,
        )  # fmt: skip
    return response


def _page(
    request: HttpRequest,
    form: SignInForm,
    target: str,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "next": target,
        "problem": problems.sentences(refusal) if refusal else None,
        "asks_new": isinstance(refusal, ASKING_NEW),
    }
    return render(request, "accounts/sign_in.html", context, status=status)


def _safe_target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    allowed = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if allowed else "/"
