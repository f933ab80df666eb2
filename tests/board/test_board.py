"""The leader's board as a page."""

from datetime import timedelta

import pytest

from kentongan.board.figures import read_board
from kentongan.calls import services as calls
from kentongan.calls.enums import Disposition
from kentongan.dispatch.services import record_telephone
from kentongan.fleet.services import report_position
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.types import PlaceInput
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind, OrgKind
from kentongan.orgs.models import DeviceToken
from kentongan.orgs.selectors import device_cookie, rights_of
from tests.board.make import browser_of, screen_token, text_of, wall_of
from tests.calls.make import make_call
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_assignment, make_fire, make_ticket, step
from tests.fleet.make import make_unit
from tests.incidents.make import KENDAL_POINT, MARKS, make_incident
from tests.orgs.make import break_one, make_duty

pytestmark = pytest.mark.usefixtures("night")
EVERYWHERE = ("/papan", "/papan/isi", "/papan/teks", "/papan?layar=1")


def plan(cast, kind, org="centre", hours=8, name="Piket", present=True):
    duty = orgs.plan_duty(
        by=SETUP, org_id=cast.org_id(org), kind=kind, person_name=name, phone="",
        starts_at=NIGHT - timedelta(hours=1), ends_at=NIGHT + timedelta(hours=hours), at=NIGHT,
    )  # fmt: skip
    if present:
        orgs.sign_on(by=SETUP, duty_id=duty.id, at=NIGHT)


def test_only_people_who_have_signed_on_are_counted_each_once(cast):
    for name, kind in (("Sari", DutyKind.OPERATOR), ("Sari", DutyKind.DISPATCHER),
                       ("Sari", DutyKind.SUPERVISOR), ("Wati", DutyKind.OPERATOR)):  # fmt: skip
        plan(cast, kind, name=name)
    plan(cast, DutyKind.OPERATOR, name="Tidak datang", present=False)
    make_duty(cast, "operator")
    make_duty(cast, "supervisor", present=False)
    assert "Sekarang: 3 petugas jaga (min. 2)," in text_of(
        browser_of(cast, "leader"), "/papan/teks"
    )


def test_p1_that_was_never_forwarded_stands_in_the_sentence(cast):
    make_fire(at=NIGHT - timedelta(minutes=7))
    make_incident(category="TREE_DOWN")
    page = text_of(browser_of(cast, "leader"), "/papan/teks")
    assert "2 kejadian terbuka, 1 P1 belum diteruskan ke OPD 7 menit." in page


def test_wall_turns_pages_and_a_desk_has_all_on_one(cast):
    assert text_of(wall_of(cast)).count("data-page=") == 2
    assert "data-page=" not in text_of(browser_of(cast, "leader"))


def test_empty_board_says_so(cast):
    page = text_of(browser_of(cast, "leader"))
    assert "tidak ada petugas jaga (min. 2)" in page
    assert "tidak ada kejadian terbuka" in page
    assert "Tidak ada kejadian terbuka." in page
    assert "Belum ada tiket dalam 24 jam terakhir." in page
    assert "belum ada yang terukur (n = 0)" in page
    assert "Data per 03.00 WIB" in page


def test_board_tells_the_night(cast):
    plan(cast, DutyKind.OPERATOR, name="Sari")
    plan(cast, DutyKind.SUPERVISOR, name="Wati")
    make_ticket(cast, make_fire(region="33.24.13.2001"), at=NIGHT - timedelta(minutes=6))
    page = text_of(browser_of(cast, "leader"), "/papan/teks")
    assert (
        "Sekarang: 2 petugas jaga (min. 2), 1 kejadian terbuka, "
        "1 belum diterima OPD 6 menit (Pemadam Kebakaran, Kebonharjo)."
    ) in page


def test_open_incidents_stand_by_priority(cast):
    make_incident(category="TREE_DOWN")
    make_fire()
    page = text_of(browser_of(cast, "leader"))
    assert page.index("P1 Merah") < page.index("P3 Kuning")


def test_calls_are_shares_and_the_lost_are_split(cast):
    make_call()
    page = text_of(browser_of(cast, "leader"))
    for words in ("Panggilan iseng", "Panggilan diam", "Darurat", "Belum digolongkan",
                  "&lt; 5 detik", "≥ 5 detik"):  # fmt: skip
        assert words in page


def test_real_prank_and_silent_are_three_shares_and_all_else_stands_beside_them(cast):
    said = {"PRANK": 3, "SILENT": 2, "INFORMATION": 4, "COMPLAINT": 1, "WRONG_NUMBER": 2}
    for disposition, count in said.items():
        for _ in range(count):
            calls.classify_call(
                by=SETUP, call_id=make_call().id, disposition=Disposition(disposition), at=NIGHT
            )
    make_call()
    board = read_board(rights_of(cast.leader), at=NIGHT + timedelta(seconds=1))
    assert [(line.tone, line.count, line.percent) for line in board.shares] == [
        ("real", 5, 50), ("prank", 3, 30), ("silent", 2, 20),
    ]  # fmt: skip
    assert [count for _, count in board.call_parts] == [0, 5, 2, 1]
    assert board.calls == 13


def test_uncovered_posts_and_their_hours(cast):
    plan(cast, DutyKind.OFFICER, org="fire", hours=5)
    page = text_of(browser_of(cast, "leader"), "/papan/teks")
    assert "Pemadam Kebakaran 08.00–03.00" in page
    assert "PSC 119 24 jam penuh" in page


def test_agencies_that_have_not_joined_are_named(cast):
    orgs.open_org(
        by=SETUP, code="pln", name="PDAM Tirto Panguripan", short_name="PDAM",
        kind=OrgKind.AGENCY, region=KENDAL, is_joined=False, at=NIGHT,
    )  # fmt: skip
    assert "PDAM" in text_of(browser_of(cast, "leader")).split("OPD yang belum bergabung")[1]


@pytest.mark.parametrize("address", EVERYWHERE)
def test_no_caller_no_address_no_words(cast, address):
    make_call()
    place = PlaceInput(
        source=PlaceSource.CALLER, quality=PlaceQuality.VILLAGE_ONLY, address="TANDA-ALAMAT RT 3"
    )
    incident = make_fire(place=place, region="33.24.13.2001")
    make_ticket(cast, incident)
    make_assignment(cast, make_unit(cast))
    page = text_of(browser_of(cast, "leader"), address)
    for mark in (*MARKS, "TANDA-"):
        assert mark not in page


def test_illness_is_told_by_kecamatan_only(cast):
    make_incident(category="MEDICAL_OTHER", region="33.24.13.2001")
    page = text_of(browser_of(cast, "leader"))
    assert "Patebon" in page
    assert "Kebonharjo" not in page


@pytest.mark.parametrize("name", ["leader", "supervisor", "pusdalops"])
def test_those_who_may_see_it(cast, name):
    assert browser_of(cast, name).get("/papan").status_code == 200


@pytest.mark.parametrize("name", ["operator", "dispatcher", "fire_officer", "camat", "village_head",
                                  "admin", "auditor", "outsider"])  # fmt: skip
@pytest.mark.parametrize("address", EVERYWHERE)
def test_those_who_may_not(cast, name, address):
    assert browser_of(cast, name).get(address).status_code == 403


@pytest.mark.parametrize("address", EVERYWHERE)
def test_nobody_is_sent_to_the_door(cast, client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/sign-in?next=")


def test_part_without_session_is_told_so(cast, client):
    assert client.get("/papan/isi", HTTP_HX_REQUEST="true").status_code == 401


@pytest.mark.parametrize("address", EVERYWHERE)
def test_board_is_only_read(cast, address):
    leader = browser_of(cast, "leader")
    before = Entry.objects.count()
    assert leader.post(address).status_code == 405
    leader.get(address)
    assert Entry.objects.count() == before


def test_wall_comes_in_by_its_token(cast):
    answer = wall_of(cast).get("/papan")
    assert answer.status_code == 200
    assert 'class="board wall"' in answer.content.decode()


def test_token_of_a_wall_goes_into_its_cookie(cast, client):
    token = screen_token(cast)
    answer = client.get(f"/papan/layar/{token}")
    cookie = answer.cookies[device_cookie()]
    assert (answer.status_code, answer.headers["Location"]) == (302, "/papan?layar=1")
    assert (cookie.value, cookie["httponly"]) == (token, True)
    assert token not in client.get("/papan").content.decode()


def test_revoked_wall_shows_nothing_more(cast):
    wall = wall_of(cast)
    orgs.revoke_device_token(by=SETUP, device_id=DeviceToken.objects.get().id, at=NIGHT)
    assert wall.get("/papan").status_code == 302
    assert wall.get("/papan/isi", HTTP_HX_REQUEST="true").status_code == 401


def test_what_is_no_token_is_told_what_to_do(cast, client):
    answer = client.get("/papan/layar/x", follow=True)
    assert answer.status_code == 401
    assert "Layar ini belum terdaftar" in answer.content.decode()


def test_text_fits_a_thin_line(cast):
    for _ in range(45):
        make_incident(category="TREE_DOWN", region="33.24.13.2001")
    answer = browser_of(cast, "leader").get("/papan/teks")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert len(answer.content) <= 20_000
    assert "… dan 25 lagi" in answer.content.decode()


@pytest.mark.parametrize("address", ["/papan", "/papan/isi", "/papan/teks"])
def test_board_costs_fifteen_queries_at_most(cast, address, django_assert_max_num_queries):
    for _ in range(3):
        make_ticket(cast)
        make_call()
    leader = browser_of(cast, "leader")
    leader.get(address)
    with django_assert_max_num_queries(15):
        leader.get(address)


def test_yesterday_before_yesterday_is_not_counted(cast):
    make_call(at=NIGHT - timedelta(hours=25))
    make_call(at=NIGHT - timedelta(hours=23))
    page = text_of(browser_of(cast, "leader"), "/papan/teks")
    assert "Belum digolongkan: 1" in page


def test_agencies_arrivals_without_position_are_told(cast):
    ticket = make_accepted(cast, at=NIGHT - timedelta(minutes=6))
    proven, unproven, silent = (make_unit(cast) for _ in range(3))
    tasks = {unit: make_assignment(cast, unit, ticket) for unit in (proven, unproven, silent)}
    report_position(by=SETUP, unit_id=proven.id, lat=KENDAL_POINT[0], lon=KENDAL_POINT[1], at=NIGHT)
    for unit in (proven, unproven):
        step(cast.fire_officer, tasks[unit], "on-scene")
    for name in ("en-route", "transport"):
        step(cast.fire_officer, tasks[silent], name)
    page = text_of(browser_of(cast, "leader"))
    assert 'data-label="Tiba tanpa posisi">1 dari 2' in page
    assert "1 tanpa jam tiba" in page


def answered(by, waited_s):
    call = make_call()
    calls.answer_call(by=by, call_id=call.id, at=NIGHT + timedelta(seconds=waited_s))


def test_desk_is_told_by_its_load_and_never_by_a_name(cast, monkeypatch):
    for n, by in enumerate([cast.operator] * 8 + [cast.second_operator] * 2):
        answered(by, n + 1)
    monkeypatch.setattr("kentongan.kernel.clock.now", lambda: NIGHT + timedelta(minutes=1))
    page = text_of(browser_of(cast, "leader"), "/papan/teks")
    assert "Dijawab: 10; per petugas 5, terbanyak 8" in page
    assert "dering pertama → dijawab): median 0:05; 9 dari 10 dalam 0:09 (n = 10)" in page
    assert "Operator" not in page


def test_what_waits_for_a_decision(cast):
    break_one(cast)
    make_fire()
    make_incident(category="TREE_DOWN")
    plan(cast, DutyKind.OFFICER, org="fire")
    plan(cast, DutyKind.OFFICER, org="medical")
    plan(cast, DutyKind.OPERATOR)
    page = text_of(browser_of(cast, "leader"), "/papan/teks")
    waiting = page.split("MENUNGGU KEPUTUSAN")[1].split("\n\n")[0].strip().splitlines()
    assert waiting == [
        "1 kejadian P1/P2 belum mendapat unit",
        "1 piket kosong saat ini: BPBD",
        "1 akses darurat belum ditinjau",
    ]


def test_help_that_is_told_by_telephone_leaves_nobody_without_a_unit(cast):
    ticket = make_ticket(cast, make_fire())
    assert "belum mendapat unit" in text_of(browser_of(cast, "leader"), "/papan/teks")
    record_telephone(
        by=cast.operator, ticket_id=ticket.id, name="Aipda Tono", help_under_way=True, at=NIGHT
    )
    assert "belum mendapat unit" not in text_of(browser_of(cast, "leader"), "/papan/teks")


def test_unit_on_its_way_leaves_nothing_to_decide(cast):
    plan(cast, DutyKind.OPERATOR)
    for org in ("fire", "medical", "disaster"):
        plan(cast, DutyKind.OFFICER, org=org)
    make_assignment(cast, make_unit(cast))
    assert "Tidak ada yang menunggu keputusan." in text_of(browser_of(cast, "leader"))
