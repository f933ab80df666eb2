"""Those who look at the board: a leader, a wall."""

from typing import Any

from django.test import Client

from kentongan.accounts import services as accounts
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from tests.cast import KENDAL, Cast
from tests.conftest import NIGHT


def browser_of(cast: Cast, name: str) -> Client:
    """A browser in which somebody of the cast is signed in with both factors."""
    token = accounts.issue_token(by=SETUP, user_id=cast.people[name].id, label="uji", at=NIGHT)
    return Client(headers={"Authorization": f"Bearer {token}"})


def screen_token(cast: Cast) -> str:
    return orgs.issue_device_token(
        by=SETUP, label="Pendopo", org_id=cast.org_id("government"), region=KENDAL, at=NIGHT
    )


def wall_of(cast: Cast) -> Client:
    wall = Client()
    wall.get(f"/papan/layar/{screen_token(cast)}")
    return wall


def text_of(client: Client, address: str = "/papan") -> Any:
    return client.get(address).content.decode()
