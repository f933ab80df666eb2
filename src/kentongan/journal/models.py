"""The append-only record and what must be written in the same transaction with it."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q

from kentongan.journal.enums import NodeKind
from kentongan.kernel.ids import new_id


class Node(models.Model):
    """This installation: one row. Its id is in every entry it writes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=NodeKind.choices, default=NodeKind.LIVE)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=10)
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    created_at = models.DateTimeField()


class NodeKey(models.Model):
    """A key by which this node has sealed personal data, known by its fingerprint."""

    name = models.CharField(primary_key=True, max_length=20)
    fingerprint = models.CharField(max_length=32)
    noted_at = models.DateTimeField()


class Entry(models.Model):
    """One act, as it happened. `data` is canonical JSON text (RFC 8785): its bytes get sealed."""

    seq = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True, default=new_id, editable=False)
    node = models.UUIDField()
    kind = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=1)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_id = models.UUIDField()
    on_behalf_of = models.UUIDField(null=True)
    org_id = models.UUIDField(null=True)
    region = models.CharField(max_length=10, default="")
    subject_kind = models.CharField(max_length=32)
    subject_id = models.UUIDField()
    cause = models.UUIDField(null=True)
    request_key = models.CharField(max_length=120, null=True)
    data = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "seq"], name="entry_by_subject"),
            models.Index(fields=["kind", "seq"], name="entry_by_kind"),
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """The payload, read: identifiers are text in it."""
        facts: dict[str, Any] = json.loads(self.data)
        return facts


class Cursor(models.Model):
    """How far a durable reader of the journal has come."""

    name = models.CharField(primary_key=True, max_length=80)
    seq = models.BigIntegerField(default=0)
    failed_seq = models.BigIntegerField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)


class StoredAnswer(models.Model):
    """The answer to a request that carried an Idempotency-Key, kept 48 hours.

    It may hold a caller's words: the body is sealed with the data key `sealed_with`. An empty body
    stays empty.
    """

    id = models.BigAutoField(primary_key=True)
    by_id = models.UUIDField()
    key = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    headers = models.TextField(default="{}")
    body = models.BinaryField()
    sealed_with = models.CharField(max_length=12, default="")
    recorded_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by_id", "key"], name="one_answer_per_key"),
            models.CheckConstraint(
                condition=~Q(sealed_with="") | Q(body=b""), name="answer_is_sealed"
            ),
        ]


class RetentionPeriod(models.Model):
    """How long personal fields of a class are kept, and by what right. Dated; the old ones stay."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    retention = models.CharField(max_length=20)
    days = models.PositiveIntegerField()
    legal_basis = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["retention"], condition=Q(valid_until=None), name="one_last_period_a_class"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="period_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="period_lasts"),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="period_has_a_legal_basis"),
        ]


class DatedLimit(models.Model):
    """A threshold or deadline as it was decided (`journal.limits`). Dated; the old ones stay."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    legal_basis = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_until=None), name="one_last_limit_a_code"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="limit_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="limit_has_a_legal_basis"),
        ]


class OutboxItem(models.Model):
    """Something that leaves the house after commit: a topic and the id of what is to be sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.CharField(max_length=64)
    ref_id = models.UUIDField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "ref_id"], name="sent_once_per_topic"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="outbox_waiting", condition=Q(done_at=None)),
        ]
