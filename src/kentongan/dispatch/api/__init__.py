"""Tickets, proposals, assignments and conditions over HTTP."""

from kentongan.dispatch.api import conditions, dangers, plans, tickets, tracks, units
from kentongan.web.endpoints import Endpoint

ENDPOINTS: list[Endpoint] = [
    *tickets.api.endpoints,
    *units.api.endpoints,
    *tracks.api.endpoints,
    *conditions.api.endpoints,
    *plans.api.endpoints,
    *dangers.api.endpoints,
]

__all__ = ["ENDPOINTS"]
