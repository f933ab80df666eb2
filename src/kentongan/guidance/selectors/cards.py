"""Cards: those an editor sees, and those a desk may begin with."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.guidance.enums import CardState
from kentongan.guidance.models import CardVersion
from kentongan.guidance.rules import (
    Said,
    Trial,
    is_in_force,
    may_begin,
    place_of,
    propose,
    read_card,
    try_card,
)
from kentongan.guidance.types import UsableCard, Walk
from kentongan.journal.enums import NodeKind
from kentongan.journal.kept import Kept
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

EDITORS = (Right.CONFIGURE, Right.APPROVE_GUIDANCE)


def require_editor(by: Actor) -> None:
    """Who may see drafts and bring them in. Raises NotAllowed."""
    rights = rights_of(by)
    if not any(rights.has_anywhere(each) for each in EDITORS):
        raise NotAllowed(right=Right.CONFIGURE.value)


def access_card(by: Actor, card_id: UUID, *, lock: bool = False) -> CardVersion:
    """One version, whatever its state, for an editor; locked for a write."""
    require_editor(by)
    rows = CardVersion.objects.select_for_update(of=("self",)) if lock else CardVersion.objects
    found = rows.filter(id=card_id).first()
    if found is None:
        raise NotFound(thing=mark("Kartu"))
    return found


def list_versions(by: Actor, *, key: str = "", org_id: UUID | None = None) -> list[CardVersion]:
    """For an editor: every version of every card, or of one, the newest first."""
    require_editor(by)
    rows = CardVersion.objects.select_related("org").defer("text")
    if key:
        rows = rows.filter(key=key, org_id=org_id)
    return list(rows.order_by("key", "org_id", "-number"))


def list_by_ids(card_ids: Collection[UUID]) -> list[CardVersion]:
    """Versions that a desk may begin with, by their ids; whoever asks has looked at that."""
    return list(CardVersion.objects.filter(id__in=card_ids).order_by("title"))


def versions_of(key: str, org_id: UUID | None, *, lock: bool = False) -> list[CardVersion]:
    """All versions of one card, the newest first."""
    rows = CardVersion.objects.select_for_update(of=("self",)) if lock else CardVersion.objects
    return list(rows.filter(key=key, org_id=org_id).order_by("-number"))


def today_of(at: datetime) -> date:
    """The day it is at this node."""
    return at.astimezone(ZoneInfo(node().zone)).date()


def is_live_node() -> bool:
    """Whether people really call here."""
    return node().kind == NodeKind.LIVE


def _load() -> list[CardVersion]:
    return list(CardVersion.objects.exclude(state=CardState.RETIRED).order_by("-number"))


_kept = Kept("guidance.card.", _load)


def list_usable(at: datetime, *, org_id: UUID | None = None) -> list[UsableCard]:
    """The cards of the regency that a desk may begin with now, and those of one agency.

    On a live node the approved ones before their expiry, and no other. On a practice node the
    newest draft stands in, marked, where nothing is in force.
    """
    today, is_live = today_of(at), is_live_node()
    found: dict[tuple[UUID | None, str], CardVersion] = {}
    for row in _kept.get():
        known_by = (row.org_id, row.key)
        if row.org_id not in (None, org_id) or not may_begin(row, today, is_live=is_live):
            continue
        if known_by not in found or is_in_force(row, today):
            found[known_by] = row
    return sorted((_usable(row, today) for row in found.values()), key=lambda card: card.title)


def _usable(row: CardVersion, today: date) -> UsableCard:
    card = read_card(row.text)
    return UsableCard(
        id=row.id, key=row.key, title=row.title, number=row.number, org_id=row.org_id,
        categories=card.categories, is_for_all=card.is_for_all,
        has_metronome=any(step.metronome for step in card.steps),
        is_marked=not is_in_force(row, today), doctor_name=row.doctor_name,
        expires_on=row.expires_on,
    )  # fmt: skip


def cards_for(category: str, at: datetime, *, org_id: UUID | None = None) -> list[UsableCard]:
    """The same, those for this kind of incident first, then the one for all calls, then those for
    who does not breathe.
    """

    def order(card: UsableCard) -> tuple[bool, bool, bool]:
        return category not in card.categories, not card.is_for_all, not card.has_metronome

    return sorted(list_usable(at, org_id=org_id), key=order)


def trial_of(row: CardVersion) -> Trial:
    """What the tests in it come to."""
    return try_card(read_card(row.text))


def walk_of(row: CardVersion, said: list[Said]) -> Walk:
    """A walk for an editor, of which nothing is kept. Raises NotHere."""
    card = read_card(row.text)
    place = place_of(card, said)
    return Walk(card, place, propose(card, place.answers))
