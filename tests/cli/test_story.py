"""`kentongan demo --story`: a night for a newcomer to watch, through the services of every day."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kentongan.calls.enums import Disposition
from kentongan.calls.models import Call
from kentongan.cli.demo import kendal_night as night
from kentongan.cli.demo.agencies import AGENCIES
from kentongan.cli.demo.founding import Founded, find_regency
from kentongan.cli.demo.heard import alarms_among, heard_since, most_within, play_through
from kentongan.cli.demo.units import UNITS
from kentongan.cli.main import Parser
from kentongan.cli.seed import seed
from kentongan.cli.story import add_arguments, play, run
from kentongan.console.sounds import Sound
from kentongan.dispatch.models import Condition, Ticket
from kentongan.incidents import starter
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import Incident
from kentongan.kernel import clock
from kentongan.messaging.models import Message
from kentongan.regions.adapters.kemendagri import read_tree

STORIES = (
    night.HIDING, night.WASPS, night.SNAKE, night.DYKE, night.LANDSLIDE, night.TOLL,
    night.OTHER_CARRIAGEWAY,
)  # fmt: skip
EVENING = datetime.fromisoformat("2026-11-22T22:00:00+07:00")
EMERGENCIES = len(STORIES) + len(night.DYKE_CALLERS) + 1
"""Each story's first caller, those who follow at the dyke, and the one who cannot speak there."""


def test_what_the_stories_name_exists_and_says_that_it_is_invented() -> None:
    known = {region.code for region in read_tree("3324")} | {"3324"}
    categories = {each.code for each in starter.CATEGORIES}
    names = {agency.code for agency in AGENCIES} | {unit.call_sign for unit in UNITS}
    for story in STORIES:
        assert story.new.region in known
        assert story.new.category in categories
        assert str(story.new.narrative).endswith("(cerita latihan)")
        assert story.new.place.lat is None, "nobody at the desk sees a point that nobody gave"
        minutes = [step.minute for step in story.steps]
        assert minutes == sorted(minutes)
        assert minutes[0] > story.minute
        for step in story.steps:
            if step.verb in {"forward", "accept", "assign", "acknowledge", "on-scene", "clear"}:
                assert step.arguments[0] in names


def test_hours_count_from_ten_in_the_evening() -> None:
    assert night.after_ten("22.14") == 14 * 60
    assert night.after_ten("02.50.45") == 4 * 3600 + 50 * 60 + 45
    for hour in ("22.14", "23.10", "02.50"):
        assert night.Moment(night.after_ten(hour), lambda at: None).hour == hour


def test_the_whole_night_is_played_in_a_throw_away_node(empty: Path) -> None:
    with clock.using(clock.SetClock(EVENING - timedelta(minutes=1))) as standing:
        seed()
        before = set(Call.objects.values_list("id", flat=True))
        incidents_before = set(Incident.objects.values_list("id", flat=True))
        founded = find_regency()
        assert play_through(founded, standing, EVENING) == 0, "nothing was refused"
        calls = Call.objects.exclude(id__in=before)
        _assert_four_of_five_are_no_emergencies(list(calls))
        [prank] = [call for call in calls if call.caller_phone.endswith("709")]
        assert prank.disposition == Disposition.PRANK, "in the middle of the water, by a person"
        _assert_safeguards(Incident.objects.exclude(id__in=incidents_before))
        _assert_no_desk_sounds_all_the_time(founded)


def _assert_four_of_five_are_no_emergencies(calls: list[Call]) -> None:
    assert len(calls) == 60
    emergencies = [call for call in calls if call.incident_id is not None]
    assert len(emergencies) == EMERGENCIES == 12
    assert all(call.ended_at is not None for call in calls)


def _assert_safeguards(incidents) -> None:
    hiding = incidents.get(category="SILENT_HUMAN_SOUND")
    assert hiding.contact_safety == ContactSafety.DO_NOT_CONTACT
    dyke = incidents.get(category="DYKE_BREACH")
    assert (dyke.priority, dyke.report_count) == ("P1", 6)
    assert Condition.objects.get(incident=dyke).state == "RELEASED"
    assert incidents.get(category="SNAKE").priority == "P1"
    assert incidents.get(category="WASP_NEST").state == "SCHEDULED"
    assert incidents.get(category="LANDSLIDE").region == "3324032006"
    assert incidents.filter(category="TRAFFIC_TOLL", merged_into=None).count() == 2
    assert Ticket.objects.filter(org__code="psc119", state="DECLINED").count() == 1
    callers = re.compile(r"^0294 000 7\d\d$")
    assert not any(callers.match(each.recipient) for each in Message.objects.all())


def _assert_no_desk_sounds_all_the_time(founded: Founded) -> None:
    heard = heard_since(founded, EVENING)
    assert max(most_within(alarms_among(each)) for each in heard.values()) == 1
    assert sum(sound is Sound.RING for _, sound in heard["petugas112"]) == 60
    assert alarms_among(heard["petugas112"]), "TIDAK ADA UNIT was heard at the 112 desk"
    assert alarms_among(heard["bpbd"]), "the agency heard its tickets"
    assert not heard["bupati"], "a leader's screen makes no sound"


@pytest.mark.parametrize(
    ("minutes", "most"), [((), 0), ((0, 5, 10), 1), ((0, 4.9), 2), ((0, 3, 6, 7, 20), 3)]
)
def test_the_most_is_that_of_any_five_minutes(minutes: tuple[float, ...], most: int) -> None:
    assert most_within([EVENING + timedelta(minutes=each) for each in minutes]) == most


def test_a_step_that_somebody_at_a_desk_has_forestalled_is_left_out(empty: Path) -> None:
    with clock.using(clock.SetClock(EVENING)):
        seed()
        moments = night.kendal_night(find_regency())[:7]
        deeds = {moment.second: moment for moment in moments}
        unanswered = [deeds[second] for second in sorted(deeds)][2:]
        assert play(unanswered, lambda second: EVENING + timedelta(seconds=second)) > 0


def test_a_node_of_real_work_is_refused(cast: object, capsys: pytest.CaptureFixture[str]) -> None:
    parser = Parser()
    add_arguments(parser)
    assert run(parser.parse_args(["malam-kendal", "--speed", "max"])) == 2
    assert "demonstration only" in capsys.readouterr().err
    for wrong in ("0", "-1", "quick"):
        with pytest.raises(SystemExit):
            parser.parse_args(["malam-kendal", "--speed", wrong])
