"""Nobody has asked them in time: a telephone rings, the next one's after it, and says nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kentongan.accounts.models import User
from kentongan.floor import rules, selectors, services
from kentongan.floor.enums import TalkOutcome
from kentongan.floor.limits import LEADER_AFTER, LEADER_HOUR, TALK_AGAIN, TALK_WITHIN
from kentongan.floor.models import FollowUp
from kentongan.floor.tasks import ring_for_talks
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.messaging.models import Message
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.models import Organisation
from kentongan.orgs.selectors import rights_of
from tests.conftest import NIGHT
from tests.floor.make import hard, shift_leader
from tests.orgs.make import make_duty
from tests.quality.make import make_supervisor

pytestmark = pytest.mark.django_db
SUPERVISORS, LEADERS, OTHERS = "081200000001", "0294381000", "081200000002"
DUE = NIGHT + TALK_WITHIN.starting * timedelta(seconds=1)
EIGHT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
"""08.00 WIB, the first one a day after the supervisor was rung (24 November, 03.00 WIB)."""


@pytest.fixture(autouse=True)
def _night(night: Any) -> None:
    """The clock stands."""


def pass_to(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> int:
    monkeypatch.setattr(clock, "now", lambda: moment)
    return ring_for_talks(moment)


def rung() -> list[str]:
    rows = Message.objects.filter(subject_kind="follow_up").order_by("created_at", "id")
    return [row.recipient for row in rows]


def on_duty(cast: Any, name: str = "supervisor", phone: str = SUPERVISORS) -> None:
    make_duty(cast, name, hours=(-1, 24 * 30), phone=phone)


def leaders_telephone(phone: str = LEADERS) -> None:
    Organisation.objects.filter(code="pemda").update(phone=phone)


def the_follow_up(cast: Any) -> FollowUp:
    hard(cast.operator)
    return FollowUp.objects.get()


def test_the_supervisor_then_a_leader_each_once(cast: Any, monkeypatch: Any) -> None:
    on_duty(cast)
    leaders_telephone()
    row = the_follow_up(cast)
    assert pass_to(monkeypatch, DUE - timedelta(seconds=1)) == 0
    assert pass_to(monkeypatch, DUE) == 1
    assert rung() == [SUPERVISORS]
    assert pass_to(monkeypatch, DUE + timedelta(hours=20)) == 0
    assert pass_to(monkeypatch, EIGHT - timedelta(seconds=1)) == 0
    assert pass_to(monkeypatch, EIGHT) == 1
    assert rung() == [SUPERVISORS, LEADERS]
    assert pass_to(monkeypatch, NIGHT + timedelta(days=13)) == 0
    row.refresh_from_db()
    assert (row.rings_at, row.talk_due_at) == (None, DUE)
    told = [e.facts for e in Entry.objects.filter(kind="floor.follow-up.overdue").order_by("seq")]
    assert [(each["whom"], each["rung"], each["number"]) for each in told] == [
        ("SUPERVISOR", True, 1), ("LEADER", True, 1),
    ]  # fmt: skip


def test_what_is_said_names_nobody_and_nothing(cast: Any, monkeypatch: Any) -> None:
    on_duty(cast)
    leaders_telephone()
    row = the_follow_up(cast)
    for moment in (DUE, EIGHT):
        pass_to(monkeypatch, moment)
    messages = Message.objects.filter(subject_kind="follow_up")
    assert [(m.medium, m.purpose) for m in messages] == [("PHONE_CALL", "ESCALATION")] * 2
    person = cast.people["operator"]
    sealed = (person.name, person.username, row.call.number, str(row.call_id), row.cause,
              "Kekerasan", "berat", str(person.id))  # fmt: skip
    entries = str(list(Entry.objects.filter(kind="floor.follow-up.overdue").values_list("data")))
    for said in (*[m.text for m in messages], entries):
        assert not [word for word in sealed if word and word in said]
    assert set(Entry.objects.filter(kind="floor.follow-up.overdue")[0].facts) == {
        "follow_up_id", "number", "whom", "rung",
    }  # fmt: skip


def test_the_same_moment_told_twice_rings_once(cast: Any) -> None:
    on_duty(cast)
    row = the_follow_up(cast)
    for _ in range(2):
        services.ring_for_talk(by=TIMEKEEPER, follow_up_id=row.id, at=DUE)
    assert rung() == [SUPERVISORS]


def test_who_was_asked_in_time_rings_nobody(cast: Any, monkeypatch: Any) -> None:
    on_duty(cast)
    row = the_follow_up(cast)
    noted(cast, row, 1, NIGHT + timedelta(hours=2))
    assert pass_to(monkeypatch, EIGHT) == 0
    again = NIGHT + TALK_AGAIN.starting * timedelta(seconds=1)
    assert pass_to(monkeypatch, again - timedelta(seconds=1)) == 0
    assert pass_to(monkeypatch, again) == 1
    assert rung() == [SUPERVISORS]
    noted(cast, row, 2, again)
    row.refresh_from_db()
    assert (row.rings_at, row.talk_due_at) == (None, None)


def noted(cast: Any, row: FollowUp, number: int, at: datetime) -> None:
    services.note_talk(
        by=cast.supervisor, follow_up_id=row.id, number=number, outcome=TalkOutcome.TALKED, at=at
    )


def test_a_talk_after_the_ring_keeps_the_leader_out(cast: Any, monkeypatch: Any) -> None:
    on_duty(cast)
    leaders_telephone()
    row = the_follow_up(cast)
    pass_to(monkeypatch, DUE)
    noted(cast, row, 1, DUE + timedelta(hours=1))
    assert pass_to(monkeypatch, EIGHT) == 0
    assert rung() == [SUPERVISORS]


def test_no_colleague_is_rung_for_it(cast: Any, monkeypatch: Any) -> None:
    """Neither an operator on duty, nor a shift leader who sees no follow-ups, nor the centre."""
    Organisation.objects.filter(kind="CENTRE").update(phone="0294112112")
    make_duty(cast, "second_operator", hours=(-1, 24 * 30), phone=OTHERS)
    shift_leader(cast)
    the_follow_up(cast)
    assert pass_to(monkeypatch, DUE) == 1
    assert rung() == []


def test_ones_own_is_rung_at_another_supervisor(cast: Any, monkeypatch: Any) -> None:
    on_duty(cast)
    hard(cast.supervisor)
    pass_to(monkeypatch, DUE)
    assert rung() == []
    make_supervisor(cast, "second_supervisor")
    hard(cast.supervisor)
    second = FollowUp.objects.get(rings_whom="SUPERVISOR")
    duty_of_second(cast)
    services.ring_for_talk(by=TIMEKEEPER, follow_up_id=second.id, at=DUE)
    assert rung() == [OTHERS]


def duty_of_second(cast: Any) -> None:
    person = User.objects.get(username="second_supervisor")
    orgs.plan_duty(
        by=TIMEKEEPER, org_id=cast.org_id("centre"), kind=DutyKind.SUPERVISOR,
        person_name=person.name, phone=OTHERS, user_id=person.id,
        starts_at=NIGHT, ends_at=NIGHT + timedelta(days=3), at=NIGHT,
    )  # fmt: skip


def test_without_a_supervisor_the_leader_hears_the_same_morning(
    cast: Any, monkeypatch: Any
) -> None:
    leaders_telephone()
    the_follow_up(cast)
    pass_to(monkeypatch, DUE)
    assert rung() == []
    morning = EIGHT - timedelta(days=1)
    assert pass_to(monkeypatch, morning) == 1
    assert rung() == [LEADERS]
    assert pass_to(monkeypatch, NIGHT + timedelta(days=13)) == 0


def test_where_nobody_can_be_rung_it_begins_anew(cast: Any, monkeypatch: Any) -> None:
    leaders_telephone("")
    row = the_follow_up(cast)
    for moment in (DUE, EIGHT - timedelta(days=1)):
        assert pass_to(monkeypatch, moment) == 1
    row.refresh_from_db()
    assert (row.rings_whom, row.rings_at) == ("SUPERVISOR", EIGHT)
    on_duty(cast)
    pass_to(monkeypatch, EIGHT)
    assert rung() == [SUPERVISORS]


def test_after_a_long_stop_it_rings_who_is_on_duty_now_and_once(
    cast: Any, monkeypatch: Any
) -> None:
    make_duty(cast, "supervisor", hours=(-1, 30), phone=OTHERS)
    the_follow_up(cast)
    late = DUE + timedelta(days=5)
    make_duty(cast, "supervisor", hours=(-1, 8), phone=SUPERVISORS, at=late)
    leaders_telephone()
    assert pass_to(monkeypatch, late) == 1
    assert rung() == [SUPERVISORS]
    assert pass_to(monkeypatch, late + timedelta(hours=12)) == 0


def test_the_regency_decides_when(cast: Any, monkeypatch: Any) -> None:
    on_duty(cast)
    leaders_telephone()
    for limit, hours in ((LEADER_AFTER, 2), (LEADER_HOUR, 6)):
        orgs.set_limit(
            by=cast.admin, code=limit.code, value=hours * 3600, legal_basis="SK 1", at=NIGHT
        )
    the_follow_up(cast)
    pass_to(monkeypatch, DUE)
    assert pass_to(monkeypatch, DUE + timedelta(hours=3)) == 1  # 06.00 WIB
    assert rung() == [SUPERVISORS, LEADERS]


def test_a_follow_up_that_is_overdue_is_still_listed_and_opened(
    cast: Any, monkeypatch: Any
) -> None:
    on_duty(cast)
    row = the_follow_up(cast)
    pass_to(monkeypatch, DUE)
    (listed,) = selectors.list_follow_ups(rights_of(cast.supervisor))
    assert (listed.id, listed.talk_due_at) == (row.id, DUE)


@pytest.mark.parametrize(
    ("since", "found"),
    [("2026-11-23T20:00", "2026-11-24T01:00"), ("2026-11-24T01:00", "2026-11-24T01:00"),
     ("2026-11-24T01:01", "2026-11-25T01:00"), ("2026-11-24T16:59", "2026-11-25T01:00")],
)  # fmt: skip
def test_the_next_morning_in_the_zone(since: str, found: str) -> None:
    zone = ZoneInfo("Asia/Jakarta")
    at, expected = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (since, found))
    assert rules.next_hour(at, timedelta(hours=8), zone) == expected
