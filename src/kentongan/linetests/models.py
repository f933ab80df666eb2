"""Telephone providers, and what came of each test call."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kentongan.calls.models import Call
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.linetests.enums import Outcome


class Provider(models.Model):
    """A network through which people ring 112 here. Retired ones keep their tests."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=Q(retired_at=None), name="one_provider_a_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="provider_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class LineTest(models.Model):
    """One call from a provider's network in a kecamatan, made to see whether it comes here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="tests")
    region = models.CharField(max_length=10)
    outcome = models.CharField(max_length=13, choices=Outcome.choices)
    elsewhere = models.CharField(max_length=80, default="", blank=True)
    """Which centre it came to instead."""
    is_number_shown = models.BooleanField(null=True)
    answered_after_s = models.PositiveIntegerField(null=True)
    call = models.OneToOneField(Call, null=True, on_delete=models.PROTECT, related_name="+")
    tried_by = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    """Who rang: mostly somebody of a village or an agency, without an account."""
    note = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    tried_at = models.DateTimeField()
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)
    """Of its line: what is known of it now is read without its past."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "region"], condition=Q(is_latest=True),
                name="one_latest_test_a_line",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.ELSEWHERE) | ~Q(elsewhere=""),
                name="elsewhere_says_where",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.HERE)
                | Q(is_number_shown=None, call=None, answered_after_s=None),
                name="only_what_came_here_was_seen",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-tried_at", "-id"], name="line_test_newest"),
        ]

    def __str__(self) -> str:
        return str(self.id)
