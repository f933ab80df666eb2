"""A link undone, over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kentongan.calls import services
from kentongan.calls.api.calls import HERE, WireCall, answered
from kentongan.kernel import clock
from kentongan.web.endpoints import Api
from kentongan.web.requests import actor_of

api = Api(tag="Calls")


@api.post(f"{HERE}/unlink", answer=WireCall)
def unlink_call(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """It was about something else: the call is open as if just answered, its report has left the
    incident, and what was said stands in its draft. Your own within 15 minutes, or a supervisor's.
    """
    return answered(services.unlink_call(by=actor_of(request), call_id=call_id, at=clock.now()))
