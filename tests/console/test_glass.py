"""Akses darurat: for a reason, for an hour, reviewed by somebody else."""

from datetime import timedelta

import pyotp
import pytest

from kentongan.accounts import services as accounts
from kentongan.accounts.selectors import cookie_name
from kentongan.orgs.models import BreakGlass
from tests.cast import PASSWORD, PEOPLE
from tests.conftest import NIGHT
from tests.console.visitor import Visitor, visitor_of
from tests.orgs.make import break_one

OF_THE_CENTRE = {"operator", "second_operator", "dispatcher", "supervisor"}


def seated(cast, name, *, code=""):
    """A person at a desk, in by the password and no token."""
    desk = Visitor()
    desk.client.cookies[cookie_name()] = accounts.sign_in(
        username=cast.people[name].username, password=PASSWORD, code=code, address="10.0.0.7",
        at=NIGHT,
    )  # fmt: skip
    return desk


def test_page_says_what_it_means_before_it_is_used(visit):
    page = visit("operator").text("console:glass")
    assert "60 menit" in page
    assert "orang lain meninjaunya" in page
    assert "Menunggu tinjauan" not in page


@pytest.mark.parametrize("name", ["operator", "dispatcher", "supervisor"])
def test_people_of_the_centre_break_it_with_a_reason_and_their_password(cast, night, name):
    desk = seated(cast, name)
    refused = desk.post("console:break-glass", reason=" ", password=PASSWORD)
    assert refused.status_code == 400
    assert "Alasan belum ditulis." in refused.content.decode()
    for wrong in ("", "bukan ini"):
        answer = desk.post("console:break-glass", reason="mendesak", password=wrong)
        assert answer.status_code == 403
        assert "Kata sandi atau kode tidak cocok." in answer.content.decode()
    assert not BreakGlass.objects.exists()
    answer = desk.post("console:break-glass", reason="112 tidak menjawab", password=PASSWORD)
    assert answer.status_code == 204
    assert "Akses darurat sedang berlaku" in desk.text("console:calls")


@pytest.mark.parametrize("name", sorted(set(PEOPLE) - OF_THE_CENTRE))
def test_everybody_else_is_refused_and_told_whom_to_telephone(cast, night, name):
    desk = seated(cast, name)
    answer = desk.post("console:break-glass", reason="mendesak", password=PASSWORD)
    assert answer.status_code == 403
    assert "Telepon pengawas 112 yang piket sekarang" in answer.content.decode()
    assert not BreakGlass.objects.exists()
    page = desk.text("console:glass")
    assert "glass-password" not in page
    assert f"tel:{cast.orgs['centre'].phone}" in page


@pytest.mark.parametrize("name", PEOPLE)
def test_no_token_breaks_it(cast, night, name):
    desk = visitor_of(cast, name)
    answer = desk.post("console:break-glass", reason="mendesak", password=PASSWORD)
    assert answer.status_code == 403
    assert "tidak dapat dibuka dengan token" in answer.content.decode()
    assert not BreakGlass.objects.exists()


def test_code_is_asked_where_the_account_has_one(cast, night):
    user_id, by = cast.people["operator"].id, cast.operator
    totp = pyotp.TOTP(accounts.begin_second_factor(by=by, user_id=user_id, at=NIGHT))
    accounts.confirm_second_factor(by=by, user_id=user_id, code=totp.at(NIGHT), at=NIGHT)
    next_code = totp.at(NIGHT + timedelta(seconds=30))
    desk = seated(cast, "operator", code=next_code)
    assert 'id="glass-code"' in desk.text("console:glass")
    said = {"reason": "mendesak", "password": PASSWORD}
    for used in ("", next_code):
        assert desk.post("console:break-glass", **said, code=used).status_code == 403
    night.at = NIGHT + timedelta(minutes=5)
    fresh = desk.post("console:break-glass", **said, code=totp.at(night.at))
    assert fresh.status_code == 204


def test_guessing_the_password_is_slowed(cast, night):
    desk = seated(cast, "operator")
    answers = [
        desk.post("console:break-glass", reason="x", password=f"salah {n}").status_code
        for n in range(12)
    ]
    assert answers[0] == 403
    assert answers[-1] == 429


def test_sent_twice_it_is_one_use(cast, night):
    desk = seated(cast, "operator")
    for _ in range(2):
        desk.post("console:break-glass", reason="mendesak", password=PASSWORD)
    assert BreakGlass.objects.count() == 1


def test_another_person_reviews_it(visit, cast):
    broken = break_one(cast, reason="TANDA-ALASAN")
    assert "TANDA-ALASAN" in visit("supervisor").text("console:glass")
    assert (
        visit("supervisor").post("console:review-glass", broken.id, note="Perlu").status_code == 204
    )
    assert "Tidak ada yang menunggu tinjauan." in visit("supervisor").text("console:glass")


def test_the_one_who_used_it_does_not_review_it(visit, cast):
    desk, broken = visit("operator"), break_one(cast)
    assert "Ditinjau oleh orang lain." in desk.text("console:glass")
    assert desk.post("console:review-glass", broken.id, note="baik").status_code == 409


def test_reviews_are_for_those_who_read_the_journal(visit, cast):
    broken = break_one(cast, reason="mendesak")
    assert "mendesak" not in visit("camat").text("console:glass")
    assert visit("camat").post("console:review-glass", broken.id, note="x").status_code == 403


def test_stranger_and_wrong_method(visit):
    assert visit("stranger").get("console:glass").status_code == 302
    assert visit("stranger").post("console:break-glass", reason="x").status_code == 401
    assert visit("operator").get("console:break-glass").status_code == 405


def test_reviewer_is_told_on_every_page_and_finds_what_was_reviewed(visit, cast):
    broken = break_one(cast, reason="TANDA-ALASAN")
    assert "1 akses darurat menunggu tinjauan Anda" in visit("supervisor").text("console:calls")
    assert "menunggu tinjauan Anda" not in visit("operator").text("console:calls")
    visit("supervisor").post("console:review-glass", broken.id, note="Wajar, sudah diperiksa")
    page = visit("auditor").text("console:glass")
    assert "Wajar, sudah diperiksa" in page
    assert "Ditinjau oleh Supervisor" in page
    assert "menunggu tinjauan Anda" not in visit("supervisor").text("console:calls")


def test_overdue_review_says_so_on_the_page(visit, cast, night):
    break_one(cast)
    assert "Terlambat" not in visit("supervisor").text("console:glass")
    night.at = night.at + timedelta(hours=25)
    assert "Terlambat" in visit("supervisor").text("console:glass")


def test_second_review_and_an_empty_one_are_refused(visit, cast):
    broken = break_one(cast, reason="mendesak")
    empty = visit("supervisor").post("console:review-glass", broken.id, note="  ")
    assert empty.status_code == 400
    assert "Tinjauan belum ditulis." in empty.content.decode()
    visit("supervisor").post("console:review-glass", broken.id, note="Wajar")
    again = visit("auditor").post("console:review-glass", broken.id, note="Tidak")
    assert again.status_code == 409
    assert "Ini sudah ditinjau oleh Supervisor" in again.content.decode()
