"""Organisations and their posts, grants of roles, the roster, device tokens, village contacts."""

from django.db import models
from django.db.models import F, Q

from kentongan.accounts.models import User
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.orgs.enums import (
    DutyKind,
    DutyTimeCode,
    MatterKind,
    OrgKind,
    PostKind,
    Role,
    SwapState,
    VillageRole,
)
from kentongan.orgs.models.watching import BreakGlass as BreakGlass
from kentongan.orgs.models.watching import GlassReview as GlassReview
from kentongan.orgs.models.watching import RevealReview as RevealReview
from kentongan.regions.models import AreaSet


class Organisation(models.Model):
    """A body that answers for something: the 112 centre, an agency, a partner, a neighbour."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=OrgKind.choices)
    region = models.CharField(max_length=10)
    phone = models.CharField(max_length=32, default="", blank=True)
    is_joined = models.BooleanField(default=True)
    answers_by = models.CharField(max_length=200, default="", blank=True)
    """Of a neighbour's centre: the agreement by which it answers what we do not (practice.md §1.3).
    Empty: there is none, and no telephone of theirs rings for us.
    """
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.short_name


class Post(models.Model):
    """Where people or units of an organisation stand. `phone` rings there round the clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=PostKind.choices)
    region = models.CharField(max_length=10)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    phone = models.CharField(max_length=32, default="", blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class PostCoverage(models.Model):
    """A post answers first for an area: what proposals go by when no point is known."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="coverage")
    region = models.CharField(max_length=10)
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "region"], name="post_covers_area_once"),
        ]


class RoleGrant(models.Model):
    """A person holds a role at an organisation, for a region subtree or an area set, for a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=Role.choices)
    region = models.CharField(max_length=10, default="", blank=True)
    area_set = models.ForeignKey(AreaSet, null=True, on_delete=models.PROTECT)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(region="", area_set__isnull=False)
                | (~Q(region="") & Q(area_set__isnull=True)),
                name="grant_for_subtree_or_area_set",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="grant_ends_after_it_begins",
            ),
        ]


class Shift(models.Model):
    """A pattern of the day: `Pagi 07.00–15.00`. Local time of the node's zone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="shifts")
    name = models.CharField(max_length=40)
    starts = models.TimeField()
    ends = models.TimeField()


class CoverRule(models.Model):
    """A post that must be covered round the clock, by so many: a dated row, with its basis."""

    id = models.BigAutoField(primary_key=True)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="cover_rules")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12, choices=DutyKind.choices)
    least = models.PositiveSmallIntegerField(default=1)
    """None at all (0) where a post is not to be watched any more."""
    legal_basis = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField()


class CoverWatch(models.Model):
    """When to look again whether an organisation's posts are covered, and what was told of."""

    org = models.OneToOneField(Organisation, primary_key=True, on_delete=models.CASCADE)
    look_at = models.DateTimeField()
    told = models.JSONField(default=dict)
    """Of each gap that is known, how many seconds ahead it was last told of."""

    class Meta:
        indexes = [models.Index(fields=["look_at"], name="cover_look_at")]


class RosterPattern(models.Model):
    """A cycle of days, as `2-2-2`: on each a shift or nothing. A dated row with its legal basis."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="patterns")
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=DutyKind.choices)
    cycle = models.JSONField()
    """Ids of shifts, `""` for a day off."""
    begins_on = models.DateField()
    """The first day of the cycle."""
    legal_basis = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField()


class RosterSeat(models.Model):
    """A person in a pattern: their regu, and on which day of the cycle they begin."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pattern = models.ForeignKey(RosterPattern, on_delete=models.CASCADE, related_name="seats")
    team = models.CharField(max_length=40, default="", blank=True)
    offset = models.PositiveSmallIntegerField(default=0)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    person_name = PersonalText(retention="duty", encrypted=False)
    phone = PersonalText(retention="duty", default="", blank=True)
    left_at = models.DateTimeField(null=True)


class Duty(models.Model):
    """A named person on duty at a post from one moment to another; `phone` reaches them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="duties")
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    kind = models.CharField(max_length=12, choices=DutyKind.choices)
    seat = models.ForeignKey(RosterSeat, null=True, on_delete=models.SET_NULL)
    """Of a pattern, where this duty was planned by one."""
    person_name = PersonalText(retention="duty", encrypted=False)
    phone = PersonalText(retention="duty", default="", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    signed_on_at = models.DateTimeField(null=True)
    signed_off_at = models.DateTimeField(null=True)
    end_due_at = models.DateTimeField(null=True)
    """When the timekeeper asks whether what is open was taken; cleared once nobody has to stay."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="duty_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["seat", "starts_at"],
                condition=Q(seat__isnull=False),
                name="seat_planned_once",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "ends_at"], name="duty_by_org_and_end"),
            models.Index(fields=["ends_at"], name="duty_by_end"),
            models.Index(
                fields=["end_due_at"], name="duty_end_due", condition=Q(end_due_at__isnull=False)
            ),
        ]


class DutySwap(models.Model):
    """Somebody asks to be relieved of a duty, by one person or by whoever takes it first."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="swaps")
    in_return = models.ForeignKey(
        Duty, null=True, on_delete=models.CASCADE, related_name="swaps_in_return"
    )
    asked_of = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=SwapState.choices)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(state="ASKED"), name="one_open_swap_of_a_duty"
            ),
        ]


class DutyTime(models.Model):
    """A time the regency has set for the roster: a dated row with its legal basis."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=16, choices=DutyTimeCode.choices)
    seconds = models.JSONField()
    """A list: an alarm may be repeated, the longest time ahead first."""
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_until=None), name="one_duty_time_in_force"
            ),
        ]


class Remark(models.Model):
    """Something open that no other room knows: a broken line, a key that somebody lent out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="remarks")
    text = PersonalText(retention="duty", encrypted=False)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["org"], name="remark_open", condition=Q(settled_at=None)),
        ]


class Handover(models.Model):
    """What was open, handed from one duty to the next (ICS transfer of command)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="given")
    taker = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="taken")
    note = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    offered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(withdrawn_at=None),
                name="handover_taken_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="handover_to_somebody_else"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "offered_at"], name="handover_by_org"),
        ]


class HandoverItem(models.Model):
    """One open matter of a handover. Who took it holds it until the next takes it, by name."""

    id = models.BigAutoField(primary_key=True)
    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, choices=MatterKind.choices)
    matter_id = models.UUIDField()
    title = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    offered_at = models.DateTimeField()
    holder = models.ForeignKey(Duty, null=True, on_delete=models.PROTECT, related_name="holds")
    taken_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter_id"],
                condition=Q(taken_at__isnull=False, released_at=None),
                name="one_holder_of_a_matter",
            ),
            models.CheckConstraint(
                condition=Q(holder=None, taken_at=None)
                | Q(holder__isnull=False, taken_at__isnull=False),
                name="matter_is_taken_by_name",
            ),
        ]


class DeviceToken(models.Model):
    """A wall screen that shows a board without a person signed in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    label = models.CharField(max_length=80)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    region = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class VillageContact(models.Model):
    """Who answers for a village or kecamatan, from one day to another, as the regency has said."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=10)
    role = models.CharField(max_length=16, choices=VillageRole.choices)
    person_name = PersonalText(retention="duty", encrypted=False)
    phone = PersonalText(retention="duty")
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    is_invented = models.BooleanField(default=False)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="village_contact_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["region"], name="village_contact_by_region")]
