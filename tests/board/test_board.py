"""The leader's board as a page."""

from datetime import timedelta

import pytest

from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.types import PlaceInput
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind, OrgKind
from kentongan.orgs.models import DeviceToken
from tests.board.make import browser_of, screen_token, text_of, wall_of
from tests.calls.make import make_call
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import make_assignment, make_fire, make_ticket
from tests.fleet.make import make_unit
from tests.incidents.make import MARKS, make_incident

pytestmark = pytest.mark.usefixtures("night")
EVERYWHERE = ("/papan", "/papan/isi", "/papan/teks", "/papan?layar=1")


def plan(cast, kind, org="centre", hours=8):
    orgs.plan_duty(
        by=SETUP, org_id=cast.org_id(org), kind=kind, person_name="Piket", phone="",
        starts_at=NIGHT - timedelta(hours=1), ends_at=NIGHT + timedelta(hours=hours), at=NIGHT,
    )  # fmt: skip


def test_empty_board_says_so(cast):
    page = text_of(browser_of(cast, "leader"))
    assert "tidak ada petugas jaga (min. 2)" in page
    assert "tidak ada kejadian terbuka" in page
    assert "Tidak ada kejadian terbuka." in page
    assert "Belum ada tiket dalam 24 jam terakhir." in page
    assert "belum ada yang terukur (n = 0)" in page
    assert "Data per 03.00 WIB" in page


def test_board_tells_the_night(cast):
    plan(cast, DutyKind.OPERATOR)
    plan(cast, DutyKind.SUPERVISOR)
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
    assert "PDAM" in text_of(browser_of(cast, "leader")).split("belum bergabung")[1]


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


def test_illness_and_violence_are_told_by_kecamatan_only(cast):
    make_incident(category="DOMESTIC_VIOLENCE", region="33.24.13.2001")
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
    cookie = answer.cookies["kentongan_device"]
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
