"""What our middleware has put on a request, typed."""

from django.conf import settings
from django.http import HttpRequest

from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotSigned


def find_actor(request: HttpRequest) -> Actor | None:
    """Who is signed in, or None."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def actor_of(request: HttpRequest) -> Actor:
    """Who acts. Raises NotSigned when nobody is signed in."""
    actor = find_actor(request)
    if actor is None:
        raise NotSigned
    return actor


def address_of(request: HttpRequest) -> str:
    """The client's network address, as the proxy in front tells it where there is one."""
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_PROXY and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    remote: str = request.META.get("REMOTE_ADDR", "")
    return remote
