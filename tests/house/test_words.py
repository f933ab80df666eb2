"""One word, one meaning, and none that GLOSSARY.md forbids; every sentence has its English."""

import re

import pytest

from tests.house import messages
from tests.house.source import ROOT

NEVER = {
    "antrian": "antrean",
    "resiko": "risiko",
    "ambulance": "ambulans",
    "assessment": "kaji cepat, penilaian",
    "update": "pemutakhiran",
    "diblokir": "prioritas diturunkan sementara",
    "rekomendasi sistem": "usulan unit terdekat",
    "ghost call": "panggilan diam",
    "analisa": "analisis",
    "jadual": "jadwal",
    "apotik": "apotek",
    "ijin": "izin",
    "praktek": "praktik",
    "sekedar": "sekadar",
    "silahkan": "silakan",
    "himbauan": "imbauan",
    "kuatir": "khawatir",
    "merubah": "mengubah",
    "obyek": "objek",
    "subyek": "subjek",
    "berhasil disimpan": "(say what is now so)",
}
"""Never on a screen: what is said instead."""


@pytest.mark.parametrize("word", sorted(NEVER))
def test_forbidden_words_are_on_no_screen(word):
    pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    found = [
        f"{place}: {' '.join(text.split())[:80]}"
        for place, text in messages.sentences_and_texts()
        if pattern.search(text)
    ]
    assert not found, f"say {NEVER[word]}: " + "\n".join(found)


@pytest.mark.parametrize("word", ["antrian", "resiko", "ambulance", "assessment", "update"])
def test_glossary_says_what_is_never_said(word):
    assert word in (ROOT / "GLOSSARY.md").read_text(encoding="utf8").lower()


def test_no_screen_names_a_unit_the_fastest():
    """Proposals are "usulan"; they promise nothing (practice.md §5)."""
    pattern = re.compile(r"\bunit (tercepat|terbaik|pasti)\b", re.IGNORECASE)
    found = [place for place, text in messages.sentences_and_texts() if pattern.search(text)]
    assert not found, found


def test_english_catalogue_is_complete():
    if not messages.COMPILED.exists():
        pytest.skip("no English catalogue yet: `make messages` begins one")
    assert not messages.missing()


def test_translations_keep_the_places_for_facts():
    assert not messages.ill_filled()
