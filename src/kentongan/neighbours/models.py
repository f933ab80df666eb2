"""Neighbours' nodes, what was asked of or by them, letters on their way, and their units here."""

from django.db import models
from django.db.models import Q

from kentongan.incidents.models import Incident
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.neighbours.enums import (
    OFFERED_STATES,
    OPEN_STATES,
    AidKind,
    AidState,
    Direction,
    Way,
)
from kentongan.orgs.models import Organisation

_OPEN = Q(state__in=OPEN_STATES)


class Neighbour(models.Model):
    """The node of a neighbour's centre: where it is, and by which secrets each knows the other."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="neighbour")
    address = models.CharField(max_length=200)
    node_id = models.UUIDField(unique=True)
    our_secret = PersonalText(retention="duty")
    """We sign with it; it is told to them."""
    their_secret = PersonalText(retention="duty", default="", blank=True)
    """They sign with it; empty until they have told it."""
    set_at = models.DateTimeField()
    set_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)


class Aid(models.Model):
    """An incident handed over, or units asked for: of a neighbour, or by one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.UUIDField()
    """What the asker calls it: its own id there."""
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="aids")
    """The neighbour."""
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=8, choices=AidKind.choices)
    way = models.CharField(max_length=5, choices=Way.choices)
    state = models.CharField(max_length=12, choices=AidState.choices)
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="aids")
    """Ours: what we hand over, or what was opened here as we accepted."""
    their_number = models.CharField(max_length=40, default="", blank=True)
    is_restricted = models.BooleanField(default=False)
    is_endangered = models.BooleanField(default=False)
    facts = PersonalText(default="", blank=True)
    """What was told, as JSON: kept as it was sent or came."""
    why = PersonalText(encrypted=False, default="", blank=True)
    """Why units are asked for."""
    wanted = models.JSONField(default=list)
    """Of units: pairs of capability and count."""
    until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    asked_name = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    delivered_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    """The timer: when a telephone rings for it (again)."""
    overdue_at = models.DateTimeField(null=True)
    """When its time was first over; it stays."""
    rung = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    """Who here has answered, or has written down who did there."""
    answered_name = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    reason = PersonalText(encrypted=False, default="", blank=True)
    """Of a refusal."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "direction", "reference"], name="aid_is_heard_once"
            ),
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(direction=Direction.OUT, kind=AidKind.INCIDENT)
                & Q(state__in=OFFERED_STATES),
                name="incident_is_offered_to_one",
            ),
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(direction=Direction.IN, incident__isnull=False),
                name="one_aid_opens_an_incident",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(AidState.ACCEPTED, AidState.REFUSED))
                | Q(answered_at__isnull=False),
                name="aid_is_answered_at_some_hour",
            ),
            models.CheckConstraint(
                condition=~Q(state=AidState.ACCEPTED) | Q(incident__isnull=False),
                name="accepted_aid_has_its_incident",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="aid_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["asked_at"], name="aid_by_asking"),
            models.Index(fields=["asked_at", "id"], name="aid_open", condition=_OPEN),
        ]


class Letter(models.Model):
    """One letter to a neighbour's node. Its outbox item says when it is tried."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    aid = models.ForeignKey(Aid, on_delete=models.PROTECT, related_name="letters")
    body = PersonalText()
    cause = models.UUIDField(null=True)
    """The entry that it tells of."""
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["aid", "cause"],
                condition=Q(cause__isnull=False),
                name="told_once_of_an_entry",
            ),
        ]
        indexes = [
            models.Index(fields=["aid", "id"], name="letter_waits", condition=Q(sent_at=None)),
        ]


class HeardLetter(models.Model):
    """A notice that has been heard: it changes nothing when it comes again."""

    id = models.BigAutoField(primary_key=True)
    aid = models.ForeignKey(Aid, on_delete=models.CASCADE)
    letter_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["aid", "letter_id"], name="letter_is_heard_once"),
        ]


class ForeignUnit(models.Model):
    """A neighbour's unit at our incident. It is no unit of ours: nothing here sends it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    aid = models.ForeignKey(Aid, on_delete=models.CASCADE, related_name="units")
    reference = models.UUIDField()
    """What the neighbour calls this task of its unit; our own id where it was told by telephone."""
    call_sign = models.CharField(max_length=40)
    agency = models.CharField(max_length=80, default="", blank=True)
    person_name = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    phone = PersonalText(retention="duty", default="", blank=True)
    promised_min = models.PositiveSmallIntegerField(null=True)
    sent_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["aid", "reference"], name="foreign_unit_once"),
        ]
