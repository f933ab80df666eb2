"""Organisations and their posts."""

from uuid import UUID

from django.db.models import QuerySet

from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.orgs.enums import Right
from kentongan.orgs.models import Organisation, Post
from kentongan.orgs.selectors.rights import rights_of


def get_org(org_id: UUID) -> Organisation:
    """The organisation. Raises NotFound."""
    return _found(Organisation.objects.filter(id=org_id))


def get_org_by_code(code: str) -> Organisation:
    """The organisation with this code. Raises NotFound."""
    return _found(Organisation.objects.filter(code=code))


def _found(rows: QuerySet[Organisation]) -> Organisation:
    org = rows.first()
    if org is None:
        raise NotFound(thing="Instansi")
    return org


def require_configuring(by: Actor, region: str) -> None:
    """Raises NotAllowed unless `by` decides for this region, or for the whole node: neighbours and
    vertical bodies have regions of their own and stand on it too.
    """
    rights = rights_of(by)
    if not rights.has(Right.CONFIGURE, region=node().region):
        rights.require(Right.CONFIGURE, region=region)


def list_orgs() -> list[Organisation]:
    """All organisations by name."""
    return list(Organisation.objects.order_by("name"))


def list_posts(org_id: UUID | None = None) -> list[Post]:
    """Posts, of one organisation or all, with what they cover."""
    posts = Post.objects.order_by("name").prefetch_related("coverage")
    return list(posts.filter(org_id=org_id) if org_id else posts)
