"""The page behind the link of a text message: five marks, three questions, words."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from kentongan.journal.errors import NoNode
from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.kernel.actors import CITIZEN
from kentongan.kernel.errors import Failure, Malformed
from kentongan.portal import patience
from kentongan.portal.forms import read_said
from kentongan.ratings import selectors, services
from kentongan.ratings.enums import Answer
from kentongan.ratings.errors import LinkGone
from kentongan.ratings.types import Said
from kentongan.web import problems
from kentongan.web.endpoints import MethodNotOffered
from kentongan.web.requests import address_of

SEE_OTHER = 303
OFFERED = "GET, HEAD, POST"
MARKS = ((5, _("Sangat baik")), (4, _("Baik")), (3, _("Cukup")), (2, _("Kurang")), (1, _("Buruk")))
QUESTIONS = (
    ("was_quick", _("Apakah laporan Anda ditanggapi dengan cepat?")),
    ("was_polite", _("Apakah petugas sopan?")),
    ("was_solved", _("Apakah masalahnya selesai?")),
)


# The link is the proof: whoever could forge the form would have to know it, and no cookie is set.
@csrf_exempt
def rating(request: HttpRequest, token: str) -> HttpResponse:
    """The form, or thanks. A POST keeps the answer, or the wish to be asked no more."""
    try:
        patience.require_patience(address_of(request), clock.now())
        response = _answer(request, token)
    except (LinkGone, NoNode):
        patience.note_unknown(address_of(request), clock.now())
        response = _told(request, LinkGone())
    except Failure as failure:
        response = _told(request, failure)
    response.headers["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    if request.method in {"GET", "HEAD"}:
        return _page(request, token)
    if request.method != "POST":
        raise MethodNotOffered(method=request.method, offered=OFFERED)
    return _keep(request, token)


def _keep(request: HttpRequest, token: str) -> HttpResponse:
    at = clock.now()
    if "stop" in request.POST:
        services.stop_asking(by=CITIZEN, token=token, at=at)
    else:
        said = read_said(request)
        try:
            services.give_rating(by=CITIZEN, token=token, said=said, at=at)
        except Malformed as wrong:
            return _page(request, token, said=said, wrong=wrong)
    answer = HttpResponseRedirect(request.path)
    answer.status_code = SEE_OTHER
    return answer


def _page(
    request: HttpRequest, token: str, *, said: Said | None = None, wrong: Malformed | None = None
) -> HttpResponse:
    at = clock.now()
    invitation = selectors.find_invitation(token, at)
    if invitation is None:
        raise LinkGone
    shown = selectors.page_of(invitation, at)
    is_form = not shown.is_answered or (shown.may_change and (wrong or "ubah" in request.GET))
    context = {
        "shown": shown, "is_form": is_form, "said": said, "marks": MARKS, "questions": QUESTIONS,
        "answers": Answer.choices, "zone": ZoneInfo(node().zone),
        "wrong": problems.sentences(wrong) if wrong else None,
    }  # fmt: skip
    return render(request, "portal/rating.html", context, status=400 if wrong else 200)


def _told(request: HttpRequest, failure: Failure) -> HttpResponse:
    told = {"problem": problems.sentences(failure)}
    response = render(request, "portal/told.html", told, status=problems.status_of(failure))
    if isinstance(failure, MethodNotOffered):
        response.headers["Allow"] = OFFERED
    return response
