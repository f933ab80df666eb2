"""Which desk hears what (screens.md §7): only what needs a person there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from kentongan.console.sounds import SOUNDINGS, Sound, sounds_for
from kentongan.kernel.events import Event
from kentongan.orgs.selectors import rights_of
from tests.cast import Cast
from tests.console.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_each_desk_hears_what_it_can_do_something_about(cast: Cast) -> None:
    operator = sounds_for(rights_of(cast.operator))
    assert operator["calls.call.received"] is Sound.RING
    assert operator["dispatch.incident.no-unit"] is Sound.ALARM
    assert "dispatch.ticket.forwarded" not in operator, "112 has forwarded it itself"
    officer = sounds_for(rights_of(cast.fire_officer))
    assert officer["dispatch.ticket.forwarded"] is Sound.TICKET
    assert Sound.RING not in officer.values()
    assert "calls.help.asked" in sounds_for(rights_of(cast.supervisor))
    assert "calls.help.asked" not in operator, "whoever asks is speaking with somebody"
    assert operator["calls.call.unclassified"] is Sound.ALARM
    supervisor = sounds_for(rights_of(cast.supervisor))
    assert supervisor["calls.call.unanswered"] is Sound.ALARM
    assert "calls.call.unanswered" not in operator, "their desk rings already"
    for name in ("fire_officer", "dispatcher", "supervisor"):
        heard = sounds_for(rights_of(cast.actor(name)))
        assert heard["dispatch.assignment.help-asked"] is Sound.ALARM, name
        assert heard["dispatch.danger.raised"] is Sound.DANGER, name
    assert not sounds_for(rights_of(cast.leader))
    assert not sounds_for(rights_of(cast.village_head))


@pytest.mark.parametrize("name", ["operator", "fire_officer", "supervisor"])
def test_whoever_should_hear_an_entry_is_sent_it(cast: Cast, name: str) -> None:
    """A sound whose entry never reaches the desk is silence when nobody comes."""
    rights = rights_of(cast.actor(name))
    org_id = cast.actor(name).org_id
    for kind in sounds_for(rights):
        assert rights.may_see("3324", org_id, kind), kind


def test_112_hears_that_nobody_comes_also_where_the_incident_is_restricted(cast: Cast) -> None:
    for name in ("operator", "dispatcher", "supervisor"):
        rights = rights_of(cast.actor(name))
        assert rights.may_see("3324", None, "dispatch.incident.no-unit", restricted=True)
    for name in ("fire_officer", "pusdalops", "camat", "outsider"):
        assert not rights_of(cast.actor(name)).may_see("3324", None, "dispatch.incident.no-unit")


def test_every_sound_is_an_entry_that_exists_and_has_its_tones() -> None:
    kinds = {event.kind for event in _all_events(Event)}
    assert {each.kind for each in SOUNDINGS} <= kinds
    found = finders.find("web/sounds.js")
    assert found
    script = Path(found).read_text(encoding="utf8")
    tones = re.search(r"const TONES = \{(.*?)\n\};", script, re.DOTALL)
    assert tones
    assert set(re.findall(r"^  (\w+):", tones[1], re.MULTILINE)) == set(Sound)


def _all_events(base: type[Event]) -> list[type[Event]]:
    return [
        each
        for sub in base.__subclasses__()
        for each in (sub, *_all_events(sub))
        if getattr(each, "kind", "")
    ]


def test_page_says_what_sounds_and_lets_it_be_adjusted(visit: Callable[[str], Visitor]) -> None:
    answered = visit("operator").get("console:calls").content.decode()
    assert "calls.call.received=ring" in answered
    assert answered.count("data-loudness=") == answered.count("data-try-sound=") == 4


def test_ring_of_a_112_desk_cannot_be_turned_off(visit: Callable[[str], Visitor]) -> None:
    desk = visit("operator").get("console:calls").content.decode()
    assert 'id="loud-ring" min="10"' in desk
    agency = visit("fire_officer").get("console:tickets").content.decode()
    assert 'id="loud-ring" min="0"' in agency
