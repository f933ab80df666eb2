"""Organisations, regions, people, the roster and the configuration of the node over HTTP."""

from kentongan.orgs.api import handover, limits, organisations, people, retention, roster
from kentongan.web.endpoints import Endpoint

ENDPOINTS: list[Endpoint] = [
    *organisations.api.endpoints,
    *handover.api.endpoints,
    *roster.api.endpoints,
    *people.api.endpoints,
    *retention.api.endpoints,
    *limits.api.endpoints,
]

__all__ = ["ENDPOINTS"]
