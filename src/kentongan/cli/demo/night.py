"""Plays the hours before the first start through the real services, so every desk shows life.

Four of five calls are no emergencies.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.calls import selectors as calls_selectors
from kentongan.calls import services as calls
from kentongan.calls.enums import CallState, Channel, Disposition
from kentongan.calls.types import NewCall
from kentongan.cli.demo.agencies import INVENTED, invented_phone
from kentongan.cli.demo.founding import Founded
from kentongan.cli.demo.stories import OTHER_CALLS, STORIES, Step, Story
from kentongan.dispatch import services as dispatch
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ClosingCode, Feedback, PartyRole
from kentongan.incidents.types import ReportInput
from kentongan.journal import selectors as journal_selectors
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP, Actor
from kentongan.orgs.selectors import rights_of

EARLIEST = timedelta(hours=6)
"""How far back the first call lies."""

RINGING_S = 20
RINGING_PHONE = 839
"""One call is ringing when the desks open."""

PATIENCE = timedelta(minutes=30)
"""A call that still rings at a later start is from another day: its caller has hung up."""


@dataclass
class _Played:
    """One story as far as it has been played."""

    story: Story
    incident_id: UUID | None = None
    tickets: dict[str, UUID] = field(default_factory=dict)
    assignments: dict[str, UUID] = field(default_factory=dict)


Deed = Callable[[datetime], None]


def play_night(founded: Founded, now: datetime) -> None:
    """Play everything in the order in which it happened, each act at its own moment."""
    deeds = sorted(_deeds(founded), key=lambda deed: -deed[0])
    standing = clock.SetClock(now)
    with clock.using(standing):
        for minutes_ago, deed in deeds:
            standing.at = now - timedelta(minutes=minutes_ago)
            deed(standing.at)


def ring_anew(now: datetime) -> None:
    """At a later start: who has rung for too long hangs up, and one call rings if none waits."""
    waiting = 0
    for call in calls_selectors.list_open_calls(rights_of(SETUP)):
        if call.state != CallState.INCOMING:
            continue
        if now - call.arrived_at > PATIENCE:
            calls.abandon_call(by=SETUP, call_id=call.id, at=now)
        else:
            waiting += 1
    if not waiting:
        _receive(RINGING_PHONE, "", now)


def _receive(phone: int, name: str, at: datetime) -> UUID:
    new = NewCall(channel=Channel.SIMULATED, phone=invented_phone(phone), name=name)
    return calls.receive_call(by=SETUP, new=new, at=at).id


def _deeds(founded: Founded) -> Iterator[tuple[float, Deed]]:
    stage = _Stage(founded)
    for minutes_ago, disposition, phone, note in OTHER_CALLS:
        yield minutes_ago, stage.other_call(disposition, phone, note)
    for story in STORIES:
        played = _Played(story)
        yield story.minutes_ago, stage.open(played)
        for step in story.steps:
            yield step.minutes_ago, stage.step(played, step)
        for minutes_ago, phone, said in story.also_called:
            yield minutes_ago, stage.also(played, phone, said)
    yield RINGING_S / 60, stage.ring


class _Stage:
    """The actors of the night, and what each verb of a story makes them do."""

    def __init__(self, founded: Founded) -> None:
        self.founded = founded
        self.operator = founded.people["petugas112"]
        self.dispatcher = founded.people["penerus"]
        self.officers = {
            "satpolpp-damkar": founded.people["damkar"],
            "psc119": founded.people["psc"],
            "bpbd": founded.people["bpbd"],
        }

    def officer(self, org: str) -> Actor:
        """Who answers at an agency; those without a login are played by the setup account."""
        return self.officers.get(org, SETUP)

    def other_call(self, disposition: Disposition, phone: int, note: str) -> Deed:
        def deed(at: datetime) -> None:
            call = _receive(phone, "", at)
            if disposition == Disposition.DROPPED:
                calls.abandon_call(by=SETUP, call_id=call, at=at + timedelta(seconds=6))
                return
            calls.answer_call(by=self.operator, call_id=call, at=at + timedelta(seconds=7))
            calls.classify_call(
                by=self.operator,
                call_id=call,
                disposition=disposition,
                note=note,
                at=at + timedelta(seconds=25),
            )

        return deed

    def open(self, played: _Played) -> Deed:
        def deed(at: datetime) -> None:
            story = played.story
            answered_at = at + timedelta(seconds=6)
            call = _receive(story.phone, f"{story.caller} {INVENTED}", at)
            calls.answer_call(by=self.operator, call_id=call, at=answered_at)
            incident = calls.open_incident_from_call(
                by=self.operator, call_id=call, new=story.new, at=at + timedelta(seconds=35)
            )
            calls.end_call(by=self.operator, call_id=call, at=at + timedelta(seconds=50))
            played.incident_id = incident.id

        return deed

    def also(self, played: _Played, phone: int, said: str) -> Deed:
        def deed(at: datetime) -> None:
            assert played.incident_id is not None
            call = _receive(phone, "", at)
            calls.answer_call(by=self.operator, call_id=call, at=at + timedelta(seconds=8))
            calls.link_call(
                by=self.operator,
                call_id=call,
                incident_id=played.incident_id,
                said=ReportInput(narrative=f"{said} {INVENTED}"),
                at=at + timedelta(seconds=20),
            )
            calls.end_call(by=self.operator, call_id=call, at=at + timedelta(seconds=30))

        return deed

    def ring(self, at: datetime) -> None:
        """One call that nobody has answered yet."""
        _receive(RINGING_PHONE, "", at)

    def step(self, played: _Played, step: Step) -> Deed:
        verbs: dict[str, Callable[..., None]] = {
            "forward": self._forward,
            "accept": self._accept,
            "schedule": self._schedule,
            "telephone": self._telephone,
            "assign": self._assign,
            "report": self._report,
            "close": self._close,
            "close-ticket": self._close_ticket,
        }

        def deed(at: datetime) -> None:
            verb = verbs.get(step.verb)
            if verb is None:
                self._crew_step(played, step.verb, step.arguments[0], at)
            else:
                verb(played, *step.arguments, at)

        return deed

    def _forward(self, played: _Played, org: str, role: str, at: datetime) -> None:
        assert played.incident_id is not None
        ticket = dispatch.forward_ticket(
            by=self.dispatcher,
            incident_id=played.incident_id,
            org_id=self.founded.orgs[org],
            role=PartyRole(role),
            at=at,
        )
        played.tickets[org] = ticket.id

    def _accept(self, played: _Played, org: str, at: datetime) -> None:
        dispatch.accept_ticket(
            by=self.officer(org),
            ticket_id=played.tickets[org],
            name=f"Petugas piket {INVENTED}",
            at=at,
        )

    def _schedule(self, played: _Played, org: str, at: datetime) -> None:
        dispatch.schedule_ticket(
            by=self.officer(org),
            ticket_id=played.tickets[org],
            scheduled_for=next_evening(at),
            name=f"Petugas piket {INVENTED}",
            at=at,
        )

    def _telephone(
        self, played: _Played, org: str, name: str, reference: str, at: datetime
    ) -> None:
        dispatch.record_telephone(
            by=self.dispatcher,
            ticket_id=played.tickets[org],
            name=f"{name} {INVENTED}",
            their_reference=reference,
            help_under_way=True,
            at=at,
        )

    def _assign(self, played: _Played, org: str, call_sign: str, at: datetime) -> None:
        assignment = dispatch.assign_unit(
            by=self.officer(org),
            ticket_id=played.tickets[org],
            unit_id=self.founded.units[call_sign],
            at=at,
        )
        played.assignments[call_sign] = assignment.id

    def _crew_step(self, played: _Played, verb: str, call_sign: str, at: datetime) -> None:
        dispatch.step_assignment(
            by=SETUP, assignment_id=played.assignments[call_sign], step=verb, at=at
        )

    def _report(self, played: _Played, org: str, text: str, at: datetime) -> None:
        dispatch.report_ticket(
            by=self.officer(org), ticket_id=played.tickets[org], text=f"{text} {INVENTED}", at=at
        )

    def _close(self, played: _Played, code: str, feedback: str, at: datetime) -> None:
        assert played.incident_id is not None
        incidents.close_incident(
            by=self.operator,
            incident_id=played.incident_id,
            closing_code=ClosingCode(code),
            feedback=Feedback(feedback),
            at=at,
        )

    def _close_ticket(self, played: _Played, org: str, at: datetime) -> None:
        dispatch.close_ticket(by=self.dispatcher, ticket_id=played.tickets[org], at=at)


def next_evening(at: datetime) -> datetime:
    """18.30 tomorrow in the node's zone: wasps are taken after dark."""
    zone = ZoneInfo(journal_selectors.node().zone)
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(18, 30), zone)
