"""The door: signing in and out, signing in again over an open page, the second factor."""

import pyotp
import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.accounts import selectors, services
from kentongan.accounts.errors import CodeNeeded, TooManyTries, WrongCredentials
from kentongan.accounts.forms import CodeForm, SignInForm
from kentongan.accounts.rules import SESSION_LIVES
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import NotSigned
from kentongan.web import problems
from kentongan.web.requests import actor_of, address_of


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
        token = _enter(request, form)
    except (WrongCredentials, TooManyTries, CodeNeeded) as refusal:
        status = problems.status_of(refusal)
        return _page(request, form, target, problems.sentences(refusal), status)
    return _with_cookie(HttpResponseRedirect(target), token)


@require_POST
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The overlay on an open page: a new session, no text lost."""
    form = SignInForm(request.POST)
    if not form.is_valid():
        raise WrongCredentials
    return _with_cookie(HttpResponse(status=204), _enter(request, form))


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
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up the code app: POST without a code begins, POST with a code confirms."""
    entered = getattr(request, "signed_in", None)
    if entered is None:
        raise NotSigned
    user = selectors.get_user(entered.user_id)
    context: dict[str, object] = {"has_factor": user.has_second_factor}
    if request.method == "POST" and "code" in request.POST:
        form = CodeForm(request.POST)
        if form.is_valid():
            code = form.cleaned_data["code"]
            context["codes"] = services.confirm_second_factor(
                by=entered.actor, user_id=user.id, code=code, at=clock.now()
            )
            context["has_factor"] = True
    elif request.method == "POST":
        secret = services.begin_second_factor(by=entered.actor, user_id=user.id, at=clock.now())
        context |= _enrolment(secret, user.username)
    return render(request, "accounts/second_factor.html", context)


def _enrolment(secret: str, username: str) -> dict[str, object]:
    uri = pyotp.TOTP(secret).provisioning_uri(
        name=username, issuer_name=f"Kentongan {journal.node().name}"
    )
    return {"secret": secret, "qr": segno.make(uri).svg_data_uri(scale=5, border=2)}


def _enter(request: HttpRequest, form: SignInForm) -> str:
    values = form.cleaned_data
    return services.sign_in(
        username=values["username"],
        password=values["password"],
        code=values["code"],
        address=address_of(request),
        at=clock.now(),
    )


def _with_cookie(response: HttpResponse, token: str) -> HttpResponse:
    response.set_cookie(
        selectors.cookie_name(), token, max_age=int(SESSION_LIVES.total_seconds()) * 2,
        httponly=True, samesite="Lax", secure=settings.SECURE_COOKIES,
    )  # fmt: skip
    return response


def _page(
    request: HttpRequest,
    form: SignInForm,
    target: str,
    problem: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "next": target, "problem": problem}
    return render(request, "accounts/sign_in.html", context, status=status)


def _safe_target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    allowed = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if allowed else "/"
