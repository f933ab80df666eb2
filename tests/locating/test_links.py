"""The link: sent by a person to who is safe with it, to one telephone, for a while."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.calls import services as calls
from kentongan.calls.models import Call
from kentongan.geo.points import Point
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.rules.safety import NEVER_AT_FIRST
from kentongan.incidents.types import ReportInput
from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel.actors import CITIZEN
from kentongan.locating import errors, selectors, services
from kentongan.locating.models import Fix, LocationLink
from kentongan.locating.services.answering import MOST_HEARD
from kentongan.messaging import services as messaging
from kentongan.messaging.models import Message
from tests.conftest import NIGHT
from tests.incidents.make import new_incident
from tests.locating.make import PHONE, make_call, sent_token

pytestmark = pytest.mark.django_db
HERE = Point(-6.9194, 110.2011)


@pytest.fixture
def call(cast: Any, night: Any) -> Call:
    return make_call(cast.operator)


def send(cast: Any, call: Call, *, is_agreed: bool = True) -> LocationLink:
    return services.send_link(by=cast.operator, call_id=call.id, is_agreed=is_agreed, at=NIGHT)


def tell(token: str, browser: str = "a", *, at: Any = NIGHT, point: Point = HERE) -> Fix:
    return services.tell_position(
        by=CITIZEN, token=token, browser=browser, point=point, radius_m=20, at=at
    )


def test_the_message_says_nothing_of_why(cast: Any, call: Call) -> None:
    send(cast, call)
    sent = Message.objects.get()
    assert (sent.recipient, sent.medium) == (PHONE, "SMS")
    assert sent.text.startswith("112: buka https://112.example.go.id/l/")
    assert len(sent.text) <= 160
    assert sent_token() not in str(LocationLink.objects.values())


def test_nobody_is_written_to_before_he_has_said_that_it_is_safe(cast: Any, call: Call) -> None:
    with pytest.raises(errors.NotAgreed):
        send(cast, call, is_agreed=False)
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("word", [ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY])
def test_whoever_may_be_in_danger_is_never_written_to(cast: Any, call: Call, word: str) -> None:
    Call.objects.filter(id=call.id).update(contact_safety=word)
    with pytest.raises(errors.NotAgreed):
        send(cast, call)
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("category", sorted(NEVER_AT_FIRST))
def test_per_category_the_outbox_stays_empty(cast: Any, call: Call, category: str) -> None:
    new = new_incident(category=category, report=ReportInput(phone=PHONE))
    calls.open_incident_from_call(by=cast.operator, call_id=call.id, new=new, at=NIGHT)
    before = OutboxItem.objects.count()
    with pytest.raises(errors.NotAgreed):
        send(cast, call)
    assert OutboxItem.objects.count() == before
    assert not LocationLink.objects.exists()


@pytest.mark.parametrize("number", ["", "0294381234", "112"])
def test_a_landline_gets_no_message(cast: Any, night: Any, number: str) -> None:
    with pytest.raises(errors.NoMobileNumber):
        send(cast, make_call(cast.operator, phone=number))


def test_without_an_address_of_ours_nothing_is_sent(cast: Any, call: Call, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = ""
    with pytest.raises(errors.NoAddress):
        send(cast, call)


def test_one_telephone_tells_as_often_as_it_moves(cast: Any, call: Call) -> None:
    send(cast, call)
    token = sent_token()
    tell(token)
    tell(token, point=Point(-6.92, 110.21))
    found = selectors.located(call, NIGHT)
    assert len(found.usable) == 2
    assert found.best is not None
    with pytest.raises(errors.LinkTaken):
        tell(token, "another telephone")
    assert Fix.objects.count() == 2


def test_a_landmark_where_the_telephone_knows_no_place(cast: Any, call: Call) -> None:
    send(cast, call)
    services.tell_landmark(
        by=CITIZEN, token=sent_token(), browser="a", words="seberang masjid Al-Huda", at=NIGHT
    )
    link = selectors.located(call, NIGHT).link
    assert link is not None
    assert link.landmark == "seberang masjid Al-Huda"


@pytest.mark.parametrize("radius", [-1.0, float("nan"), float("inf"), 1e9])
def test_what_is_no_circle_is_refused(cast: Any, call: Call, radius: float) -> None:
    send(cast, call)
    with pytest.raises(errors.PositionUnreadable):
        services.tell_position(
            by=CITIZEN, token=sent_token(), browser="a", point=HERE, radius_m=radius, at=NIGHT
        )


def test_a_link_ends(cast: Any, call: Call) -> None:
    send(cast, call)
    first = sent_token()
    send(cast, call)
    second = sent_token()
    assert first != second
    with pytest.raises(errors.LinkGone):
        tell(first)
    tell(second, at=NIGHT + timedelta(hours=24) - timedelta(seconds=1))
    with pytest.raises(errors.LinkGone):
        tell(second, at=NIGHT + timedelta(hours=24))
    services.end_link(by=cast.operator, call_id=call.id, at=NIGHT)
    services.end_link(by=cast.operator, call_id=call.id, at=NIGHT)
    with pytest.raises(errors.LinkGone):
        tell(second)


def test_a_link_ends_with_its_incident_and_when_danger_becomes_known(cast: Any, call: Call) -> None:
    send(cast, call)
    token = sent_token()
    new = new_incident(report=ReportInput(phone=PHONE))
    incident = calls.open_incident_from_call(by=cast.operator, call_id=call.id, new=new, at=NIGHT)
    tell(token)
    incidents.set_contact_safety(
        by=cast.operator, incident_id=incident.id, contact_safety=ContactSafety.DO_NOT_CONTACT,
        at=NIGHT,
    )  # fmt: skip
    with pytest.raises(errors.LinkGone):
        tell(token)


@pytest.mark.parametrize("word", ["DO_NOT_CONTACT", "SILENT_ONLY"])
def test_a_link_that_waits_for_its_gateway_never_leaves_once_danger_is_known(
    cast: Any, call: Call, word: str
) -> None:
    send(cast, call)
    calls.set_call_safety(by=cast.operator, call_id=call.id, contact_safety=word, at=NIGHT)
    assert messaging.deliver_due(at=NIGHT + timedelta(minutes=5)) == 1
    assert Message.objects.get().state == "DROPPED"
    assert not OutboxItem.objects.filter(done_at=None).exists()
    assert Entry.objects.filter(kind="messaging.message.dropped").count() == 1


def test_of_two_links_only_the_one_that_opens_something_leaves(cast: Any, call: Call) -> None:
    send(cast, call)
    send(cast, call)
    messaging.deliver_due(at=NIGHT + timedelta(minutes=5))
    states = Message.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["DROPPED", "SENT"]


def test_a_telephone_that_never_stops_is_told_so(cast: Any, call: Call) -> None:
    send(cast, call)
    LocationLink.objects.update(heard=MOST_HEARD)
    with pytest.raises(errors.LinkFull):
        tell(sent_token())


@pytest.mark.parametrize("token", ["", "x", "a" * 22, "../../etc", "💥" * 22, "a" * 5000])
def test_any_other_token_opens_nothing(cast: Any, call: Call, token: str) -> None:
    send(cast, call)
    with pytest.raises(errors.LinkGone):
        tell(token)
