"""By which keys this node has sealed: it never starts with others, nor makes some in their place.

A blind index made with another key finds nobody, and what a lost key has sealed is lost.
"""

from django.conf import settings

from kentongan.journal import rotation
from kentongan.journal.errors import KeysDoNotFit
from kentongan.journal.models import NodeKey
from kentongan.kernel.keys import fingerprints


def lost_keys() -> tuple[str, ...]:
    """The keys this node needs and has not: other ones under their names, or none.

    An older data key that seals nothing any more may have been put away.
    """
    here = fingerprints(settings.KEYS_DIR)
    marks = NodeKey.objects.order_by("name").values_list("name", "fingerprint")
    return tuple(name for name, mark in marks if here.get(name) != mark and _is_needed(name, here))


def _is_needed(name: str, here: dict[str, str]) -> bool:
    kind, _, key_id = name.partition("-")
    return kind == "index" or name in here or rotation.has_sealed(key_id)


def needed_keys() -> dict[str, str]:
    """The keys without which this node's data cannot be used, with their fingerprints."""
    here, lost = fingerprints(settings.KEYS_DIR), lost_keys()
    marks = NodeKey.objects.order_by("name").values_list("name", "fingerprint")
    return {name: mark for name, mark in marks if name in here or name in lost}


def require_own_keys() -> None:
    """Raises KeysDoNotFit."""
    lost = lost_keys()
    if lost:
        raise KeysDoNotFit(keys=lost, folder=settings.KEYS_DIR)
