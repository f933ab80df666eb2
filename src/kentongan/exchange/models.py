"""A caller's line at the exchange, who sits at which telephone, whether the exchange answers."""

from django.db import models
from django.db.models import Q

from kentongan.calls.models import Call
from kentongan.exchange.enums import BackOutcome, LegState, LinkState
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id


class Leg(models.Model):
    """One caller's line, by the id its exchange gave it: one line is one call. A call that was
    rung back has further lines, one for each time.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=20)
    """Which exchange: `ami`, or the name a webhook signs with."""
    uniqueid = models.CharField(max_length=64)
    """Once a caller who was rung back has lifted, that of his own channel."""
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    queue = models.CharField(max_length=80, default="", blank=True)
    state = models.CharField(max_length=11, choices=LegState.choices, default=LegState.WAITING)
    member = models.CharField(max_length=80, default="", blank=True)
    """The interface that rings or speaks: `PJSIP/1001`."""
    user_id = models.UUIDField(null=True)
    """Who sits there, as far as anybody has said so."""
    line = models.CharField(max_length=120, default="", blank=True)
    member_line = models.CharField(max_length=120, default="", blank=True)
    tones = models.PositiveSmallIntegerField(default=0)
    """How many keys the caller pressed; which ones is told nowhere."""
    is_back = models.BooleanField(default=False)
    """Rung by a desk, not by the caller."""
    outcome = models.CharField(max_length=11, choices=BackOutcome.choices, default="", blank=True)
    """Why a caller who was rung back was not reached."""
    recording = PersonalText(retention="track", default="", blank=True)
    """Where the exchange keeps it: such names hold callers' numbers."""
    joined_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "uniqueid"], name="one_leg_a_line"),
            models.UniqueConstraint(
                fields=["call"], condition=Q(is_back=False), name="one_callers_leg_a_call"
            ),
            models.UniqueConstraint(
                fields=["call"],
                name="one_open_back_leg_a_call",
                condition=Q(is_back=True, state__in=["RINGING", "DIALLING", "CONNECTED"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["source"],
                name="leg_open",
                condition=Q(state__in=["WAITING", "RINGING", "DIALLING", "CONNECTED"]),
            ),
            models.Index(
                fields=["changed_at"],
                name="leg_lost",
                condition=Q(state__in=["ABANDONED", "TURNED_AWAY"]),
            ),
        ]

    def __str__(self) -> str:
        return self.uniqueid


class Seat(models.Model):
    """Who sits at which telephone: said at the desk, until somebody else says it."""

    user_id = models.UUIDField(primary_key=True)
    extension = models.CharField(max_length=20, unique=True)
    since_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.extension


class Link(models.Model):
    """Whether an exchange answers, and since when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=4, choices=LinkState.choices)
    since_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class HeardEvent(models.Model):
    """A webhook's event that has taken effect: the same again changes nothing."""

    id = models.BigAutoField(primary_key=True)
    event_id = models.CharField(max_length=64, unique=True)
    heard_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.event_id
