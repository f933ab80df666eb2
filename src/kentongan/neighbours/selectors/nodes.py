"""The neighbours' nodes that this one knows."""

from uuid import UUID

from kentongan.journal.kept import Kept
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.neighbours.adapters.post import Recipient
from kentongan.neighbours.models import Neighbour
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.selectors import list_orgs, rights_of
from kentongan.orgs.types import Organisation


def list_neighbour_orgs() -> list[Organisation]:
    """The neighbours' centres, with or without a node of their own here."""
    return [org for org in list_orgs() if org.kind == OrgKind.NEIGHBOUR]


def list_neighbours() -> list[Neighbour]:
    """Those whose node is known here, by name."""
    rows = Neighbour.objects.filter(ended_at=None).select_related("org")
    return list(rows.order_by("org__short_name"))


def orgs_with_node() -> frozenset[UUID]:
    """The neighbours to whom letters can go: address and both secrets are known. From memory."""
    return _with_node.get()


_with_node = Kept(
    "neighbours.neighbour.",
    lambda: frozenset(row.org_id for row in list_neighbours() if row.their_secret),
)


def find_neighbour(org_id: UUID) -> Neighbour | None:
    """The node of a neighbour, if its address and both secrets are known."""
    rows = Neighbour.objects.filter(org_id=org_id, ended_at=None).select_related("org")
    found = rows.first()
    return found if found and found.their_secret else None


def find_sender(node_id: UUID) -> Neighbour | None:
    """Whose node a letter says that it is from."""
    rows = Neighbour.objects.filter(node_id=node_id, ended_at=None)
    return rows.select_related("org").first()


def access_neighbour(by: Actor, neighbour_id: UUID, *, lock: bool = False) -> Neighbour:
    """One of them, for who configures this node. Raises NotAllowed, NotFound."""
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    rows = Neighbour.objects.select_related("org")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(id=neighbour_id, ended_at=None).first()
    if found is None:
        raise NotFound(thing=mark("Tetangga"))
    return found


def recipient_of(neighbour: Neighbour) -> Recipient:
    """Where letters to it go, and how they are signed."""
    return Recipient(
        address=neighbour.address,
        sender_node=node().id,
        our_secret=neighbour.our_secret,
        their_secret=neighbour.their_secret,
    )
