"""`/`: everybody comes to the page they work at."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kentongan.console.gate import first_page, my_rights, page
from kentongan.kernel.errors import NotAllowed


@page()
def home(request: HttpRequest) -> HttpResponse:
    """Calls for the centre, tickets for agencies, the board for leaders."""
    address = first_page(my_rights(request))
    if not address:
        raise NotAllowed(right="")
    return HttpResponseRedirect(address)
