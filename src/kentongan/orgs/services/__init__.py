"""Writes: organisations, people, roles, roster, handovers, wall screens, break-glass, settings."""

from kentongan.orgs.services.break_glass import break_glass, call_for_review, review_break_glass
from kentongan.orgs.services.configuration import set_duty_times, set_limit, set_retention
from kentongan.orgs.services.cover import set_cover, watch_cover
from kentongan.orgs.services.devices import issue_device_token, revoke_device_token
from kentongan.orgs.services.handover import (
    hand_over,
    keep_on_duty,
    note_remark,
    settle_remark,
    take_over,
)
from kentongan.orgs.services.organisations import change_org, open_org, open_post, set_coverage
from kentongan.orgs.services.patterns import (
    add_pattern,
    end_pattern,
    leave_seat,
    plan_month,
    seat_person,
)
from kentongan.orgs.services.people import (
    deactivate_person,
    end_sessions,
    give_one_time_password,
    invite_person,
    reactivate_person,
    take_second_factor,
)
from kentongan.orgs.services.reveals import review_reveals
from kentongan.orgs.services.roles import end_grant, grant_role
from kentongan.orgs.services.roster import (
    add_shift,
    change_duty,
    plan_duty,
    sign_off,
    sign_on,
    take_off_duty,
)
from kentongan.orgs.services.swaps import agree_swap, ask_swap, decline_swap
from kentongan.orgs.services.villages import end_village_contacts, load_village_contacts

__all__ = [
    "add_pattern",
    "add_shift",
    "agree_swap",
    "ask_swap",
    "break_glass",
    "call_for_review",
    "change_duty",
    "change_org",
    "deactivate_person",
    "decline_swap",
    "end_grant",
    "end_pattern",
    "end_sessions",
    "end_village_contacts",
    "give_one_time_password",
    "grant_role",
    "hand_over",
    "invite_person",
    "load_village_contacts",
    "issue_device_token",
    "keep_on_duty",
    "leave_seat",
    "note_remark",
    "open_org",
    "open_post",
    "plan_duty",
    "reactivate_person",
    "plan_month",
    "review_break_glass",
    "review_reveals",
    "revoke_device_token",
    "seat_person",
    "set_cover",
    "set_coverage",
    "set_duty_times",
    "set_limit",
    "set_retention",
    "settle_remark",
    "sign_off",
    "sign_on",
    "take_off_duty",
    "take_over",
    "take_second_factor",
    "watch_cover",
]
