"""Where a person has entered with the password: those desks and addresses know them."""

from datetime import datetime
from uuid import UUID

from kentongan.accounts import rules
from kentongan.accounts.models import KnownPlace, User


def note_places(user: User, desk: str, address: str, at: datetime) -> None:
    """The person has entered here, with all that is asked for. Inside an act."""
    values = {
        "expires_at": at + rules.PLACE_KNOWN_FOR,
        "factor_at": at if user.has_second_factor else None,
        "pin_tries": 0,
    }
    keys = [(desk, rules.desk_key(desk)), (address, rules.place_key(address))]
    for place, key in keys:
        if place:
            KnownPlace.objects.update_or_create(key=key, user=user, defaults=values)


def forget_places(user_id: UUID) -> None:
    """No place knows this person any more. Inside an act."""
    KnownPlace.objects.filter(user_id=user_id).delete()
