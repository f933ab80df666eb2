"""A crew's phone: a client that has scanned the code in the cab."""

from typing import Any

from django.test import Client

from kentongan.fleet import services as fleet
from kentongan.fleet.models import Unit
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT

HX = {"HTTP_HX_REQUEST": "true"}


def token_of(unit: Unit) -> str:
    return fleet.issue_vehicle_token(by=SETUP, unit_id=unit.id, at=NIGHT)


def make_phone(unit: Unit) -> Client:
    phone = Client()
    phone.get(f"/k/{token_of(unit)}")
    return phone


NO_POSITION = {"code": "NO_POSITION"}
"""The answer of a crew whose phone tells no position, when it says that it is there."""


def press(phone: Client, assignment: Any, step: str, **fields: str) -> Any:
    return phone.post(f"/k/langkah/{assignment.id}/{step}", fields, **HX)
