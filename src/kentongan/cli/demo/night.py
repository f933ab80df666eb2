"""The hours before the first start, played through the real services so that every desk shows life.

Four of five calls are no emergencies. The seven stories are invented; places and hazards are real.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.calls import services as calls
from kentongan.calls.enums import Channel, Disposition
from kentongan.calls.types import NewCall
from kentongan.cli.demo.agencies import INVENTED, invented_phone
from kentongan.cli.demo.founding import Founded
from kentongan.dispatch import services as dispatch
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ClosingCode, ContactSafety, Feedback, PartyRole
from kentongan.incidents.types import NewIncident, PlaceInput, ReportInput
from kentongan.journal import selectors as journal_selectors
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP, Actor

EARLIEST = timedelta(hours=6)
"""How far back the first call lies."""

OTHER_CALLS: tuple[tuple[float, Disposition, int, str], ...] = (
    (352, Disposition.INFORMATION, 801, "Menanyakan jam buka puskesmas"),
    (345, Disposition.PRANK, 802, ""),
    (331, Disposition.DROPPED, 803, ""),
    (322, Disposition.SILENT, 804, ""),
    (316, Disposition.WRONG_NUMBER, 805, ""),
    (300, Disposition.PRANK, 802, ""),
    (287, Disposition.INFORMATION, 806, "Menanyakan nomor PDAM"),
    (274, Disposition.DROPPED, 807, ""),
    (262, Disposition.PRANK, 808, ""),
    (251, Disposition.COMPLAINT, 809, "Lampu jalan padam di Brangsong"),
    (238, Disposition.SILENT, 810, ""),
    (226, Disposition.DROPPED, 811, ""),
    (211, Disposition.TEST, 100, "Uji panggilan antarregu"),
    (197, Disposition.PRANK, 812, ""),
    (184, Disposition.WRONG_NUMBER, 813, ""),
    (172, Disposition.INFORMATION, 814, "Menanyakan jadwal kereta"),
    (158, Disposition.DROPPED, 815, ""),
    (147, Disposition.PRANK, 816, ""),
    (131, Disposition.SILENT, 817, ""),
    (118, Disposition.COMPLAINT, 818, "Sampah belum diangkut di Pasar Boja"),
    (104, Disposition.DROPPED, 819, ""),
    (92, Disposition.PRANK, 808, ""),
    (83, Disposition.INFORMATION, 820, "Menanyakan jalan yang ditutup"),
    (71, Disposition.DROPPED, 821, ""),
    (58, Disposition.PRANK, 822, ""),
    (46, Disposition.WRONG_NUMBER, 823, ""),
    (39, Disposition.SILENT, 824, ""),
    (24, Disposition.DROPPED, 825, ""),
    (17, Disposition.PRANK, 826, ""),
    (12, Disposition.INFORMATION, 827, "Menanyakan pasang air laut"),
    (3, Disposition.DROPPED, 828, ""),
)
"""Minutes ago, what it was, whose invented number, and a note."""


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did, how many minutes ago; `arguments` are names of this demonstration."""

    minutes_ago: float
    verb: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One emergency: the call, the form, and what came of it."""

    minutes_ago: float
    phone: int
    caller: str
    new: NewIncident
    steps: tuple[Step, ...] = ()
    also_called: tuple[tuple[float, int, str], ...] = ()
    """Further callers: minutes ago, number, what they said."""


def _at_point(lat: float, lon: float, address: str, accuracy_m: float = 30) -> PlaceInput:
    return PlaceInput(
        lat=lat,
        lon=lon,
        accuracy_m=accuracy_m,
        source=PlaceSource.MAP,
        quality=PlaceQuality.EXACT,
        address=address,
    )


def _about(lat: float, lon: float, address: str, accuracy_m: float) -> PlaceInput:
    return PlaceInput(
        lat=lat,
        lon=lon,
        accuracy_m=accuracy_m,
        source=PlaceSource.LANDMARK,
        quality=PlaceQuality.AREA_ESTIMATE,
        address=address,
    )


def _village(address: str) -> PlaceInput:
    return PlaceInput(source=PlaceSource.REGION, quality=PlaceQuality.VILLAGE_ONLY, address=address)


SNAKE = Story(
    295, 830, "Ibu Warsini",
    NewIncident(
        category="SNAKE", region="3324151006",
        narrative="Ular masuk dapur, belum ada yang tergigit (peragaan)",
        place=_at_point(-6.9330, 110.2050, "RT 02 RW 04, belakang stadion"),
        facts={"BITTEN": False}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(293, "forward", ("satpolpp-damkar", "LEAD")),
        Step(291, "accept", ("satpolpp-damkar",)),
        Step(289, "assign", ("satpolpp-damkar", "Regu Satwa Kendal")),
        Step(288, "acknowledge", ("Regu Satwa Kendal",)),
        Step(286, "en-route", ("Regu Satwa Kendal",)),
        Step(276, "on-scene", ("Regu Satwa Kendal",)),
        Step(255, "clear", ("Regu Satwa Kendal",)),
        Step(250, "report", ("satpolpp-damkar", "Seekor kobra diamankan, nihil korban")),
        Step(244, "close", ("HANDLED", "TOLD")),
        Step(243, "close-ticket", ("satpolpp-damkar",)),
    ),
)  # fmt: skip

WASPS = Story(
    176, 831, "Bapak Wito",
    NewIncident(
        category="WASP_NEST", region="3324112010",
        narrative="Sarang tawon sebesar ember di atap rumah (peragaan)",
        place=_about(-6.9460, 110.1250, "Johorejo RT 03 RW 02, dekat musala", 400),
        facts={"ALLERGIC_REACTION": False}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(170, "forward", ("satpolpp-damkar", "LEAD")),
        Step(163, "schedule", ("satpolpp-damkar",)),
    ),
)  # fmt: skip

POWER = Story(
    64, 832, "Bapak Rohmad",
    NewIncident(
        category="POWER_LINE", region="3324092011",
        narrative="Kabel putus menjuntai di depan pasar, mengeluarkan api (peragaan)",
        place=_at_point(-6.9460, 110.2330, "Depan Pasar Brangsong, lajur arah Kaliwungu"),
        contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(62, "forward", ("pln", "LEAD")),
        Step(60, "telephone", ("pln", "Piket gangguan PLN", "PERAGAAN-0042")),
    ),
)  # fmt: skip

LANDSLIDE = Story(
    42, 833, "Ibu Sumiyati",
    NewIncident(
        category="LANDSLIDE", region="3324032006",
        narrative="Tebing longsor menutup jalan kampung, rumah belum kena (peragaan)",
        place=_village("Tamanrejo, Sukorejo — bukan Limbangan; jalan ke dusun atas"),
        facts={"HOUSE_HIT": False}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(40, "forward", ("bpbd", "LEAD")),
        Step(38.5, "accept", ("bpbd",)),
        Step(36, "assign", ("bpbd", "TRC BPBD 1")),
        Step(35, "acknowledge", ("TRC BPBD 1",)),
        Step(33, "en-route", ("TRC BPBD 1",)),
        Step(31, "forward", ("dpupr", "SUPPORT")),
        Step(28, "accept", ("dpupr",)),
    ),
)  # fmt: skip

FIRE = Story(
    34, 834, "Bapak Zaenal",
    NewIncident(
        category="FIRE_STRUCTURE", region="3324122007",
        narrative="Dua kios terbakar di sisi timur pasar, penghuni sudah keluar (peragaan)",
        place=_at_point(-6.9715, 110.0775, "Pasar Weleri sisi timur, gang kios kain"),
        facts={"TRAPPED": False}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(33.2, "forward", ("satpolpp-damkar", "LEAD")),
        Step(32.5, "forward", ("pln", "SUPPORT")),
        Step(32.4, "accept", ("satpolpp-damkar",)),
        Step(32, "assign", ("satpolpp-damkar", "Damkar Weleri 1")),
        Step(31.5, "assign", ("satpolpp-damkar", "Tangki Weleri")),
        Step(31.4, "acknowledge", ("Damkar Weleri 1",)),
        Step(31.2, "acknowledge", ("Tangki Weleri",)),
        Step(31, "en-route", ("Damkar Weleri 1",)),
        Step(30.5, "en-route", ("Tangki Weleri",)),
        Step(29, "telephone", ("pln", "Piket gangguan PLN", "PERAGAAN-0043")),
        Step(27, "on-scene", ("Damkar Weleri 1",)),
        Step(26, "on-scene", ("Tangki Weleri",)),
    ),
    ((30, 835, "Asap hitam dari arah pasar"), (28.5, 836, "Api terlihat dari stasiun")),
)  # fmt: skip

MEDICAL = Story(
    9, 837, "Ibu Kusmiati",
    NewIncident(
        category="MEDICAL_CHEST_PAIN", region="3324151006",
        narrative="Suami 58 tahun nyeri dada menjalar ke lengan, sadar (peragaan)",
        place=_about(-6.9335, 110.2055, "Kebondalem, gang sebelah stadion, rumah pagar hijau", 150),
        facts={"CHEST_PAIN": True}, contact_safety=ContactSafety.SAFE,
    ),
    (
        Step(8.3, "forward", ("psc119", "LEAD")),
        Step(7.7, "accept", ("psc119",)),
        Step(7.2, "assign", ("psc119", "Ambulans Kendal 1")),
        Step(6.8, "acknowledge", ("Ambulans Kendal 1",)),
        Step(5.5, "en-route", ("Ambulans Kendal 1",)),
    ),
)  # fmt: skip

TREE = Story(
    6.5, 838, "Bapak Hadi",
    NewIncident(
        category="TREE_DOWN", region="3324142007",
        narrative="Pohon asam tumbang menimpa kabel di tepi Pantura (peragaan)",
        place=_about(-6.9270, 110.1830, "Pantura Patebon, 200 m timur terminal", 250),
        facts={"ON_POWER_LINE": True}, contact_safety=ContactSafety.SAFE,
    ),
    (Step(5.5, "forward", ("dlh", "LEAD")),),
)  # fmt: skip

STORIES = (SNAKE, WASPS, POWER, LANDSLIDE, FIRE, MEDICAL, TREE)
RINGING_S = 20
"""One call is ringing when the desks open."""


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
    with clock.using(clock.SetClock(now)) as standing:
        for minutes_ago, deed in deeds:
            at = now - timedelta(minutes=minutes_ago)
            standing.at = at  # type: ignore[attr-defined]
            deed(at)


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
            call = self._call(phone, "", at)
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
            call = self._call(story.phone, f"{story.caller} {INVENTED}", at)
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
            call = self._call(phone, "", at)
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
        self._call(839, "", at)

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

    def _call(self, phone: int, name: str, at: datetime) -> UUID:
        new = NewCall(channel=Channel.SIMULATED, phone=invented_phone(phone), name=name)
        return calls.receive_call(by=SETUP, new=new, at=at).id

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
