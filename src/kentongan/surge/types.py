"""Plain values of surges."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.surge.models import Announcement as Announcement
from kentongan.surge.models import OverflowOperator as OverflowOperator
from kentongan.surge.models import OverflowRequest as OverflowRequest
from kentongan.surge.models import Proposal as Proposal
from kentongan.surge.models import Surge as Surge
from kentongan.surge.rules import Measure as Measure


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the calls that came in a surge: `offered` is the sum of the others."""

    offered: int
    answered: int
    abandoned: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Told:
    """A surge as its history shows it: its figures, and its calls by five minutes. Nobody's name
    but of those who decided.
    """

    surge: Surge
    figures: Figures
    steps: tuple[tuple[datetime, int], ...]


@dataclass(frozen=True, slots=True)
class Helper:
    """One of the overflow group; `request` is that of the open surge, None where he was not asked:
    he was at work already, or there is no surge.
    """

    operator: OverflowOperator
    name: str
    request: OverflowRequest | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the exchange plays; nobody has changed it where `changed_by` is None."""

    text: str
    file_name: str
    changed_at: datetime | None = None
    changed_by: UUID | None = None
