"""How long personal fields are kept, over HTTP."""

import pytest

from kentongan.journal import rules
from kentongan.journal.models import Entry, RetentionPeriod
from kentongan.kernel.actors import Actor
from kentongan.kernel.clock import to_wire
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs import services
from kentongan.orgs.enums import Role
from tests.caller import caller_of
from tests.cast import KOTA_KENDAL
from tests.conftest import NIGHT

PERIOD = {"retention": "call", "days": 730, "legal_basis": "SK Bupati 100.3/17/2026"}


@pytest.fixture
def admin(cast, night):
    return caller_of(cast, "admin")


def test_periods_are_read_and_set(admin):
    listed = {each["retention"]: each["days"] for each in admin.get("/retention").json()["items"]}
    assert listed == {"call": 365, "duty": 1825, "track": 90}
    answer = admin.post("/retention", PERIOD)
    assert answer.status_code == 200, answer.json()
    assert answer.json()["valid_until"] is None
    now = {each["retention"]: each for each in admin.get("/retention").json()["items"]}
    assert (now["call"]["days"], now["call"]["legal_basis"]) == (730, PERIOD["legal_basis"])


def test_shorter_period_is_shown_as_one_to_follow(admin):
    later = to_wire(NIGHT + rules.NOTICE)
    answer = admin.post("/retention", PERIOD | {"days": 100}).json()
    assert answer["valid_from"] == later
    call = [each for each in admin.get("/retention").json()["items"] if each["retention"] == "call"]
    assert [(each["days"], each["valid_until"]) for each in call] == [(365, later), (100, None)]


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"days": 3}, 400, "JOURNAL-004"),
        ({"days": 10**30}, 400, "JOURNAL-004"),
        ({"legal_basis": " "}, 400, "JOURNAL-005"),
        ({"retention": "all"}, 404, "KERNEL-003"),
        ({"days": "lama"}, 400, "KERNEL-005"),
    ],
)
def test_what_no_period_can_be_is_refused(admin, wrong, status, code):
    answer = admin.post("/retention", PERIOD | wrong)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert RetentionPeriod.objects.count() == 3


@pytest.mark.parametrize("name", ["operator", "supervisor", "leader", "auditor", "outsider"])
def test_periods_are_for_administrators(cast, night, name):
    caller = caller_of(cast, name)
    assert caller.get("/retention").status_code == 403
    assert caller.post("/retention", PERIOD).status_code == 403


def test_administrator_of_a_part_sets_nothing_for_the_whole_node(cast, night):
    user = cast.people["camat"]
    services.grant_role(
        by=cast.admin, user_id=user.id, org_id=cast.org_id("government"), role=Role.ADMIN,
        region=KOTA_KENDAL, at=NIGHT,
    )  # fmt: skip
    camat = Actor(id=user.id, org_id=cast.org_id("government"))
    with pytest.raises(NotAllowed):
        services.set_retention(by=camat, **PERIOD, at=NIGHT)


def test_change_sent_twice_is_one(admin):
    first, again = (admin.post("/retention", PERIOD, key="satu") for _ in range(2))
    assert first.content == again.content
    assert Entry.objects.filter(kind="journal.retention.changed").count() == 1
