"""A step of a guidance card is pressed: how soon does the desk have the next one?"""

import itertools
import json
import uuid

from kentongan.cli.bench import limits
from kentongan.cli.bench.client import Connection, run_load
from kentongan.cli.bench.figures import Figure
from kentongan.cli.bench.node import BenchNode

CLIENTS = 4
"""Four desks guide at once: more than a regency has."""
REPEATS = 20
"""Forty minutes of compressions, told again every two."""
ANSWERED = (("sadar", "tidak"), ("napas", "tidak"), ("umur", "dewasa"))
TOLD = ("dewasa-siap", "dewasa-tangan", "dewasa-tekan", *["dewasa-terus"] * REPEATS)
PRESSES = (
    *({"kind": "ANSWERED", "code": code, "choice": choice} for code, choice in ANSWERED),
    *({"kind": "GIVEN", "code": code} for code in TOLD),
)


async def guidance(node: BenchNode, seconds: float) -> list[Figure]:
    """From the press to the step that follows, over whole resuscitations one after another."""
    facts = node.fill(units=10, tickets=CLIENTS)
    node.serve()
    desk = Connection(node.port, node.token)
    listed = await desk.get_json("/api/v1/guidance-cards")
    assert isinstance(listed, dict)
    card_id = next(card["id"] for card in listed["items"] if card["key"] == "rjp")
    incidents = iter(facts["incident_ids"])
    beside: dict[int, str] = {}
    running: dict[int, tuple[str, itertools.cycle[dict[str, str]], int]] = {}

    async def press(connection: Connection) -> int:
        session = running.get(id(connection))
        if session is None or session[2] == len(PRESSES):
            # One person runs one card beside one incident: each desk has its own.
            incident_id = beside.get(id(connection)) or next(incidents)
            beside[id(connection)] = incident_id
            path = f"/api/v1/incidents/{incident_id}/guidance"
            status, said = await _post(connection, path, {"card_id": card_id})
            running[id(connection)] = (json.loads(said)["id"], itertools.cycle(PRESSES), 0)
            return status
        session_id, presses, done = session
        running[id(connection)] = (session_id, presses, done + 1)
        path = f"/api/v1/guidance-sessions/{session_id}/say"
        status, _ = await _post(connection, path, next(presses))
        return status

    load = await run_load(node.port, node.token, clients=CLIENTS, seconds=seconds, step=press)
    if load.bad:
        raise RuntimeError(f"answers that were no answers: {load.bad}")
    commits = limits.durable_commits(node.folder, node.database_url)
    desk.close()
    return [
        Figure("card_step_p99", load.percentile_ms(99), "ms", 50, 1000 / commits,
               "one durable commit", clients=CLIENTS, n=len(load.latencies_s))
    ]  # fmt: skip


async def _post(connection: Connection, path: str, body: dict[str, str]) -> tuple[int, bytes]:
    key = f"Idempotency-Key: {uuid.uuid4()}\r\n"
    return await connection.request("POST", path, json.dumps(body).encode(), key)
