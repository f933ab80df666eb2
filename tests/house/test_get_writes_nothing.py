"""A GET writes nothing: a page may be opened twice, prefetched, or found by a search engine."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.visits import STRANGER, addresses
from tests.house.writes import is_write


@pytest.mark.parametrize("visitor", [STRANGER, "dispatcher", "fire_officer", "leader"])
def test_reading_changes_nothing(scene, visitor):
    client = scene.client(visitor)
    written = []
    for address in addresses():
        if "GET" not in address.methods:
            continue
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(scene.path(address))
        written += [
            f"GET {address.route}: {query['sql'][:100]}"
            for query in queries
            if is_write(query["sql"])
        ]
    assert not written, "\n".join(written)
