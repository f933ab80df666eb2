"""What every page knows: the node, the person, the theme."""

from typing import Any

from django.http import HttpRequest

from kentongan.journal import selectors
from kentongan.journal.errors import NoNode
from kentongan.web import logs

THEMES = ("dark", "light", "sunlight")


def page(request: HttpRequest) -> dict[str, Any]:
    """The `page` of the base template. Costs no query."""
    theme = request.COOKIES.get("kentongan_theme", "")
    shown = {
        "request_id": logs.request_id.get(),
        "theme": theme if theme in THEMES else "",
        "signed_in": getattr(request, "signed_in", None),
        "person": getattr(getattr(request, "signed_in", None), "name", ""),
        "role": getattr(request, "role_name", ""),
        "rights": getattr(request, "rights", None),
    }
    try:
        node = selectors.node()
    except NoNode:
        return {"page": shown}
    return {
        "page": {
            **shown,
            "node_name": node.name,
            "node_kind": node.kind,
            "node_region": node.region,
            "zone": node.zone,
        }
    }
