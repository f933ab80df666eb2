"""People and the keys with which they enter."""

from django.db import models
from django.db.models import F, Q

from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id


class User(models.Model):
    """A person who signs in. Rights come from the roles that organisations give (room `orgs`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=80, unique=True)
    name = PersonalText(retention="duty", encrypted=False)
    password = models.CharField(max_length=200)
    pin = models.CharField(max_length=200, default="", blank=True)
    """Its hash. It opens the hot seat at desks that know this person, and nothing else."""
    one_time_until = models.DateTimeField(null=True)
    """Set while the password is one that somebody else has seen: it opens nothing but the choice of
    one's own, and not after this."""
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="id")
    totp_secret = PersonalText(retention="duty", default="", blank=True)
    totp_pending = PersonalText(retention="duty", default="", blank=True)
    """Shown to a code app and no factor yet: its first code puts it in the place of the secret."""
    totp_confirmed_at = models.DateTimeField(null=True)
    totp_last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    signed_in_at = models.DateTimeField(null=True)
    """The last time. Sessions are forgotten; the journal has them all."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(totp_confirmed_at=None) | ~Q(totp_secret=""),
                name="factor_has_its_secret",
            ),
        ]

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
    expires_at = models.DateTimeField(db_index=True)
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
        indexes = [
            models.Index(
                fields=["used_at"], name="recovery_code_spent", condition=~Q(used_at=None)
            ),
        ]


class KnownPlace(models.Model):
    """A desk (by its cookie) or an address at which a person has entered with the password.

    Wrong tries elsewhere do not slow whoever sits there. At a desk the PIN opens the hot seat.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.BinaryField(max_length=32)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_places")
    factor_at = models.DateTimeField(null=True)
    """When the second factor was last given there."""
    pin_tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "user"], name="place_known_once"),
        ]


class TakenFactor(models.Model):
    """Somebody's second factor was taken away by another person, for a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="taken_factors")
    reason = PersonalText(retention="duty", encrypted=False)
    taken_by = models.UUIDField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(taken_by=F("user")), name="factor_not_taken_by_oneself"
            ),
        ]


class Throttle(models.Model):
    """A bucket that fills with failed sign-ins and leaks with time: of an account at an address, or
    of an address.

    How full it is follows from when it will be empty. `account` tells whose it is, if anybody's.
    """

    key = models.BinaryField(primary_key=True, max_length=32)
    account = models.BinaryField(max_length=32, default=b"", db_index=True)
    empty_at = models.DateTimeField(db_index=True)
