"""Asking a neighbour: to take an incident over, or for units. Until a person there has accepted by
name the incident remains ours and open (practice.md §1.7).
"""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from kentongan.incidents import selectors as incidents
from kentongan.incidents import services as incident_services
from kentongan.incidents.enums import ENDANGERED, ENDED_STATES, IncidentState
from kentongan.incidents.types import Incident
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, Unreadable, mark
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable
from kentongan.neighbours import errors, events, selectors
from kentongan.neighbours.enums import AidKind, AidState, Direction, Way
from kentongan.neighbours.models import Aid, Letter
from kentongan.neighbours.rules.telling import facts_told
from kentongan.neighbours.services.change import (
    keep_back,
    name_of,
    record,
    save,
    send,
    settle,
    step,
    time_for,
    told,
    withdrawn,
    write_line,
)
from kentongan.neighbours.types import NewAid
from kentongan.neighbours.wire import MOST_UNITS, Ask, CallOff, Facts, Wanted
from kentongan.orgs.enums import OrgKind, Right, Role
from kentongan.orgs.selectors import get_org, rights_of
from kentongan.orgs.types import Organisation

A_MINUTE = timedelta(minutes=1)
"""Hours are told in minutes: the one in which it was asked is not before it."""


def ask_neighbour(*, by: Actor, incident_id: UUID, new: NewAid, at: datetime) -> Aid:
    """Hand an incident over, or ask for units, by the neighbour's node or by telephone.

    Refuses one that has ended or is handed to somebody already, a restricted one by anybody but the
    supervisor, who is no neighbour's centre or has no node here, and units without what and why.
    """
    _require_said(new)
    with journal.act(by=by, at=at) as act:
        incident = incidents.access_incident(
            by, incident_id, right=Right.FORWARD_TICKETS, lock=True
        )
        selectors.require_desk(by)
        org = _neighbour(new)
        _require_askable(by, incident, new)
        aid, facts = _build(by, incident, org, new, at)
        aid.save(force_insert=True)
        if new.way == Way.NODE:
            send(act, aid, _letter(aid, facts, new))
        write_line(aid, _asked_line(aid, new), by=by, at=at)
        record(act, events.AidAsked(**told(aid), with_caller=bool(facts.caller_phone)))
    return aid


def withdraw_aid(*, by: Actor, aid_id: UUID, at: datetime) -> Aid:
    """Take it back. Asked by node it is withdrawn when the node there says so: whoever has accepted
    there meanwhile keeps it, on both sides.
    """
    with journal.act(by=by, at=at) as act:
        aid = _own(by, aid_id)
        if aid.way == Way.PHONE:
            withdrawn(act, aid)
            return aid
        step(aid, "call-off")
        aid.due_at = None
        save(aid)
        send(act, aid, CallOff(id=new_id(), reference=aid.reference))
        record(act, events.AidCallOff(**told(aid)))
    return aid


def withdraw_offers(*, by: Actor, incident_id: UUID, at: datetime) -> int:
    """Take back all that is asked for an incident and not answered. Returns how many."""
    offers = selectors.list_offers_of(incident_id)
    for aid in offers:
        withdraw_aid(by=by, aid_id=aid.id, at=at)
    return len(offers)


def note_answer(
    *,
    by: Actor,
    aid_id: UUID,
    accepted: bool,
    name: str,
    reason: str = "",
    number: str = "",
    answered_at: datetime,
    at: datetime,
) -> Aid:
    """Write down who there has said yes or no by telephone, and at what hour.

    Refuses without a name, a refusal without its reason, an hour before it was asked or to come,
    and one whose letter has arrived there: a person there answers that.
    """
    if not name.strip():
        raise errors.NameMissing
    if not accepted and not reason.strip():
        raise errors.ReasonNeeded
    with journal.act(by=by, at=at) as act:
        aid = _own(by, aid_id)
        if aid.way == Way.NODE and aid.state != AidState.ASKED:
            raise errors.NotByTelephone(org=aid.org.short_name)
        if not aid.asked_at - A_MINUTE < answered_at <= at:
            expected = mark("Jam sesudah diminta dan tidak di depan sekarang.")
            raise Unreadable(field="answered_at", reason="—", expected=expected)
        keep_back(Letter.objects.filter(aid=aid), at)
        aid.way = Way.PHONE
        settle(
            act, aid, accepted=accepted, name=require_storable("name", name),
            reason=require_storable("reason", reason), number=require_storable("number", number),
            answered_at=max(answered_at, aid.asked_at),
        )  # fmt: skip
    return aid


def close_handed(*, by: Actor, aid_id: UUID, at: datetime) -> Incident:
    """End our incident as handed over. Refuses while nobody there has accepted it by name, and
    while a unit of ours is out.
    """
    with journal.act(by=by, at=at):
        aid = _own(by, aid_id)
        accepted = aid.state == AidState.ACCEPTED and aid.kind == AidKind.INCIDENT
        if not accepted or aid.incident_id is None:
            raise errors.NotAnswered(org=aid.org.short_name)
        to = _("Diserahkan ke {org}, diterima {name}.")
        return incident_services.hand_over(
            by=by, incident_id=aid.incident_id, to_org_id=aid.org_id, at=at,
            to=to.format(org=aid.org.short_name, name=aid.answered_name or "—"),
        )  # fmt: skip


def _own(by: Actor, aid_id: UUID) -> Aid:
    aid = selectors.access_aid(by, aid_id, lock=True)
    if aid.direction != Direction.OUT:
        raise NotFound(thing=mark("Penyerahan"))
    return aid


def _require_said(new: NewAid) -> None:
    require_storable("reason", new.reason)
    if new.kind == AidKind.INCIDENT:
        return
    if not new.wanted or any(not 1 <= count <= MOST_UNITS for _, count in new.wanted):
        raise errors.NothingWanted
    if not new.reason.strip():
        raise errors.ReasonNeeded


def _neighbour(new: NewAid) -> Organisation:
    org = get_org(new.org_id)
    if org.kind != OrgKind.NEIGHBOUR:
        raise errors.NotNeighbour(org=org.short_name)
    if new.way == Way.NODE and selectors.find_neighbour(org.id) is None:
        raise errors.NoNode(org=org.short_name)
    return org


def _require_askable(by: Actor, incident: Incident, new: NewAid) -> None:
    if incident.state in ENDED_STATES or incident.state == IncidentState.DRAFT:
        raise errors.NotOpenHere(number=incident.number)
    rights = rights_of(by)
    if incident.is_restricted and not (rights.everything or Role.SUPERVISOR in rights.roles):
        raise errors.SupervisorNeeded
    handed = selectors.find_handed(incident.id)
    if new.kind == AidKind.INCIDENT and handed is not None:
        raise errors.AlreadyAsked(number=incident.number, org=handed.org.short_name)


def _build(
    by: Actor, incident: Incident, org: Organisation, new: NewAid, at: datetime
) -> tuple[Aid, Facts]:
    facts = _facts(by, incident, new, at)
    aid_id = new_id()
    is_units = new.kind == AidKind.UNITS
    aid = Aid(
        id=aid_id, reference=aid_id, org=org, direction=Direction.OUT, kind=new.kind, way=new.way,
        state=AidState.ASKED, incident=incident, is_restricted=incident.is_restricted,
        is_endangered=facts.contact_safety in ENDANGERED, facts=msgspec.json.encode(facts).decode(),
        wanted=[list(pair) for pair in new.wanted] if is_units else [], until=new.until,
        why=new.reason, asked_at=at, asked_by=by.id, asked_name=name_of(by),
        due_at=at + time_for(new.kind, at),
    )  # fmt: skip
    return aid, facts


def _facts(by: Actor, incident: Incident, new: NewAid, at: datetime) -> Facts:
    safety = incidents.strictest_contact(incident.id)
    name = phone = ""
    if new.with_caller and safety not in ENDANGERED:
        rights_of(by).require(Right.REVEAL_PERSONS, region=incident.region)
        known = (r for r in incidents.list_reports(incident.id) if r.reporter_phone)
        caller = next(known, None)
        name, phone = (caller.reporter_name, caller.reporter_phone) if caller else ("", "")
    category = incidents.find_category_at(incident.category, at)
    return facts_told(
        incident, category_name=category.name if category else incident.category, safety=safety,
        injured=new.injured, caller_name=name, caller_phone=phone,
    )  # fmt: skip


def _letter(aid: Aid, facts: Facts, new: NewAid) -> Ask:
    return Ask(
        id=new_id(), reference=aid.reference, kind=AidKind(aid.kind), facts=facts,
        asked_at=aid.asked_at, asked_name=aid.asked_name[:200], reason=new.reason, until=aid.until,
        wanted=msgspec.convert(
            [{"capability": code, "count": count} for code, count in new.wanted], list[Wanted]
        ),
    )  # fmt: skip


def _asked_line(aid: Aid, new: NewAid) -> str:
    org = aid.org.short_name
    if aid.kind == AidKind.INCIDENT:
        line = _(
            "Ditawarkan kepada {org} untuk diambil alih ({way}). Tetap milik kita sampai diterima."
        )
        return line.format(org=org, way=Way(aid.way).label)
    line = _("Bantuan unit diminta dari {org} ({way}): {wanted}. {reason}")
    wanted = selectors.wanted_words(aid)
    return line.format(org=org, way=Way(aid.way).label, wanted=wanted, reason=new.reason)
