"""`POST /api/v1/cti/wait`: how long this caller waits, by a signed request (docs/operations)."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from msgspec import Meta

from kentongan.demotions import services
from kentongan.demotions.rules import ASK_AGAIN_S
from kentongan.demotions.types import Asked
from kentongan.exchange.wire import number_of, require_signed, signed_of
from kentongan.kernel import clock
from kentongan.kernel.actors import EXCHANGE
from kentongan.web.endpoints import answer, read_body

Id = Annotated[str, Meta(min_length=1, max_length=64)]


class WaitBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The caller's line as the exchange knows it (Asterisk: Uniqueid), and the number shown."""

    call: Id
    number: Annotated[str, Meta(max_length=64)] = ""
    queue: Annotated[str, Meta(max_length=80)] = ""


class WaitAnswer(msgspec.Struct, kw_only=True):
    """Wait `step_s` seconds and ask again while `wait_s` is not 0; then, and whenever this is not
    answered, let the caller in. `is_refused`: say that the number is blocked and that a second call
    gets through.
    """

    call_id: UUID
    wait_s: int
    step_s: int
    is_refused: bool


@csrf_exempt
@never_cache
@require_POST
def cti_wait(request: HttpRequest) -> HttpResponse:
    """One question. Asked again it says what is left: it is its own idempotency key."""
    at = clock.now()
    require_signed(settings.CTI_SECRET, signed_of(request), at)
    body = read_body(request, WaitBody)
    asked = Asked(call=body.call, number=number_of(body.number), queue=body.queue)
    told = services.answer_exchange(by=EXCHANGE, asked=asked, at=at)
    return answer(
        WaitAnswer(
            call_id=told.call_id, wait_s=told.wait_s, step_s=min(told.wait_s, ASK_AGAIN_S),
            is_refused=told.is_refused,
        )
    )  # fmt: skip
