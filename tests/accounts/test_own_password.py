"""One's own password, and accounts that are closed and opened again."""

import pytest
from django.test import Client

from kentongan.accounts import errors, selectors, services
from kentongan.accounts.models import Session, User
from kentongan.cli.main import main
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs import errors as orgs_errors
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import Role
from tests.accounts.make import enter, make_factor
from tests.caller import caller_of
from tests.cast import KENDAL, PASSWORD
from tests.conftest import NIGHT

pytestmark = pytest.mark.usefixtures("night")
OWN = "pagar bambu hijau 7"


def opens(token="", bearer=""):
    return selectors.find_signed_in(cookie=token or None, bearer=bearer or None) is not None


def a_token(cast, name="operator"):
    return services.issue_token(by=SETUP, user_id=cast.people[name].id, label="uji", at=NIGHT)


def change(cast, current=PASSWORD, new=OWN, keep=None):
    services.change_password(by=cast.operator, current=current, new=new, keep=keep, at=NIGHT)


def test_new_password_opens_and_everything_else_ends(cast):
    here, elsewhere, program = enter(), enter(), a_token(cast)
    change(cast, keep=selectors.find_signed_in(cookie=here).session_id)
    assert [opens(here), opens(elsewhere), opens(bearer=program)] == [True, False, False]
    with pytest.raises(errors.WrongCredentials):
        enter()
    assert opens(enter(password=OWN))
    assert Entry.objects.filter(kind="accounts.user.password-changed").count() == 1


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"current": "bukan ini"}, errors.WrongPassword),
        ({"new": "pendek"}, errors.WeakPassword),
        ({"new": PASSWORD}, errors.SamePassword),
    ],
)
def test_what_is_refused_changes_nothing(cast, said, refusal):
    before = enter()
    with pytest.raises(refusal):
        change(cast, **said)
    assert opens(before)


def test_guessing_the_current_one_is_slowed(cast):
    for _ in range(5):
        with pytest.raises(errors.WrongPassword):
            change(cast, current="tebakan")
    with pytest.raises(errors.TooManyTries):
        change(cast)


def test_page_changes_it_and_keeps_this_session(cast):
    client = Client()
    client.cookies[selectors.cookie_name()] = token = enter()
    assert "Ganti kata sandi" in client.get("/account/password").content.decode()
    said = {"current": PASSWORD, "new_password": OWN, "new_password_again": OWN}
    differing = client.post("/account/password", said | {"new_password_again": "lain sekali"})
    assert differing.status_code == 400
    assert client.post("/account/password", said).status_code == 200
    assert opens(token)


def test_program_changes_it_and_ends_with_it(cast):
    caller = caller_of(cast, "operator")
    body = {"current": PASSWORD, "new": OWN}
    assert caller.post("/me/password", body).status_code == 204
    assert caller.get("/me").status_code == 401


def test_given_password_ends_tokens_too(cast):
    program = a_token(cast)
    services.give_one_time_password(by=cast.admin, user_id=cast.people["operator"].id, at=NIGHT)
    assert not opens(bearer=program)


def test_closed_account_opens_nothing_until_it_is_opened_again(cast):
    session, program, user_id = enter(), a_token(cast), cast.people["operator"].id
    orgs.deactivate_person(by=cast.admin, user_id=user_id, at=NIGHT)
    assert [opens(session), opens(bearer=program)] == [False, False]
    with pytest.raises(errors.WrongCredentials):
        enter()
    orgs.reactivate_person(by=cast.admin, user_id=user_id, at=NIGHT)
    assert opens(enter())
    kinds = set(Entry.objects.filter(subject_id=user_id).values_list("kind", flat=True))
    assert {"accounts.user.deactivated", "accounts.user.reactivated"} <= kinds


def test_nobody_closes_their_own_or_the_last_administrators(cast):
    own = cast.people["admin"].id
    with pytest.raises(orgs_errors.LastAdministrator):
        orgs.deactivate_person(by=SETUP, user_id=own, at=NIGHT)
    orgs.grant_role(
        by=SETUP, user_id=cast.people["camat"].id, org_id=cast.org_id("centre"), role=Role.ADMIN,
        region=KENDAL, at=NIGHT,
    )  # fmt: skip
    with pytest.raises(errors.OwnAccount):
        orgs.deactivate_person(by=cast.admin, user_id=own, at=NIGHT)
    orgs.deactivate_person(by=SETUP, user_id=own, at=NIGHT)
    # a closed account is no administrator: the other one is the last now
    with pytest.raises(orgs_errors.LastAdministrator):
        orgs.deactivate_person(by=SETUP, user_id=cast.people["camat"].id, at=NIGHT)


def test_operator_closes_nobody(cast):
    with pytest.raises(NotAllowed):
        orgs.deactivate_person(by=cast.operator, user_id=cast.people["camat"].id, at=NIGHT)


def test_locked_out_administrator_is_let_in_from_the_machine(cast, capsys):
    user = cast.people["admin"]
    make_factor(user)
    User.objects.filter(id=user.id).update(is_active=False)
    reset = ["account", "reset", "--user", "admin", "--reason", "Ponsel dan sandi hilang"]
    assert main(reset) == 0
    given = capsys.readouterr().out.strip()
    assert opens(enter("admin", password=given, new_password=OWN))
    kinds = Entry.objects.filter(subject_id=user.id, by_id=SETUP.id).values_list("kind", flat=True)
    assert {
        "accounts.user.reactivated", "accounts.user.second-factor-taken",
        "accounts.user.one-time-password-given",
    } <= set(kinds)  # fmt: skip
    assert Session.objects.filter(user=user, second_factor=True).count() == 0


@pytest.mark.parametrize(
    ("user", "reason", "said"),
    [("nobody", "x", "no account nobody"), ("admin", " ", "--reason")],
)
def test_machine_says_what_is_wrong(cast, capsys, user, reason, said):
    assert main(["account", "reset", "--user", user, "--reason", reason]) == 2
    assert said in capsys.readouterr().err
