"""Visiting every address of the house as everybody: who, where, one of each thing to look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

import msgspec
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter

from kentongan.accounts import services as accounts
from kentongan.calls import services as calls
from kentongan.calls.types import NewCall
from kentongan.dispatch import services as dispatch
from kentongan.fleet import services as fleet
from kentongan.incidents.models import Report
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from tests.cast import KENDAL, PEOPLE, Cast
from tests.conftest import NIGHT
from tests.dispatch.make import make_assignment, make_ticket
from tests.fleet.make import make_ready, make_unit
from tests.incidents.make import make_categories, make_incident

STRANGER = "stranger"
CREW, SCREEN = "crew", "screen"
"""Those who enter by a token of their own: a vehicle's crew, a screen on the wall."""
VISITORS = (
    STRANGER, *(name for name in PEOPLE if not name.startswith("second_")), CREW, SCREEN
)  # fmt: skip

UNKNOWN = UUID("00000000-0000-7000-8000-000000000000")
LATER = "2026-11-23T03:00:00Z"

NOT_OURS = ("static/",)


@dataclass(frozen=True)
class Address:
    """One route with the view behind it."""

    route: str
    view: Any
    converters: dict[str, Any]

    @property
    def methods(self) -> tuple[str, ...]:
        """What an API view declares; GET and POST of a page."""
        declared = getattr(self.view, "endpoints", None)
        return tuple(sorted(declared)) if declared else ("GET", "POST")

    @property
    def is_api(self) -> bool:
        return hasattr(self.view, "endpoints")

    def body(self, method: str, things: dict[str, Any]) -> Any:
        """The example of the endpoint's documentation, or the least that its type asks for."""
        if not self.is_api:
            return None
        endpoint = self.view.endpoints[method]
        if endpoint.example is not None or endpoint.body is None:
            return endpoint.example
        return {
            field.encode_name: _sample(field.encode_name, field.type, things)
            for field in msgspec.structs.fields(endpoint.body)
            if field.required
        }


def _sample(name: str, type_: Any, things: dict[str, Any]) -> Any:
    """A value that a field of this name and type would take."""
    if name in things:
        return str(things[name])
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return next(iter(type_)).value
    samples = {UUID: str(UNKNOWN), int: 1, float: 1.0, bool: True, datetime: LATER, list: []}
    origin = getattr(type_, "__origin__", type_)
    return samples.get(origin, "uji")


def addresses() -> list[Address]:
    """Every route of the house, in the order of the alphabet."""
    found = _walk("", get_resolver().url_patterns, {})
    return sorted(
        (a for a in found if not a.route.startswith(NOT_OURS)), key=lambda address: address.route
    )


def _walk(prefix: str, patterns: list[Any], converters: dict[str, Any]) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        known = converters | getattr(pattern.pattern, "converters", {})
        if isinstance(pattern, URLResolver):
            yield from _walk(route, pattern.url_patterns, known)
        elif isinstance(pattern, URLPattern):
            yield Address(route, pattern.callback, known)


@dataclass
class Scene:
    """One of each thing, so that an address with an id in it has something to show."""

    cast: Cast
    things: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    clients: dict[str, tuple[Client, dict[str, str]]] = field(default_factory=dict)

    def path(self, address: Address) -> str:
        """The route with ids of things that exist; an unknown id where there is no such thing."""

        def fill(match: re.Match[str]) -> str:
            name = match.group(1).rpartition(":")[2]
            if name in self.things:
                return str(self.things[name])
            return str(UNKNOWN) if isinstance(address.converters[name], UUIDConverter) else "1"

        return "/" + re.sub(r"<([^>]+)>", fill, address.route)

    def client(self, visitor: str) -> Client:
        """A browser of this person. A token stands for a session with its second factor."""
        client, cookies = self._opened(visitor)
        client.cookies = SimpleCookie(cookies)
        return client

    def _opened(self, visitor: str) -> tuple[Client, dict[str, str]]:
        """One client for each, since every new one loads the middleware again."""
        if visitor in self.clients:
            return self.clients[visitor]
        client = Client(raise_request_exception=False)
        if visitor in (CREW, SCREEN):
            client.get(self._entrance(visitor))
        elif visitor != STRANGER:
            client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {self._token(visitor)}"
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self.clients[visitor] = client, cookies
        return self.clients[visitor]

    def _entrance(self, visitor: str) -> str:
        """The address of a QR code: opening it leaves the token in a cookie."""
        if visitor not in self.tokens:
            self.tokens[visitor] = (
                fleet.issue_vehicle_token(by=SETUP, unit_id=self.things["unit_id"], at=NIGHT)
                if visitor == CREW
                else orgs.issue_device_token(
                    by=SETUP, label="dinding", org_id=self.cast.org_id("centre"), region=KENDAL,
                    at=NIGHT,
                )
            )  # fmt: skip
        return ("/k/" if visitor == CREW else "/papan/layar/") + self.tokens[visitor]

    def _token(self, visitor: str) -> str:
        if visitor not in self.tokens:
            user_id = self.cast.people[visitor].id
            self.tokens[visitor] = accounts.issue_token(
                by=SETUP, user_id=user_id, label="visit", at=NIGHT
            )
        return self.tokens[visitor]


def make_scene(cast: Cast) -> Scene:
    """A call, a fire in Kendal, the fire brigade's ticket, and an engine on its way."""
    make_categories()
    unit = make_unit(cast)
    make_ready(unit)
    incident = make_incident(by=cast.operator, category="FIRE_STRUCTURE")
    assignment = make_assignment(cast, unit)
    ticket = make_ticket(cast, incident)
    condition = dispatch.ask_condition(
        by=cast.operator, incident_id=incident.id, kind="POWER_OFF",
        org_id=cast.org_id("disaster"), at=NIGHT,
    )  # fmt: skip
    danger = dispatch.raise_danger(by=SETUP, unit_id=unit.id, lat=-6.93, lon=110.21, at=NIGHT)
    trial = dispatch.send_trial(by=cast.admin, org_id=cast.org_id("medical"), at=NIGHT)
    call = calls.receive_call(by=cast.operator, new=NewCall(phone="+6281234567890"), at=NIGHT)
    things = {
        "unit_id": unit.id,
        "incident_id": incident.id,
        "assignment_id": assignment.id,
        "ticket_id": ticket.id,
        "condition_id": condition.id,
        "danger_id": danger.id,
        "trial_id": trial.id,
        "kind": "ROAD_CLOSED",
        "call_id": call.id,
        "org_id": cast.org_id("fire"),
        "post_id": cast.posts["fire_kendal"].id,
        "user_id": cast.people["operator"].id,
        "grant_id": cast.people["operator"].grants.get().id,
        "region": "33.24.15",
        "report_id": Report.objects.get(incident=incident).id,
        "step": "acknowledge",
    }
    return Scene(cast=cast, things=things)
