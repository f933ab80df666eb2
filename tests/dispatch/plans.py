"""Response plans for tests, through the services."""

from datetime import datetime
from typing import Any

from kentongan.dispatch import services
from kentongan.dispatch.models import ResponsePlan
from kentongan.dispatch.types.plans import PlanLevel, PlanSubject
from kentongan.journal.reactions import run_set
from kentongan.kernel.actors import SETUP
from tests.cast import KENDAL
from tests.dispatch.make import EARLIER

BASIS = "SK Bupati 300.2/9/2026"


def units(*pairs: tuple[str, int], notify: Any = (), aid: Any = ()) -> PlanLevel:
    return PlanLevel(units=pairs, notify=tuple(notify), aid=tuple(aid))


def make_plan(
    *levels: PlanLevel, at: datetime = EARLIER, legal_basis: str = BASIS, **subject: str
) -> ResponsePlan:
    """A plan for fires in the whole regency, unless told otherwise."""
    named = subject if {"category", "family"} & set(subject) else {"family": "FIRE"} | subject
    return services.set_response_plan(
        by=SETUP, subject=PlanSubject(**{"region": KENDAL} | named), levels=levels,
        legal_basis=legal_basis, at=at,
    )  # fmt: skip


def react() -> None:
    """Until dispatch has nothing left to react to."""
    while run_set("dispatch"):
        pass
