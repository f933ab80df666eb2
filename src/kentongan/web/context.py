"""What every page knows: the node, the person, the theme."""

from base64 import b64encode
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from kentongan.journal import selectors
from kentongan.journal.errors import NoNode
from kentongan.web import logs

THEMES = ("dark", "light", "sunlight")


def page(request: HttpRequest) -> dict[str, Any]:
    """The `page` of the base template. Only a page that names `live_after` costs a query."""
    theme = request.COOKIES.get("kentongan_theme", "")
    shown = {
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "request_id": logs.request_id.get(),
        "theme": theme if theme in THEMES else "",
        "signed_in": getattr(request, "signed_in", None) or getattr(request, "actor", None),
        "person": getattr(getattr(request, "signed_in", None), "name", ""),
        **_of_person(getattr(request, "signed_in", None)),
        "role": getattr(request, "role_name", "") or _first_role(request),
        "rights": getattr(request, "rights", None),
        # A view that reads for long notes the seq first, so that no entry falls in between.
        "live_after": getattr(request, "live_after", selectors.last_seq),
    }
    try:
        node = selectors.node()
    except (NoNode, DatabaseError):  # the page that says so must come up all the same
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


def _of_person(entered: Any) -> dict[str, str]:
    """Whose drafts a browser shows, and the key that only this person's pages open them with."""
    if entered is None:
        return {}
    person_id = str(entered.user_id)
    key = salted_hmac("kentongan.web.drafts", person_id, algorithm="sha256").digest()
    return {"person_id": person_id, "draft_key": b64encode(key).decode()}


def _first_role(request: HttpRequest) -> str:
    """The title of the first role held, translated; the rooms above know what roles are."""
    grants = getattr(getattr(request, "rights", None), "grants", ())
    return str(grants[0].role.label) if grants else ""
