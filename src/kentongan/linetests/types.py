"""Plain values of line tests."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.linetests.enums import Outcome, Standing
from kentongan.linetests.models import LineTest as LineTest
from kentongan.linetests.models import Provider as Provider


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody notes of a test call. `is_number_shown` and `call_id` only where it came here;
    `elsewhere` is the centre it came to instead. Seconds, None where nobody counted them.
    """

    provider_id: UUID
    region: str
    outcome: Outcome
    tried_at: datetime
    elsewhere: str = ""
    is_number_shown: bool | None = None
    answered_after_s: int | None = None
    call_id: UUID | None = None
    tried_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A provider in a kecamatan: its last test, None without one, and what that says now."""

    provider: Provider
    region: str
    test: LineTest | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Plan:
    """Every line of the node, and those that are to be tried next, the most pressing first."""

    providers: tuple[Provider, ...]
    rows: tuple[tuple[str, tuple[Line, ...]], ...]
    pressing: tuple[Line, ...]
