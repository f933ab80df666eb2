"""What the leader, the supervisor and the agency read: counts with n, nothing below ten."""

import io

import pytest
from pypdf import PdfReader

from kentongan.board.figures import read_board
from kentongan.board.printing import as_paper
from kentongan.kernel import clock
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs.selectors import rights_of
from kentongan.ratings import selectors
from kentongan.ratings.models import Invitation, Rating
from tests.board.make import browser_of, text_of
from tests.caller import caller_of
from tests.console.visitor import visitor_of
from tests.ratings.make import EIGHT, TERMS, make_complaint, make_sent, rate

MARKS = (5, 5, 5, 5, 4, 4, 3, 5, 5, 1)


@pytest.fixture(autouse=True)
def eight():
    with clock.using(clock.SetClock(EIGHT)) as standing:
        yield standing


def many(cast, marks, unanswered=2):
    """So many callers of the brigade, each with a number of their own."""
    for number in range(len(marks) + unanswered):
        _, token = make_sent(cast, phone=f"+62812000001{number:02}")
        if number < len(marks):
            rate(token, marks[number], words="TANDA")


def test_ten_answers_have_a_mean_nine_have_none(asking):
    many(asking, MARKS[:9])
    [figure] = selectors.agency_ratings(rights_of(asking.leader), at=EIGHT)
    assert (figure.asked, figure.answered, figure.mean, figure.marks) == (11, 9, None, ())
    _, token = make_sent(asking)
    rate(token, 1)
    [figure] = selectors.agency_ratings(rights_of(asking.leader), at=EIGHT)
    assert (figure.asked, figure.answered, figure.mean) == (12, 10, 4.2)
    assert figure.marks == (1, 0, 1, 2, 6)


def test_months_stand_apart_and_older_ones_are_the_supervisors(asking):
    many(asking, MARKS, unanswered=0)
    Invitation.objects.update(sent_at=EIGHT.replace(month=9))
    rights = rights_of(asking.supervisor)
    assert selectors.agency_ratings(rights, at=EIGHT) == []
    [september] = selectors.agency_ratings(rights, months=12, at=EIGHT)
    assert (september.month, september.answered) == ("2026-09", 10)


def test_agency_reads_its_own_and_strangers_none(asking):
    many(asking, MARKS[:1], unanswered=0)
    mine = selectors.agency_ratings(rights_of(asking.fire_officer), at=EIGHT)
    assert [each.org_name for each in mine] == ["Pemadam Kebakaran"]
    assert selectors.agency_ratings(rights_of(asking.medical_officer), at=EIGHT) == []
    for name in ("operator", "camat", "outsider", "admin"):
        with pytest.raises(NotAllowed):
            selectors.agency_ratings(rights_of(getattr(asking, name)), at=EIGHT)


def test_board_page_text_and_paper_say_the_same(asking):
    many(asking, MARKS)
    page = text_of(browser_of(asking, "leader"))
    words = text_of(browser_of(asking, "leader"), "/papan/teks")
    paper = as_paper(read_board(rights_of(asking.leader), at=EIGHT))
    printed = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages)
    for shown in (page, words, printed):
        assert "Penilaian warga" in shown or "PENILAIAN WARGA" in shown
        assert "10 dari 12 (83 %)" in shown
        assert "4,2" in shown
        assert "5: 6 · 4: 2 · 3: 1 · 2: 0 · 1: 1" in shown
        assert "TANDA" not in shown


def test_board_says_how_few_there_are_instead_of_a_mean(asking):
    many(asking, (1, 1, 1), unanswered=0)
    page = text_of(browser_of(asking, "leader"))
    assert "n = 3, tidak diperingkat" in page
    assert "1,0" not in page


def test_wall_is_not_filled_with_figures_of_a_month(asking):
    many(asking, MARKS)
    assert "Penilaian warga" not in text_of(browser_of(asking, "leader"), "/papan?layar=1")


def test_supervisor_reads_takes_and_answers_on_the_page(asking):
    complaint = make_complaint(asking, words="TANDA petugas kasar", wants_call_back=True)
    visitor = visitor_of(asking, "supervisor")
    page = visitor.text("console:ratings")
    assert "Minta dihubungi kembali" in page
    assert complaint.rating.invitation.incident.number in page
    assert "TANDA" not in page
    read = visitor.post("console:read-complaint", complaint.id).content.decode()
    assert "TANDA petugas kasar" in read
    assert visitor.post("console:answer-complaint", complaint.id, text="Sudah.").status_code == 409
    assert visitor.post("console:take-complaint", complaint.id).status_code == 204
    assert "Supervisor" in visitor.text("console:ratings-part")
    assert visitor.post("console:answer-complaint", complaint.id, text="Sudah.").status_code == 204
    assert "Semua pengaduan sudah dijawab." in visitor.text("console:ratings-part")


@pytest.mark.parametrize(
    ("name", "status"), [("fire_officer", 200), ("operator", 403), ("leader", 403), ("camat", 403)]
)
def test_who_may_open_the_page(asking, name, status):
    assert visitor_of(asking, name).get("console:ratings").status_code == status


def test_page_asks_few_questions_however_many_complaints(asking):
    make_complaint(asking)
    visitor = visitor_of(asking, "supervisor")
    one = visitor.questions("console:ratings")
    for number in range(4):
        rate(make_sent(asking, phone=f"+628120000020{number}")[1], 1)
    assert visitor.questions("console:ratings") == one


def test_regency_decides_on_its_page(asking):
    visitor = visitor_of(asking, "admin")
    assert "https://112.kendalkab.go.id" in visitor.text("console:settings-ratings")
    form = {name: str(value) for name, value in TERMS.items()} | {
        "opens_at": "09.00", "closes_at": "18.30", "again_after_days": "30", "medium": "SMS",
    }  # fmt: skip
    del form["after_hospital"]
    assert visitor.post("console:set-rating-terms", **form).status_code == 204
    assert selectors.find_terms(EIGHT).again_after_days == 30
    wrong_ones = (
        {"opens_at": "03.00"}, {"opens_at": "pagi"}, {"low_upto": "9"}, {"address": "ftp://x"},
        {"legal_basis": ""}, {"medium": "PHONE_CALL"},
    )  # fmt: skip
    for wrong in wrong_ones:
        assert visitor.post("console:set-rating-terms", **form | wrong).status_code == 400


def test_programs_do_what_the_pages_do(asking):
    complaint = make_complaint(asking, words="TANDA")
    supervisor = caller_of(asking, "supervisor")
    [figure] = supervisor.get("/ratings").json()["items"]
    assert (figure["answered"], figure["mean"], figure["marks"]) == (1, None, [])
    [row] = supervisor.get("/complaints", limit=1).json()["items"]
    assert (row["id"], row["cause"]) == (str(complaint.id), "LOW_SCORE")
    path = f"/complaints/{complaint.id}"
    assert supervisor.post(f"{path}/words").json()["words"] == "TANDA"
    assert supervisor.post(f"{path}/take").json()["holder_id"] == str(
        asking.people["supervisor"].id
    )
    answered = supervisor.post(f"{path}/answer", {"text": "Sudah."}).json()
    assert answered["answered_at"] is not None
    for number in range(3):
        rate(make_sent(asking, phone=f"+628120000020{number}")[1], 1)
    first = supervisor.get("/complaints", limit=3).json()
    rest = supervisor.get("/complaints", limit=3, cursor=first["next"]).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 1, None)
    assert Rating.objects.count() == 4


def test_program_decides_the_terms(asking):
    admin = caller_of(asking, "admin")
    body = TERMS | {"opens_at": "09:00", "closes_at": "18:00", "medium": "CHAT"}
    assert admin.post("/rating-terms", body).json()["opens_at"] == "09:00"
    assert [row["medium"] for row in admin.get("/rating-terms").json()["items"]] == ["CHAT", "SMS"]
    assert admin.post("/rating-terms", body | {"opens_at": "03:00"}).status_code == 400
    assert caller_of(asking, "supervisor").post("/rating-terms", body).status_code == 403
