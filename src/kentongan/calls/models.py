"""One row a call, from its first ring; who takes calls; what hangs on the wall of the room."""

from django.db import models
from django.db.models import F, Q

from kentongan.calls.enums import AgentState, Awaited, CallState, Channel, Disposition
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import Incident
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id


class Call(models.Model):
    """A person who tried to reach 112, whether or not anybody answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=32, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    line = models.CharField(max_length=40, default="", blank=True)
    region = models.CharField(max_length=10)
    caller_phone = PersonalText(default="", blank=True)
    caller_phone_index = models.BinaryField(max_length=16, null=True, db_index=True)
    caller_name = PersonalText(default="", blank=True)
    note = PersonalText(encrypted=False, default="", blank=True)
    state = models.CharField(max_length=14, choices=CallState.choices)
    disposition = models.CharField(
        max_length=14, choices=Disposition.choices, default="", blank=True
    )
    contact_safety = models.CharField(
        max_length=14, choices=ContactSafety.choices, default=ContactSafety.UNKNOWN
    )
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT)
    callback_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    arrived_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    classified_at = models.DateTimeField(null=True)
    classified_by = models.UUIDField(null=True)
    neighbour_org_id = models.UUIDField(null=True)
    neighbour_name = PersonalText(default="", blank=True)
    neighbour_due_at = models.DateTimeField(null=True)
    neighbour_confirmed_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    muted_at = models.DateTimeField(null=True)
    callback_due_at = models.DateTimeField(null=True)
    """By when somebody has promised to ring back; the supervisor is rung when nobody has."""
    ended_at = models.DateTimeField(null=True)
    """The line was put down; what it was may still be unsaid."""
    heard_at = models.DateTimeField(null=True)
    """A person was heard in the silence: somebody goes, or a supervisor decides (practice.md §3)"""
    awaits = models.CharField(max_length=8, choices=Awaited.choices, default="", blank=True)
    awaits_since = models.DateTimeField(null=True)
    awaits_due_at = models.DateTimeField(null=True)
    """When the next telephone rings because of what the call waits for (ADR 0008)."""
    awaits_rung = models.PositiveSmallIntegerField(default=0)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decision = PersonalText(encrypted=False, default="", blank=True)
    """Why a supervisor ended it: over a colleague's head, or although somebody was heard."""
    overruled_at = models.DateTimeField(null=True)
    """Since when the one who held it has not yet read that a supervisor decided."""
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CallState.LINKED) | Q(incident__isnull=False),
                name="linked_means_an_incident",
            ),
            models.CheckConstraint(
                condition=~Q(state=CallState.CLASSIFIED) | ~Q(disposition=""),
                name="classified_means_a_disposition",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_by__isnull=False),
                name="decided_means_a_name",
            ),
            models.CheckConstraint(
                condition=Q(awaits="") | Q(awaits_due_at__isnull=False),
                name="awaited_means_a_deadline",
            ),
        ]
        indexes = [
            models.Index(fields=["arrived_at", "id"], name="call_by_arrival"),
            models.Index(
                fields=["arrived_at"],
                name="call_open",
                condition=Q(state__in=["INCOMING", "QUEUED", "ANSWERED", "CALLBACK", "CLASSIFIED"]),
            ),
            models.Index(
                fields=["neighbour_due_at"],
                name="call_neighbour_due",
                condition=Q(neighbour_due_at__isnull=False),
            ),
            models.Index(
                fields=["callback_due_at"],
                name="call_callback_due",
                condition=Q(callback_due_at__isnull=False),
            ),
            models.Index(
                fields=["awaits_due_at"],
                name="call_awaits_due",
                condition=Q(awaits_due_at__isnull=False),
            ),
            models.Index(
                fields=["answered_by"],
                name="call_overruled",
                condition=Q(overruled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CallParty(models.Model):
    """A third person on the line: the neighbour's 112, a nurse who guides (practice.md §1.7)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="parties")
    org_id = models.UUIDField(null=True)
    name = PersonalText(default="", blank=True)
    phone = PersonalText()
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["call", "joined_at"], name="party_by_call")]

    def __str__(self) -> str:
        return str(self.id)


class CallDraft(models.Model):
    """What an operator has typed of a call so far: sealed, and gone when the call is settled.

    Saved every two seconds, so that a crash or a power cut loses no more (screens.md §3).
    """

    call = models.OneToOneField(Call, primary_key=True, on_delete=models.CASCADE)
    fields = PersonalText(default="", blank=True)
    saved_by = models.UUIDField()
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.call_id)


class Agent(models.Model):
    """What one who takes calls is doing now; what he did before stands in the journal."""

    user_id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=10)
    state = models.CharField(max_length=9, choices=AgentState.choices)
    since_at = models.DateTimeField()
    call = models.ForeignKey(Call, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=AgentState.ON_CALL) | Q(call__isnull=False),
                name="on_call_means_a_call",
            )
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class HelpRequest(models.Model):
    """An operator asks the supervisor to come: it rings until somebody does."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=10)
    call = models.ForeignKey(Call, null=True, on_delete=models.PROTECT)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by"],
                condition=Q(answered_at__isnull=True),
                name="one_open_help_a_person",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], name="help_due", condition=Q(due_at__isnull=False))
        ]

    def __str__(self) -> str:
        return str(self.id)


class ShiftNote(models.Model):
    """A line on the room's board: a road closed, a festival, a line that crackles."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=10)
    text = PersonalText(encrypted=False)
    posted_by = models.UUIDField()
    posted_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until_at"], name="note_by_end")]

    def __str__(self) -> str:
        return str(self.id)


class DeskTimes(models.Model):
    """How long the desk waits for whom, and by what right. Dated; the old ones stay."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    help_answers_s = models.PositiveIntegerField()
    neighbour_answers_s = models.PositiveIntegerField()
    silence_listened_s = models.PositiveIntegerField()
    callback_within_s = models.PositiveIntegerField()
    unanswered_rings_s = models.PositiveIntegerField()
    rings_again_s = models.PositiveIntegerField()
    classified_within_s = models.PositiveIntegerField()
    incident_within_s = models.PositiveIntegerField()
    decided_within_s = models.PositiveIntegerField()
    legal_basis = models.CharField(max_length=200)
    valid_from = models.DateTimeField(db_index=True)
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="desk_times_end_after_they_begin",
            ),
            models.CheckConstraint(
                condition=~Q(legal_basis=""), name="desk_times_have_a_legal_basis"
            ),
            models.CheckConstraint(
                condition=Q(help_answers_s__range=(5, 600))
                & Q(neighbour_answers_s__range=(15, 600))
                & Q(silence_listened_s__range=(5, 120))
                & Q(callback_within_s__range=(30, 3600))
                & Q(unanswered_rings_s__range=(10, 300))
                & Q(rings_again_s__range=(15, 600))
                & Q(classified_within_s__range=(30, 3600))
                & Q(incident_within_s__range=(5, 600))
                & Q(decided_within_s__range=(15, 900)),
                name="desk_times_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return str(self.valid_from)
