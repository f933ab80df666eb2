"""Surges over HTTP, and the linking of a call, of which a surge asks more."""

from kentongan.surge.api import linking, surges
from kentongan.web.endpoints import Endpoint

ENDPOINTS: list[Endpoint] = [*surges.api.endpoints, *linking.api.endpoints]

__all__ = ["ENDPOINTS"]
