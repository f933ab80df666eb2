"""Malam Kendal: an invented night from 22.00 to 03.15, for a newcomer to watch at all desks.

K1, K4, K6 and K8 of the practice (practice.md §8) among sixty calls, of which four of five are no
emergencies. Persons are invented, places and hazards real; every word says "cerita latihan".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from kentongan.calls.enums import Disposition
from kentongan.cli.demo.founding import Founded
from kentongan.cli.demo.stage import Deed, Line, Played, Scene, Stage
from kentongan.cli.demo.stories import Step, Story
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.types import NewIncident, PlaceInput

BEGINS_S = 22 * 3600
DAY_S = 24 * 3600
LABEL = "(cerita latihan)"


def after_ten(hour: str) -> float:
    """Seconds after 22.00 of `23.10` or `23.10.40`."""
    hours, minutes, *seconds = (int(part) for part in hour.split("."))
    return (hours * 3600 + minutes * 60 + sum(seconds) - BEGINS_S) % DAY_S


def _step(hour: str, verb: str, *arguments: str) -> Step:
    return Step(after_ten(hour) / 60, verb, arguments)


def _place(quality: PlaceQuality, address: str) -> PlaceInput:
    return PlaceInput(source=PlaceSource.CALLER, quality=quality, address=address)


def _village(address: str) -> PlaceInput:
    return _place(PlaceQuality.VILLAGE_ONLY, address)


def _story(hour: str, phone: int, caller: str, new: NewIncident, *steps: Step) -> Story:
    by_the_hour = tuple(sorted(steps, key=lambda step: step.minute))
    return Story(after_ten(hour) / 60, phone, caller, new, by_the_hour)


def _sent(org: str, unit: str, hours: str, role: str = "LEAD") -> tuple[Step, ...]:
    """An agency is asked and its unit goes there and back: the hours of its seven acts."""
    acts = [("forward", org, role), ("accept", org), ("assign", org, unit)]
    acts += [(verb, unit) for verb in ("acknowledge", "en-route", "on-scene", "clear")]
    return tuple(_step(hour, *act) for hour, act in zip(hours.split(), acts, strict=True))


def _telephoned(org: str, name: str, reference: str, hours: str) -> tuple[Step, ...]:
    """A body without an account is asked, answers by name, and is there."""
    acts = [("forward", org, "LEAD"), ("telephone", org, name, reference), ("arrive", org)]
    return tuple(_step(hour, *act) for hour, act in zip(hours.split(), acts, strict=True))


HIDING = _story(
    "22.14", 701, "",
    NewIncident(
        category="SILENT_HUMAN_SOUND", region="3324142013",
        narrative=f"Napas, dua nada tombol, putus {LABEL}",
        place=_village("Magersari, rumah ketiga dari musala"),
    ),
    *_telephoned("polres", "Bripka Wahyu", "LATIHAN-11", "22.15.10 22.16 22.28"),
)  # fmt: skip

WASPS = _story(
    "22.26", 702, "Bapak Wito",
    NewIncident(
        category="WASP_NEST", region="3324112010",
        narrative=f"Sarang tawon sebesar ember di atap dapur {LABEL}",
        place=_village("Johorejo RT 03 RW 02, dekat musala"),
        facts={"ALLERGIC_REACTION": False}, contact_safety=ContactSafety.SAFE,
    ),
    _step("22.30", "forward", "satpolpp-damkar", "LEAD"),
    _step("22.34", "schedule", "satpolpp-damkar"),
)  # fmt: skip

SNAKE = _story(
    "22.47", 703, "Ibu Rahayu",
    NewIncident(
        category="SNAKE", region="3324112010",
        narrative=f"Anak enam tahun digigit ular, kaki bengkak {LABEL}",
        place=_village("Johorejo RT 01 RW 01, belakang balai desa"),
        facts={"BITTEN": True}, contact_safety=ContactSafety.SAFE,
    ),
    *_sent("psc119", "Ambulans Weleri", "22.47.50 22.48.20 22.48.40 22.49 22.50 22.59 23.40"),
    _step("23.42", "report", "psc119", "Anak dibawa ke RSUD, sadar"),
    _step("23.44", "close", "HANDLED_HOSPITAL", "TOLD"),
)  # fmt: skip

DYKE = _story(
    "23.10", 704, "Bapak Karno",
    NewIncident(
        category="DYKE_BREACH", region="3324142006",
        narrative=f"Tanggul Bodri jebol, air masuk rumah {LABEL}",
        place=_village("Kebonharjo RT 02 RW 01, tepi tanggul"),
        contact_safety=ContactSafety.SAFE,
    ),
    *_sent("bpbd", "Perahu BPBD 1", "23.10.50 23.11.30 23.12.20 23.12.50 23.15 23.24 02.30"),
    _step("23.14", "ask", "pln", "POWER_OFF", "Gardu Kebonharjo", "Piket PLN"),
    _step("23.18", "confirm", "POWER_OFF", "Piket PLN"),
    _step("02.34", "report", "bpbd", "Sembilan orang dievakuasi ke balai desa"),
    _step("02.40", "release", "POWER_OFF", "Piket PLN"),
)  # fmt: skip

DYKE_CALLERS = (
    ("23.11", 705, "Air sepinggang di RT 03"),
    ("23.12", 706, "Ibu saya lumpuh, masih di dalam rumah"),
    ("23.13.30", 707, "Jalan ke balai desa terputus"),
    ("23.15.20", 708, "Kabel listrik menyentuh air"),
)
DYKE_PRANK = ("23.12.40", 709)
DYKE_SILENT = ("23.14.30", 710, "Diam; suara air deras")

LANDSLIDE = _story(
    "23.50", 711, "Ibu Sumiyati",
    NewIncident(
        category="LANDSLIDE", region="3324032006",
        narrative=f"Tebing longsor menimpa dapur {LABEL}",
        place=_village("Tamanrejo, Sukorejo — bukan Limbangan; dusun atas"),
        facts={"HOUSE_HIT": True}, contact_safety=ContactSafety.SAFE,
    ),
    *_sent("bpbd", "TRC BPBD 2", "23.50.50 23.51.30 23.52 23.52.30 23.53.30 00.40 02.00"),
    _step("02.05", "report", "bpbd", "Dua orang mengungsi ke rumah saudara, nihil luka"),
    _step("02.10", "close", "HANDLED", "TOLD"),
)  # fmt: skip

TOLL = _story(
    "02.50", 712, "Bapak Dedi",
    NewIncident(
        category="TRAFFIC_TOLL", region="3324",
        narrative=f"Dua truk, satu sopir terjepit; pelapor tidak tahu desa {LABEL}",
        place=_place(PlaceQuality.UNKNOWN, "Tol KM 390 A"),
        facts={"TRAPPED": True}, contact_safety=ContactSafety.SAFE,
    ),
    *_telephoned("tol", "Sentral jalan tol", "LATIHAN-12", "02.50.45 02.51.30 03.00"),
    _step("02.51", "forward", "psc119", "SUPPORT"),
    _step("02.52", "decline", "psc119", "NO_UNIT_LEFT", "Ambulans Weleri baru kembali"),
    *_sent(
        "pmi", "Ambulans PMI 1", "02.53 02.53.40 02.54 02.54.20 02.55 03.00.30 03.12", "SUPPORT"
    ),
    _step("03.13", "report", "pmi", "Sopir dibawa ke RSUD"),
)  # fmt: skip
ON_THE_LINE_S = 11 * 60
"""The operator stays with the driver until somebody is there."""

OTHER_CARRIAGEWAY = _story(
    "02.58", 713, "Ibu Nanik",
    NewIncident(
        category="TRAFFIC_TOLL", region="3324",
        narrative=f"Mobil menabrak pembatas, nihil luka {LABEL}",
        place=_place(PlaceQuality.UNKNOWN, "Tol KM 385+600 B"),
        contact_safety=ContactSafety.SAFE,
    ),
    *_telephoned("tol", "Sentral jalan tol", "LATIHAN-13", "02.59.20 03.00.10 03.10"),
)  # fmt: skip

_D = Disposition
_KINDS = (
    (_D.PRANK, ""),
    (_D.DROPPED, ""),
    (_D.INFORMATION, "Menanyakan jam buka puskesmas"),
    (_D.PRANK, ""),
    (_D.SILENT, ""),
    (_D.DROPPED, ""),
    (_D.WRONG_NUMBER, ""),
    (_D.COMPLAINT, "Lampu jalan padam"),
    (_D.PRANK, ""),
    (_D.TEST, "Uji panggilan antarregu"),
)
"""What most calls of a night are."""

OTHERS = 47
OTHERS_EVERY_S = 365
FIRST_OTHER_S = 120
FIRST_OTHER_PHONE = 740
CALLERS = 31
"""Some call more than once."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is done so many seconds after 22.00; `title` where a story begins."""

    second: float
    deed: Deed
    title: str = ""

    @property
    def hour(self) -> str:
        """`23.10`: the hour of the story."""
        minutes = int(BEGINS_S + self.second) % DAY_S // 60
        return f"{minutes // 60:02d}.{minutes % 60:02d}"


def kendal_night(founded: Founded) -> list[Moment]:
    """The whole night, in order."""
    return sorted(_moments(Stage(founded)), key=lambda moment: moment.second)


def _moments(stage: Stage) -> Iterator[Moment]:
    yield Moment(0, stage.hang_up_waiting)
    yield from _others(stage)
    hiding = Played(HIDING)
    yield from _told(stage, hiding, stage.heard_silent(hiding, HIDING.phone, 2, ""))
    for story in (WASPS, SNAKE, LANDSLIDE, OTHER_CARRIAGEWAY):
        played = Played(story)
        yield from _told(stage, played, stage.emergency(played))
    toll = Played(TOLL)
    yield from _told(stage, toll, stage.emergency(toll, ON_THE_LINE_S))
    dyke = Played(DYKE)
    yield from _told(stage, dyke, stage.emergency(dyke))
    for hour, phone, said in DYKE_CALLERS:
        yield from _scene(after_ten(hour), stage.also(dyke, phone, said))
    hour, phone = DYKE_PRANK
    yield from _scene(after_ten(hour), stage.other_call(_D.PRANK, Line(phone), ""))
    hour, phone, said = DYKE_SILENT
    yield from _scene(after_ten(hour), stage.heard_silent(dyke, phone, 0, said))


def _others(stage: Stage) -> Iterator[Moment]:
    for number, (kind, note) in enumerate(islice(cycle(_KINDS), OTHERS)):
        phone = FIRST_OTHER_PHONE + number % CALLERS
        begins = FIRST_OTHER_S + number * OTHERS_EVERY_S
        yield from _scene(
            begins, stage.other_call(kind, Line(phone), f"{note} {LABEL}" if note else "")
        )


def _told(stage: Stage, played: Played, scene: Scene) -> Iterator[Moment]:
    story = played.story
    yield from _scene(story.minute * 60, scene, str(story.new.narrative))
    for step in story.steps:
        yield Moment(step.minute * 60, stage.step(played, step))


def _scene(begins: float, scene: Scene, title: str = "") -> Iterator[Moment]:
    for seconds, deed in scene:
        yield Moment(begins + seconds, deed, title if seconds == 0 else "")
