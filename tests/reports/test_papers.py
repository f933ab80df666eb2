"""Papers made at their hour: kept as they were, told of without a word of what stands on them."""

import io
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from kentongan.files.models import Attachment
from kentongan.journal.models import Entry
from kentongan.journal.timekeeper import all_timers
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP, TIMEKEEPER
from kentongan.kernel.errors import NotAllowed, Unreadable
from kentongan.messaging.models import Message
from kentongan.orgs.selectors import rights_of
from kentongan.reports import rules, selectors, services
from kentongan.reports.enums import PaperKind
from kentongan.reports.models import Paper, PaperHour
from tests.board.make import browser_of
from tests.calls.make import make_call
from tests.conftest import NIGHT
from tests.dispatch.make import make_fire
from tests.incidents.make import MARKS, make_categories

pytestmark = pytest.mark.usefixtures("night")

WIB = ZoneInfo("Asia/Jakarta")
SEVEN = time(7)


def set_hour(told_phone="", basis="SK Bupati 1/2026 (karangan)", by=SETUP):
    return services.set_paper_hour(
        by=by, kind=PaperKind.BOARD, hour=SEVEN, legal_basis=basis, told_phone=told_phone, at=NIGHT
    )


def run(at):
    with clock.using(clock.SetClock(at)):
        return all_timers()["reports.papers"].run(at)


def words_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
def morning(cast):
    make_categories()
    make_call()
    make_fire(region="33.24.13.2001")
    return set_hour(told_phone="+6281200000099").next_at


def test_next_hour_is_the_next_morning_by_the_clocks_of_the_region():
    seven = NIGHT.astimezone(WIB).replace(hour=7, minute=0, second=0, microsecond=0)
    assert rules.next_hour(SEVEN, WIB, after=seven - timedelta(seconds=1)) == seven
    assert rules.next_hour(SEVEN, WIB, after=seven) == seven + timedelta(days=1)


def test_paper_is_made_at_its_hour_once_and_waits_for_the_next_day(morning):
    assert run(morning - timedelta(seconds=1)) == 0
    assert run(morning) == 1
    assert run(morning) == 0
    assert [paper.made_at for paper in Paper.objects.all()] == [morning]
    assert PaperHour.objects.get().next_at == morning + timedelta(days=1)


def test_late_paper_is_made_once_and_says_its_own_hour(cast, morning):
    late = morning + timedelta(days=2, hours=1)
    assert run(late) == 1
    paper = Paper.objects.get()
    assert PaperHour.objects.get().next_at == morning + timedelta(days=3)
    _, path = services.open_paper(by=cast.leader, paper_id=paper.id, at=late)
    assert "Data per 08.00 WIB" in words_of(path.read_bytes())


def test_leader_opens_what_was_made_and_the_journal_says_so(cast, morning):
    run(morning)
    make_fire()
    leader = browser_of(cast, "leader")
    assert "Buka PDF" in leader.get("/papan/pagi").content.decode()
    answer = leader.post(f"/papan/pagi/{Paper.objects.get().id}")
    assert answer.headers["Content-Type"] == "application/pdf"
    words = words_of(answer.content)
    assert "Papan Pantau Pimpinan" in words
    assert "1 kejadian terbuka" in words
    assert "Kebonharjo, Patebon" in words
    for mark in MARKS:
        assert mark not in words
    opened = Entry.objects.filter(kind="files.attachment.opened").get()
    assert opened.by_id == cast.people["leader"].id


def test_notice_says_that_it_is_there_and_nothing_else(morning):
    run(morning)
    message = Message.objects.get()
    assert (message.recipient, message.purpose) == ("+6281200000099", "NOTICE")
    assert message.text == (
        "Papan pagi per 07.00 WIB sudah tersedia. Buka Kentongan untuk membacanya."
    )


def test_nobody_is_told_where_no_telephone_is_set(cast):
    make_categories()
    run(set_hour().next_at)
    assert Paper.objects.count() == 1
    assert not Message.objects.exists()


def test_new_hour_ends_the_old_one(cast):
    old = set_hour()
    new = set_hour(basis="SK Bupati 2/2026 (karangan)")
    old.refresh_from_db()
    assert (old.valid_until, old.next_at) == (NIGHT, None)
    assert services.keep_paper(by=TIMEKEEPER, paper_hour_id=old.id, pdf=b"%PDF-", at=NIGHT) is None
    assert new.next_at is not None
    assert not Attachment.objects.exists()


def test_hour_needs_its_legal_basis_and_one_who_configures(cast):
    with pytest.raises(Unreadable):
        set_hour(basis=" ")
    with pytest.raises(NotAllowed):
        set_hour(by=cast.leader)
    assert set_hour(by=cast.admin).changed_by == cast.people["admin"].id


@pytest.mark.parametrize("name", ["operator", "fire_officer", "camat", "admin", "outsider"])
def test_those_who_may_not_see_the_board_open_no_paper(cast, morning, name):
    run(morning)
    paper = Paper.objects.get()
    browser = browser_of(cast, name)
    assert browser.get("/papan/pagi").status_code == 403
    assert browser.post(f"/papan/pagi/{paper.id}").status_code == 403
    with pytest.raises(NotAllowed):
        selectors.list_papers(rights_of(cast.actor(name)), PaperKind.BOARD)


def test_board_of_this_moment_is_a_paper_too(cast, morning):
    answer = browser_of(cast, "leader").get("/papan/pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "1 kejadian terbuka" in words_of(answer.content)
