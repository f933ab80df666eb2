"""The doors of the network: a gateway's short messages, and AML over HTTPS (docs/operations)."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from msgspec import Meta

from kentongan.kernel import clock
from kentongan.kernel.actors import TELEPHONES
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.signing import WINDOW_S, is_recent, is_signed
from kentongan.locating import aml, errors, services
from kentongan.locating.aml.form import LARGEST
from kentongan.locating.types import Fix
from kentongan.web.endpoints import answer, read_body


class MessageBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A short message as the gateway got it: `text`, or `data`, bytes in hexadecimal or Base64."""

    phone: Annotated[str, Meta(max_length=32)]
    text: Annotated[str, Meta(max_length=1_000)] = ""
    data: Annotated[str, Meta(max_length=2_000)] = ""


class FixAnswer(msgspec.Struct, kw_only=True):
    """What became of it. One with a `problem` is kept all the same."""

    fix_id: UUID
    problem: str
    is_new: bool


@csrf_exempt
@never_cache
@require_POST
def message(request: HttpRequest) -> HttpResponse:
    """A short message, signed as `kernel.signing` says. Told again it changes nothing."""
    at = clock.now()
    _require_secret(request.body)
    given = request.headers.get("X-Kentongan-Signature", "")
    time = request.headers.get("X-Kentongan-Time", "")
    if not is_signed(given, settings.AML_SECRET, time, request.body):
        raise errors.SignatureWrong
    if not is_recent(time, at):
        raise errors.TooOld(window_s=WINDOW_S)
    said = read_body(request, MessageBody)
    heard = services.hear_message(
        by=TELEPHONES, phone=said.phone, text=said.text, data=said.data, at=at
    )
    return _answer(*heard)


@csrf_exempt
@never_cache
@require_POST
def form(request: HttpRequest) -> HttpResponse:
    """AML over HTTPS: a form that carries its own signature. The same again changes nothing."""
    body = request.body
    _require_secret(body)
    if not aml.is_signed(settings.AML_SECRET, body):
        raise errors.SignatureWrong
    return _answer(*services.hear_form(by=TELEPHONES, body=body, at=clock.now()))


def _require_secret(body: bytes) -> None:
    if not settings.AML_SECRET:
        raise errors.NotListening
    if len(body) > LARGEST:
        expected = mark("Kiriman lokasi paling besar 8 KiB.")
        raise Unreadable(field="body", reason=str(len(body)), expected=expected)


def _answer(fix: Fix, is_new: bool) -> HttpResponse:  # noqa: FBT001 - a pair unpacked
    return answer(FixAnswer(fix_id=fix.id, problem=fix.problem, is_new=is_new))
