"""The agents' floor of the demonstration: a long call, a note at its desk, one that was hard."""

from collections.abc import Iterator
from datetime import datetime

from kentongan.calls import services as calls
from kentongan.cli.demo.agencies import INVENTED
from kentongan.cli.demo.stage import Deed, Line, Played, Stage, receive
from kentongan.cli.demo.stories import LANDSLIDE, MEDICAL
from kentongan.floor import services as floor
from kentongan.incidents.selectors import opening_call
from kentongan.incidents.types import ReportInput

STAYS_SINCE = 13.5
"""Minutes: longer than what the floor calls a long call."""
STAYS_PHONE = 838
SAID = f"Jalan ke dusun atas tertutup, ada orang tua sendirian di rumah {INVENTED}"
NOTE = f"Tanyakan apakah masih ada jalan lain ke dusun atas. Tetap di telepon. {INVENTED}"
HARD_SINCE = 6.0


def floor_deeds(stage: Stage, played: list[Played]) -> Iterator[tuple[float, Deed]]:
    """The dispatcher stays with a caller; the supervisor whispers; the operator marks a call."""
    landslide, medical = (
        next(each for each in played if each.story is story) for story in (LANDSLIDE, MEDICAL)
    )
    line, people = Line(STAYS_PHONE), stage.founded.people

    def stay(at: datetime) -> None:
        by, call_id = people["penerus"], line.call_id
        calls.answer_call(by=by, call_id=call_id, at=at)
        calls.link_call(
            by=by, call_id=call_id, incident_id=landslide.incident_id,
            said=ReportInput(narrative=SAID), same_place_confirmed=True,
            same_victims_confirmed=True, at=at,
        )  # fmt: skip

    def whisper(at: datetime) -> None:
        floor.write_note(by=people["pengawas"], call_id=line.call_id, text=NOTE, at=at)

    def mark(at: datetime) -> None:
        call_id = opening_call(medical.incident_id)
        if call_id is not None:
            floor.mark_hard(by=stage.operator, call_id=call_id, at=at)

    yield STAYS_SINCE, lambda at: receive(line, at)
    yield STAYS_SINCE - 0.1, stay
    yield HARD_SINCE, mark
    yield 2.0, whisper
