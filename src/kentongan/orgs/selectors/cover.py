"""Which posts must be covered, and when they are not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kentongan.orgs.enums import DutyKind, OrgKind
from kentongan.orgs.models import CoverRule, CoverWatch, Duty, Organisation, Post
from kentongan.orgs.rules import gaps_between

DEFAULT_NEEDS = {OrgKind.CENTRE: DutyKind.OPERATOR, OrgKind.AGENCY: DutyKind.OFFICER}
"""One round the clock at whoever has joined, until the regency's rows say otherwise."""
SLICE = 100


@dataclass(frozen=True, slots=True)
class Need:
    """A post that must be covered by at least so many, round the clock."""

    org: Organisation
    kind: DutyKind
    post: Post | None = None
    least: int = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which too few are on duty at a post."""

    org: Organisation
    starts_at: datetime
    ends_at: datetime
    kind: DutyKind = DutyKind.OFFICER
    post: Post | None = None

    @property
    def title(self) -> str:
        """The organisation; and what is missing there where it is not simply its officer."""
        if self.kind == DutyKind.OFFICER and self.post is None:
            return self.org.short_name
        named = [self.org.short_name, str(self.kind.label), self.post.name if self.post else ""]
        return " · ".join(word for word in named if word)


def cover_needs(orgs: Iterable[Organisation], at: datetime) -> list[Need]:
    """What must be covered at those of these organisations that have joined, in their order."""
    joined = [org for org in orgs if org.is_joined and org.kind in DEFAULT_NEEDS]
    in_force = CoverRule.objects.filter(Q(valid_until=None) | Q(valid_until__gt=at))
    rows = in_force.filter(valid_from__lte=at, org__in=joined).select_related("post")
    rules: dict[UUID, list[CoverRule]] = defaultdict(list)
    for row in rows.order_by("kind", "id"):
        rules[row.org_id].append(row)
    return [need for org in joined for need in _needs_of(org, rules[org.id])]


def list_cover(org_id: UUID | None = None) -> list[CoverRule]:
    """All decisions on who must be there, of one organisation or of all: the newest first."""
    rows = CoverRule.objects.select_related("post").order_by("-valid_from", "-id")
    return list(rows if org_id is None else rows.filter(org=org_id))


def _needs_of(org: Organisation, rows: list[CoverRule]) -> list[Need]:
    if not rows:
        return [Need(org=org, kind=DEFAULT_NEEDS[OrgKind(org.kind)])]
    return [
        Need(org=org, kind=DutyKind(row.kind), post=row.post, least=row.least)
        for row in rows
        if row.least
    ]


def uncovered_posts(orgs: Iterable[Organisation], start: datetime, until: datetime) -> list[Gap]:
    """Where at these organisations too few are on duty of those who must be, by time."""
    needs = cover_needs(orgs, start)
    planned: dict[tuple[UUID, str], list[tuple[UUID | None, datetime, datetime]]] = defaultdict(
        list
    )
    duties = Duty.objects.filter(
        org__in={need.org.id for need in needs}, ends_at__gt=start, starts_at__lt=until,
        signed_off_at=None,
    )  # fmt: skip
    columns = ("org_id", "kind", "post_id", "starts_at", "ends_at")
    for owner, kind, post_id, starts_at, ends_at in duties.values_list(*columns):
        planned[owner, kind].append((post_id, starts_at, ends_at))
    return [
        Gap(org=need.org, kind=need.kind, post=need.post, starts_at=begins, ends_at=ends)
        for need in needs
        for begins, ends in gaps_between(
            _at_post(planned[need.org.id, need.kind], need.post), start, until, least=need.least
        )
    ]


def _at_post(
    duties: list[tuple[UUID | None, datetime, datetime]], post: Post | None
) -> list[tuple[datetime, datetime]]:
    return [(b, e) for post_id, b, e in duties if post is None or post_id == post.id]


def watches_due(now: datetime) -> list[UUID]:
    """The organisations whose cover is to be looked at."""
    rows = CoverWatch.objects.filter(look_at__lte=now).order_by("look_at")
    return list(rows.values_list("org_id", flat=True)[:SLICE])
