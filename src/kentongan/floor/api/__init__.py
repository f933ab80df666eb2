"""The floor over HTTP: every desk, joining calls, notes, and who is asked how they are."""

from kentongan.floor.api import caring, watching
from kentongan.web.endpoints import Endpoint

ENDPOINTS: list[Endpoint] = [*watching.api.endpoints, *caring.api.endpoints]

__all__ = ["ENDPOINTS"]
