"""`/`: everybody comes to the page they work at."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kentongan.console.gate import first_page, my_rights, page
from kentongan.kernel import clock
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs.selectors import has_sleeping_roles
from kentongan.web.requests import actor_of


@page()
def home(request: HttpRequest) -> HttpResponse:
    """Calls for the centre, tickets for agencies, the board for leaders; and to a second factor
    those whose roles sleep without one.
    """
    address = first_page(my_rights(request))
    if not address and has_sleeping_roles(actor_of(request), clock.now()):
        address = reverse("accounts:second-factor")
    if not address:
        raise NotAllowed(right="")
    return HttpResponseRedirect(address)
