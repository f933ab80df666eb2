"""`/api/v1/cti/announcement`: the dialplan asks what to play to callers (docs/operations)."""

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.signing import WINDOW_S, is_recent, is_signed
from kentongan.surge import errors, selectors
from kentongan.web.endpoints import answer
from kentongan.web.wire import Stamp, stamp_or_none

LARGEST_BODY = 4 * 1024


class Played(msgspec.Struct, kw_only=True):
    """What to play now: nothing but the queue's own words where `active` is false. `file` is the
    exchange's own sound, empty where the text is to be spoken.
    """

    active: bool
    text: str
    file: str
    changed_at: Stamp | None


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def announcement(request: HttpRequest) -> HttpResponse:
    """What callers hear now, by a request signed as those of `cti/events`; its body may be empty.
    It reads only, so that the same again does no harm.
    """
    at = clock.now()
    _require_signed(request)
    if not selectors.is_active(at):
        return answer(Played(active=False, text="", file="", changed_at=None))
    said = selectors.announcement_at(at)
    return answer(
        Played(
            active=True, text=said.text, file=said.file_name,
            changed_at=stamp_or_none(said.changed_at),
        )
    )  # fmt: skip


def _require_signed(request: HttpRequest) -> None:
    """Raises NotListening without a secret, SignatureWrong, TooOld outside the window."""
    if not settings.CTI_SECRET:
        raise errors.NotListening
    time = request.headers.get("X-Kentongan-Time", "")
    given = request.headers.get("X-Kentongan-Signature", "")
    if len(request.body) > LARGEST_BODY:
        expected = mark("Isi permintaan paling besar 4 KiB.")
        raise Unreadable(field="body", reason=str(len(request.body)), expected=expected)
    if not is_signed(given, settings.CTI_SECRET, time, request.body):
        raise errors.SignatureWrong
    if not is_recent(time, clock.now()):
        raise errors.TooOld(window_s=WINDOW_S)
