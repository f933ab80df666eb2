"""How the API answers an act on an incident."""

from django.http import HttpResponse

from kentongan.incidents.models import Incident
from kentongan.incidents.wire import listed_row_of
from kentongan.web.endpoints import answer, etag


def answered(incident: Incident) -> HttpResponse:
    """An incident after an act. Never kept as a fragment: the act may still be undone."""
    return answer(listed_row_of(incident), headers={"ETag": etag(incident.version)})
