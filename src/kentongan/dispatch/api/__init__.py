"""Tickets, proposals and assignments over HTTP."""

from kentongan.dispatch.api import tickets, units
from kentongan.web.endpoints import Endpoint

ENDPOINTS: list[Endpoint] = [*tickets.api.endpoints, *units.api.endpoints]

__all__ = ["ENDPOINTS"]
