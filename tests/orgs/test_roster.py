"""The roster: a month by patterns, changes by hand, swaps, and posts that nobody will be at."""

from datetime import date, datetime, time, timedelta

import pytest

from kentongan.journal import reactions, timekeeper
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, Outdated, Unreadable
from kentongan.messaging.models import Message
from kentongan.orgs import errors, selectors, services
from kentongan.orgs.enums import DutyKind, DutyTimeCode, SwapState
from kentongan.orgs.models import CoverWatch, Duty
from kentongan.orgs.rules import gaps_between
from tests.conftest import NIGHT
from tests.orgs.make import DUTY_PHONE, make_duty

pytestmark = pytest.mark.django_db

DECEMBER = date(2026, 12, 1)
THREE_SHIFTS = (("Pagi", time(7), time(14)), ("Siang", time(14), time(21)),
                ("Malam", time(21), time(7)))  # fmt: skip


def hours(count):
    return NIGHT + timedelta(hours=count)


def make_pattern(cast, cycle="Pagi Pagi Siang Siang Malam Malam - -", org="centre"):
    for name, starts, ends in THREE_SHIFTS:
        services.add_shift(
            by=SETUP, org_id=cast.org_id(org), name=name, starts=starts, ends=ends, at=NIGHT
        )
    return services.add_pattern(
        by=cast.supervisor, org_id=cast.org_id(org), name="2-2-2", kind=DutyKind.OPERATOR,
        cycle=cycle, begins_on=DECEMBER, legal_basis="SK Kalak 12/2026", at=NIGHT,
    )  # fmt: skip


def seat(cast, pattern, name="operator", offset=0):
    return services.seat_person(
        by=cast.supervisor, pattern_id=pattern.id, team="A", offset=offset,
        person_name=name.title(), phone=DUTY_PHONE, user_id=cast.people[name].id, at=NIGHT,
    )  # fmt: skip


def plan_december(cast, at=NIGHT):
    return services.plan_month(
        by=cast.supervisor, org_id=cast.org_id("centre"), month=DECEMBER, at=at
    )


def local(moment):
    return f"{moment + timedelta(hours=7):%d %H}"


def test_month_is_planned_by_its_pattern(cast, night):
    seat(cast, make_pattern(cast))
    assert plan_december(cast) == 24
    duties = Duty.objects.order_by("starts_at")[:7]
    assert [(local(d.starts_at), local(d.ends_at)) for d in duties] == [
        ("01 07", "01 14"), ("02 07", "02 14"), ("03 14", "03 21"), ("04 14", "04 21"),
        ("05 21", "06 07"), ("06 21", "07 07"), ("09 07", "09 14"),
    ]  # fmt: skip


def test_four_regu_of_2_2_2_cover_the_month(cast, night):
    pattern = make_pattern(cast)
    people = ("operator", "second_operator", "dispatcher", "supervisor")
    for number, name in enumerate(people):
        seat(cast, pattern, name, offset=2 * number)
    plan_december(cast)
    start = datetime.fromisoformat("2026-12-01T07:00:00+07:00")
    until = datetime.fromisoformat("2027-01-01T07:00:00+07:00")
    gaps = selectors.uncovered_posts([cast.orgs["centre"]], start, until)
    assert gaps == []


def test_planning_again_keeps_what_was_changed_by_hand(cast, night):
    seat(cast, make_pattern(cast))
    plan_december(cast)
    duty = Duty.objects.order_by("starts_at")[0]
    services.change_duty(
        by=cast.supervisor, duty_id=duty.id, version=1, person_name="Pengganti", phone="1", at=NIGHT
    )
    assert plan_december(cast) == 0
    assert Duty.objects.get(id=duty.id).person_name == "Pengganti"
    with pytest.raises(Outdated):
        services.take_off_duty(by=cast.supervisor, duty_id=duty.id, version=1, at=NIGHT)
    taken_off = services.take_off_duty(by=cast.supervisor, duty_id=duty.id, version=2, at=NIGHT)
    assert taken_off.signed_off_at == NIGHT
    assert plan_december(cast) == 0


def test_past_days_and_people_who_left_are_not_planned(cast, night):
    place = seat(cast, make_pattern(cast))
    middle = datetime.fromisoformat("2026-12-16T00:00:00+07:00")
    assert 0 < plan_december(cast, at=middle) < 24
    services.leave_seat(by=cast.supervisor, seat_id=place.id, at=middle)
    assert plan_december(cast, at=NIGHT) == 0


def test_pattern_of_unknown_shifts_is_refused(cast, night):
    for cycle in ("Pagi Sore", "- -", ""):
        with pytest.raises(errors.PatternUnreadable):
            make_pattern(cast, cycle=cycle)
    with pytest.raises(Unreadable):
        services.add_pattern(
            by=cast.supervisor, org_id=cast.org_id("centre"), name="x", kind=DutyKind.OPERATOR,
            cycle="Pagi", begins_on=DECEMBER, legal_basis="", at=NIGHT,
        )  # fmt: skip


def test_only_who_keeps_the_roster_plans(cast, night):
    pattern = make_pattern(cast)
    with pytest.raises(NotAllowed):
        services.plan_month(
            by=cast.operator, org_id=cast.org_id("centre"), month=DECEMBER, at=NIGHT
        )
    with pytest.raises(NotAllowed):
        services.end_pattern(by=cast.fire_officer, pattern_id=pattern.id, at=NIGHT)
    services.end_pattern(by=cast.supervisor, pattern_id=pattern.id, at=NIGHT)
    assert selectors.list_patterns(cast.org_id("centre"), hours(1)) == []


def test_two_swap_their_duties(cast, night):
    mine = make_duty(cast, "operator", hours=(10, 18), present=False)
    theirs = make_duty(cast, "second_operator", hours=(34, 42), present=False)
    swap = services.ask_swap(by=cast.operator, duty_id=mine.id, in_return_id=theirs.id, at=NIGHT)
    with pytest.raises(NotAllowed):
        services.agree_swap(by=cast.dispatcher, swap_id=swap.id, at=NIGHT)
    services.agree_swap(by=cast.second_operator, swap_id=swap.id, at=NIGHT)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.person_name, theirs.person_name) == ("Second Operator", "Operator")
    assert mine.user_id == cast.people["second_operator"].id
    with pytest.raises(errors.SwapOver):
        services.agree_swap(by=cast.second_operator, swap_id=swap.id, at=NIGHT)


def test_supervisor_agrees_for_the_one_who_was_asked(cast, night):
    mine = make_duty(cast, "operator", hours=(10, 18), present=False)
    theirs = make_duty(cast, "second_operator", hours=(34, 42), present=False)
    swap = services.ask_swap(by=cast.operator, duty_id=mine.id, in_return_id=theirs.id, at=NIGHT)
    assert services.agree_swap(by=cast.supervisor, swap_id=swap.id, at=NIGHT).decided_by
    mine.refresh_from_db()
    assert mine.user_id == cast.people["second_operator"].id


def test_offered_to_all_the_first_colleague_takes_it(cast, night):
    mine = make_duty(cast, "operator", hours=(10, 18), present=False)
    swap = services.ask_swap(by=cast.operator, duty_id=mine.id, at=NIGHT)
    with pytest.raises(NotAllowed):
        services.agree_swap(by=cast.second_operator, swap_id=swap.id, at=NIGHT)
    make_duty(cast, "second_operator", hours=(34, 42), present=False)
    services.agree_swap(by=cast.second_operator, swap_id=swap.id, at=NIGHT)
    mine.refresh_from_db()
    assert mine.person_name == "Second Operator"


def test_nobody_stands_in_two_duties_at_once(cast, night):
    mine = make_duty(cast, "operator", hours=(10, 18), present=False)
    make_duty(cast, "second_operator", hours=(12, 20), present=False)
    swap = services.ask_swap(by=cast.operator, duty_id=mine.id, at=NIGHT)
    with pytest.raises(errors.AlreadyOnDuty):
        services.agree_swap(by=cast.second_operator, swap_id=swap.id, at=NIGHT)


def test_swap_is_declined_or_withdrawn(cast, night):
    mine = make_duty(cast, "operator", hours=(10, 18), present=False)
    theirs = make_duty(cast, "second_operator", hours=(34, 42), present=False)
    for name, state in (("second_operator", SwapState.DECLINED), ("operator", SwapState.WITHDRAWN)):
        swap = services.ask_swap(
            by=cast.operator, duty_id=mine.id, in_return_id=theirs.id, at=NIGHT
        )
        with pytest.raises(errors.SwapImpossible):
            services.ask_swap(by=cast.operator, duty_id=mine.id, at=NIGHT)
        decided = services.decline_swap(by=cast.actor(name), swap_id=swap.id, at=NIGHT)
        assert decided.state == state


def test_duty_that_has_begun_is_not_swapped(cast, night):
    begun = make_duty(cast, "operator")
    other_kind = make_duty(cast, "dispatcher", hours=(10, 18), present=False)
    to_come = make_duty(cast, "operator", hours=(10, 18), present=False)
    with pytest.raises(errors.SwapImpossible):
        services.ask_swap(by=cast.operator, duty_id=begun.id, at=NIGHT)
    with pytest.raises(errors.SwapImpossible):
        services.ask_swap(
            by=cast.operator, duty_id=to_come.id, in_return_id=other_kind.id, at=NIGHT
        )


def watch_fire(cast, least=1):
    services.set_cover(
        by=cast.admin, org_id=cast.org_id("fire"), kind=DutyKind.OFFICER, least=least,
        legal_basis="SOP Damkar 3/2026", at=NIGHT,
    )  # fmt: skip


def told(cast):
    entries = Entry.objects.filter(kind="orgs.cover.missing").order_by("seq")
    return [entry.facts["ahead_s"] for entry in entries]


def test_uncovered_post_is_told_24_h_2_h_and_0_h_ahead_once_each(cast, night):
    make_duty(cast, "fire_officer", hours=(-1, 30))
    watch_fire(cast)
    for minutes in range(0, 31 * 60, 20):
        timekeeper.run_due(NIGHT + timedelta(minutes=minutes))
    assert told(cast) == [86_400, 7_200, 0]
    heads = Entry.objects.filter(kind="orgs.cover.missing").order_by("seq")
    due = [hours(6), hours(28), hours(30)]
    assert [entry.occurred_at for entry in heads] == due


def test_telephones_ring_at_the_agency_and_at_last_at_the_supervisor(cast, night):
    make_duty(cast, "fire_officer", hours=(-1, 3), phone="0294 555 113")
    make_duty(cast, "supervisor", hours=(-1, 20), phone="0294 777 112")
    watch_fire(cast)
    timekeeper.run_due(NIGHT)
    reactions.run_set("dispatch")
    assert [m.recipient for m in Message.objects.all()] == ["0294 555 113"]
    for step in (1, 2, 3):
        timekeeper.run_due(hours(step))
    reactions.run_set("dispatch")
    rung = list(Message.objects.order_by("created_at").values_list("recipient", flat=True))
    assert "0294 777 112" in rung
    assert all("Lengkapi jadwal piket" in m.text for m in Message.objects.all())


def test_who_is_planned_in_time_silences_the_alarm(cast, night):
    make_duty(cast, "fire_officer", hours=(-1, 30))
    watch_fire(cast)
    timekeeper.run_due(hours(6))
    make_duty(cast, "second_fire_officer", hours=(30, 60), present=False)
    for step in range(7, 34):
        timekeeper.run_due(hours(step))
    assert told(cast) == [86_400]


def test_roster_that_changes_is_looked_at_at_once(cast, night):
    make_duty(cast, "fire_officer", hours=(-1, 60))
    later = make_duty(cast, "second_fire_officer", hours=(60, 90), present=False)
    watch_fire(cast)
    timekeeper.run_due(NIGHT)
    assert told(cast) == []
    services.take_off_duty(
        by=cast.fire_officer, duty_id=later.id, version=later.version, at=hours(55)
    )
    assert CoverWatch.objects.get().look_at <= hours(55)
    timekeeper.run_due(hours(55))
    assert told(cast) == [86_400]


def test_two_needed_and_one_planned_is_a_gap(cast, night):
    make_duty(cast, "fire_officer", hours=(-1, 10))
    watch_fire(cast, least=2)
    gaps = selectors.uncovered_posts([cast.orgs["fire"]], NIGHT, hours(5))
    assert [(gap.starts_at, gap.ends_at, gap.title) for gap in gaps] == [
        (NIGHT, hours(5), "Pemadam Kebakaran")
    ]
    watch_fire(cast, least=0)
    assert selectors.uncovered_posts([cast.orgs["fire"]], NIGHT, hours(5)) == []


def test_times_ahead_are_the_regencys(cast, night):
    services.set_duty_times(
        by=cast.admin, code=DutyTimeCode.COVER_AHEAD, seconds=[3600], legal_basis="SOP", at=NIGHT
    )
    make_duty(cast, "fire_officer", hours=(-1, 3))
    watch_fire(cast)
    timekeeper.run_due(NIGHT)
    assert told(cast) == []
    timekeeper.run_due(hours(1))
    timekeeper.run_due(hours(2))
    assert told(cast) == [3600]


def test_gaps_are_what_fewer_than_enough_cover():
    one, other = (NIGHT, hours(4)), (hours(2), hours(6))
    assert gaps_between([one, other], NIGHT, hours(6)) == []
    assert gaps_between([one, other], NIGHT, hours(6), least=2) == [
        (NIGHT, hours(2)), (hours(4), hours(6))
    ]  # fmt: skip
    assert gaps_between([], NIGHT, hours(1)) == [(NIGHT, hours(1))]
