"""People and the keys with which they enter."""

from django.db import models
from django.db.models import Q

from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id


class User(models.Model):
    """A person who signs in. Rights come from the roles that organisations give (room `orgs`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=80, unique=True)
    name = PersonalText(retention="duty", encrypted=False)
    password = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="id")
    totp_secret = PersonalText(retention="duty", default="", blank=True)
    totp_confirmed_at = models.DateTimeField(null=True)
    totp_last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.username

    @property
    def has_second_factor(self) -> bool:
        return self.totp_confirmed_at is not None


class Session(models.Model):
    """One browser that someone signed in on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    second_factor = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)


class ApiToken(models.Model):
    """A bearer token for a program that acts as a user."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """A printed code that stands in once for the second factor."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.BinaryField(max_length=32)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "code_hash"], name="recovery_code_once"),
        ]


class Throttle(models.Model):
    """A bucket that fills with failed sign-ins and leaks with time; per name and per address."""

    key = models.BinaryField(primary_key=True, max_length=32)
    level = models.FloatField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=0), name="throttle_not_negative"),
        ]
