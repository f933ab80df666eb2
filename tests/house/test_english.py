"""Whoever chooses English reads no Indonesian sentence: every page, walked in both languages."""

import html
import re

import pytest

from kentongan.incidents.models import Category
from kentongan.surge.rules import DEFAULT_TEXT
from tests.cast import ORGS
from tests.house.visits import CREW, STRANGER, UNKNOWN, Scene, addresses

INDONESIAN = re.compile(
    r"\b(yang|dan|tidak|belum|untuk|dengan|ini|atau|dari|sudah|lalu|agar|masih|lebih|kejadian"
    r"|panggilan|pelapor|laporan|tiket|piket|petugas|nomor|jam|hari|menit|detik)\b",
    re.IGNORECASE,
)
"""Words of nearly every Indonesian sentence."""

NOT_TEXT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
READ_OUT = re.compile(r"\s(?:title|aria-label|placeholder|alt|data-confirm)=\"([^\"]*)\"")
VISITORS = (STRANGER, "operator", "fire_officer", "leader", CREW)


def _read(page: str) -> list[str]:
    """What a person sees or hears of a page."""
    page = NOT_TEXT.sub(" ", page)
    texts = READ_OUT.findall(page) + re.sub(r"<[^>]*>", "\n", page).splitlines()
    return [html.unescape(text).strip() for text in texts if text.strip()]


def _names() -> re.Pattern[str]:
    """Names are data, and stand in the language that the region gave them in; what callers hear,
    in theirs.
    """
    names = [name for _code, name, *_ in ORGS.values()] + [DEFAULT_TEXT]
    names += Category.objects.values_list("name", flat=True)
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))


def _left_in_indonesian(scene: Scene, visitor: str) -> set[str]:
    found: set[str] = set()
    names = _names()
    for address in addresses():
        if "GET" not in address.methods or address.is_api:
            continue
        path = scene.path(address)
        # Indonesian first: nothing kept for it may be shown to the next reader.
        scene.client(visitor).get(path, headers={"accept-language": "id"})
        answer = scene.client(visitor).get(path, headers={"accept-language": "en"})
        if answer.headers.get("Content-Type", "").startswith("text/") and not answer.streaming:
            found |= {
                f"{address.route}: {text}"
                for text in _read(answer.content.decode())
                if INDONESIAN.search(names.sub("", text))
            }
    return found


@pytest.mark.parametrize("visitor", VISITORS)
def test_english_page_has_no_indonesian_sentence(scene, visitor):
    found = _left_in_indonesian(scene, visitor)
    assert not found, "\n".join(sorted(found))


def test_refusal_in_english_has_its_facts_in_english(scene):
    path = f"/api/v1/incidents/{UNKNOWN}"
    answer = scene.client("operator").get(path, headers={"accept-language": "en"})
    assert answer.json()["what"] == "Incident not found."


def test_cookie_outweighs_the_browser(scene):
    client = scene.client(STRANGER)
    client.cookies["kentongan_language"] = "en"
    page = client.get("/account/sign-in", headers={"accept-language": "id"}).content.decode()
    assert '<html lang="en"' in page
    assert "Password" in page
