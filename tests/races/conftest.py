import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest


@pytest.fixture
def database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables of a database of this test's own, of the kind the suite runs on."""
    url = os.environ.get("DATABASE_URL", "sqlite")
    if url.startswith("sqlite"):
        yield {}
        return
    name = f"kentongan_races_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
