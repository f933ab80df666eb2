"""A lost password, a lost second factor: what another person may do about it, and what follows."""

from datetime import timedelta

import pyotp
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kentongan.accounts import errors, rules, selectors, services
from kentongan.accounts.models import RecoveryCode, Session, TakenFactor, User
from kentongan.journal import retention
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import Unreadable
from tests.accounts.make import enter, make_factor
from tests.cast import PASSWORD
from tests.conftest import NIGHT

OWN = "pagar bambu hijau 7"
REASON = "TANDA-ALASAN ponsel jatuh ke sungai"
LATER = NIGHT + timedelta(minutes=5)
SIGN_IN = "/account/sign-in"


def kinds():
    return list(Entry.objects.order_by("seq").values_list("kind", flat=True))


@pytest.fixture
def user(cast):
    return cast.people["operator"]


@pytest.fixture
def given(cast, user):
    """A one-time password for the operator."""
    return services.give_one_time_password(by=cast.admin, user_id=user.id, at=NIGHT)


# a one-time password


def test_one_time_password_opens_nothing_but_the_choice_of_ones_own(user, given):
    with pytest.raises(errors.WrongCredentials):
        enter()
    with pytest.raises(errors.NewPasswordNeeded):
        enter(password=given)
    with pytest.raises(errors.NewPasswordNeeded):
        enter(password=given, new_password=given)
    with pytest.raises(errors.WeakPassword):
        enter(password=given, new_password="pendek")
    assert not Session.objects.exists()
    entered = selectors.find_signed_in(cookie=enter(password=given, new_password=OWN))
    assert entered is not None
    assert entered.user_id == user.id


def test_own_password_takes_its_place_for_good(user, given):
    enter(password=given, new_password=OWN)
    with pytest.raises(errors.WrongCredentials):
        enter(password=given, new_password="lain sekali lagi 9")
    assert enter(password=OWN, at=LATER)
    user.refresh_from_db()
    assert (user.one_time_until, user.signed_in_at) == (None, LATER)


def test_new_password_changes_nothing_where_the_old_one_is_ones_own(user):
    enter(new_password=OWN)
    with pytest.raises(errors.WrongCredentials):
        enter(password=OWN)


def test_one_time_password_is_over_after_three_days(user, given):
    over = NIGHT + rules.ONE_TIME_LASTS
    with pytest.raises(errors.OneTimePasswordOver):
        enter(password=given, new_password=OWN, at=over)
    assert enter(password=given, new_password=OWN, at=over - timedelta(seconds=1))


def test_one_time_password_needs_the_second_factor_of_the_account(cast):
    user = cast.people["supervisor"]
    factor = make_factor(user)
    given = services.give_one_time_password(by=cast.admin, user_id=user.id, at=NIGHT)
    with pytest.raises(errors.CodeNeeded):
        enter("supervisor", given, new_password=OWN)
    with pytest.raises(errors.WrongCredentials):
        enter("supervisor", given, code="000000", new_password=OWN)
    assert User.objects.get(id=user.id).one_time_until is not None
    code = pyotp.TOTP(factor.secret).at(NIGHT)
    assert enter("supervisor", given, code=code, new_password=OWN)


def test_giving_one_ends_sessions_and_forgives_wrong_tries(cast, user):
    open_one = enter()
    for n in range(5):
        with pytest.raises(errors.WrongCredentials):
            enter(password="salah", address=f"10.0.0.{n}")
    given = services.give_one_time_password(by=cast.admin, user_id=user.id, at=NIGHT)
    assert selectors.find_signed_in(cookie=open_one) is None
    assert enter(password=given, new_password=OWN, address="10.0.0.9")


def test_given_again_the_earlier_one_opens_nothing(cast, user, given):
    again = services.give_one_time_password(by=cast.admin, user_id=user.id, at=NIGHT)
    assert again != given
    with pytest.raises(errors.WrongCredentials):
        enter(password=given, new_password=OWN)


def test_nobody_gives_one_to_oneself(cast):
    before = cast.people["admin"].password
    with pytest.raises(errors.OwnAccount):
        services.give_one_time_password(by=cast.admin, user_id=cast.admin.id, at=NIGHT)
    assert User.objects.get(id=cast.admin.id).password == before


def test_one_time_password_is_journalled_and_stands_nowhere(cast, user, given):
    entry = Entry.objects.get(kind="accounts.user.one-time-password-given")
    assert (entry.subject_id, entry.by_id) == (user.id, cast.admin.id)
    enter(password=given, new_password=OWN)
    assert "accounts.user.password-changed" in kinds()
    assert not Entry.objects.filter(data__contains=given).exists()
    assert given not in User.objects.get(id=user.id).password


def test_one_time_passwords_are_easy_to_say_and_strong():
    one, other = rules.new_one_time_password(), rules.new_one_time_password()
    assert one != other
    assert [len(group) for group in one.split("-")] == [5, 5, 5]
    assert not set(one) & set("01ilo")


def test_signing_in_goes_by_the_password_that_was_checked(cast, user, monkeypatch):
    """Another person replaces it while the slow check runs."""
    checked = services.entering._hash_of_own

    def replaced_meanwhile(*given):
        services.set_password(by=SETUP, user_id=user.id, password=OWN, at=NIGHT)
        return checked(*given)

    monkeypatch.setattr(services.entering, "_hash_of_own", replaced_meanwhile)
    with pytest.raises(errors.WrongCredentials):
        enter()
    assert not Session.objects.exists()


# an account for somebody new


def test_invited_person_comes_in_with_a_one_time_password(cast):
    user, password = services.invite_user(
        by=cast.admin, username="rina.w", name="Rina Wahyuni", at=NIGHT
    )
    with pytest.raises(errors.NewPasswordNeeded):
        enter("rina.w", password)
    assert enter("rina.w", password, new_password=OWN)
    entry = Entry.objects.get(kind="accounts.user.created", subject_id=user.id)
    assert entry.by_id == cast.admin.id
    assert "Rina" not in entry.data


@pytest.mark.parametrize(
    ("username", "name"),
    [("", "Rina"), ("R", "Rina"), ("Rina", "Rina"), ("rina w", "Rina"), ("x" * 41, "Rina"),
     (".rina", "Rina"), ("rina", " "), ("rína", "Rina")],
)  # fmt: skip
def test_name_that_nobody_could_say_is_refused(cast, username, name):
    with pytest.raises(Unreadable):
        services.invite_user(by=cast.admin, username=username, name=name, at=NIGHT)


def test_name_that_is_taken_is_refused(cast):
    with pytest.raises(errors.NameTaken):
        services.invite_user(by=cast.admin, username="operator", name="X", at=NIGHT)


# a second factor taken away


@pytest.fixture
def supervisor(cast):
    return cast.people["supervisor"]


@pytest.fixture
def factor(supervisor):
    return make_factor(supervisor)


def take(by, user, reason=REASON, at=NIGHT):
    services.take_second_factor(by=by, user_id=user.id, reason=reason, at=at)


def test_taken_factor_ends_sessions_and_leaves_the_password(cast, supervisor, factor):
    token = enter("supervisor", code=factor.codes[0])
    services.begin_second_factor(by=SETUP, user_id=supervisor.id, at=NIGHT)
    take(cast.admin, supervisor)
    assert selectors.find_signed_in(cookie=token) is None
    user = User.objects.get(id=supervisor.id)
    assert not user.has_second_factor
    assert (user.totp_secret, user.totp_pending) == ("", "")
    assert not RecoveryCode.objects.filter(user=user).exists()
    entered = selectors.find_signed_in(cookie=enter("supervisor"))
    assert entered is not None
    assert not entered.second_factor


def test_old_codes_open_nothing_after_it_was_taken(cast, supervisor, factor):
    take(cast.admin, supervisor)
    entered = selectors.find_signed_in(cookie=enter("supervisor", code=factor.codes[0]))
    assert entered is not None
    assert not entered.second_factor


def test_person_puts_in_a_new_one(cast, supervisor, factor):
    take(cast.admin, supervisor)
    assert selectors.was_factor_taken("supervisor")
    anew = make_factor(supervisor, at=LATER)
    assert anew.secret != factor.secret
    assert not selectors.was_factor_taken("supervisor")
    assert not selectors.was_factor_taken("operator")


def test_taking_is_journalled_and_its_reason_stays_in_the_row(cast, supervisor, factor):
    enter("supervisor", code=factor.codes[0])
    take(cast.admin, supervisor)
    taken = TakenFactor.objects.get()
    assert (taken.reason, taken.taken_by, taken.user_id) == (REASON, cast.admin.id, supervisor.id)
    entry = Entry.objects.get(kind="accounts.user.second-factor-taken")
    assert (entry.by_id, entry.subject_id) == (cast.admin.id, supervisor.id)
    assert entry.facts["taken_factor_id"] == str(taken.id)
    assert kinds()[-2:] == ["accounts.user.second-factor-taken", "accounts.session.ended"]
    assert not Entry.objects.filter(data__contains="TANDA-ALASAN").exists()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_taking_needs_a_reason(cast, supervisor, factor, reason):
    with pytest.raises(errors.TakingNeedsReason):
        take(cast.admin, supervisor, reason=reason)
    assert User.objects.get(id=supervisor.id).has_second_factor


def test_nobody_takes_their_own(cast, supervisor, factor):
    with pytest.raises(errors.OwnAccount):
        take(cast.supervisor, supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        TakenFactor.objects.create(
            user=supervisor, reason=REASON, taken_by=supervisor.id, taken_at=NIGHT
        )


def test_taken_twice_is_refused_the_second_time(cast, supervisor, factor):
    take(cast.admin, supervisor)
    with pytest.raises(errors.NoFactor):
        take(cast.admin, supervisor)
    assert TakenFactor.objects.count() == 1


def test_reason_is_emptied_in_time(cast, supervisor, factor):
    take(cast.admin, supervisor)
    retention.run_all(NIGHT + timedelta(days=5 * 365 + 1))
    assert TakenFactor.objects.get().reason == ""


# who is slowed


def test_waits_are_told_by_name(cast):
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            enter(password="salah")
    names = ["operator", "supervisor"]
    assert selectors.waits_of(names, NIGHT) == {"operator": 61}
    assert selectors.waits_of(names, NIGHT + timedelta(minutes=2)) == {}


# the pages


def fill(client, **said):
    form = {"username": "operator", "password": PASSWORD, "code": "", "next": "/"} | said
    return client.post(SIGN_IN, form)


def test_page_asks_for_ones_own_password_twice(given, night):
    client = Client()
    asked = fill(client, password=given)
    assert asked.status_code == 401
    assert "Kata sandi baru, sekali lagi" in asked.content.decode()
    assert given not in asked.content.decode()
    differing = fill(client, password=given, new_password=OWN, new_password_again=OWN + "x")
    assert differing.status_code == 400
    assert "Kata sandi baru, sekali lagi" in differing.content.decode()
    weak = fill(client, password=given, new_password="pendek", new_password_again="pendek")
    assert weak.status_code == 400
    assert "Kata sandi baru, sekali lagi" in weak.content.decode()
    entered = fill(client, password=given, new_password=OWN, new_password_again=OWN)
    assert (entered.status_code, entered.headers["Location"]) == (302, "/")
    assert selectors.cookie_name() in entered.cookies


def test_page_does_not_ask_for_a_new_password_otherwise(cast, night):
    wrong = fill(Client(), password="salah").content.decode()
    assert "Kata sandi baru" not in wrong


def test_page_leads_one_whose_factor_was_taken_to_a_new_one(cast, supervisor, factor, night):
    take(cast.admin, supervisor)
    client = Client()
    entered = fill(client, username="supervisor", next="/panggilan")
    assert entered.headers["Location"] == "/account/second-factor"
    assert "Pasang sekarang" in client.get("/account/second-factor").content.decode()
    make_factor(supervisor, at=NIGHT - timedelta(hours=2))
    again = fill(client, username="supervisor", code=_code(supervisor), next="/panggilan")
    assert again.headers["Location"] == "/panggilan"


def _code(user):
    return pyotp.TOTP(User.objects.get(id=user.id).totp_secret).at(NIGHT)


def test_overlay_says_where_a_one_time_password_is_replaced(given, night):
    said = {"username": "operator", "password": given, "code": ""}
    refused = Client().post("/account/sign-in-again", said, headers={"accept": "application/json"})
    assert (refused.status_code, refused.json()["code"]) == (401, "ACCOUNTS-011")
