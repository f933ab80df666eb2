"""What each desk of the demonstration hears in a story night that is played without waiting.

practice.md §4: at most one sounding alarm per desk per five minutes on a normal night. What the
demonstration has left unanswered before the night is not the night's.
"""

from datetime import datetime, timedelta

from kentongan.cli.demo.founding import Founded
from kentongan.cli.demo.hours import go_on
from kentongan.cli.demo.kendal_night import kendal_night
from kentongan.cli.story import play
from kentongan.console.sounds import ONCE_IN_S, Sound, sounds_for
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.orgs.selectors import rights_of
from kentongan.orgs.types import Rights

BEGINNINGS = ("calls.call.received", "incidents.incident.opened")
Heard = list[tuple[datetime, Sound]]


def play_through(founded: Founded, standing: clock.SetClock, evening: datetime) -> int:
    """The whole night, the worker keeping every hour; returns how many steps were left out."""

    def wait(second: float) -> datetime:
        go_on(standing, evening + timedelta(seconds=second))
        return standing.at

    return play(kendal_night(founded), wait)


def heard_since(founded: Founded, evening: datetime) -> dict[str, Heard]:
    """What sounded at each login's desk about what has begun since."""
    since = list(Entry.objects.filter(occurred_at__gte=evening).order_by("seq"))
    begun = {str(entry.subject_id) for entry in since if entry.kind in BEGINNINGS}
    entries = [entry for entry in since if _subject_of(entry) in begun]
    return {name: _heard(rights_of(who), entries) for name, who in founded.people.items()}


def _heard(rights: Rights, entries: list[Entry]) -> Heard:
    """One desk's own sounds, each once per incident in five minutes: the rule of the page's
    script.
    """
    kinds, heard = sounds_for(rights), Heard()
    last: dict[tuple[Sound, str], datetime] = {}
    for entry in entries:
        restricted = bool(entry.facts.get("restricted"))
        sound = kinds.get(entry.kind)
        if sound is None or not rights.may_see(
            entry.region, entry.org_id, entry.kind, restricted=restricted
        ):
            continue
        key = (sound, _subject_of(entry))
        if key in last and entry.occurred_at - last[key] < timedelta(seconds=ONCE_IN_S):
            continue
        last[key] = entry.occurred_at
        heard.append((entry.occurred_at, sound))
    return heard


def _subject_of(entry: Entry) -> str:
    return str(entry.facts.get("incident_id") or entry.subject_id)


def alarms_among(heard: Heard) -> list[datetime]:
    """The ring of a telephone is the work itself; every other sound is an alarm."""
    return [at for at, sound in heard if sound is not Sound.RING]


def most_within(moments: list[datetime]) -> int:
    """The most of them in any five minutes."""
    span = timedelta(seconds=ONCE_IN_S)
    return max((sum(at <= other < at + span for other in moments) for at in moments), default=0)
