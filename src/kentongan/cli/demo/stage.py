"""The actors of a demonstration, and what each verb of a story makes them do through the services.

A scene is what one call brings with it: seconds after its first ring, and the act.
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
from kentongan.cli.demo.agencies import INVENTED, invented_mobile, invented_phone
from kentongan.cli.demo.founding import Founded
from kentongan.cli.demo.people import LOGINS
from kentongan.cli.demo.stories import Step, Story
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import DeclineReason, TicketMethod
from kentongan.dispatch.types import Told
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ClosingCode, Feedback, PartyRole
from kentongan.incidents.types import ReportInput
from kentongan.journal import selectors as journal_selectors
from kentongan.kernel.actors import SETUP, Actor
from kentongan.orgs import selectors as orgs_selectors
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.selectors import rights_of

AFTER_DARK = time(18, 30)
WORKING_DAY = timedelta(hours=8)

Deed = Callable[[datetime], None]
Scene = Iterator[tuple[float, Deed]]

BY_TELEPHONE = Told(TicketMethod.PHONE, f"Petugas piket {INVENTED}")


class NotPlayed(Exception):  # noqa: N818 - a step without the one before it: left out
    """Somebody at a desk has decided otherwise, so what would follow does not."""


@dataclass
class Played:
    """One story as far as it has been played."""

    story: Story
    incident: UUID | None = None
    tickets: dict[str, UUID] = field(default_factory=dict)
    assignments: dict[str, UUID] = field(default_factory=dict)
    conditions: dict[str, UUID] = field(default_factory=dict)

    @property
    def incident_id(self) -> UUID:
        if self.incident is None:
            raise NotPlayed
        return self.incident


@dataclass
class Line:
    """One caller's line."""

    phone: int
    name: str = ""
    is_mobile: bool = False
    call: UUID | None = None

    @property
    def call_id(self) -> UUID:
        if self.call is None:
            raise NotPlayed
        return self.call


def receive(line: Line, at: datetime) -> None:
    """It rings."""
    number = (invented_mobile if line.is_mobile else invented_phone)(line.phone)
    new = NewCall(channel=Channel.SIMULATED, phone=number, name=line.name)
    line.call = calls.receive_call(by=SETUP, new=new, at=at).id


def list_ringing() -> list[tuple[UUID, datetime]]:
    """The calls that nobody has answered, and since when they ring."""
    found = calls_selectors.list_open_calls(rights_of(SETUP))
    return [(call.id, call.arrived_at) for call in found if call.state == CallState.INCOMING]


def hang_up_waiting(at: datetime, patience: timedelta) -> None:
    """Whoever has rung for longer than that gives up."""
    for call_id, since in list_ringing():
        if at - since > patience:
            calls.abandon_call(by=SETUP, call_id=call_id, at=at)


def _done(known: dict[str, UUID], name: str) -> UUID:
    if name not in known:
        raise NotPlayed
    return known[name]


class Stage:
    """Who plays."""

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

    def hang_up_waiting(self, at: datetime) -> None:
        """What has rung since before a night is not left ringing through it."""
        hang_up_waiting(at, timedelta())

    # ── scenes ───────────────────────────────────────────────────────────────────────────────
    def other_call(
        self, disposition: Disposition, line: Line, note: str, by: Actor | None = None
    ) -> Scene:
        """A call that is no emergency, taken by the operator or whoever else sits there."""
        yield 0, lambda at: receive(line, at)
        if disposition == Disposition.DROPPED:
            yield 6, lambda at: self._abandon(line, at)
            return
        yield 7, lambda at: self._answer(line, at, by)
        yield 25, lambda at: self._dispose(line, disposition, note, at, by)

    def emergency(self, played: Played, talks_s: float = 50) -> Scene:
        """The first call of a story; the line is put down after so many seconds."""
        line = Line(played.story.phone, f"{played.story.caller} {INVENTED}")
        yield 0, lambda at: receive(line, at)
        yield 6, lambda at: self._answer(line, at)
        yield 35, lambda at: self._open(line, played, at)
        yield talks_s, lambda at: self._end(line, at)

    def also(self, played: Played, phone: int, said: str) -> Scene:
        """One more caller about it."""
        line = Line(phone)
        yield 0, lambda at: receive(line, at)
        yield 8, lambda at: self._answer(line, at)
        yield 20, lambda at: self._link(line, played, f"{said} {INVENTED}", at)
        yield 30, lambda at: self._end(line, at)

    def heard_silent(self, played: Played, phone: int, tones: int, said: str) -> Scene:
        """Nobody speaks and somebody is there: listened to by a person, rung back by nobody. It
        opens the story, or belongs to what is known already.
        """
        line = Line(phone)
        yield 0, lambda at: receive(line, at)
        yield 5, lambda at: self._answer(line, at)
        yield 24, lambda at: self._hear(line, tones, at)
        yield 28, lambda at: self._hang_up(line, at)
        if played.story.phone == phone:
            yield 45, lambda at: self._open(line, played, at)
        else:
            yield 45, lambda at: self._link(line, played, f"{said} {INVENTED}", at)

    # ── the line ─────────────────────────────────────────────────────────────────────────────
    def _answer(self, line: Line, at: datetime, by: Actor | None = None) -> None:
        calls.answer_call(by=by or self.operator, call_id=line.call_id, at=at)

    def _abandon(self, line: Line, at: datetime) -> None:
        calls.abandon_call(by=SETUP, call_id=line.call_id, at=at)

    def _dispose(  # noqa: PLR0917
        self, line: Line, disposition: Disposition, note: str, at: datetime, by: Actor | None
    ) -> None:
        calls.classify_call(
            by=by or self.operator, call_id=line.call_id, disposition=disposition, note=note, at=at
        )

    def _hear(self, line: Line, tones: int, at: datetime) -> None:
        calls.hear_silence(
            by=self.operator,
            call_id=line.call_id,
            listened_s=19,
            tones=tones,
            human_sound=not tones,
            at=at,
        )

    def _hang_up(self, line: Line, at: datetime) -> None:
        calls.hang_up(by=self.operator, call_id=line.call_id, at=at)

    def _end(self, line: Line, at: datetime) -> None:
        calls.end_call(by=self.operator, call_id=line.call_id, at=at)

    def _open(self, line: Line, played: Played, at: datetime) -> None:
        incident = calls.open_incident_from_call(
            by=self.operator, call_id=line.call_id, new=played.story.new, at=at
        )
        played.incident = incident.id

    def _link(self, line: Line, played: Played, said: str, at: datetime) -> None:
        calls.link_call(
            by=self.operator,
            call_id=line.call_id,
            incident_id=played.incident_id,
            said=ReportInput(narrative=said),
            same_place_confirmed=True,
            same_victims_confirmed=True,
            at=at,
        )

    # ── what comes of it ─────────────────────────────────────────────────────────────────────
    def step(self, played: Played, step: Step) -> Deed:
        """The act of one step."""
        verbs: dict[str, Callable[..., None]] = {
            "forward": self._forward,
            "accept": self._accept,
            "schedule": self._schedule,
            "telephone": self._telephone,
            "assign": self._assign,
            "report": self._report,
            "close": self._close,
            "close-ticket": self._close_ticket,
            "decline": self._decline,
            "depart": self._depart,
            "arrive": self._arrive,
            "ask": self._ask,
            "confirm": self._confirm,
            "release": self._release,
        }

        def deed(at: datetime) -> None:
            verb = verbs.get(step.verb)
            if verb is None:
                self._crew_step(played, step.verb, step.arguments[0], at)
            else:
                verb(played, *step.arguments, at)

        return deed

    def _forward(self, played: Played, org: str, role: str, at: datetime) -> None:
        ticket = dispatch.forward_ticket(
            by=self.dispatcher,
            incident_id=played.incident_id,
            org_id=self.founded.orgs[org],
            role=PartyRole(role),
            at=at,
        )
        played.tickets[org] = ticket.id

    def _accept(self, played: Played, org: str, at: datetime) -> None:
        dispatch.accept_ticket(
            by=self.officer(org),
            ticket_id=_done(played.tickets, org),
            name=officer_name(org, self.founded.orgs[org], at),
            at=at,
        )

    def _schedule(self, played: Played, org: str, at: datetime) -> None:
        dispatch.schedule_ticket(
            by=self.officer(org),
            ticket_id=_done(played.tickets, org),
            scheduled_for=next_evening(at),
            name=officer_name(org, self.founded.orgs[org], at),
            at=at,
        )

    def _telephone(self, played: Played, org: str, name: str, reference: str, at: datetime) -> None:
        dispatch.record_telephone(
            by=self.dispatcher,
            ticket_id=_done(played.tickets, org),
            name=f"{name} {INVENTED}",
            their_reference=reference,
            help_under_way=True,
            at=at,
        )

    def _assign(self, played: Played, org: str, call_sign: str, at: datetime) -> None:
        assignment = dispatch.assign_unit(
            by=self.officer(org),
            ticket_id=_done(played.tickets, org),
            unit_id=self.founded.units[call_sign],
            at=at,
        )
        played.assignments[call_sign] = assignment.id

    def _crew_step(self, played: Played, verb: str, call_sign: str, at: datetime) -> None:
        dispatch.step_assignment(
            by=SETUP, assignment_id=_done(played.assignments, call_sign), step=verb, at=at
        )

    def _report(self, played: Played, org: str, text: str, at: datetime) -> None:
        dispatch.report_ticket(
            by=self.officer(org),
            ticket_id=_done(played.tickets, org),
            text=f"{text} {INVENTED}",
            at=at,
        )

    def _close(self, played: Played, code: str, feedback: str, at: datetime) -> None:
        incidents.close_incident(
            by=self.operator,
            incident_id=played.incident_id,
            closing_code=ClosingCode(code),
            feedback=Feedback(feedback),
            at=at,
        )

    def _close_ticket(self, played: Played, org: str, at: datetime) -> None:
        dispatch.close_ticket(by=self.dispatcher, ticket_id=_done(played.tickets, org), at=at)

    def _decline(self, played: Played, org: str, reason: str, note: str, at: datetime) -> None:
        dispatch.decline_ticket(
            by=self.officer(org),
            ticket_id=_done(played.tickets, org),
            reason=DeclineReason(reason),
            note=f"{note} {INVENTED}",
            at=at,
        )

    def _depart(self, played: Played, org: str, at: datetime) -> None:
        dispatch.depart_ticket(
            by=self.dispatcher, ticket_id=_done(played.tickets, org), told=BY_TELEPHONE, at=at
        )

    def _arrive(self, played: Played, org: str, at: datetime) -> None:
        dispatch.arrive_ticket(
            by=self.dispatcher, ticket_id=_done(played.tickets, org), told=BY_TELEPHONE, at=at
        )

    def _ask(
        self, played: Played, org: str, kind: str, where: str, name: str, at: datetime
    ) -> None:
        condition = dispatch.ask_condition(
            by=self.dispatcher,
            incident_id=played.incident_id,
            kind=kind,
            org_id=self.founded.orgs[org],
            where=where,
            name=f"{name} {INVENTED}",
            at=at,
        )
        played.conditions[kind] = condition.id

    def _confirm(self, played: Played, kind: str, name: str, at: datetime) -> None:
        dispatch.confirm_condition(
            by=self.dispatcher,
            condition_id=_done(played.conditions, kind),
            name=f"{name} {INVENTED}",
            at=at,
        )

    def _release(self, played: Played, kind: str, name: str, at: datetime) -> None:
        dispatch.release_condition(
            by=self.dispatcher,
            condition_id=_done(played.conditions, kind),
            name=f"{name} {INVENTED}",
            at=at,
        )


def officer_name(org: str, org_id: UUID, at: datetime) -> str:
    """Who answers at an agency by name: its login, else whoever is on the roster now."""
    for login in LOGINS:
        if login.org == org and login.duty is DutyKind.OFFICER:
            return login.name
    on_duty = orgs_selectors.on_duty(org_id, DutyKind.OFFICER, at)
    return on_duty[0].person_name if on_duty else f"Petugas piket {INVENTED}"


def next_evening(at: datetime) -> datetime:
    """The next 18.30 in the node's zone that leaves a working day: wasps are taken after dark."""
    zone = ZoneInfo(journal_selectors.node().zone)
    evening = datetime.combine(at.astimezone(zone).date(), AFTER_DARK, zone)
    return evening if evening - at > WORKING_DAY else evening + timedelta(days=1)
