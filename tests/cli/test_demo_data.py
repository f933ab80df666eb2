"""The demonstration regency's data: complete, consistent, and openly invented."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import phonenumbers
import pytest

from kentongan.calls.enums import Disposition
from kentongan.cli.demo.agencies import AGENCIES, CENTRE, ON_ROSTER, invented_mobile, invented_phone
from kentongan.cli.demo.landmarks import LANDMARKS
from kentongan.cli.demo.night import EARLIEST
from kentongan.cli.demo.people import LOGINS, roster_person
from kentongan.cli.demo.posts import COVERAGE, FIRST_POST_OF_AREA, POSTS
from kentongan.cli.demo.pranks import MOBILES
from kentongan.cli.demo.roster import PLANNED
from kentongan.cli.demo.routing import ROUTES
from kentongan.cli.demo.shifts import running_turn, turns_around
from kentongan.cli.demo.stories import OTHER_CALLS, STORIES
from kentongan.cli.demo.units import UNITS
from kentongan.cli.demo.wave import DECLARED, ENDED, PROPOSED, QUIET, WAVE
from kentongan.demotions.rules import exclusion_of
from kentongan.dispatch.enums import DispatchMode
from kentongan.fleet.enums import UnitState
from kentongan.geo.areas import holds, read_area
from kentongan.incidents import starter
from kentongan.incidents.enums import Family, PartyRole
from kentongan.journal.personal import normal_phone
from kentongan.orgs.enums import Role
from kentongan.orgs.rules import SECOND_FACTOR_ROLES
from kentongan.regions.adapters.geojson import read_features
from kentongan.regions.adapters.kemendagri import read_tree
from kentongan.surge.limits import LEAST_CALLS, WINDOW
from tests.data import shared_data

KECAMATAN = [f"3324{number:02d}" for number in range(1, 21)]
WIB = ZoneInfo("Asia/Jakarta")
CODES = {agency.code for agency in AGENCIES}


@pytest.mark.parametrize("kecamatan", KECAMATAN)
def test_every_kecamatan_has_one_post_that_answers_first(kecamatan: str):
    ranks = sorted(
        (areas.index(kecamatan), name) for name, areas in COVERAGE.items() if kecamatan in areas
    )
    first = [name for name, areas in FIRST_POST_OF_AREA.items() if kecamatan in areas]
    assert [ranks[0][1]] == first
    assert [rank for rank, _ in ranks].count(ranks[0][0]) == 1


@pytest.mark.parametrize("org", ["satpolpp-damkar", "psc119"])
def test_fire_and_ambulance_posts_cover_all_twenty_kecamatan(org: str):
    covered = {area for post in POSTS if post.org == org for area in post.covers}
    assert set(KECAMATAN) <= covered


def test_agencies_of_the_practice_are_there_with_their_modes():
    by_phone = {a.code for a in AGENCIES if a.mode is DispatchMode.TELEPHONE}
    assert by_phone == {
        "polres", "kodim", "sar", "pln", "perhutani", "tol", "kai",
        "112-semarang", "112-kab-semarang", "112-batang", "112-temanggung",
    }  # fmt: skip
    assert {
        CENTRE, "satpolpp-damkar", "bpbd", "psc119", "dpupr", "dlh", "dishub", "disperkim",
        "dinsos", "diskominfo", "rsud", "pdam", "pmi",
    } <= CODES  # fmt: skip
    fire = [post.name for post in POSTS if post.name.startswith("Pos Damkar")]
    assert sorted(name.split()[-1] for name in fire) == [
        "Boja", "Kaliwungu", "Kendal", "Sukorejo", "Weleri",
    ]  # fmt: skip


def test_about_forty_units_stand_at_known_posts_and_some_are_not_ready():
    assert 38 <= len(UNITS) <= 45
    assert {unit.post for unit in UNITS} <= {post.key for post in POSTS}
    assert len({unit.call_sign for unit in UNITS}) == len(UNITS)
    assert sum(unit.state is UnitState.BROKEN for unit in UNITS) == 1
    assert 5 <= sum(not unit.confirmed for unit in UNITS) < len(UNITS) / 2


def test_every_family_is_routed_to_exactly_one_lead():
    for family in set(Family) - {Family.INFORMATION}:
        leads = [r for r in ROUTES if r.family == family and r.role is PartyRole.LEAD]
        assert len(leads) == 1, family


def test_routes_name_known_agencies_and_what_their_units_can_do():
    org_of = {post.key: post.org for post in POSTS}
    able: dict[str, set[str]] = {}
    for unit in UNITS:
        able.setdefault(org_of[unit.post], set()).update(unit.capabilities)
    categories = {category.code for category in starter.CATEGORIES}
    for route in ROUTES:
        assert route.org in CODES
        assert not route.category or route.category in categories
        assert set(route.capabilities) <= able.get(route.org, set()), route


def test_telephones_can_ring_nobody():
    numbers = [agency.phone for agency in AGENCIES] + [post.phone for post in POSTS]
    assert len(set(numbers)) == len(numbers)
    assert all(invented_phone(number).startswith("0294 000 ") for number in numbers)


@pytest.mark.parametrize("last", sorted(MOBILES))
def test_a_mobile_number_of_the_demonstration_is_nobodys(last: int):
    """It is written like a subscriber's, so that it can be demoted, and can be none."""
    number = phonenumbers.parse(invented_mobile(last), "ID")
    assert not phonenumbers.is_valid_number(number)
    read = normal_phone(invented_mobile(last))
    assert exclusion_of(read, is_official=False, was_silent=False) == ""
    assert str(number.national_number).startswith("84000000")


def test_the_wave_is_one_and_is_over_before_the_night_ends():
    moments = [minutes for minutes, *_ in WAVE]
    window = [each for each in moments if PROPOSED <= each < PROPOSED + WINDOW.starting / 60]
    assert len(window) >= LEAST_CALLS.starting
    assert min(moments) < DECLARED < PROPOSED < max(moments)
    assert ENDED < QUIET < min(moments)


def test_nobody_on_the_rosters_is_two_people_or_shares_a_telephone():
    people = {roster_person(seat, turn) for seat in range(len(PLANNED)) for turn in range(12)}
    names, numbers = {name for name, _ in people}, {number for _, number in people}
    assert len(people) == len(names) == len(numbers) == 4 * len(PLANNED)
    assert not names & {login.name for login in LOGINS}


def test_everything_invented_says_so():
    assert all(landmark.invented for landmark in LANDMARKS)
    assert all("(peragaan)" in login.name for login in LOGINS)
    assert all("(peragaan)" in story.new.narrative for story in STORIES)
    assert "(peragaan)" in roster_person(3, 3)[0]


def test_landmarks_lie_in_regions_that_exist():
    known = {region.code for region in read_tree("3324")}
    assert 30 <= len(LANDMARKS) <= 60
    assert {landmark.region_code for landmark in LANDMARKS} <= known
    assert {story.new.region for story in STORIES} <= known


def test_there_is_a_login_for_every_role_but_the_crews():
    assert {login.role for login in LOGINS} == set(Role) - {Role.CREW}
    assert {login.org for login in LOGINS} <= CODES
    assert {login.role for login in LOGINS if login.needs_code} == SECOND_FACTOR_ROLES


@pytest.mark.parametrize("hour", range(24))
def test_at_every_hour_somebody_is_on_duty_now_and_the_next_two_days(hour: int):
    at = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(hours=hour)
    turns = sorted(
        (turn for turn in turns_around(at, WIB) if turn.ends_at > at), key=lambda t: t.starts_at
    )
    assert turns[0] == running_turn(at, WIB)
    assert all(one.ends_at == other.starts_at for one, other in zip(turns, turns[1:], strict=False))
    assert turns[-1].ends_at - at >= timedelta(days=2)


def test_every_agency_with_units_is_on_the_roster():
    planned = {code for code, _ in PLANNED}
    assert planned == {CENTRE, *ON_ROSTER}
    assert {post.org for post in POSTS} <= planned


def test_four_of_five_calls_of_the_night_are_no_emergencies():
    emergencies = sum(1 + len(story.also_called) for story in STORIES)
    others = (*OTHER_CALLS, *WAVE)
    share = len(others) / (len(others) + emergencies)
    assert 0.75 <= share <= 0.85
    assert Disposition.EMERGENCY not in {kind for _, kind, _, _ in others}


def test_nothing_of_the_night_lies_before_its_people_are_on_duty():
    oldest = max(*(minutes for minutes, *_ in OTHER_CALLS), *(story.minute for story in STORIES))
    assert timedelta(minutes=oldest) < EARLIEST


@pytest.mark.data
def test_landmarks_and_posts_lie_in_the_kecamatan_they_name():
    features = read_features(shared_data("boundaries/desa_33.24.geojson"))
    villages = [(each.code.replace(".", ""), read_area(each.geometry)) for each in features]
    for thing in (*LANDMARKS, *POSTS):
        region = getattr(thing, "region_code", "") or getattr(thing, "region", "")
        inside = [area for code, area in villages if code.startswith(region)]
        assert any(holds(area, thing.lat, thing.lon) for area in inside), thing.name
