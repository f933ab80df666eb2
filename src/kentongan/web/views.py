"""Pages that belong to no room: language, the CSRF refusal, what is not there, what broke."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kentongan.kernel.errors import Failure, Forbidden, NotFound, mark
from kentongan.web import problems

YEAR_S = 365 * 24 * 3600


class FormTooOld(Forbidden):
    code = "WEB-001"
    what = mark("Formulir ini tidak dapat diterima: tandanya tidak cocok.")
    rule = mark("Setiap formulir membawa tanda dari halaman yang membukanya.")
    advice = mark("Muat ulang halaman, lalu kirim lagi; teks Anda tersimpan di peramban ini.")


class Broken(Failure):
    code = "WEB-002"
    http_status = 500
    what = mark("Terjadi kesalahan pada sistem.")
    rule = mark("Kesalahan ini sudah dicatat dengan nomor permintaannya.")
    advice = mark("Coba lagi; bila berulang, teruskan lewat telepon dan sebutkan nomor ini.")


class TooLarge(Failure):
    code = "WEB-003"
    http_status = 413
    what = mark("Kiriman ini terlalu besar.")
    rule = mark("Ukuran paling besar ditetapkan oleh administrator node ini.")
    advice = mark("Kirim berkas yang lebih kecil.")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to where the person was."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR_S, samesite="Lax",
            secure=settings.SECURE_COOKIES,
        )  # fmt: skip
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Instead of Django's own page."""
    return problems.answer(request, FormTooOld(reason=reason))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No page at this address."""
    return problems.answer(request, NotFound(thing=mark("Halaman")))


def broken(request: HttpRequest) -> HttpResponse:
    """An unanticipated failure: logged by Django, told with the request's id."""
    return problems.answer(request, Broken())
