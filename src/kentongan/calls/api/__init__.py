"""Calls over HTTP: each call, its line, and the room around the desk."""

from kentongan.calls.api import calls, deciding, line, room, unlinking
from kentongan.web.endpoints import Endpoint

ENDPOINTS: list[Endpoint] = [
    *calls.api.endpoints,
    *deciding.api.endpoints,
    *line.api.endpoints,
    *room.api.endpoints,
    *unlinking.api.endpoints,
]

__all__ = ["ENDPOINTS"]
