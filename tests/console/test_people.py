"""Pengguna: who signs in, by which roles, with which keys; and what is done about lost ones."""

import re

import pytest

from kentongan.accounts import errors as accounts_errors
from kentongan.accounts.models import TakenFactor, User
from kentongan.journal.models import Entry, StoredAnswer
from kentongan.orgs.enums import Role
from kentongan.orgs.models import RoleGrant
from tests.accounts.make import enter, make_factor
from tests.cast import KOTA_KENDAL, VILLAGE
from tests.console.visitor import Visitor
from tests.orgs.make import make_part_admin, make_person

OWN = "pagar bambu hijau 7"
SHOWN = re.compile(r'id="one-time-password">([a-z0-9-]{17})<')


@pytest.fixture
def admin(visit):
    return visit("admin")


@pytest.fixture
def operator(cast):
    return cast.people["operator"]


def row_of(page, username):
    """The list's row of one account."""
    rows = page.split("<tr id=")
    return next(row for row in rows if f">{username}<" in row)


# the list


def test_list_tells_role_last_sign_in_factor_and_what_holds_up(admin, cast):
    enter("dispatcher")
    make_factor(cast.people["supervisor"])
    for _ in range(5):
        with pytest.raises(accounts_errors.WrongCredentials):
            enter("operator", "salah")
    page = admin.text("console:people")
    assert "Petugas 112" in row_of(page, "operator")
    assert "menunggu 61 detik" in row_of(page, "operator")
    assert "Tidak perlu" in row_of(page, "operator")
    assert "Terpasang" in row_of(page, "supervisor")
    assert "Belum terpasang" in row_of(page, "auditor")
    assert "03.00" in row_of(page, "dispatcher")
    assert "—" in row_of(page, "auditor")
    assert "Dapat masuk" in row_of(page, "auditor")


def test_people_are_looked_for_by_name(admin):
    page = admin.text("console:people", q="village")
    assert "village_head" in page
    assert "fire_officer" not in page
    assert "Tidak ada pengguna dengan nama itu." in admin.text("console:people", q="tidak ada")


def test_long_list_goes_page_by_page(admin, cast, monkeypatch):
    monkeypatch.setattr("kentongan.console.views.people.ROWS", 3)
    first = admin.text("console:people")
    assert ("auditor" in first, "fire_officer" in first) == (True, False)
    cursor = re.search(r"cursor=([\w-]+)", first).group(1)
    second = admin.text("console:people", cursor=cursor)
    assert ("auditor" in second, "dispatcher" in second) == (False, True)
    assert "Dari awal" in second
    assert admin.get("console:people", cursor="!").status_code == 400


def test_person_without_a_role_is_named_so(admin, cast):
    make_person(cast, "nobody-yet")
    assert "Tanpa peran" in row_of(admin.text("console:people"), "nobody-yet")


def test_list_asks_few_questions(admin):
    assert admin.questions("console:people") <= 8


def test_person_asks_few_questions(admin, operator):
    assert admin.questions("console:person", operator.id) <= 12


# a password


def test_one_time_password_is_shown_once_and_kept_nowhere(admin, operator):
    answer = admin.post("console:give-password", operator.id, key="satu")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["HX-Trigger"] == "console-changed"
    password = SHOWN.search(answer.content.decode()).group(1)
    assert not StoredAnswer.objects.exists()
    assert password not in admin.text("console:person", operator.id)
    assert "Kata sandi sekali pakai, sampai" in admin.text("console:person-part", operator.id)
    assert enter(password=password, new_password=OWN)


def test_somebody_new_is_made_an_account(admin):
    answer = admin.post("console:invite", username="rina.wahyuni", name="Rina Wahyuni")
    password = SHOWN.search(answer.content.decode()).group(1)
    user = User.objects.get(username="rina.wahyuni")
    assert "Rina Wahyuni" in admin.text("console:person", user.id)
    assert enter("rina.wahyuni", password, new_password=OWN)
    taken = admin.post("console:invite", username="rina.wahyuni", name="Rina lain")
    assert taken.status_code == 409


def test_account_name_that_nobody_could_say_is_refused(admin):
    for username, name in (("Rina W", "Rina"), ("rina", " "), ("x" * 300, "Rina")):
        assert admin.post("console:invite", username=username, name=name).status_code == 400


# a second factor, sessions


def test_factor_is_taken_away_for_a_reason(admin, cast):
    supervisor = cast.people["supervisor"]
    make_factor(supervisor)
    assert "Ambil faktor kedua" in admin.text("console:person", supervisor.id)
    assert admin.post("console:take-factor", supervisor.id, reason=" ").status_code == 400
    answer = admin.post("console:take-factor", supervisor.id, reason="Ponsel hilang", key="satu")
    assert answer.status_code == 204
    assert admin.post("console:take-factor", supervisor.id, reason="Ponsel hilang", key="satu")
    assert TakenFactor.objects.get().reason == "Ponsel hilang"
    page = admin.text("console:person-part", supervisor.id)
    assert "Belum terpasang" in page
    assert "Ambil faktor kedua" not in page


def test_own_account_is_opened_by_another_administrator(admin, cast):
    me = cast.people["admin"]
    make_factor(me)
    page = admin.text("console:person", me.id)
    assert "administrator lain" in page
    assert "Ambil faktor kedua" not in page
    assert "Buat kata sandi sekali pakai" not in page
    assert admin.post("console:give-password", me.id).status_code == 403
    assert admin.post("console:take-factor", me.id, reason="lupa").status_code == 403


def test_sessions_end(admin, operator):
    enter()
    assert admin.post("console:end-sessions", operator.id).status_code == 204
    assert Entry.objects.filter(kind="accounts.session.ended").count() == 1


# roles


def test_role_is_given_and_ended(admin, cast, operator):
    form = {
        "role": "DISPATCHER", "org_id": str(cast.org_id("centre")), "region": "33.24.15",
        "valid_until": "2026-12-01T07:00",
    }  # fmt: skip
    assert admin.post("console:grant-role", operator.id, **form, key="a").status_code == 204
    assert admin.post("console:grant-role", operator.id, **form, key="a").status_code == 204
    grant = RoleGrant.objects.get(user=operator, role=Role.DISPATCHER)
    assert grant.region == KOTA_KENDAL
    page = admin.text("console:person-part", operator.id)
    assert "Penerus tiket 112" in page
    assert "Kec. Kendal" in page
    assert "01/12 07.00" in page
    assert admin.post("console:end-grant", grant.id).status_code == 204
    assert "Penerus tiket 112" not in admin.text("console:person-part", operator.id)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"role": "KING"}, 400),
        ({"org_id": "x"}, 400),
        ({"region": "99.99"}, 404),
        ({"region": "Kendal"}, 400),
        ({"valid_until": "besok"}, 400),
        ({"valid_until": "2026-01-01T00:00"}, 400),
    ],
)
def test_role_that_cannot_be_is_refused(admin, cast, operator, wrong, status):
    form = {"role": "CAMAT", "org_id": str(cast.org_id("centre")), "region": "33.24"} | wrong
    assert admin.post("console:grant-role", operator.id, **form).status_code == status
    assert RoleGrant.objects.filter(user=operator).count() == 1


def test_last_administrator_stays(admin, cast):
    grant = cast.people["admin"].grants.get()
    answer = admin.post("console:end-grant", grant.id)
    assert answer.status_code == 409
    assert "administrator terakhir" in answer.content.decode()


# who


@pytest.mark.parametrize("name", ["operator", "supervisor", "fire_officer", "leader", "auditor"])
def test_people_are_for_administrators(visit, operator, name):
    desk = visit(name)
    assert desk.get("console:people").status_code == 403
    assert desk.get("console:person", operator.id).status_code == 403
    assert desk.post("console:invite", username="rina", name="Rina").status_code == 403
    for act in ("give-password", "take-factor", "end-sessions", "grant-role"):
        assert desk.post(f"console:{act}", operator.id, reason="x").status_code == 403
    if name == "operator":
        assert "Pengguna" not in desk.text("console:calls")


def test_stranger_comes_to_the_door_and_wrong_methods_are_refused(visit, admin, operator):
    assert visit("stranger").get("console:people").status_code == 302
    assert visit("stranger").post("console:give-password", operator.id).status_code == 401
    assert admin.get("console:give-password", operator.id).status_code == 405
    assert admin.post("console:people").status_code == 405


def test_administrator_of_a_part_sees_theirs_and_invites_nobody(visit, cast):
    part = make_part_admin(cast, KOTA_KENDAL)
    lurah = make_person(cast, "lurah", Role.VILLAGE, org_id=part.org_id, region=VILLAGE)
    cast.people["part"] = User.objects.get(id=part.id)
    try:
        desk: Visitor = visit("part")
    finally:
        del cast.people["part"]
    page = desk.text("console:people")
    assert "lurah" in page
    assert "auditor" not in page
    assert "Pengguna baru" not in page
    assert desk.post("console:invite", username="rina", name="Rina").status_code == 403
    assert desk.get("console:person", cast.people["operator"].id).status_code == 404
    assert desk.post("console:give-password", lurah.id).status_code == 200


def test_unknown_person_is_404(admin, cast):
    assert admin.get("console:person", cast.org_id("centre")).status_code == 404
