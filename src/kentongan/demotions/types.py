"""What the services of this room take and its selectors answer: plain values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.demotions.models import Delay as Delay
from kentongan.demotions.models import Demotion as Demotion
from kentongan.demotions.models import Listening as Listening


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that enough people have recorded as a prankster's. `call_id` is its last such call,
    by which it is named: the number itself is not in a list. `why_not` is an Exclusion, or "".
    """

    call_id: UUID
    phone: str
    pranks: int
    operators: int
    first_at: datetime
    last_at: datetime
    why_not: str
    is_own_record: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What an exchange asks before it lets a caller into the queue."""

    call: str
    number: str
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What it is answered: seconds to wait, and after how many to ask again; whether the number is
    blocked.
    """

    call_id: UUID
    wait_s: int
    is_refused: bool
