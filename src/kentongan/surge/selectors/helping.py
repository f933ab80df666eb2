"""The overflow group, and who of it was asked in the surge that goes on."""

from uuid import UUID

from kentongan.accounts import selectors as accounts
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.surge.enums import WAITED_FOR
from kentongan.surge.models import OverflowOperator, OverflowRequest
from kentongan.surge.selectors.surges import find_open
from kentongan.surge.types import Helper


def list_helpers() -> list[Helper]:
    """The group by name, each with the request of the surge that goes on."""
    rows = list(OverflowOperator.objects.filter(removed_at=None))
    names = accounts.names_of({row.user_id for row in rows})
    surge = find_open()
    asked = {each.operator_id: each for each in list_requests(surge.id)} if surge else {}
    found = [Helper(row, names.get(row.user_id, "—"), asked.get(row.id)) for row in rows]
    return sorted(found, key=lambda each: (each.name, each.operator.id))


def list_requests(surge_id: UUID) -> list[OverflowRequest]:
    """Who was asked in a surge, those who left the group since included."""
    rows = OverflowRequest.objects.filter(surge_id=surge_id).select_related("operator")
    return list(rows.order_by("asked_at", "id"))


def get_operator(by: Actor, operator_id: UUID) -> OverflowOperator:
    """One of the group, locked, for who decides about it. Raises NotFound, NotAllowed."""
    rights_of(by).require(Right.DECLARE_SURGE, region=node().region)
    rows = OverflowOperator.objects.select_for_update(no_key=True)
    found = rows.filter(id=operator_id, removed_at=None).first()
    if found is None:
        raise NotFound(thing=mark("Petugas tambahan"))
    return found


def find_my_request(user_id: UUID) -> OverflowRequest | None:
    """What this person was asked in the surge that goes on and may still say."""
    surge = find_open()
    if surge is None:
        return None
    rows = OverflowRequest.objects.filter(
        surge_id=surge.id, operator__user_id=user_id, state__in=WAITED_FOR
    )
    return rows.first()


def access_request(by: Actor, request_id: UUID) -> OverflowRequest:
    """A request, locked: one's own, or any for who decides. Raises NotFound, NotAllowed."""
    rows = OverflowRequest.objects.select_for_update(no_key=True, of=("self",))
    found = rows.filter(id=request_id).select_related("operator", "surge").first()
    rights = rights_of(by)
    if found is None or not rights.has_anywhere(Right.SEE_CALLS):
        raise NotFound(thing=mark("Permintaan bantuan"))
    is_own = found.operator.user_id == by.id
    if not is_own and not rights.has(Right.DECLARE_SURGE, region=node().region):
        raise NotAllowed(right=Right.DECLARE_SURGE.value)
    return found
