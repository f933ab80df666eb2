"""A ticket on paper and over the radio: complete, honest about the place, without a caller."""

import pytest

from kentongan.console.papers import radio_text, ticket_paper
from kentongan.console.tickets import shown
from kentongan.dispatch import selectors, services
from kentongan.geo.places import PlaceQuality
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.types import PlaceInput
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_fire
from tests.incidents.make import MARK_NAME, MARK_PHONE


@pytest.fixture
def ticket(visit, cast):
    return make_accepted(cast)


def seen(cast, ticket):
    row = selectors.get_ticket_row(cast.operator, ticket.id, at=NIGHT)
    return shown(row), ticket.incident, selectors.list_conditions_of(ticket.incident)


@pytest.mark.parametrize("name", ["console:ticket-paper", "console:ticket-strip"])
def test_both_papers_are_pdf_for_those_who_see_the_ticket(visit, ticket, name):
    answer = visit("fire_officer").get(name, ticket.id)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert visit("medical_officer").get(name, ticket.id).status_code == 404


def test_no_caller_stands_on_paper_or_goes_over_the_radio(cast, ticket):
    said = str(ticket_paper(*seen(cast, ticket), [])) + radio_text(*seen(cast, ticket))
    assert "Kebakaran bangunan" in said
    assert MARK_NAME not in said
    assert MARK_PHONE not in said


def test_uncertain_place_says_whether_the_caller_may_be_rung(visit, cast):
    place = PlaceInput(quality=PlaceQuality.DISTRICT_ONLY, address="Dekat pasar")
    unsure = make_accepted(cast, make_fire(place=place))
    assert "telepon pelapor" in ticket_paper(*seen(cast, unsure), [])["place_warning"]
    assert "LOKASI BELUM PASTI" in radio_text(*seen(cast, unsure))
    silent = make_accepted(
        cast, make_fire(place=place, contact_safety=ContactSafety.DO_NOT_CONTACT)
    )
    assert "jangan dihubungi" in ticket_paper(*seen(cast, silent), [])["place_warning"]


def test_what_is_not_safe_is_said_and_printed(cast, ticket):
    services.ask_condition(
        by=cast.operator, incident_id=ticket.incident_id, kind="POWER_OFF", where="Gardu 12",
        org_id=cast.org_id("disaster"), at=NIGHT,
    )  # fmt: skip
    danger = "LISTRIK BELUM DINYATAKAN PADAM (Gardu 12)"
    assert ticket_paper(*seen(cast, ticket), [])["unsafe"] == [danger]
    assert danger in radio_text(*seen(cast, ticket))


@pytest.mark.parametrize(
    ("safety", "word"),
    [
        (ContactSafety.DO_NOT_CONTACT, "JANGAN HUBUNGI PELAPOR"),
        (ContactSafety.SILENT_ONLY, "DIAM SAJA — pelapor jangan ditelepon"),
    ],
)
def test_caller_not_to_be_rung_is_said_wherever_the_ticket_is_read(visit, cast, safety, word):
    """However certain the place is."""
    place = PlaceInput(lat=-6.9217, lon=110.203, quality=PlaceQuality.EXACT, address="RT 02")
    ticket = make_accepted(cast, make_fire(contact_safety=safety, place=place))
    assert ticket_paper(*seen(cast, ticket), [])["cautions"] == [word]
    assert word in radio_text(*seen(cast, ticket))
    desk = visit("operator")
    for name in ("console:ticket", "console:ticket-row"):
        assert word in desk.text(name, ticket.id), name
    for name in ("console:ticket-paper", "console:ticket-strip"):
        assert desk.get(name, ticket.id).content.startswith(b"%PDF")


def test_confidential_ticket_says_so_and_a_plain_one_nothing(visit, cast, ticket):
    hidden = make_accepted(cast, make_fire(category="DOMESTIC_VIOLENCE"))
    wanted = ["JANGAN HUBUNGI PELAPOR", "DIRAHASIAKAN"]
    assert ticket_paper(*seen(cast, hidden), [])["cautions"] == wanted
    assert "DIRAHASIAKAN" in radio_text(*seen(cast, hidden))
    assert "DIRAHASIAKAN" in visit("fire_officer").text("console:ticket-row", hidden.id)
    assert ticket_paper(*seen(cast, ticket), [])["cautions"] == []


def test_point_without_an_address_is_the_headline(visit, cast):
    place = PlaceInput(lat=-6.9217, lon=110.203, quality=PlaceQuality.EXACT, address="")
    ticket = make_accepted(cast, make_fire(place=place, region="33.24.15"))
    row, *_ = seen(cast, ticket)
    assert row.headline.endswith("Kendal · -6.92170, 110.20300")
    assert ticket_paper(*seen(cast, ticket), [])["address"] == row.headline
    assert "-6.92170, 110.20300" in radio_text(*seen(cast, ticket))
    for name in ("console:ticket", "console:ticket-row"):
        assert row.headline in visit("operator").text(name, ticket.id), name


def test_area_alone_is_never_a_point(cast):
    place = PlaceInput(quality=PlaceQuality.DISTRICT_ONLY, address="")
    row, *_ = seen(cast, make_accepted(cast, make_fire(place=place, region="33.24.15")))
    assert (row.headline, row.row.coordinates) == ("Kec. Kendal", "")
