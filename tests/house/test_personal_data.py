"""Marked strings go through every service and are found in no journal, outbox, log or stream."""

import logging
from datetime import timedelta
from io import BytesIO
from typing import Any

import msgspec
import pytest
from django.db import connection

from kentongan.calls import services as calls
from kentongan.calls.enums import Disposition
from kentongan.calls.types import NewCall
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import TicketMethod
from kentongan.dispatch.types import Told
from kentongan.fleet import services as fleet
from kentongan.incidents import services as incidents
from kentongan.incidents.types import IncidentEdit, ReportInput
from kentongan.journal import personal, reactions
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.live.encoding import message
from kentongan.live.selectors import list_rows_after
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.neighbours import services as neighbours
from kentongan.neighbours.enums import AidKind, Direction, Way
from kentongan.neighbours.selectors import list_open
from kentongan.neighbours.types import NewAid, NewForeignUnit
from kentongan.neighbours.wire import Envelope
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from kentongan.web.logs import FIELDS, JsonFormatter
from tests.conftest import NIGHT
from tests.fleet.make import crew_of, make_ready, make_unit
from tests.house.visits import Scene, addresses
from tests.incidents.make import exact, make_categories, new_incident
from tests.neighbours.make import asked_letter, make_neighbour
from tests.orgs.make import break_one

PHONE = "+6281298765432"
MARK = "TANDA"
MARKS = (MARK, PHONE, PHONE.removeprefix("+62"))
"""Every invented name, number, address and story below holds one of these."""


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Any:
    """Everything that is logged, of any level, as the JSON lines show it and as it was given."""
    caplog.set_level(logging.DEBUG)

    def lines() -> str:
        formatter = JsonFormatter()
        given = [
            str((r.getMessage(), {f: getattr(r, f, "") for f in FIELDS})) for r in caplog.records
        ]
        return "\n".join([*given, *(formatter.format(record) for record in caplog.records)])

    return lines


def a_day(cast: Any) -> None:
    """A call from ring to closed, with everybody's names, numbers and words marked."""
    make_categories()
    unit = make_unit(cast)
    make_ready(unit)
    fleet.seat_crew(by=SETUP, unit_id=unit.id, names=[f"{MARK}-awak Budi"], at=NIGHT)
    duty = orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("fire"), kind=DutyKind.OFFICER, person_name=f"{MARK}-piket",
        phone=PHONE, starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=8), at=NIGHT,
        user_id=cast.people["fire_officer"].id,
    )  # fmt: skip
    orgs.sign_on(by=cast.fire_officer, duty_id=duty.id, at=NIGHT)
    call = calls.receive_call(
        by=cast.operator,
        new=NewCall(phone=PHONE, name=f"{MARK}-nama", note=f"{MARK}-catatan"),
        at=NIGHT,
    )
    calls.answer_call(by=cast.operator, call_id=call.id, at=NIGHT)
    said = ReportInput(name=f"{MARK}-pelapor", phone=PHONE, narrative=f"{MARK}-kata")
    incident = calls.open_incident_from_call(
        by=cast.operator,
        call_id=call.id,
        new=new_incident(
            category="FIRE_STRUCTURE",
            narrative=f"{MARK}-uraian",
            place=exact(address=f"{MARK}-alamat"),
            report=said,
        ),
        at=NIGHT,
    )
    calls.reveal_caller(by=cast.operator, call_id=call.id, at=NIGHT)
    report = incidents.add_report(
        by=cast.operator, incident_id=incident.id, said=said, at=NIGHT + timedelta(seconds=9)
    )
    incidents.reveal_reporter(by=cast.operator, report_id=report.id, at=NIGHT)
    incidents.write_log(by=cast.operator, incident_id=incident.id, text=f"{MARK}-log", at=NIGHT)
    incident.refresh_from_db()
    incidents.edit_incident(
        by=cast.operator, incident_id=incident.id, expected_version=incident.version,
        edit=IncidentEdit(narrative=f"{MARK}-baru", address=f"{MARK}-alamat-2"), at=NIGHT,
    )  # fmt: skip
    incidents.attach_file(
        by=cast.operator, incident_id=incident.id, name=f"{MARK}.jpg",
        media_type="image/jpeg", stream=BytesIO(MARK.encode()), at=NIGHT,
    )  # fmt: skip
    ticket = dispatch.forward_ticket(
        by=cast.dispatcher, incident_id=incident.id, org_id=cast.org_id("fire"), at=NIGHT
    )
    dispatch.escalate_ticket(by=SETUP, ticket_id=ticket.id, at=NIGHT + timedelta(minutes=5))
    dispatch.accept_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, name=f"{MARK}-petugas", at=NIGHT
    )
    condition = dispatch.ask_condition(
        by=cast.operator, incident_id=incident.id, kind="POWER_OFF", where=f"{MARK}-gardu",
        org_id=cast.org_id("disaster"), name=f"{MARK}-penerima", at=NIGHT,
    )  # fmt: skip
    told: Any = {
        "by": cast.operator,
        "condition_id": condition.id,
        "name": f"{MARK}-PLN",
        "at": NIGHT,
    }
    dispatch.refuse_condition(**told, reason=f"{MARK}-gardu jauh")
    dispatch.confirm_condition(**told)
    dispatch.release_condition(**told)
    assignment = dispatch.assign_unit(
        by=cast.fire_officer, ticket_id=ticket.id, unit_id=unit.id,
        override_reason=f"{MARK}-alasan", at=NIGHT,
    )  # fmt: skip
    dispatch.step_assignment(
        by=cast.operator, assignment_id=assignment.id, step="acknowledge",
        told=Told(TicketMethod.RADIO, f"{MARK}-danru"), at=NIGHT,
    )  # fmt: skip
    dispatch.talk(
        by=crew_of(unit), assignment_id=assignment.id, text=f"{MARK}-percakapan", at=NIGHT
    )
    danger = dispatch.raise_danger(by=crew_of(unit), unit_id=unit.id, at=NIGHT)
    dispatch.end_danger(
        by=cast.operator, danger_id=danger.id, outcome=f"{MARK}-akhir bahaya", at=NIGHT
    )
    for step in ("en-route", "on-scene", "clear"):
        why = {"reason": "OTHER", "note": f"{MARK}-tiba"} if step == "on-scene" else {}
        dispatch.step_assignment(
            by=cast.fire_officer, assignment_id=assignment.id, step=step, at=NIGHT, **why
        )
    dispatch.report_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, text=f"{MARK}-laporan", at=NIGHT
    )
    messaging.queue_message(
        by=cast.operator, medium=Medium.SMS, recipient=PHONE, text=f"{MARK}-pesan",
        purpose=Purpose.FEEDBACK, subject_kind="incident", subject_id=incident.id,
        contact_safety="SAFE", at=NIGHT,
    )  # fmt: skip
    prank = calls.receive_call(by=cast.operator, new=NewCall(phone=PHONE), at=NIGHT)
    calls.classify_call(
        by=cast.operator, call_id=prank.id, disposition=Disposition.PRANK, note=f"{MARK}-iseng",
        at=NIGHT,
    )  # fmt: skip
    break_one(cast, reason=f"{MARK}-darurat")
    beyond_the_border(cast, said)


def beyond_the_border(cast: Any, said: ReportInput) -> None:
    """Two incidents handed over, one of them by telephone, and one handed to us."""
    neighbour = make_neighbour(cast)
    told = {"narrative": f"{MARK}-batas", "place": exact(address=f"{MARK}-jalan"), "report": said}
    by_node, by_phone = (incidents.open_incident(
        by=cast.operator, new=new_incident(**told), at=NIGHT) for _ in range(2))  # fmt: skip
    org_id = cast.org_id("neighbour")
    new = NewAid(org_id=org_id, with_caller=True)
    neighbours.ask_neighbour(by=cast.operator, incident_id=by_node.id, new=new, at=NIGHT)
    new = NewAid(
        org_id=org_id, kind=AidKind.UNITS, way=Way.PHONE, wanted=(("FIRE", 1),),
        reason=f"{MARK}-kurang",
    )  # fmt: skip
    aid = neighbours.ask_neighbour(by=cast.operator, incident_id=by_phone.id, new=new, at=NIGHT)
    neighbours.note_answer(
        by=cast.operator, aid_id=aid.id, accepted=True, name=f"{MARK}-penerima",
        answered_at=NIGHT, at=NIGHT,
    )  # fmt: skip
    unit = NewForeignUnit("Batang 2", person_name=f"{MARK}-danru", phone=PHONE)
    neighbours.add_foreign_unit(by=cast.operator, aid_id=aid.id, new=unit, at=NIGHT)
    raw = msgspec.json.encode({"letter": asked_letter()})
    letter = msgspec.json.decode(raw, type=Envelope).letter
    neighbours.hear_letter(sender=neighbour, letter=letter, at=NIGHT)
    taken = list_open(Direction.IN)[0]
    neighbours.accept_aid(by=cast.operator, aid_id=taken.id, at=NIGHT)


def found_outside(logged: Any) -> list[str]:
    """Where a mark is that it should not be: journal, outbox, logs, streams."""
    places = {
        "journal": "\n".join(_rows("journal_entry")),
        "outbox": "\n".join(_rows("journal_outboxitem")),
        "stream": b"".join(message(row).frame for row in list_rows_after(0, 10_000)).decode(),
        "log": logged(),
    }
    return [
        f"{place}: …{text[max(0, text.index(mark) - 120) : text.index(mark) + 60]}…"
        for place, text in places.items()
        for mark in MARKS
        if mark in text
    ]


def _rows(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        return [str(row) for row in cursor.fetchall()]


def test_a_day_leaves_no_person_outside_its_rooms(cast, night, logged):
    before = Entry.objects.count()
    a_day(cast)
    reactions.run_all()
    messaging.deliver_due(at=NIGHT + timedelta(minutes=10))
    assert Entry.objects.count() > before + 20
    assert not found_outside(logged)


def test_every_endpoint_keeps_what_it_is_told_inside(scene, logged):
    accepted = [
        f"{method} {address.route}"
        for visitor in ("dispatcher", "fire_officer", "supervisor")
        for address in addresses()
        if address.is_api
        for method in address.methods
        if method != "GET" and _send(scene, visitor, address, method)
    ]
    assert len(accepted) > 20, accepted
    reactions.run_all()
    assert not found_outside(logged)


def _send(scene: Scene, visitor: str, address: Any, method: str) -> bool:
    endpoint = address.view.endpoints[method]
    body = _marked(endpoint.body, scene.things) if endpoint.body else {}
    answer = scene.client(visitor).generic(
        method, scene.path(address), msgspec.json.encode(body), content_type="application/json"
    )
    assert answer.status_code < 500, (address.route, answer.content)
    return answer.status_code < 300


def _marked(shape: type[msgspec.Struct], things: dict[str, Any]) -> dict[str, Any]:
    """A body in which every free text is marked; codes and figures are left to their defaults."""
    body: dict[str, Any] = {}
    for field in msgspec.structs.fields(shape):
        name = field.encode_name
        if name in CODES:
            body |= {name: CODES[name]}
        elif name in things:
            body |= {name: str(things[name])}
        elif "phone" in name or name == "recipient":
            body |= {name: PHONE}
        elif field.type is str or field.type == str | None:
            body |= {name: f"{MARK}-{name}"}
        elif (inner := _struct_of(field.type)) is not None:
            body |= {name: _marked(inner, things)}
    return body


CODES = {"category": "FIRE_STRUCTURE", "region": "33.24.15", "cursor": None}
"""Text that names something and is no person's: given as it should be."""


def _struct_of(type_: Any) -> type[msgspec.Struct] | None:
    candidates = getattr(type_, "__args__", (type_,))
    structs = [c for c in candidates if isinstance(c, type) and issubclass(c, msgspec.Struct)]
    return structs[0] if structs else None


def test_the_database_file_shows_no_encrypted_field(cast, night):
    a_day(cast)
    shown = [
        f"{model._meta.label}.{field.name}"
        for model in personal.models_with_personal_fields()
        for field in personal.personal_fields(model)
        if field.encrypted
        and any(mark in value for value in _column(model, field) for mark in MARKS)
    ]
    assert not shown, shown


def _column(model: Any, field: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field.column} FROM {model._meta.db_table}")  # noqa: S608
        return [str(value) for (value,) in cursor.fetchall()]
