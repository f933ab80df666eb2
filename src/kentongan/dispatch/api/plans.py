"""The regency's response plans. How far one is met for an incident stands in its proposal."""

from django.http import HttpRequest, HttpResponse

from kentongan.dispatch.selectors import configuration
from kentongan.dispatch.wire import WirePlan, plan_of
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Listed

api = Api(tag="Response plans")


@api.get("/response-plans", answer=Listed[WirePlan])
def list_plans(request: HttpRequest) -> HttpResponse:
    """All that was decided, the newest first; those that have ended too."""
    rights = rights_of(actor_of(request))
    if not rights.has_anywhere(Right.CONFIGURE) and not rights.has_anywhere(Right.SEE_UNITS):
        raise NotAllowed(right=Right.SEE_UNITS.value)
    return answer(Listed(items=[plan_of(row) for row in configuration().plans]))
