"""Who was asked, what they said, what became of complaints, and what the regency has decided."""

from django.db import models
from django.db.models import Q

from kentongan.incidents.models import Incident, Report
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.messaging.enums import Medium
from kentongan.orgs.models import Organisation
from kentongan.ratings.enums import Answer, ComplaintCause, InvitationState, WhyNot
from kentongan.ratings.rules.terms import EARLIEST, LATEST, MEDIA


class RatingTerms(models.Model):
    """How and when callers are asked, and by what right. Dated; the old ones stay. While there is
    none, nobody is asked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    delay_min = models.PositiveIntegerField()
    link_lasts_h = models.PositiveIntegerField()
    change_within_min = models.PositiveIntegerField()
    again_after_days = models.PositiveIntegerField()
    low_upto = models.PositiveSmallIntegerField()
    answer_within_h = models.PositiveIntegerField()
    after_hospital = models.BooleanField(default=False)
    medium = models.CharField(max_length=10, choices=Medium.choices, default=Medium.SMS)
    address = models.CharField(max_length=80)
    legal_basis = models.CharField(max_length=200)
    valid_from = models.DateTimeField(db_index=True)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(legal_basis=""), name="rating_terms_have_a_basis"),
            models.CheckConstraint(
                condition=Q(opens_at__gte=EARLIEST, closes_at__lte=LATEST)
                & Q(low_upto__range=(1, 4))
                & Q(medium__in=MEDIA),
                name="rating_terms_wake_nobody",
            ),
        ]


class Invitation(models.Model):
    """One caller is asked about one report, once. The token itself is only in the message."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="invitation")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="invitations")
    """The one that was closed: the report's own, or that into which it was merged."""
    org = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    """The agency that led; none where 112 has settled it alone."""
    region = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=InvitationState.choices)
    why_not = models.CharField(max_length=12, choices=WhyNot.choices, default="", blank=True)
    planned_at = models.DateTimeField()
    send_at = models.DateTimeField(null=True)
    """The timer; empty once it was sent or will not be."""
    sent_at = models.DateTimeField(null=True)
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=InvitationState.SENT, sent_at__isnull=False, token_hash__isnull=False,
                    expires_at__isnull=False,
                )
                | (~Q(state=InvitationState.SENT) & Q(sent_at=None, token_hash=None)),
                name="sent_invitation_has_its_token",
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.WAITING, send_at__isnull=False)
                | (~Q(state=InvitationState.WAITING) & Q(send_at=None)),
                name="waiting_invitation_has_its_hour",
            ),
            models.CheckConstraint(
                condition=(Q(state=InvitationState.NOT_SENT) & ~Q(why_not=""))
                | (~Q(state=InvitationState.NOT_SENT) & Q(why_not="")),
                name="not_sent_says_why",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["send_at"], name="invitation_due", condition=Q(send_at__isnull=False)
            ),
            models.Index(
                fields=["sent_at"], name="invitation_by_sending", condition=Q(sent_at__isnull=False)
            ),
        ]


class Rating(models.Model):
    """What one caller has said; one for an invitation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="rating")
    score = models.PositiveSmallIntegerField()
    was_quick = models.CharField(max_length=3, choices=Answer.choices, default="", blank=True)
    was_polite = models.CharField(max_length=3, choices=Answer.choices, default="", blank=True)
    was_solved = models.CharField(max_length=3, choices=Answer.choices, default="", blank=True)
    words = PersonalText(default="", blank=True)
    wants_call_back = models.BooleanField(default=False)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    change_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="score_from_1_to_5"),
        ]


class Complaint(models.Model):
    """A low mark or a wish to be rung: open until somebody has answered it by name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="complaint")
    org = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    region = models.CharField(max_length=10)
    cause = models.CharField(max_length=10, choices=ComplaintCause.choices)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """What was promised; it stays. `escalate_at` is the timer."""
    escalate_at = models.DateTimeField(null=True)
    holder_id = models.UUIDField(null=True)
    holder_name = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    taken_at = models.DateTimeField(null=True)
    answer = PersonalText(default="", blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(holder_id=None, taken_at=None)
                | Q(holder_id__isnull=False, taken_at__isnull=False),
                name="complaint_is_held_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None)
                | Q(holder_id__isnull=False, answered_at__isnull=False, escalate_at=None),
                name="complaint_is_answered_by_its_holder",
            ),
        ]
        indexes = [
            models.Index(
                fields=["escalate_at"],
                name="complaint_due",
                condition=Q(escalate_at__isnull=False),
            ),
            models.Index(
                fields=["due_at", "id"], name="complaint_open", condition=Q(answered_at=None)
            ),
            models.Index(fields=["-opened_at", "-id"], name="complaint_newest"),
        ]


class OptOut(models.Model):
    """A number that asks to be sent no more of these, by its blind index."""

    phone_index = models.BinaryField(max_length=16, primary_key=True)
    since = models.DateTimeField()
