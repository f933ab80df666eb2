"""Which cards a desk may show (practice.md §6: wrong CPR)."""

from datetime import date
from typing import Protocol

from kentongan.guidance.enums import CardState, WhyRetired
from kentongan.kernel.errors import mark
from kentongan.kernel.lifecycle import Lifecycle, Transition

S = CardState

CARD = Lifecycle(
    name="card",
    states=tuple(CardState),
    transitions=(
        Transition("approve", (S.DRAFT,), S.APPROVED, who="APPROVE_GUIDANCE", needs="tests met"),
        Transition("replace", (S.APPROVED,), S.RETIRED, needs="a newer version is approved"),
        Transition("withdraw", (S.DRAFT, S.APPROVED), S.RETIRED, who="APPROVE_GUIDANCE, CONFIGURE"),
    ),
    words={
        "approve": mark("setujui"), "replace": mark("ganti"), "withdraw": mark("tarik"),
        **{state.value: state.label for state in CardState},
    },
)  # fmt: skip


class Shown(Protocol):
    """What decides whether a card is shown."""

    state: str
    expires_on: date | None
    why_retired: str


def is_in_force(card: Shown, today: date) -> bool:
    """Approved, and its last day has not passed."""
    return (
        card.state == CardState.APPROVED
        and card.expires_on is not None
        and today <= card.expires_on
    )


def may_begin(card: Shown, today: date, *, is_live: bool) -> bool:
    """Whether somebody may be guided by it. Off live nodes drafts may, marked; none withdrawn."""
    if is_live:
        return is_in_force(card, today)
    return card.state != CardState.RETIRED


def may_go_on(card: Shown) -> bool:
    """Whether who has begun may go on with it: a newer version or midnight ends no resuscitation,
    a doctor who withdraws it does.
    """
    return card.why_retired != WhyRetired.WITHDRAWN
