"""What a last test says of a line now. Pure."""

from datetime import datetime

from kentongan.linetests.enums import Outcome, Standing


def standing(
    outcome: str | None, *, is_number_shown: bool | None, tried_at: datetime | None, since: datetime
) -> Standing:
    """Bad is bad however old: an old failure that nobody has tried again is no better. A call that
    came without its number is bad too: nobody can ring back, and no place is matched to it.
    """
    if outcome is None or tried_at is None:
        return Standing.NEVER
    if outcome != Outcome.HERE or is_number_shown is False:
        return Standing.BROKEN
    return Standing.DUE if tried_at < since else Standing.GOOD
