"""The page of a citizen: small, silent about the incident, once a link, and never broken."""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.portal import patience
from kentongan.ratings.models import Complaint, OptOut, Rating
from tests.ratings.conftest import asking  # noqa: F401 - a regency that asks
from tests.ratings.make import EIGHT, PHONE, make_sent

FORM = {"score": "4", "was_quick": "YES", "words": "TANDA terima kasih"}


@pytest.fixture(autouse=True)
def eight():
    """Eight in the morning, and nobody has tried a link yet."""
    patience.forget_all()
    with clock.using(clock.SetClock(EIGHT)) as standing:
        yield standing
    patience.forget_all()


@pytest.fixture
def sent(asking):  # noqa: F811
    return make_sent(asking)


@pytest.fixture
def phone():
    return Client(enforce_csrf_checks=True)


def css():
    return Path(finders.find("portal/portal.css")).read_bytes()


def test_form_says_the_day_and_nothing_else_of_the_report(phone, sent):
    invitation, token = sent
    answer = phone.get(f"/n/{token}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Laporan Anda tanggal 23-11-2026 selesai ditangani." in page
    for word in ("Pohon", "Roboh", "TANDA", PHONE, str(invitation.id), str(invitation.incident_id),
                 invitation.incident.number, "Pemadam", "Karangsari"):  # fmt: skip
        assert word not in page
    assert page.count('name="score"') == 5


def test_page_is_small_needs_no_script_and_nothing_from_elsewhere(phone, sent):
    answer = phone.get(f"/n/{sent[1]}")
    page = answer.content.decode()
    assert len(answer.content) + len(css()) <= 20_000
    assert len(gzip.compress(answer.content + css())) <= 8_000
    assert "<script" not in page
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", page)
    assert not answer.cookies
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_answer_is_kept_once_and_the_second_visit_says_thanks(phone, sent):
    token = sent[1]
    assert phone.post(f"/n/{token}", FORM).status_code == 303
    assert phone.post(f"/n/{token}", FORM | {"score": "5"}).status_code == 303
    rating = Rating.objects.get()
    assert (rating.score, rating.was_quick, rating.words) == (5, "YES", "TANDA terima kasih")
    page = phone.get(f"/n/{token}").content.decode()
    assert "Terima kasih" in page
    assert "TANDA" not in page
    assert 'name="score"' not in page
    assert 'name="score"' in phone.get(f"/n/{token}?ubah").content.decode()


def test_after_an_hour_it_cannot_be_changed_any_more(phone, sent, eight):
    token = sent[1]
    phone.post(f"/n/{token}", FORM)
    eight.at = EIGHT + timedelta(hours=1)
    answer = phone.post(f"/n/{token}", FORM | {"score": "1"})
    assert answer.status_code == 409
    assert "tidak dapat diubah lagi" in answer.content.decode()
    assert Rating.objects.get().score == 4
    page = phone.get(f"/n/{token}?ubah").content.decode()
    assert ("Terima kasih" in page, "Ubah" in page) == (True, False)


def test_wish_to_be_rung_is_promised_with_its_day(phone, sent):
    token = sent[1]
    phone.post(f"/n/{token}", FORM | {"call_back": "on"})
    assert Complaint.objects.get().cause == "CALL_BACK"
    page = phone.get(f"/n/{token}").content.decode()
    assert "Pengawas 112 menghubungi Anda paling lambat 26-11-2026 08.00." in page


def test_no_mark_keeps_what_was_typed_and_says_what_lacks(phone, sent):
    answer = phone.post(f"/n/{sent[1]}", {"words": "<script>alert(1)</script>"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Nilai belum dipilih." in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "form",
    [
        {"score": "6"}, {"score": "5' OR 1=1"}, {"score": "5", "was_quick": "MAYBE"},
        {"score": "5", "words": "x" * 1001}, {"score": "5", "words": "a\0b"}, {"score": "٥"}, {},
    ],
)  # fmt: skip
def test_hostile_form_is_refused_and_never_breaks(phone, sent, form):
    assert phone.post(f"/n/{sent[1]}", form).status_code == 400
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "word", ["ꦲꦏ꧀ꦱꦫ 🌧", "'; DROP TABLE ratings_rating; --", "{{ 7*7 }}", "\u202eabc"]
)
def test_words_come_back_byte_for_byte_and_execute_nothing(phone, sent, word):
    phone.post(f"/n/{sent[1]}", {"score": "3", "words": word})
    assert Rating.objects.get().words == word


@pytest.mark.parametrize(
    "token", ["A" * 22, "x", "%00", "%FF%FE", "A" * 5000, "..%2f..%2fhealth", "' OR 1=1 --", "é"]
)
def test_unknown_links_are_all_answered_alike(phone, sent, token):
    answer = phone.get(f"/n/{token}")
    known = phone.get("/n/" + "B" * 22)
    assert answer.status_code == known.status_code == 404
    if "%2f" not in token:
        assert answer.content == known.content


def test_link_that_is_over_looks_like_one_that_never_was(phone, sent, eight):
    never = phone.get("/n/" + "B" * 22)
    eight.at = EIGHT + timedelta(hours=72)
    for answer in (phone.get(f"/n/{sent[1]}"), phone.post(f"/n/{sent[1]}", FORM)):
        assert (answer.status_code, answer.content) == (404, never.content)


def test_link_of_a_caller_who_has_become_endangered_is_gone(phone, sent):
    invitation, token = sent
    type(invitation.incident).objects.filter(id=invitation.incident_id).update(
        contact_safety="DO_NOT_CONTACT"
    )
    assert phone.get(f"/n/{token}").status_code == 404


def test_citizen_who_wants_no_more_is_told_so(phone, sent):
    token = sent[1]
    assert phone.post(f"/n/{token}", {"stop": "1"}).status_code == 303
    assert OptOut.objects.count() == 1
    page = phone.get(f"/n/{token}").content.decode()
    assert "tidak akan dikirimi permintaan penilaian lagi" in page


def test_looking_writes_nothing(phone, sent):
    written = Entry.objects.count()
    phone.get(f"/n/{sent[1]}")
    phone.get(f"/n/{sent[1]}?ubah")
    phone.get("/n/" + "B" * 22)
    assert Entry.objects.count() == written


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_not_offered(phone, sent, method):
    assert getattr(phone, method)(f"/n/{sent[1]}").status_code == 405


def test_who_tries_many_links_has_to_wait_and_others_have_not(phone, sent, eight):
    for _ in range(patience.FREE_TRIES + 1):
        assert phone.get("/n/" + "B" * 22).status_code == 404
    assert phone.get(f"/n/{sent[1]}").status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.9").get(f"/n/{sent[1]}").status_code == 200
    eight.at = EIGHT + timedelta(seconds=10)
    assert phone.get(f"/n/{sent[1]}").status_code == 200


def test_addresses_that_are_kept_are_bounded(monkeypatch):
    monkeypatch.setattr(patience, "MOST_KEPT", 3)
    for number in range(9):
        patience.note_unknown(f"10.0.0.{number}", EIGHT)
    assert len(patience._empty_at) == 3
