"""Who is in already proves once more that it is they, before an act that is worth it."""

from datetime import datetime

from django.contrib.auth.hashers import check_password

from kentongan.accounts import errors, rules
from kentongan.accounts.models import User
from kentongan.accounts.selectors import get_user
from kentongan.accounts.services.factors import use_code
from kentongan.accounts.services.patience import note_failure, require_patience
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def require_proof(*, by: Actor, password: str, code: str, at: datetime) -> None:
    """All that the door asks for: the password, and a code where the account has a second factor.

    Refuses without saying which part is wrong; guessing is slowed. Before the act that needs it,
    never inside: a wrong try counts although nothing was done.
    """
    user = get_user(by.id)
    buckets = rules.buckets_of(user.username, "")[:1]  # one who is in already: no address counts
    require_patience(buckets, at)
    try:
        if not check_password(password, user.password):
            raise errors.NotProven
        _require_code(by, user, code, at)
    except (errors.NotProven, errors.WrongCode):
        note_failure(user, buckets, at)
        raise errors.NotProven from None


def _require_code(by: Actor, found: User, code: str, at: datetime) -> None:
    with journal.act(by=by, at=at) as act:
        user = User.objects.select_for_update().get(id=found.id)
        if user.password != found.password:
            raise errors.NotProven
        if user.has_second_factor:
            use_code(act, user, code, at)
