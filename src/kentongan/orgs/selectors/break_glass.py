"""Uses of rights taken in an emergency, and who has still to review them."""

from datetime import datetime, timedelta
from uuid import UUID

from kentongan.journal.kept import Kept
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import DutyKind, OrgKind, Right, Role
from kentongan.orgs.limits import BREAK_GLASS_FOR, GLASS_REVIEWED
from kentongan.orgs.models import BreakGlass, GlassReview, Organisation
from kentongan.orgs.rules import BREAK_GLASS_HOLDERS
from kentongan.orgs.selectors.overseers import phone_of
from kentongan.orgs.selectors.people import live_grants
from kentongan.orgs.selectors.roster import Reachable, on_duty
from kentongan.orgs.types import Rights

SLICE = 100
SHOWN = 20


def break_glass_lasts(at: datetime) -> timedelta:
    """How long rights taken in an emergency last."""
    return BREAK_GLASS_FOR.lasts(at)


def review_takes(at: datetime) -> timedelta:
    """How long a use may wait for its review."""
    return GLASS_REVIEWED.lasts(at)


def get_break_glass(break_glass_id: UUID, *, lock: bool = False) -> BreakGlass:
    """The use, locked for a write. Raises NotFound."""
    rows = BreakGlass.objects.select_for_update(of=("self",)) if lock else BreakGlass.objects
    broken = rows.select_related("org").filter(id=break_glass_id).first()
    if broken is None:
        raise NotFound(thing=mark("Akses darurat"))
    return broken


def find_glass_review(break_glass_id: UUID) -> GlassReview:
    """The one review of a use."""
    return GlassReview.objects.select_related("reviewed_by").get(break_glass=break_glass_id)


def find_glass_org(user_id: UUID, at: datetime) -> Organisation | None:
    """The 112 centre at which a person may break the glass, or None. A role that sleeps without its
    second factor counts: that is the night for which the glass is there.
    """
    held = live_grants(at).filter(
        user_id=user_id, role__in=BREAK_GLASS_HOLDERS, org__kind=OrgKind.CENTRE
    )
    grant = held.select_related("org").order_by("id").first()
    return grant.org if grant else None


def find_glass_in_force(user_id: UUID, at: datetime) -> BreakGlass | None:
    """What a person has broken and still holds, or None."""
    return BreakGlass.objects.filter(user_id=user_id, started_at__lte=at, expires_at__gt=at).first()


def open_break_glasses() -> list[BreakGlass]:
    """Uses that nobody has reviewed yet, the oldest first."""
    rows = BreakGlass.objects.filter(review=None).select_related("user", "org")
    return list(rows.order_by("started_at"))


_waiting = Kept(
    "orgs.break-glass.", lambda: [(row.user_id, row.org.region) for row in open_break_glasses()]
)
"""Who used it and where: every page of a reviewer says how many wait."""


def list_to_review(rights: Rights) -> list[BreakGlass]:
    """One's own, which another person reviews, and to a reader of the journal those of the region;
    not to one who reads it by a broken glass.
    """
    return [
        row
        for row in open_break_glasses()
        if row.user_id == rights.actor_id
        or (not rights.break_glass and _reads(rights, row.org.region))
    ]


def count_to_review(rights: Rights) -> int:
    """How many wait for this person's review."""
    if not rights.has_anywhere(Right.READ_JOURNAL) or rights.break_glass:
        return 0
    return sum(
        user_id != rights.actor_id and _reads(rights, region) for user_id, region in _waiting.get()
    )


def glass_reviews(rights: Rights, *, limit: int = SHOWN) -> list[GlassReview]:
    """The newest reviews of a reader of the journal: none is ever changed."""
    rows = GlassReview.objects.select_related("used_by", "reviewed_by", "break_glass__org")
    newest = rows.order_by("-reviewed_at", "-id")[:limit]
    return [row for row in newest if _reads(rights, row.break_glass.org.region)]


def reviews_due(now: datetime) -> list[UUID]:
    """The uses whose review is overdue."""
    rows = BreakGlass.objects.filter(review_due_at__lte=now).order_by("review_due_at")
    return list(rows.values_list("id", flat=True)[:SLICE])


def reviewer_phone(break_glass_id: UUID, at: datetime) -> Reachable | None:
    """Who is rung for a review: a supervisor on duty who has not broken that glass, else the
    number of the 112 centre. Never the one who used it.
    """
    used_by = get_break_glass(break_glass_id).user_id
    centre = Organisation.objects.filter(kind=OrgKind.CENTRE).order_by("id").first()
    if centre is None:
        return None
    for duty in on_duty(centre.id, DutyKind.SUPERVISOR, at):
        if duty.phone and duty.user_id != used_by:
            return Reachable(title=duty.person_name, phone=duty.phone)
    return Reachable(title=centre.short_name, phone=centre.phone) if centre.phone else None


def phones_for_glass(break_glass_id: UUID, at: datetime) -> list[Reachable]:
    """Who is rung at once when a glass is broken: the supervisor and the administrators, each on
    duty, else at their organisation. Never the one who broke it.
    """
    used_by = get_break_glass(break_glass_id).user_id
    found = [reviewer_phone(break_glass_id, at)]
    admins = live_grants(at).filter(role=Role.ADMIN).exclude(user_id=used_by)
    found += [phone_of(grant, at) for grant in admins.select_related("org").order_by("id")]
    return list({each.phone: each for each in found if each and each.phone}.values())


def _reads(rights: Rights, region: str) -> bool:
    return rights.has(Right.READ_JOURNAL, region=region)
