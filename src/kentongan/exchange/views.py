"""`POST /api/v1/cti/events`: any exchange may tell, by a signed request (docs/operations)."""

from uuid import UUID

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kentongan.exchange import services
from kentongan.exchange.adapters.signed import CtiEvent, fact_of
from kentongan.exchange.wire import require_signed, signed_of
from kentongan.kernel import clock
from kentongan.kernel.actors import EXCHANGE
from kentongan.web.endpoints import answer, read_body


class CtiAnswer(msgspec.Struct, kw_only=True):
    """What became of the line: the call here, where it stands, whether this was news."""

    call_id: UUID | None
    state: str
    is_new: bool


@csrf_exempt
@never_cache
@require_POST
def cti_events(request: HttpRequest) -> HttpResponse:
    """One event. The same id again is answered the same, and changes nothing."""
    at = clock.now()
    require_signed(settings.CTI_SECRET, signed_of(request), at)
    event = read_body(request, CtiEvent)
    heard = services.take_event(by=EXCHANGE, event_id=event.id, fact=fact_of(event), at=at)
    return answer(CtiAnswer(call_id=heard.call_id, state=heard.state, is_new=heard.is_new))
