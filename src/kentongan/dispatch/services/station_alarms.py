"""The station alarm: the telephone of a fire post rings by itself when a ticket is forwarded.

The only thing that the house does by itself toward those who drive, and only where a decree says so
(practice.md §6): it wakes a post, it sends nobody. Never a crew on the road, never medical, never
of a restricted incident; the agency still answers by name and sends its unit.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.dispatch import events, rules
from kentongan.dispatch.enums import UNANSWERED_TICKETS
from kentongan.dispatch.limits import ARRIVED_WITHIN, POSITION_WORTHLESS
from kentongan.dispatch.models import StationAlarm, StationRing, Ticket
from kentongan.dispatch.selectors import access_ticket, configuration
from kentongan.dispatch.selectors.proposals import propose_for
from kentongan.dispatch.services.change import record_ticket, ticket_facts
from kentongan.fleet.selectors import find_position, units_snapshot
from kentongan.fleet.types import UnitRecord
from kentongan.geo.points import distance_m
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import Priority
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import get_org, list_posts, rights_of
from kentongan.orgs.types import Post

PROPOSED = 20
"""So far down an agency's own units are looked through for those that its plan asks for."""


def set_station_alarm(
    *,
    by: Actor,
    org_id: UUID,
    up_to: str,
    legal_basis: str,
    at: datetime,
    valid_from: datetime | None = None,
) -> StationAlarm | None:
    """Up to which priority the posts of an agency are rung by themselves, by which decree; none any
    more with an empty `up_to`. Refuses one without the decree's number (DISPATCH-054).
    """
    basis = require_storable("legal_basis", legal_basis)
    if up_to:
        rules.require_decree(basis)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        rights_of(by).require(Right.CONFIGURE, region=journal_selectors.node().region)
        org = get_org(org_id)
        give_way(StationAlarm.objects.filter(org=org), begins)
        row = None
        if up_to:
            row = StationAlarm.objects.create(
                org=org, up_to=Priority(up_to), legal_basis=basis, valid_from=begins,
                changed_by=by.id,
            )  # fmt: skip
        changed = events.ConfigurationChanged(scope_id=org.id, what="STATION_ALARM")
        act.record(changed, region=org.region, org_id=org.id)
    return row


def sound_station_alarms(*, by: Actor, incident_id: UUID, at: datetime) -> list[StationRing]:
    """Ring the posts whose units stand first in the proposal for each ticket that nobody has
    answered: once a ticket, however often it is called. Nobody where no decree says so.
    """
    waiting = Ticket.objects.filter(incident_id=incident_id, state__in=UNANSWERED_TICKETS)
    asked = list(waiting.values_list("id", "org_id"))
    found: list[StationRing] = []
    for ticket_id, org_id in asked:
        alarm = configuration().station_alarm(org_id, at)
        if alarm is not None:
            found += _sound(by, ticket_id, alarm.up_to, at)
    return found


def _sound(by: Actor, ticket_id: UUID, up_to: str, at: datetime) -> list[StationRing]:
    with journal.act(by=by, at=at) as act:
        ticket = access_ticket(by, ticket_id, lock=True)
        incident = ticket.incident
        if ticket.state not in UNANSWERED_TICKETS or not rules.sounds_alarm(
            up_to, incident.priority, incident.family, is_restricted=incident.is_restricted
        ):
            return []
        rung = set(StationRing.objects.filter(ticket=ticket).values_list("post_id", flat=True))
        posts = [post for post in _posts(ticket, at) if post.id not in rung]
        return [_ring(act, by, ticket, post, at) for post in posts]


def _posts(ticket: Ticket, at: datetime) -> list[Post]:
    """Of the units that its plan asks for, else of the first; only those that stand at home."""
    proposal = propose_for(ticket.incident, limit=PROPOSED, org_id=ticket.org_id, at=at)
    able = [unit for unit in proposal.units if rules.hears_alarm(unit)]
    wanted = [unit for unit in able if unit.fills] or able[:1]
    ids = {unit.unit_id for unit in wanted}
    units = [unit for unit in units_snapshot().units if unit.id in ids]
    homes = {u.post_id for u in units if u.post_id and not _is_on_the_road(u, at)}
    return [post for post in list_posts(ticket.org_id) if post.id in homes]


def _is_on_the_road(unit: UnitRecord, at: datetime) -> bool:
    """Where it last was is not its post: nobody is there to hear it. As in a proposal, one that has
    been silent for long is taken to stand there again.
    """
    position = find_position(unit.id)
    if position is None or unit.post_point is None:
        return False
    if position.age(at) > POSITION_WORTHLESS.lasts(at):
        return False
    return distance_m(position.point, unit.post_point) > ARRIVED_WITHIN.at(at)


def _ring(act: Act, by: Actor, ticket: Ticket, post: Post, at: datetime) -> StationRing:
    """What has happened, and where, never leaves the house in a message (practice.md §3.1)."""
    ring = StationRing.objects.create(
        ticket=ticket, post=post, rung_at=at, is_rung=bool(post.phone)
    )
    if post.phone:
        messaging.queue_message(
            by=by, medium=Medium.PHONE_CALL, recipient=post.phone, purpose=Purpose.ESCALATION,
            text=_("ALARM POS. {number}. Bersiap; tunggu penugasan dari piket.").format(
                number=ticket.number
            ),
            subject_kind="ticket", subject_id=ticket.id, at=at,
        )  # fmt: skip
    said = _("Alarm pos dibunyikan: {post}.") if post.phone else _(
        "Alarm pos tidak dapat dibunyikan, pos tanpa telepon: {post}."
    )  # fmt: skip
    incidents.write_log(
        by=by, incident_id=ticket.incident_id, text=said.format(post=post.name), at=at
    )
    sounded = events.StationAlarmSounded(
        **ticket_facts(ticket), post_id=post.id, reached=bool(post.phone)
    )
    record_ticket(act, ticket, sounded)
    return ring
