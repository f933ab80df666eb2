"""Which calls of a day are reviewed: all that must be, and of the rest the lowest keyed numbers."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from kentongan.quality.enums import Cause


def causes_of(
    *,
    answered: Collection[UUID],
    disposed: Collection[UUID],
    certain: Mapping[Cause, Collection[UUID]],
    share: int,
    disposed_share: int,
    number_of: Callable[[UUID], bytes],
) -> dict[UUID, Cause]:
    """Why each drawn call is reviewed. `certain` are those that are always; `share` and
    `disposed_share` are in percent, rounded up, so that a quiet day has its one too.

    The draw is the same however often it is made; a call that was closed late is only added.
    """
    numbers = {call_id: number_of(call_id) for call_id in answered}
    found: dict[UUID, Cause] = {}
    for cause in Cause:
        for call_id in certain.get(cause, ()):
            if call_id in numbers:
                found.setdefault(call_id, cause)
    for call_id in _lowest([each for each in disposed if each in numbers], disposed_share, numbers):
        found.setdefault(call_id, Cause.DISPOSED)
    for call_id in _lowest(answered, share, numbers):
        found.setdefault(call_id, Cause.RANDOM)
    return found


def _lowest(ids: Collection[UUID], percent: int, numbers: Mapping[UUID, bytes]) -> list[UUID]:
    count = -(-len(ids) * percent // 100)
    return sorted(ids, key=lambda call_id: (numbers[call_id], call_id))[:count]
