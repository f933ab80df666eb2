"""People at the door, through the services."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp

from kentongan.accounts import services
from kentongan.accounts.models import User
from kentongan.kernel.actors import SETUP, Actor
from tests.cast import PASSWORD
from tests.conftest import NIGHT

PIN = "280417"
DESK = "meja-satu"


@dataclass(frozen=True)
class Factor:
    """A code app that works, and the printed codes."""

    secret: str
    codes: list[str]


def make_factor(user: User, at: datetime = NIGHT - timedelta(hours=1)) -> Factor:
    """A second factor, confirmed an hour ago."""
    secret = services.begin_second_factor(by=SETUP, user_id=user.id, at=at)
    code = pyotp.TOTP(secret).at(at)
    codes = services.confirm_second_factor(by=SETUP, user_id=user.id, code=code, at=at)
    return Factor(secret=secret, codes=codes)


def enter(
    username: str = "operator",
    password: str = PASSWORD,
    code: str = "",
    at: datetime = NIGHT,
    address: str = "10.0.0.1",
    **more: str,
) -> str:
    """Sign in; the session's token."""
    return services.sign_in(
        username=username, password=password, code=code, address=address, at=at, **more
    )


def take_seat(
    username: str = "operator",
    secret: str = PIN,
    code: str = "",
    at: datetime = NIGHT,
    address: str = "10.0.0.1",
    desk: str = DESK,
) -> str:
    """Sit down at a desk that stands open; the session's token."""
    return services.take_seat(
        username=username, secret=secret, code=code, address=address, desk=desk, at=at
    )


def choose_pin(user: User, pin: str = PIN, at: datetime = NIGHT) -> None:
    """The person's own PIN, by their password."""
    services.set_pin(by=Actor(id=user.id), current=PASSWORD, pin=pin, at=at)
