"""Where a neighbour's node leaves its letters: no session and no form, a signature alone."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kentongan.kernel import clock
from kentongan.neighbours import selectors, services
from kentongan.neighbours.adapters.post import PATH, SAID
from kentongan.neighbours.errors import SignatureRefused
from kentongan.neighbours.rules import REPLAY_WINDOW, is_signed, require_recent, signature
from kentongan.neighbours.types import Neighbour
from kentongan.neighbours.wire import Envelope
from kentongan.web.endpoints import read_body
from kentongan.web.wire import encode

LARGEST = 128 * 1024
_DIGITS = re.compile(r"[0-9a-f]{64}", re.ASCII)


@csrf_exempt
@never_cache
@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Hear one letter, and say, signed, how the thing stands here. A stranger, a forged signature
    and an old one are refused alike, before the body is read as anything.
    """
    now = clock.now()
    moment, given = request.headers.get("Kentongan-Time", ""), _given(request)
    sender = _sender(request)
    body = request.body
    proven = sender is not None and is_signed(
        given, sender.their_secret, method="POST", path=PATH, moment=moment, body=body
    )
    if sender is None or not proven or len(body) > LARGEST:
        raise SignatureRefused(minutes=int(REPLAY_WINDOW.total_seconds() // 60))
    require_recent(moment, now)
    envelope = read_body(request, Envelope)
    said = encode(services.hear_letter(sender=sender, letter=envelope.letter, at=now))
    proof = signature(
        sender.our_secret, method=SAID, path=PATH, moment=moment, body=given.encode() + said
    )
    response = HttpResponse(said, content_type="application/json")
    response.headers["Kentongan-Signature"] = proof
    return response


def _given(request: HttpRequest) -> str:
    given = request.headers.get("Kentongan-Signature", "")
    return given if _DIGITS.fullmatch(given) else ""


def _sender(request: HttpRequest) -> Neighbour | None:
    try:
        return selectors.find_sender(UUID(request.headers.get("Kentongan-Node", "")))
    except ValueError:
        return None
