"""A night at the centre as programs live it: everybody over HTTP, the worker in between.

Times are seconds since 03.00 WIB. `centre.at(70)` lets the night go on until then: the worker
reacts to what was written and keeps every deadline at its own moment, as in life.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from kentongan.accounts import services as accounts
from kentongan.cli.demo.hours import go_on
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import DispatchMode
from kentongan.fleet.enums import Capability, UnitKind
from kentongan.fleet.models import Unit
from kentongan.incidents.enums import PartyRole
from kentongan.journal import watchers
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.messaging.models import Message
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind, OrgKind, PostKind, Role
from kentongan.regions.models import Region
from tests.caller import Caller, caller_of
from tests.cast import KENDAL, KOTA_KENDAL, PASSWORD, START, Cast
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER
from tests.field.make import HX, token_of
from tests.fleet.make import make_unit

KEBONHARJO = "33.24.13.2001"
NAMESAKES = {
    "332403": ("Sukorejo", 3, "KECAMATAN"),
    "332406": ("Limbangan", 3, "KECAMATAN"),
    "3324032006": ("Tamanrejo", 4, "DESA"),
    "3324062005": ("Tamanrejo", 4, "DESA"),
}
"""A name that two villages of the uplands have."""
OFFICE_HOURS = timedelta(hours=8)
ASKED_OF = {"fire": [Capability.FIRE], "medical": [Capability.MEDICAL_BASIC], "disaster": []}


def make_namesakes() -> None:
    """Both Tamanrejos, in the hills."""
    for code, (name, level, kind) in NAMESAKES.items():
        Region.objects.create(
            code=code, name=name, level=level, kind=kind, name_key=name.lower(),
            valid_from=START.date(),
        )  # fmt: skip
    watchers.drop_everything()


class Centre:
    """Who is there, by name, and the night that goes on around them."""

    def __init__(self, cast: Cast, standing: clock.SetClock) -> None:
        self.cast = cast
        self._clock = standing
        self._callers: dict[str, Caller] = {}

    def at(self, seconds: float) -> datetime:
        """Let the night go on until so many seconds after three."""
        end = NIGHT + timedelta(seconds=seconds)
        go_on(self._clock, end)
        return end

    def sleep(self, seconds: float) -> None:
        """The worker stands still until then."""
        self._clock.at = NIGHT + timedelta(seconds=seconds)

    def ask(self, name: str, path: str, **query: Any) -> Any:
        """What `name` reads."""
        answer = self._caller(name).get(path, **query)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def do(self, name: str, path: str, body: Any = None) -> Any:
        """What `name` does; it must be allowed."""
        answer = self._caller(name).post(path, body)
        assert answer.status_code in {200, 201}, answer.content
        return json.loads(answer.content)

    def refused(self, name: str, path: str, body: Any = None) -> str:
        """The code with which `name` is refused."""
        answer = self._caller(name).post(path, body)
        assert answer.status_code >= 400, answer.content
        return str(json.loads(answer.content)["code"])

    def headers(self, name: str) -> dict[str, str]:
        """By which a browser of `name` is let in."""
        return self._caller(name).headers

    def _caller(self, name: str) -> Caller:
        if name not in self._callers:
            self._callers[name] = caller_of(self.cast, name)
        return self._callers[name]

    def sentence(self) -> str:
        """The first sentence of the leader's board, from the board as text."""
        headers = self.headers("leader")
        page = Client(headers=headers).get("/papan/teks").content.decode()
        return str(re.search(r"Sekarang: (.*)\.", page)[1])  # type: ignore[index]

    def clocks(self) -> dict[str, str]:
        """The board's clocks: their span and their median."""
        headers = self.headers("leader")
        page = Client(headers=headers).get("/papan/teks").content.decode()
        return dict(re.findall(r"\((.*)\): median ([0-9:—]+);", page))

    def call(self, phone: str = "+6281200000001", by: str = "operator", **more: Any) -> str:
        """It rings. Gives the call's id."""
        body = {"line": "112", "caller": {"phone": phone}} | more
        return str(self.do(by, "/calls", body)["id"])

    def routing(self, category: str, **roles: PartyRole) -> None:
        """Who is asked for a category: `fire=LEAD, medical=SUPPORT`."""
        for org, role in roles.items():
            dispatch.add_routing_rule(
                by=SETUP, org_id=self.cast.org_id(org), region=KENDAL, role=role,
                category=category, capabilities=ASKED_OF[org], at=EARLIER,
            )  # fmt: skip

    def on_duty(self, kind: DutyKind, org: str, name: str, phone: str = "") -> None:
        """Somebody is on the roster of this night, and there."""
        duty = orgs.plan_duty(
            by=SETUP, org_id=self.cast.org_id(org), kind=kind, person_name=name, phone=phone,
            starts_at=NIGHT - OFFICE_HOURS, ends_at=NIGHT + OFFICE_HOURS, at=NIGHT,
        )  # fmt: skip
        orgs.sign_on(by=SETUP, duty_id=duty.id, at=NIGHT)

    def joins(self, name: str, role: Role, org: str) -> None:
        """One more person with a login, at an organisation of the cast."""
        user = accounts.create_user(
            by=SETUP, username=name, name=name.title(), password=PASSWORD, at=START
        )
        orgs.grant_role(
            by=SETUP, user_id=user.id, org_id=self.cast.org_id(org), role=role, region=KENDAL,
            at=START,
        )  # fmt: skip
        token = accounts.issue_token(by=SETUP, user_id=user.id, label="uji", at=START)
        self._callers[name] = Caller(token)

    def body(self, code: str, name: str, kind: OrgKind = OrgKind.VERTICAL) -> str:
        """A body without an account, which is telephoned. Gives its id."""
        org = orgs.open_org(
            by=SETUP, code=code, name=name, short_name=name, kind=kind, region=KENDAL,
            phone="0294000330", is_joined=False, at=START,
        )  # fmt: skip
        dispatch.set_agency_mode(
            by=SETUP, org_id=org.id, mode=DispatchMode.TELEPHONE, legal_basis="SOP uji", at=EARLIER
        )
        return str(org.id)

    def boat(self) -> Unit:
        """A boat of the BPBD, at a post of its own."""
        post = orgs.open_post(
            by=SETUP, org_id=self.cast.org_id("disaster"), name="Pusdalops", kind=PostKind.STATION,
            region=KOTA_KENDAL, lat=-6.93, lon=110.208, covers=[KENDAL], at=START,
        )  # fmt: skip
        return make_unit(
            self.cast, org_id=self.cast.org_id("disaster"), post_id=post.id,
            call_sign="Perahu BPBD 1", kind=UnitKind.BOAT, capabilities=[Capability.WATER_RESCUE],
        )  # fmt: skip

    def numbers_rung(self) -> set[str]:
        """Every telephone that was made to ring."""
        return {message.recipient for message in Message.objects.all()}

    def crew(self, unit: Unit) -> "Crew":
        """The phone in a unit's cab, after its code was scanned."""
        return Crew(unit)


class Crew:
    """A crew's phone: its page, and the keys on it."""

    def __init__(self, unit: Unit) -> None:
        self._phone = Client()
        opened = self._phone.get(f"/k/{token_of(unit)}")
        assert opened.status_code == 302, "the token stays out of the address bar"

    def page(self) -> str:
        return self._phone.get("/k/isi", **HX).content.decode()

    def press(self, assignment: dict[str, Any], step: str, **fields: str) -> None:
        pressed = self._phone.post(f"/k/langkah/{assignment['id']}/{step}", fields, **HX)
        assert pressed.status_code == 204, pressed.content


def thread() -> list[tuple[str, int]]:
    """What was written since three o'clock: kinds and seconds, in order."""
    entries = Entry.objects.filter(occurred_at__gte=NIGHT).order_by("seq")
    return [
        (entry.kind, round((entry.occurred_at - NIGHT).total_seconds()))
        for entry in entries
        if not entry.kind.startswith(("accounts.", "orgs."))
    ]


def first_missing(wanted: Iterable[tuple[str, int]]) -> tuple[str, int] | None:
    """The first of `wanted` that the journal does not hold after those before it."""
    written = iter(thread())
    return next((each for each in wanted if each not in written), None)
