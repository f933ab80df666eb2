"""Fixtures of every test: the cast, a clock that stands, no network, clean caches."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from whitenoise.middleware import WhiteNoiseMiddleware

from kentongan.journal import selectors as journal_selectors
from kentongan.journal import watchers
from kentongan.kernel import clock
from tests.house.writes import only_acts_write  # noqa: F401 - watches every test

NIGHT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
"""Three in the morning in Kendal."""

# What is right does not depend on how busy the machine is.
hypothesis.register_profile(
    "kentongan", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis.load_profile("kentongan")

_made: list[Any] = []


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: its driver keeps an event loop running in this thread."""
    items.sort(key=lambda item: "tests/browser/" in item.nodeid)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The cast and a new node's categories live in the test database once; each test's
    transaction leaves them as they were.
    """
    from tests.cast import make_cast
    from tests.incidents.make import make_categories

    with django_db_blocker.unblock():
        _made[:] = [make_cast()]
        make_categories()


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once() -> Iterator[None]:
    """Each client of a test has its own middleware; the files are the same for all."""
    listed: dict[str, Any] = {}
    look = WhiteNoiseMiddleware.add_files_from_finders

    def once(middleware: WhiteNoiseMiddleware) -> None:
        if not listed:
            look(middleware)
            listed.update(middleware.files)
        middleware.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(autouse=True)
def clean_caches() -> Iterator[None]:
    """No process-local cache, and no language of a request, outlives a test."""
    yield
    translation.deactivate()
    watchers.drop_everything()
    journal_selectors.forget_node()


@pytest.fixture
def cast(db: None) -> Any:
    """Everyone, made again where a test with real transactions has emptied the tables."""
    from kentongan.orgs.models import Organisation
    from tests.cast import make_cast

    if not _made or not Organisation.objects.filter(id=_made[0].org_id("centre")).exists():
        watchers.drop_everything()
        journal_selectors.forget_node()
        _made[:] = [make_cast()]
    return _made[0]


@pytest.fixture
def night() -> Iterator[clock.SetClock]:
    """The clock stands at 03.00 WIB; a test moves it by hand."""
    with clock.using(clock.SetClock(NIGHT)) as standing:
        yield standing  # type: ignore[misc]
