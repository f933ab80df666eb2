"""The people who sign in, over HTTP."""

import pytest

from kentongan.accounts.models import TakenFactor, User
from kentongan.journal.models import Entry, StoredAnswer
from kentongan.kernel.ids import new_id
from tests.accounts.make import enter, make_factor
from tests.caller import caller_of
from tests.cast import KENDAL
from tests.conftest import NIGHT

OWN = "pagar bambu hijau 7"
REASON = {"reason": "TANDA-ALASAN ponsel hilang"}


@pytest.fixture
def admin(cast, night):
    return caller_of(cast, "admin")


@pytest.fixture
def path(cast):
    return f"/people/{cast.people['operator'].id}"


def test_people_are_listed_page_by_page_and_found(admin):
    first = admin.get("/people", limit=2).json()
    assert [each["username"] for each in first["items"]] == ["admin", "auditor"]
    following = admin.get("/people", limit=100, cursor=first["next"]).json()
    assert following["items"][0]["username"] == "camat"
    assert following["next"] is None
    found = admin.get("/people", q="village").json()["items"]
    assert [each["username"] for each in found] == ["village_head"]


def test_person_is_shown_with_roles_and_without_secrets(cast, admin, path):
    enter()
    told = admin.get(path).json()
    assert (told["username"], told["second_factor"], told["wait_s"]) == ("operator", False, 0)
    assert told["signed_in_at"] == "2026-11-22T20:00:00.000Z"
    assert [(role["role"], role["region"]) for role in told["roles"]] == [("OPERATOR", "33.24")]
    secrets = {field for field in told if "password" in field or "secret" in field}
    assert secrets == set()


def test_one_time_password_is_answered_once_and_kept_nowhere(cast, admin, path):
    first = admin.post(f"{path}/one-time-password", key="satu")
    again = admin.post(f"{path}/one-time-password", key="satu")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["one_time_password"] != again.json()["one_time_password"]
    assert not StoredAnswer.objects.exists()
    assert enter(password=again.json()["one_time_password"], new_password=OWN)


def test_somebody_new_is_invited_and_given_a_role(cast, admin):
    made = admin.post("/people", {"username": "rina", "name": "Rina Wahyuni"})
    assert made.status_code == 201, made.json()
    path = f"/people/{made.json()['user_id']}"
    assert made.headers["Location"].endswith(path)
    body = {"role": "OPERATOR", "org_id": str(cast.org_id("centre")), "region": "33.24"}
    given = admin.post(f"{path}/roles", body, key="peran")
    assert given.status_code == 201, given.json()
    assert admin.post(f"{path}/roles", body, key="peran").content == given.content
    assert [role["role"] for role in admin.get(path).json()["roles"]] == ["OPERATOR"]
    ended = admin.post(f"/roles/{given.json()['id']}/end")
    assert ended.json()["valid_until"] is not None
    assert admin.get(path).json()["roles"] == []
    assert not StoredAnswer.objects.filter(key="").exists()


def test_second_factor_is_taken_away_for_a_reason(cast, admin):
    supervisor = cast.people["supervisor"]
    make_factor(supervisor)
    path = f"/people/{supervisor.id}/second-factor/take"
    refused = admin.post(path, {"reason": " "})
    assert (refused.status_code, refused.json()["code"]) == (400, "ACCOUNTS-010")
    taken = admin.post(path, REASON, key="satu")
    assert (taken.status_code, taken.json()["second_factor"]) == (200, False)
    assert taken.json()["needs_second_factor"] is True
    assert admin.post(path, REASON, key="satu").content == taken.content
    assert admin.post(path, REASON).json()["code"] == "ACCOUNTS-009"
    assert TakenFactor.objects.count() == 1


def test_sessions_end(cast, admin, path):
    enter()
    assert admin.post(f"{path}/sessions/end").status_code == 200
    assert Entry.objects.filter(kind="accounts.session.ended").count() == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"username": "operator", "name": "X"}, "ACCOUNTS-004"),
        ({"username": "Ada Spasi", "name": "X"}, "KERNEL-005"),
        ({"username": "ada", "name": ""}, "KERNEL-005"),
    ],
)
def test_account_that_cannot_be_is_refused(admin, body, code):
    assert admin.post("/people", body).json()["code"] == code
    assert User.objects.filter(created_at=NIGHT).count() == 0


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"region": "33.99"}, 404),
        ({"region": "x"}, 400),
        ({"region": ""}, 400),
        ({"org_id": str(new_id())}, 404),
        ({"area_set_id": str(new_id())}, 400),
        ({"region": "", "area_set_id": str(new_id())}, 404),
        ({"role": "KING"}, 400),
        ({"valid_until": "2026-01-01T00:00:00Z"}, 400),
    ],
)
def test_role_that_cannot_be_is_refused(cast, admin, path, change, status):
    body = {"role": "CAMAT", "org_id": str(cast.org_id("centre")), "region": KENDAL} | change
    answer = admin.post(f"{path}/roles", body)
    assert answer.status_code == status, answer.json()


def test_unknown_person_is_404(admin):
    path = f"/people/{new_id()}"
    assert admin.get(path).status_code == 404
    for act in ("one-time-password", "sessions/end"):
        assert admin.post(f"{path}/{act}").status_code == 404
    assert admin.post(f"{path}/second-factor/take", REASON).status_code == 404
    assert admin.post(f"/roles/{new_id()}/end").status_code == 404


@pytest.mark.parametrize("name", ["operator", "supervisor", "auditor", "leader", "outsider"])
def test_it_is_for_administrators(cast, night, path, name):
    caller = caller_of(cast, name)
    assert caller.get("/people").status_code == 403
    assert caller.get(path).status_code == 403
    assert caller.post("/people", {"username": "rina", "name": "Rina"}).status_code == 403
    for act, body in (("one-time-password", None), ("sessions/end", None),
                      ("second-factor/take", REASON)):  # fmt: skip
        assert caller.post(f"{path}/{act}", body).status_code == 403
