"""Writes: accounts, entering and leaving, the second factor, tokens.

Who may do these to another person is asked above: room `orgs` knows roles and regions.
"""

from kentongan.accounts.services.entering import sign_in
from kentongan.accounts.services.factors import (
    begin_second_factor,
    confirm_second_factor,
    take_second_factor,
)
from kentongan.accounts.services.forgetting import (
    forget_old_places,
    forget_sessions,
    forget_spent_codes,
    forget_tries,
)
from kentongan.accounts.services.people import (
    change_password,
    create_user,
    deactivate,
    give_one_time_password,
    invite_user,
    reactivate,
    set_password,
)
from kentongan.accounts.services.proof import require_proof
from kentongan.accounts.services.seat import set_pin, take_seat
from kentongan.accounts.services.sessions import end_sessions, sign_out
from kentongan.accounts.services.tokens import issue_token, revoke_token, revoke_tokens

__all__ = [
    "begin_second_factor",
    "change_password",
    "confirm_second_factor",
    "create_user",
    "deactivate",
    "end_sessions",
    "forget_old_places",
    "forget_sessions",
    "forget_spent_codes",
    "forget_tries",
    "give_one_time_password",
    "invite_user",
    "issue_token",
    "reactivate",
    "require_proof",
    "revoke_token",
    "revoke_tokens",
    "set_password",
    "set_pin",
    "sign_in",
    "sign_out",
    "take_seat",
    "take_second_factor",
]
