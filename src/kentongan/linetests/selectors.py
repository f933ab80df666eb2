"""Reads: every line with its last test, and the last tests of all."""

from datetime import datetime, timedelta
from uuid import UUID

from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.linetests import rules
from kentongan.linetests.enums import PRESSING
from kentongan.linetests.limits import TRIED_EVERY
from kentongan.linetests.models import LineTest, Provider
from kentongan.linetests.types import Line, Plan
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.regions.selectors import list_children

DAYS_A_MONTH = 30
SHOWN = 30


def require_desk(by: Actor) -> None:
    """Raises NotAllowed for who neither takes calls nor decides settings."""
    rights_of(by).require_anywhere(Right.TAKE_CALLS)


def list_providers() -> list[Provider]:
    """Those in use, by name."""
    return list(Provider.objects.filter(retired_at=None).order_by("name"))


def get_provider(provider_id: UUID) -> Provider:
    """One in use. Raises NotFound."""
    found = Provider.objects.filter(id=provider_id, retired_at=None).first()
    if found is None:
        raise NotFound(thing="Penyedia")
    return found


def list_districts() -> list[str]:
    """The codes of the node's kecamatan."""
    return [row.code for row in list_children(node().region)]


def plan(at: datetime) -> Plan:
    """Every provider in every kecamatan, and what is to be tried next."""
    providers, districts = tuple(list_providers()), list_districts()
    since = at - timedelta(days=DAYS_A_MONTH * TRIED_EVERY.at(at))
    latest = _latest()
    rows = tuple(
        (region, tuple(_line(each, region, latest.get((each.id, region)), since)
                       for each in providers))
        for region in districts
    )  # fmt: skip
    lines = [line for _, row in rows for line in row if line.standing in PRESSING]
    return Plan(providers, rows, tuple(sorted(lines, key=_pressing)))


def _latest() -> dict[tuple[UUID, str], LineTest]:
    """The last test of each line: as many rows as there are lines, however often they are tried."""
    rows = LineTest.objects.filter(is_latest=True)
    return {(row.provider_id, row.region): row for row in rows}


def _line(provider: Provider, region: str, test: LineTest | None, since: datetime) -> Line:
    said = rules.standing(
        test.outcome if test else None, is_number_shown=test.is_number_shown if test else None,
        tried_at=test.tried_at if test else None, since=since,
    )  # fmt: skip
    return Line(provider, region, test, said)


def _pressing(line: Line) -> tuple[int, float]:
    tried = line.test.tried_at.timestamp() if line.test else 0.0
    return PRESSING.index(line.standing), tried


def list_tests(*, limit: int = SHOWN) -> list[LineTest]:
    """The last ones, newest first."""
    rows = LineTest.objects.select_related("provider", "call")
    return list(rows.order_by("-tried_at", "-id")[:limit])
