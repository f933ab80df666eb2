"""Letters between two nodes, as docs/formats/neighbours.md describes them."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from kentongan.fleet.enums import Capability
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.enums import Answer as Said
from kentongan.incidents.enums import ContactSafety, Priority
from kentongan.neighbours.enums import AidKind, AidState, NoticeCode
from kentongan.web.wire import Line, Moment, Phone

LONGEST_STORY = 10_000
MOST_ANSWERS = 60
MOST_WANTED = 20
MOST_UNITS = 50

Story = Annotated[str, Meta(max_length=LONGEST_STORY)]
Code = Annotated[str, Meta(min_length=1, max_length=40)]
Number = Annotated[str, Meta(max_length=40)]
Digits = Annotated[str, Meta(pattern="^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{10})$")]
Count = Annotated[int, Meta(ge=1, le=MOST_UNITS)]


class Wanted(msgspec.Struct, kw_only=True):
    """So many units that can do this."""

    capability: Capability
    count: Count


class Facts(msgspec.Struct, kw_only=True):
    """What the neighbour has to know of an incident, and nothing else."""

    number: Number
    category: Code
    category_name: Line
    family: Code
    priority: Priority
    narrative: Story
    region: Digits
    address: Annotated[str, Meta(max_length=1000)]
    lat: Annotated[float, Meta(ge=-90, le=90)] | None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None
    accuracy_m: Annotated[float, Meta(ge=0, le=1_000_000)] | None
    place_source: PlaceSource
    place_quality: PlaceQuality
    answers: Annotated[dict[Code, Said], Meta(max_length=MOST_ANSWERS)]
    injured: Annotated[int, Meta(ge=0, le=9999)] | None
    contact_safety: ContactSafety
    restricted: bool
    started_at: Moment
    caller_name: Line = ""
    caller_phone: Phone = ""
    """Only where the call-back is the neighbour's now, and never of one who must not be rung."""


class Ask(msgspec.Struct, kw_only=True, tag="ask"):
    """Take this incident over, or send us units for it."""

    id: UUID
    reference: UUID
    kind: AidKind
    facts: Facts
    asked_at: Moment
    asked_name: Line
    wanted: Annotated[list[Wanted], Meta(max_length=MOST_WANTED)] = []
    reason: Story = ""
    until: Moment | None = None


class Answer(msgspec.Struct, kw_only=True, tag="answer"):
    """What a person there has decided, by name."""

    id: UUID
    reference: UUID
    accepted: bool
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    answered_at: Moment
    reason: Story = ""
    number: Number = ""


class CallOff(msgspec.Struct, kw_only=True, tag="call-off"):
    """The asker wants it back, if nobody has taken it yet."""

    id: UUID
    reference: UUID


class Notice(msgspec.Struct, kw_only=True, tag="notice"):
    """What the neighbour has done since it accepted."""

    id: UUID
    reference: UUID
    code: NoticeCode
    happened_at: Moment
    unit: UUID | None = None
    call_sign: Annotated[str, Meta(max_length=40)] = ""
    agency: Annotated[str, Meta(max_length=80)] = ""
    person_name: Line = ""
    phone: Phone = ""
    promised_min: Annotated[int, Meta(ge=0, le=1440)] | None = None
    outcome: Line = ""


class Trial(msgspec.Struct, kw_only=True, tag="trial"):
    """Is it you, and do you know us?"""

    id: UUID


Letter = Ask | Answer | CallOff | Notice | Trial


class Envelope(msgspec.Struct, kw_only=True):
    """One letter; the headers say whose it is."""

    letter: Letter


class Standing(msgspec.Struct, kw_only=True):
    """The answer to a letter: how the thing stands where it was heard. Empty for a trial."""

    state: AidState | None = None
    name: Line = ""
    reason: Story = ""
    number: Number = ""
    node_name: Line = ""
