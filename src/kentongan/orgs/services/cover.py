"""Posts that must be covered, and telling in time that one will not be.

The timekeeper looks again at each moment at which something is to be told, and whenever the roster
has changed. What was told of is remembered, so each gap is told once for each time ahead.
"""

from datetime import datetime, timedelta
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs import events, rules
from kentongan.orgs.enums import DutyKind, DutyTimeCode
from kentongan.orgs.models import CoverRule, CoverWatch
from kentongan.orgs.selectors import Gap, duty_times, get_org, require_configuring, uncovered_posts

LOOK_EVERY = timedelta(hours=1)
ONGOING = "now"


def set_cover(
    *,
    by: Actor,
    org_id: UUID,
    kind: DutyKind,
    least: int,
    legal_basis: str,
    at: datetime,
    post_id: UUID | None = None,
    valid_from: datetime | None = None,
) -> CoverRule:
    """A post must be covered by so many round the clock, from now on or later; 0 ends the watch.

    Refuses a rule without its legal basis, and a post of another organisation.
    """
    org = get_org(org_id)
    require_configuring(by, org.region)
    rules.require_legal_basis(legal_basis)
    begins = require_begins(valid_from, at)
    if post_id and not org.posts.filter(id=post_id).exists():
        raise NotFound(thing=mark("Pos"))
    with journal.act(by=by, at=at) as act:
        give_way(CoverRule.objects.filter(org=org, kind=kind, post=post_id), begins)
        rule = CoverRule.objects.create(
            org=org, post_id=post_id, kind=kind, least=least, legal_basis=legal_basis,
            valid_from=begins, changed_by=by.id,
        )  # fmt: skip
        begin_watch(org_id, at)
        changed = events.CoverSet(organisation_id=org_id, duty_kind=kind, least=least)
        act.record(changed, region=org.region, org_id=org_id)
    return rule


def begin_watch(org_id: UUID, at: datetime) -> None:
    """Watch over the posts of an organisation that keeps its roster here. Inside an act."""
    CoverWatch.objects.update_or_create(org_id=org_id, defaults={"look_at": at})


def look_again(org_id: UUID, at: datetime) -> None:
    """The roster has changed: look at once, where there is a watch. Inside an act."""
    CoverWatch.objects.filter(org_id=org_id, look_at__gt=at).update(look_at=at)


def watch_cover(*, by: Actor, org_id: UUID, at: datetime) -> None:
    """Tell of each gap that is so near, once for each time ahead; then look again at the next one.

    Called by the timekeeper; a look that comes late or twice tells nothing twice.
    """
    with journal.act(by=by, at=at) as act:
        watch = CoverWatch.objects.select_for_update(of=("self",)).get(org_id=org_id)
        if watch.look_at > at:
            return
        ahead = [int(each.total_seconds()) for each in duty_times(DutyTimeCode.COVER_AHEAD, at)]
        horizon = at + timedelta(seconds=ahead[0]) + LOOK_EVERY
        gaps = uncovered_posts([get_org(org_id)], at, horizon)
        watch.told = {_key(gap, at): _tell(act, watch, gap, ahead, at) for gap in gaps}
        watch.look_at = _next_look(gaps, ahead, at)
        watch.save(update_fields=["told", "look_at"])


def _tell(act: Act, watch: CoverWatch, gap: Gap, ahead: list[int], at: datetime) -> int | None:
    """Tell of a gap by the nearest time ahead that has come, and say by which it was last told."""
    left_s = (gap.starts_at - at).total_seconds()
    come = [each for each in ahead if left_s <= each]
    told: int | None = watch.told.get(_key(gap, at))
    if not come or (told is not None and told <= min(come)):
        return told
    missing = events.PostUncovered(
        organisation_id=gap.org.id, duty_kind=gap.kind, starts_at=gap.starts_at,
        ends_at=gap.ends_at, ahead_s=min(come),
    )  # fmt: skip
    act.record(missing, region=gap.org.region, org_id=gap.org.id)
    return min(come)


def _key(gap: Gap, at: datetime) -> str:
    """A gap by where it is and when it begins; one that has begun moves with the clock."""
    begins = ONGOING if gap.starts_at <= at else f"{gap.starts_at:%Y%m%dT%H%M}"
    return f"{gap.kind}:{gap.post.id if gap.post else ''}:{begins}"


def _next_look(gaps: list[Gap], ahead: list[int], at: datetime) -> datetime:
    moments = [gap.starts_at - timedelta(seconds=each) for gap in gaps for each in ahead]
    return min([*(moment for moment in moments if moment > at), at + LOOK_EVERY])
