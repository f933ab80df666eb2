"""Which journal entries sound, and at whose desk (screens.md §7; practice.md §4).

Four sounds, so that nobody has to look to know what is asked of him. What is only news makes none.
The same sound about the same incident is made once in five minutes: a desk that is told again and
again stops listening.
"""

from dataclasses import dataclass
from enum import StrEnum

from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights

ONCE_IN_S = 300
"""practice.md §4: at most one sounding alarm per desk per five minutes on a normal night. The
ears of those who sit there are the same in every regency: no row of settings."""


RING_EVERY_S, RING_EVERY_S_WHILE_TALKING = 4, 12
"""As a telephone does, until somebody answers; seldom where somebody listens to another caller."""


DANGER_EVERY_S = 6
"""A crew is threatened and nobody has taken it: heard again until somebody has."""


class Sound(StrEnum):
    RING = "ring"
    """Somebody rings 112: two short double tones, as a telephone, as long as nobody answers."""
    TICKET = "ticket"
    """Something was asked of this agency: two rising tones."""
    DANGER = "danger"
    """A crew is threatened: six quick high tones, again and again until somebody has taken it."""
    ALARM = "alarm"
    """Nobody comes, or nobody answers: four low falling tones."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """An entry that sounds at the desks of those who hold `right`, and `also` where it is named."""

    kind: str
    sound: Sound
    right: Right
    also: Right | None = None

    def is_for(self, rights: Rights) -> bool:
        needed = {self.right, self.also or self.right}
        return all(rights.has_anywhere(each) for each in needed)


SOUNDINGS = (
    Sounding("calls.call.received", Sound.RING, Right.TAKE_CALLS),
    Sounding("calls.call.unanswered", Sound.ALARM, Right.TAKE_CALLS, Right.EDIT_ROSTER),
    Sounding("calls.call.unclassified", Sound.ALARM, Right.TAKE_CALLS),
    Sounding("calls.call.emergency-unopened", Sound.ALARM, Right.TAKE_CALLS),
    Sounding("calls.call.silence-undecided", Sound.ALARM, Right.TAKE_CALLS),
    Sounding("calls.call.neighbour-silent", Sound.ALARM, Right.TAKE_CALLS),
    Sounding("calls.call.callback-overdue", Sound.ALARM, Right.TAKE_CALLS),
    Sounding("surge.proposal.made", Sound.ALARM, Right.DECLARE_SURGE),
    Sounding("calls.help.asked", Sound.ALARM, Right.TAKE_CALLS, Right.EDIT_ROSTER),
    Sounding("dispatch.incident.no-unit", Sound.ALARM, Right.TAKE_CALLS),
    Sounding("dispatch.incident.forward-overdue", Sound.ALARM, Right.TAKE_CALLS),
    Sounding("dispatch.ticket.escalated", Sound.ALARM, Right.FORWARD_TICKETS),
    Sounding("dispatch.ticket.arrival-overdue", Sound.ALARM, Right.FORWARD_TICKETS),
    Sounding("dispatch.condition.escalated", Sound.ALARM, Right.FORWARD_TICKETS),
    Sounding("dispatch.ticket.forwarded", Sound.TICKET, Right.ANSWER_TICKETS),
    Sounding("dispatch.ticket.units-lost", Sound.ALARM, Right.ANSWER_TICKETS),
    Sounding("dispatch.assignment.escalated", Sound.ALARM, Right.ANSWER_TICKETS),
    Sounding("dispatch.assignment.help-asked", Sound.ALARM, Right.ANSWER_TICKETS),
    Sounding("dispatch.assignment.help-asked", Sound.ALARM, Right.FORWARD_TICKETS),
    Sounding("dispatch.danger.raised", Sound.DANGER, Right.ANSWER_TICKETS),
    Sounding("dispatch.danger.raised", Sound.DANGER, Right.FORWARD_TICKETS),
    Sounding("dispatch.trial.sent", Sound.TICKET, Right.ANSWER_TICKETS),
    Sounding("neighbours.aid.received", Sound.TICKET, Right.FORWARD_TICKETS),
    Sounding("neighbours.aid.unanswered", Sound.ALARM, Right.FORWARD_TICKETS),
    Sounding("villages.report.sent", Sound.TICKET, Right.EDIT_INCIDENTS),
    Sounding("villages.report.unread", Sound.ALARM, Right.EDIT_INCIDENTS),
)
"""The ring of a telephone is the work itself, and a crew in danger is no normal night; the other
two are what practice.md calls alarms."""


def ring_every_s(*, is_talking: bool) -> int:
    """How often a waiting call rings at a desk."""
    return RING_EVERY_S_WHILE_TALKING if is_talking else RING_EVERY_S


def sounds_for(rights: Rights) -> dict[str, Sound]:
    """What sounds at this person's desk, by the entry's kind."""
    return {each.kind: each.sound for each in SOUNDINGS if each.is_for(rights)}
