"""A declared surge stands on the board in one line; who declared it where a person reads."""

import io
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from kentongan.board import rules
from kentongan.board.figures import read_board
from kentongan.board.printing import as_paper
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.orgs.enums import Role
from kentongan.orgs.rules import counts
from kentongan.orgs.selectors import rights_of
from kentongan.surge import services
from tests.board.make import browser_of, text_of, wall_of
from tests.conftest import NIGHT
from tests.surge.make import burst, declare, end

pytestmark = pytest.mark.usefixtures("night")
SINCE = "Lonjakan panggilan dinyatakan sejak 02.50 WIB"
COUNTED = "semua angka tetap menghitung setiap panggilan."
BY = "oleh Supervisor"
TEN_TO_THREE = NIGHT - timedelta(minutes=10)


def test_without_a_surge_the_board_says_nothing_of_it(cast: Any) -> None:
    for client, address in ((browser_of(cast, "leader"), "/papan"), (wall_of(cast), "/papan")):
        assert "Lonjakan" not in text_of(client, address)


def test_a_leader_reads_since_when_and_who(cast: Any) -> None:
    declare(cast, at=TEN_TO_THREE)
    for address in ("/papan", "/papan/isi"):
        assert f"{SINCE} {BY}; {COUNTED}" in text_of(browser_of(cast, "leader"), address)


@pytest.mark.parametrize("address", ["/papan?layar=1", "/papan/isi?layar=1", "/papan/teks"])
def test_what_hangs_or_is_sent_on_names_nobody(cast: Any, address: str) -> None:
    declare(cast, at=TEN_TO_THREE)
    page = text_of(browser_of(cast, "leader"), address)
    assert f"{SINCE}; {COUNTED}" in page
    assert BY not in page


def test_a_wall_names_nobody(cast: Any) -> None:
    declare(cast, at=TEN_TO_THREE)
    for address in ("/papan", "/papan/isi"):
        page = text_of(wall_of(cast), address)
        assert f"{SINCE}; {COUNTED}" in page
        assert BY not in page


def test_the_paper_says_it_without_a_name(cast: Any) -> None:
    declare(cast, at=TEN_TO_THREE)
    paper = as_paper(read_board(rights_of(cast.leader), at=NIGHT))
    printed = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages)
    assert SINCE in printed
    assert "Supervisor" not in printed


def test_its_end_takes_the_line_away(cast: Any) -> None:
    surge = declare(cast, at=TEN_TO_THREE)
    end(cast, surge, at=NIGHT)
    assert "Lonjakan panggilan dinyatakan" not in text_of(browser_of(cast, "leader"))


def test_the_figures_are_the_same_with_and_without(cast: Any) -> None:
    burst(12)
    later = NIGHT + timedelta(seconds=1)
    before = read_board(rights_of(cast.leader), at=later)
    declare(cast, at=TEN_TO_THREE)
    during = read_board(rights_of(cast.leader), at=later)
    assert (during.calls, during.shares, during.desk) == (12, before.shares, before.desk)


def test_an_earlier_day_is_said(cast: Any) -> None:
    declare(cast, at=NIGHT - timedelta(hours=4))
    assert "sejak 22-11 23.00 WIB oleh" in text_of(browser_of(cast, "leader"))


def test_what_nobody_declared_names_nobody(cast: Any) -> None:
    services.declare_surge(
        by=TIMEKEEPER, reason="Menurut ketetapan", is_automatic=True, at=TEN_TO_THREE
    )
    page = text_of(browser_of(cast, "leader"))
    assert "dinyatakan otomatis sejak 02.50 WIB menurut ketetapan daerah" in page


def test_words() -> None:
    assert rules.surge_line("02.50 WIB", by="Wati") == (
        f"{SINCE} oleh Wati; semua angka tetap menghitung setiap panggilan."
    )


def test_a_leader_is_told_at_once_that_it_has_changed() -> None:
    assert counts(Role.LEADER, "surge.surge.declared")
    assert not counts(Role.LEADER, "surge.request.sent")
