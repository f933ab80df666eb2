"""Papers for the office: what was told stands on them, and nothing of it is markup."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kentongan.web import documents
from tests.data import shared_data

pytestmark = pytest.mark.django_db

TEMPLATE = """\
#import "/web/paper/kentongan.typ": *
#show: office.with(title: data.title, subtitle: data.subtitle)
#rows(("Nomor", "Kata"), data.rows)
"""


@pytest.fixture(autouse=True)
def room(cast: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A room with one paper, beside the house's own layout."""
    shutil.copytree(documents.ROOT / "web" / "paper", tmp_path / "web" / "paper")
    (tmp_path / "x" / "paper").mkdir(parents=True)
    (tmp_path / "x" / "paper" / "y.typ").write_text(TEMPLATE)
    monkeypatch.setattr(documents, "ROOT", tmp_path)


def printed(**data: Any) -> str:
    paper = documents.make_pdf("x/y", {"title": "Laporan", "subtitle": "", "rows": [], **data})
    assert paper.startswith(b"%PDF-")
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)


def test_paper_says_what_it_was_told_and_whose_it_is():
    said = printed(subtitle="Shift malam", rows=[["1", "Pohon tumbang"], ["2", None]])
    for word in (
        "Laporan",
        "Shift malam",
        "Pohon tumbang",
        "—",
        "Kendal (uji)",
        "Dicetak",
        "1 / 1",
    ):
        assert word in said


def test_empty_table_says_so():
    assert "Nihil" in printed()


def test_what_people_wrote_is_no_markup():
    said = printed(title="#panic()", rows=[["*a*", "= b #eval(1)"]])
    assert "#panic()" in said
    assert "*a*" in said
    assert "= b #eval(1)" in said


@pytest.mark.data
def test_naughty_strings_print():
    strings = json.loads(shared_data("hostile/naughty_strings.json").read_text())
    assert printed(rows=[[str(n), text] for n, text in enumerate(strings)])
