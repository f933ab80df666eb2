"""What callers are asked, and which calls may be one and the same: dated rows of the regency."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language


class Question(models.Model):
    """A question of the 112 desk: of every call (`category` empty), or of one category's."""

    id = models.BigAutoField(primary_key=True)
    category = models.CharField(max_length=40, default="", blank=True)
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=120)
    text_en = models.CharField(max_length=120, default="", blank=True)
    text_jv = models.CharField(max_length=120, default="", blank=True)
    """As it is said to a caller who speaks Javanese."""
    position = models.PositiveSmallIntegerField()
    may_be_unknown = models.BooleanField(default=True)
    capabilities = models.JSONField(default=list)
    """What the answer that raises the priority asks for: codes of `fleet`, which stands above."""
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category", "code", "valid_from"],
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="question_dated_once",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="question_says_something"),
        ]

    @property
    def label(self) -> str:
        """The question in the reader's language, as far as the regency has given one."""
        return self.text_en if self.text_en and get_language() == "en" else self.text

    @property
    def field(self) -> str:
        """Its name in a form: two categories may ask the same thing in words of their own."""
        return f"fact_{self.category}.{self.code}" if self.category else f"fact_{self.code}"


class FamilyPair(models.Model):
    """Whether calls of two families may be one incident, how near and how long after its end."""

    id = models.BigAutoField(primary_key=True)
    one = models.CharField(max_length=24)
    other = models.CharField(max_length=24)
    proposes = models.BooleanField()
    radius_m = models.PositiveIntegerField(default=0)
    """0: the radius of the two categories."""
    ended_h = models.PositiveSmallIntegerField()
    """For how many hours one that has ended is still shown."""
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other", "valid_from"],
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="family_pair_dated_once",
            ),
            models.CheckConstraint(
                condition=~Q(one=F("other")) | Q(proposes=True),
                name="one_family_may_always_be_one",
            ),
        ]
