"""Organisations and their posts, grants of roles, the roster, device tokens, break-glass."""

from django.db import models
from django.db.models import F, Q

from kentongan.accounts.models import User
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.orgs.enums import DutyKind, OrgKind, PostKind, Role
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


class Duty(models.Model):
    """A named person on duty at a post from one moment to another; `phone` reaches them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="duties")
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    kind = models.CharField(max_length=12, choices=DutyKind.choices)
    person_name = PersonalText(retention="duty", encrypted=False)
    phone = PersonalText(retention="duty", default="", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    signed_on_at = models.DateTimeField(null=True)
    signed_off_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="duty_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "ends_at"], name="duty_by_org_and_end"),
            models.Index(fields=["ends_at"], name="duty_by_end"),
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


class BreakGlass(models.Model):
    """Rights taken in an emergency, for a reason, for a short time; somebody reviews each one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="break_glasses")
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    reason = PersonalText(retention="duty", encrypted=False)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")),
                name="break_glass_not_reviewed_by_oneself",
            ),
        ]
