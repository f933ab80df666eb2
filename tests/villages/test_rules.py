"""Reading a pasted group message: what is recognised, and that nothing is lost or run."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kentongan.villages import rules
from kentongan.villages.errors import NothingPasted, NotToBeAsked

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


def read(text):
    return rules.read_pasted(text, zone=WIB, now=NOW)


@pytest.mark.parametrize(
    "head",
    [
        "[27/11/26 14.05] Pak Lurah: ", "[27/11/26, 14.05.12] Pak Lurah: ",
        "27/11/26 14.05 - Pak Lurah: ", "[27/11, 14.05] Pak Lurah: ",
        "27/11/2026 14:05 - Pak Lurah: ",
        "\u200e[27/11/26, 14.05.12] \u202aPak Lurah\u202c: ",
    ],
)  # fmt: skip
def test_author_and_hour_of_every_way_to_copy(head):
    said = read(f"{head}Banjir di RT 3\nair 60 cm")
    assert (said.author, said.text) == ("Pak Lurah", "Banjir di RT 3\nair 60 cm")
    assert said.said_at == NOW - timedelta(minutes=55)


@pytest.mark.parametrize(
    "link",
    [
        "https://maps.google.com/?q=-6.9217,110.2030", "https://maps.google.com/?q=-6.9217%2C110.2030",
        "https://www.google.com/maps/@-6.9217,110.2030,17z", "geo:-6.9217,110.2030",
        "https://www.google.com/maps/search/?api=1&query=-6.9217,110.2030",
    ],
)  # fmt: skip
def test_point_of_every_shared_location(link):
    said = read(f"[27/11/26 14.05] Pak Lurah: di sini {link}")
    assert (said.lat, said.lon) == (-6.9217, 110.2030)
    assert link in said.text


@pytest.mark.parametrize(
    "text",
    [
        "Banjir di RT 3", "Air naik 14.05: sampai lutut", "https://maps.app.goo.gl/abc",
        "q=-6.92,110",
    ],
)  # fmt: skip
def test_what_is_not_recognised_stays_in_the_text(text):
    said = read(text)
    assert (said.text, said.author, said.said_at, said.lat) == (text, "", None, None)


@pytest.mark.parametrize("when", ["[31/02/26 14.05]", "[27/11/26 25.05]", "[27/11/19 14.05]",
                                  "[27/11/26 23.05]"])  # fmt: skip
def test_hour_that_cannot_be_is_unknown_and_the_rest_is_read(when):
    said = read(f"{when} Pak Lurah: Banjir")
    assert (said.author, said.text, said.said_at) == ("Pak Lurah", "Banjir", None)


def test_point_that_is_nowhere_is_no_point():
    assert read("https://maps.google.com/?q=-96.92,110.20").lat is None


def test_many_messages_keep_every_word_and_the_first_author():
    said = read("[27/11/26 14.05] Pak Lurah: Banjir\n[27/11/26 14.06] Bu Yatmi: Air naik")
    assert (said.author, said.text) == ("Pak Lurah", "Banjir\nAir naik")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001])
def test_empty_and_endless_messages_are_refused(text):
    with pytest.raises(NothingPasted):
        rules.require_text(text)


@pytest.mark.parametrize(
    ("safety", "is_restricted"),
    [("DO_NOT_CONTACT", False), ("SILENT_ONLY", False), ("SAFE", True)],
)
def test_village_is_not_asked_where_a_question_betrays(safety, is_restricted):
    with pytest.raises(NotToBeAsked):
        rules.require_askable(safety, is_restricted=is_restricted)
