"""A neighbour's node beside ours, through the services: what it would send, signed as it would."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from kentongan.kernel.actors import SETUP
from kentongan.kernel.ids import new_id
from kentongan.neighbours import services
from kentongan.neighbours.adapters.post import PATH
from kentongan.neighbours.models import Aid, Letter, Neighbour
from kentongan.neighbours.rules import signature
from kentongan.neighbours.types import NewAid
from kentongan.neighbours.wire import Envelope
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import make_incident

THEIR_NODE = UUID("0190f000-0000-7000-8000-00000000ba7a")
THEIR_SECRET = "rahasia-batang-untuk-uji-saja-0123456789"
ADDRESS = "https://112.batangkab.go.id"


def make_neighbour(cast: Cast, **overrides: Any) -> Neighbour:
    """The centre of Batang, which has a node of its own."""
    values: dict[str, Any] = {
        "org_id": cast.org_id("neighbour"), "address": ADDRESS, "node_id": THEIR_NODE,
        "their_secret": THEIR_SECRET,
    }  # fmt: skip
    return services.set_neighbour(by=SETUP, **values | overrides, at=NIGHT)[0]


def ask(cast: Cast, *, by: str = "operator", at: datetime = NIGHT, **values: Any) -> Aid:
    """We hand an incident over."""
    incident = values.pop("incident", None) or make_incident()
    new = NewAid(org_id=cast.org_id("neighbour"), **values)
    return services.ask_neighbour(by=getattr(cast, by), incident_id=incident.id, new=new, at=at)


def facts(**overrides: Any) -> dict[str, Any]:
    """What Batang tells of a fallen tree just across the border."""
    return {
        "number": "INS-3325-20261123-0007", "category": "TREE_DOWN", "category_name": "Pohon",
        "family": "TREE", "priority": "P2", "narrative": "TANDA-URAIAN roboh menimpa rumah.",
        "region": "332415", "address": "TANDA-ALAMAT Jl. Pantura", "lat": -6.9217, "lon": 110.2030,
        "accuracy_m": 40.0, "place_source": "MAP", "place_quality": "EXACT", "answers": {},
        "injured": 2, "contact_safety": "SAFE", "restricted": False,
        "started_at": "2026-11-22T19:58:00Z", "caller_name": "TANDA-NAMA Sri",
        "caller_phone": "+6281298765432",
    } | overrides  # fmt: skip


def asked_letter(**overrides: Any) -> dict[str, Any]:
    """Batang hands it over to us."""
    given = overrides.pop("facts", facts())
    return {
        "type": "ask", "id": str(new_id()), "reference": str(new_id()), "kind": "INCIDENT",
        "facts": given, "asked_at": "2026-11-22T19:59:55Z", "asked_name": "TANDA-NAMA Budi",
    } | overrides  # fmt: skip


def headers_for(body: bytes, at: datetime = NIGHT, secret: str = THEIR_SECRET) -> dict[str, str]:
    moment = str(int(at.timestamp()))
    signed = signature(secret, method="POST", path=PATH, moment=moment, body=body)
    return {
        "kentongan-node": str(THEIR_NODE), "kentongan-time": moment, "kentongan-signature": signed,
    }  # fmt: skip


def send(client: Any, letter: dict[str, Any], **signed: Any) -> Any:
    """As Batang's node would."""
    body = msgspec.json.encode({"letter": letter})
    return client.post(
        PATH, body, content_type="application/json", headers=headers_for(body, **signed)
    )


def receive(client: Any, **overrides: Any) -> Aid:
    """What Batang has handed over lies at our desks."""
    answer = send(client, asked_letter(**overrides))
    assert answer.status_code == 200, answer.content
    return Aid.objects.latest("id")


def answer_letter(aid: Aid, *, accepted: bool = True, **overrides: Any) -> dict[str, Any]:
    """A person in Batang has decided about what we have asked."""
    return {
        "type": "answer", "id": str(new_id()), "reference": str(aid.reference),
        "accepted": accepted, "name": "Dewi Batang", "answered_at": "2026-11-22T20:00:31Z",
        "number": "INS-3325-20261123-0008",
    } | overrides  # fmt: skip


def letters_of(aid: Aid) -> list[Any]:
    """What we have written about it, the oldest first."""
    rows = Letter.objects.filter(aid=aid).order_by("id")
    return [msgspec.json.decode(row.body, type=Envelope).letter for row in rows]
