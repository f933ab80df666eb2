"""The room starts empty: the cast's few regions would stand in the way of the whole of Kendal."""

import pytest

from kentongan.journal import watchers
from kentongan.regions.models import Region
from tests.regions import make


@pytest.fixture
def node(db) -> None:
    Region.objects.all().delete()
    watchers.drop_everything()


@pytest.fixture
def kendal(node) -> None:
    make.make_kendal()
