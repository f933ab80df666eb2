"""Incidents over HTTP: what is read, what is opened and changed, and the steps of the lifecycle."""

from kentongan.incidents.api import files, places, reading, reports, steps, writing
from kentongan.web.endpoints import Endpoint

ENDPOINTS: list[Endpoint] = [
    *reading.api.endpoints,
    *writing.api.endpoints,
    *steps.api.endpoints,
    *reports.api.endpoints,
    *files.api.endpoints,
    *places.api.endpoints,
]

__all__ = ["ENDPOINTS"]
