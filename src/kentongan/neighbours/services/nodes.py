"""Knowing a neighbour's node: its address, its id, and two secrets, one for each direction."""

import secrets
from datetime import datetime
from uuid import UUID

import msgspec

from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import NEIGHBOUR, Actor
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable
from kentongan.neighbours import errors, events, selectors
from kentongan.neighbours.adapters.post import post
from kentongan.neighbours.enums import OPEN_STATES, AidState, Way
from kentongan.neighbours.models import Aid, Letter, Neighbour
from kentongan.neighbours.rules import require_address
from kentongan.neighbours.services.change import keep_back, save, withdrawn
from kentongan.neighbours.wire import Envelope, Trial
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.selectors import get_org, rights_of

SECRET_BYTES = 32
LONGEST_SECRET, SHORTEST_SECRET = 200, 32
TRIAL_S = 4.0


def set_neighbour(
    *,
    by: Actor,
    org_id: UUID,
    address: str,
    node_id: UUID,
    their_secret: str = "",
    new_secret: bool = False,
    at: datetime,
) -> tuple[Neighbour, str]:
    """Note where a neighbour's node is. Answers with our secret where one was made (the first time,
    and with `new_secret`): it is shown once, to be told to them.

    `their_secret` empty leaves theirs as it is. Refuses an address without TLS, who is no
    neighbour's centre, our own node, and a secret that is too short.
    """
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    where = require_address(address)
    _require_secret(their_secret)
    if node_id == node().id:
        raise Unreadable(field="node_id", reason="—", expected=mark("Identitas node tetangga."))
    org = get_org(org_id)
    if org.kind != OrgKind.NEIGHBOUR:
        raise errors.NotNeighbour(org=org.short_name)
    with journal.act(by=by, at=at) as act:
        row = Neighbour.objects.select_for_update().filter(org=org).first()
        fresh = row is None or new_secret or row.ended_at is not None
        row = row or Neighbour(org=org)
        made = secrets.token_urlsafe(SECRET_BYTES) if fresh else ""
        row.address, row.node_id, row.set_at, row.set_by = where, node_id, at, by.id
        row.our_secret = made or row.our_secret
        row.their_secret = their_secret or row.their_secret
        row.ended_at = None
        if Neighbour.objects.filter(node_id=node_id).exclude(id=row.id).exists():
            expected = mark("Identitas node yang belum dipakai tetangga lain.")
            raise Unreadable(field="node_id", reason="—", expected=expected)
        row.save()
        made_one = events.NeighbourSet(neighbour_id=row.id, secret_made=bool(made))
        act.record(made_one, region=node().region)
    return row, made


def end_neighbour(*, by: Actor, neighbour_id: UUID, at: datetime) -> Neighbour:
    """Nothing goes to that node, and nothing is heard from it any more; the secrets are emptied.
    What is open goes on by telephone, and what waits to be taken back is taken back.
    """
    with journal.act(by=by, at=at) as act:
        row = selectors.access_neighbour(by, neighbour_id, lock=True)
        _go_on_by_telephone(row, at)
        row.ended_at, row.our_secret, row.their_secret = at, "", ""
        row.save(update_fields=["ended_at", "our_secret", "their_secret"])
        act.record(events.NeighbourEnded(neighbour_id=row.id), region=node().region)
    return row


def try_neighbour(*, by: Actor, neighbour_id: UUID, at: datetime) -> str:
    """Ask that node whether it is there and knows us; its name. Raises NotReached with the reason.
    Outside any transaction, and nothing is written.
    """
    neighbour = selectors.access_neighbour(by, neighbour_id)
    body = msgspec.json.encode(Envelope(letter=Trial(id=new_id())))
    return post(selectors.recipient_of(neighbour), body, at=at, limit_s=TRIAL_S).node_name


def _go_on_by_telephone(neighbour: Neighbour, at: datetime) -> None:
    """Who configures the node sees no incident: their logs are the machine's to write."""
    keep_back(Letter.objects.filter(aid__org_id=neighbour.org_id), at)
    rows = Aid.objects.select_for_update(of=("self",)).select_related("org", "incident")
    for aid in rows.filter(org_id=neighbour.org_id, way=Way.NODE, state__in=OPEN_STATES):
        aid.way = Way.PHONE
        save(aid, "way")
        if aid.state == AidState.WITHDRAWING:
            with journal.act(by=NEIGHBOUR, at=at) as act:
                withdrawn(act, aid)


def _require_secret(secret: str) -> None:
    require_storable("their_secret", secret)
    if secret and not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        expected = mark("Rahasia 32 sampai 200 huruf, seperti yang dibuat node tetangga.")
        raise Unreadable(field="their_secret", reason=f"{len(secret)}", expected=expected)
