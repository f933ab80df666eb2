"""What carries messages out of the house, chosen by the setting KENTONGAN_ADAPTER."""

from collections.abc import Callable

from django.conf import settings

from kentongan.messaging.adapters.fake import FakeAdapter
from kentongan.messaging.adapters.protocol import Adapter
from kentongan.messaging.errors import NoSuchAdapter

_ADAPTERS: dict[str, Callable[[], Adapter]] = {"fake": FakeAdapter}


def chosen() -> Adapter:
    """The adapter of this node. Raises NoSuchAdapter for a name that is not installed."""
    name = str(settings.MESSAGING_ADAPTER)
    make = _ADAPTERS.get(name)
    if make is None:
        raise NoSuchAdapter(name=name)
    return make()
