"""Taking over what a package says figures go by: the national return and the holidays."""

from datetime import datetime

from kentongan.kernel.actors import Actor
from kentongan.levels import services as levels
from kentongan.policy import wire
from kentongan.policy.selectors.figures import holiday_in
from kentongan.policy.types import Change


def national_mapping(by: Actor, change: Change, at: datetime) -> None:
    """What the national return counts as what."""
    row: wire.NationalMapping = change.row
    classes = {str(key): str(value) for key, value in row.classes.items()}
    levels.set_mapping(by=by, classes=classes, legal_basis=row.legal_basis, at=at)


def holiday(by: Actor, change: Change, at: datetime) -> None:
    """What a day is."""
    row: wire.Holiday = change.row
    levels.set_holidays(by=by, rows=[holiday_in(row)], at=at)
