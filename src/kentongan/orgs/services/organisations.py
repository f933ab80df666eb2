"""Opening organisations and their posts, and what is said of them later."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.kernel.text import require_storable
from kentongan.orgs import errors, events
from kentongan.orgs.enums import OrgKind, PostKind
from kentongan.orgs.models import Organisation, Post, PostCoverage
from kentongan.orgs.selectors import require_configuring


def open_org(
    *,
    by: Actor,
    code: str,
    name: str,
    short_name: str,
    kind: OrgKind,
    region: str,
    at: datetime,
    phone: str = "",
    is_joined: bool = True,
    is_invented: bool = False,
) -> Organisation:
    """Bring an organisation in. Refuses a code that another one has."""
    require_configuring(by, region)
    with journal.act(by=by, at=at) as act:
        if Organisation.objects.filter(code=code).exists():
            raise errors.OrganisationCodeTaken(org_code=code)
        org = Organisation.objects.create(
            code=code, name=name, short_name=short_name, kind=kind, region=region,
            phone=phone, is_joined=is_joined, is_invented=is_invented,
        )  # fmt: skip
        act.record(
            events.OrganisationOpened(organisation_id=org.id, code=code, org_kind=kind),
            region=region,
            org_id=org.id,
        )
    return org


def change_org(
    *,
    by: Actor,
    org_id: UUID,
    name: str,
    short_name: str,
    phone: str,
    is_joined: bool,
    answers_by: str | None = None,
    at: datetime,
) -> Organisation:
    """What an organisation is called, its telephone, whether it answers in the system, and by which
    agreement a neighbour's centre answers what ours does not; None leaves that as it is.
    """
    with journal.act(by=by, at=at) as act:
        org = Organisation.objects.select_for_update().filter(id=org_id).first()
        if org is None:
            raise NotFound(thing=mark("Instansi"))
        require_configuring(by, org.region)
        org.name, org.short_name, org.phone, org.is_joined = name, short_name, phone, is_joined
        if answers_by is not None and org.kind == OrgKind.NEIGHBOUR:
            org.answers_by = require_storable("answers_by", answers_by)
        org.version += 1
        fields = ["name", "short_name", "phone", "is_joined", "answers_by", "version"]
        org.save(update_fields=fields)
        act.record(
            events.OrganisationChanged(organisation_id=org.id, is_joined=is_joined),
            region=org.region,
            org_id=org.id,
        )
    return org


def open_post(
    *,
    by: Actor,
    org_id: UUID,
    name: str,
    kind: PostKind,
    region: str,
    at: datetime,
    lat: float | None = None,
    lon: float | None = None,
    phone: str = "",
    covers: Sequence[str] = (),
    is_invented: bool = False,
) -> Post:
    """Open a post; `covers` are region codes in the order in which it answers for them."""
    require_configuring(by, region)
    with journal.act(by=by, at=at) as act:
        post = Post.objects.create(
            org_id=org_id, name=name, kind=kind, region=region, lat=lat, lon=lon,
            phone=phone, is_invented=is_invented,
        )  # fmt: skip
        ranks = {code: rank for rank, code in enumerate(dict.fromkeys(covers), start=1)}
        _cover(post, ranks)
        act.record(
            events.PostOpened(post_id=post.id, covers=list(covers)), region=region, org_id=org_id
        )
    return post


def set_coverage(*, by: Actor, post_id: UUID, ranks: Mapping[str, int], at: datetime) -> Post:
    """The areas a post answers for, in place of the earlier ones: 1 answers first, 2 then."""
    with journal.act(by=by, at=at) as act:
        post = Post.objects.select_for_update().filter(id=post_id).first()
        if post is None:
            raise NotFound(thing=mark("Pos"))
        require_configuring(by, post.region)
        PostCoverage.objects.filter(post=post).delete()
        _cover(post, ranks)
        act.record(
            events.PostCoverageSet(post_id=post.id, covers=sorted(ranks, key=ranks.__getitem__)),
            region=post.region,
            org_id=post.org_id,
        )
    return post


def _cover(post: Post, ranks: Mapping[str, int]) -> None:
    PostCoverage.objects.bulk_create(
        PostCoverage(post=post, region=code, rank=rank) for code, rank in ranks.items()
    )
