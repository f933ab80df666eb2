"""What a neighbour has asked of us: a person here accepts or refuses, by name."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.geo.places import PlaceQuality
from kentongan.incidents import selectors as incidents
from kentongan.incidents import services as incident_services
from kentongan.incidents.enums import Answer as Said
from kentongan.incidents.enums import ReportSource
from kentongan.incidents.types import Incident, NewIncident, PlaceInput, ReportInput
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, Unreadable, mark
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable
from kentongan.neighbours import errors, selectors
from kentongan.neighbours.enums import AidKind, AidState, Direction, Way
from kentongan.neighbours.models import Aid
from kentongan.neighbours.rules import AID
from kentongan.neighbours.services.change import name_of, send, settle, write_line
from kentongan.neighbours.wire import Answer, Facts
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.selectors import get_org

_BOOL = {Said.YES: True, Said.NO: False, Said.UNKNOWN: None}


def accept_aid(*, by: Actor, aid_id: UUID, category: str = "", at: datetime) -> Aid:
    """Take it: an incident is opened here with what was told, and the asker's node hears by whom.

    Without `category` the one that was told holds, if it is one here. Refuses what was answered or
    withdrawn, and a kind that is none here or would show what is restricted there.
    """
    with journal.act(by=by, at=at) as act:
        aid = _asked(by, aid_id)
        AID.target("accept", aid.state)
        facts = selectors.facts_of(aid)
        if facts is None:
            raise NotFound(thing=mark("Penyerahan"))
        aid.incident = _open(by, facts, category, at)
        settle(act, aid, accepted=True, name=name_of(by), number=facts.number, answered_at=at)
        if aid.way == Way.NODE:
            send(act, aid, _answer(aid, accepted=True, number=aid.incident.number))
        write_line(aid, _told_line(aid, facts), by=by, at=at)
    return aid


def refuse_aid(*, by: Actor, aid_id: UUID, reason: str, at: datetime) -> Aid:
    """Say no, and why; the asker's node hears by whom. Refuses without a reason."""
    if not reason.strip():
        raise errors.ReasonNeeded
    with journal.act(by=by, at=at) as act:
        aid = _asked(by, aid_id)
        said = require_storable("reason", reason)
        settle(act, aid, accepted=False, name=name_of(by), reason=said, answered_at=at)
        if aid.way == Way.NODE:
            send(act, aid, _answer(aid, accepted=False))
    return aid


def note_taken(
    *,
    by: Actor,
    incident_id: UUID,
    org_id: UUID,
    kind: AidKind,
    name: str,
    number: str = "",
    asked_at: datetime,
    at: datetime,
) -> Aid:
    """An incident of ours came from a neighbour by telephone, by whom there and at what hour: the
    same record, for the same statistic. Refuses without a name, an hour to come, and twice.
    """
    if not name.strip():
        raise errors.NameMissing
    if asked_at > at:
        expected = mark("Jam yang tidak di depan sekarang.")
        raise Unreadable(field="asked_at", reason="—", expected=expected)
    with journal.act(by=by, at=at) as act:
        incident = incidents.access_incident(
            by, incident_id, right=Right.FORWARD_TICKETS, lock=True
        )
        selectors.require_desk(by)
        org = get_org(org_id)
        if org.kind != OrgKind.NEIGHBOUR:
            raise errors.NotNeighbour(org=org.short_name)
        if any(each.direction == Direction.IN for each in selectors.list_aids_of(incident.id)):
            raise errors.AlreadyAsked(number=incident.number, org=org.short_name)
        aid = Aid(
            reference=new_id(), org=org, direction=Direction.IN, kind=kind, way=Way.PHONE,
            state=AidState.DELIVERED, incident=incident, is_restricted=incident.is_restricted,
            asked_at=asked_at, asked_by=by.id, asked_name=require_storable("name", name),
        )  # fmt: skip
        aid.save(force_insert=True)
        said = require_storable("number", number)
        settle(act, aid, accepted=True, name=name_of(by), number=said, answered_at=at)
    return aid


def _asked(by: Actor, aid_id: UUID) -> Aid:
    aid = selectors.access_aid(by, aid_id, lock=True)
    if aid.direction != Direction.IN:
        raise NotFound(thing=mark("Penyerahan"))
    return aid


def _told_line(aid: Aid, facts: Facts) -> str:
    """What was told beside the incident itself."""
    said = [_("Diserahkan oleh {name}").format(name=aid.asked_name)]
    if facts.injured is not None:
        said.append(_("korban luka: {n}").format(n=facts.injured))
    if aid.kind == AidKind.UNITS:
        said.append(_("unit diminta: {wanted}").format(wanted=selectors.wanted_words(aid)))
    return " · ".join([*said, *filter(None, [aid.why])])


def _answer(aid: Aid, *, accepted: bool, number: str = "") -> Answer:
    return Answer(
        id=new_id(), reference=aid.reference, accepted=accepted, name=aid.answered_name[:200],
        answered_at=aid.answered_at or aid.asked_at, reason=aid.reason, number=number,
    )  # fmt: skip


def _open(by: Actor, facts: Facts, category: str, at: datetime) -> Incident:
    code = category or facts.category
    known = incidents.find_category_at(code, at)
    if known is None:
        raise errors.CategoryNeeded(category=facts.category_name)
    asked = {question.code for question in incidents.list_questions_for(code, at)}
    place = PlaceInput(
        lat=facts.lat, lon=facts.lon, accuracy_m=facts.accuracy_m, source=facts.place_source,
        quality=PlaceQuality(facts.place_quality), address=facts.address,
    )  # fmt: skip
    said = ReportInput(
        source=ReportSource.API, name=facts.caller_name, phone=facts.caller_phone,
        contact_safety=facts.contact_safety,
    )  # fmt: skip
    new = NewIncident(
        category=code, narrative=facts.narrative, place=place, region=facts.region, report=said,
        priority=facts.priority, contact_safety=facts.contact_safety,
        facts={key: _BOOL[value] for key, value in facts.answers.items() if key in asked},
        started_at=min(facts.started_at, at), answered_at=at,
    )  # fmt: skip
    incident = incident_services.open_incident(by=by, new=new, at=at)
    if facts.restricted and not incident.is_restricted:
        raise errors.CategoryNeeded(category=facts.category_name)
    return incident
