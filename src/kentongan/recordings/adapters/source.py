"""Where the exchange keeps its recordings: a folder mounted here, or a web address of its own."""

from django.conf import settings

from kentongan.recordings import errors, rules
from kentongan.recordings.adapters import folder, server
from kentongan.recordings.types import Sound


def find_sound(place: str) -> Sound:
    """The sound that the exchange told of. Raises HostilePlace, SoundMissing where there is none,
    and SourceAway where a web address does not give it.
    """
    below = rules.relative_place(place, settings.RECORDINGS_PREFIX)
    source = str(settings.RECORDINGS_SOURCE)
    if not source:
        raise errors.SoundMissing
    return server.find_sound(source, below) if "://" in source else folder.find_sound(source, below)
