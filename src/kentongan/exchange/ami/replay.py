"""A recorded stream of the manager interface, played without an exchange."""

import json
from collections.abc import Iterable, Iterator

from kentongan.exchange.ami.frames import FrameReader
from kentongan.exchange.ami.machine import CallMachine
from kentongan.exchange.facts import Fact
from kentongan.kernel import clock


def facts_in(pieces: Iterable[bytes], queues: Iterable[str] = ()) -> Iterator[Fact]:
    """The facts of a stream, however it was cut into pieces."""
    reader, machine = FrameReader(), CallMachine(queues)
    for piece in pieces:
        for frame in reader.feed(piece):
            yield from machine.take(frame)


def as_row(fact: Fact) -> str:
    """One line of JSON: when, which line, what, in which queue, by whom. No caller's number."""
    return json.dumps(
        {
            "at": clock.to_wire(fact.at) if fact.at else None, "call": fact.call or None,
            "state": fact.kind.value, "queue": fact.queue or None, "member": fact.member or None,
        }
    )  # fmt: skip
