"""What is personal is emptied in time, in every room; the row and its entries stay."""

from datetime import timedelta

from kentongan.accounts.models import User
from kentongan.fleet import services as fleet
from kentongan.fleet.models import CrewSeat
from kentongan.journal import personal, retention
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.models import Duty
from tests.conftest import NIGHT
from tests.fleet.make import make_unit
from tests.incidents.make import MARK_NAME, MARK_PHONE

KEPT = {User: "an account is a person of today; it has no end yet that its time could run from"}
FIVE_YEARS = timedelta(days=5 * 365)


def test_every_model_with_personal_fields_has_its_rule():
    missing = set(personal.models_with_personal_fields()) - retention.all_rules().keys()
    assert missing == KEPT.keys()


def test_roster_and_seats_are_emptied_after_their_time_and_not_before(cast):
    duty = orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("fire"), kind=DutyKind.CREW, person_name=MARK_NAME,
        phone=MARK_PHONE, starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=8), at=NIGHT,
    )  # fmt: skip
    unit = make_unit(cast)
    fleet.seat_crew(by=SETUP, unit_id=unit.id, names=[MARK_NAME], at=NIGHT)
    fleet.seat_crew(by=SETUP, unit_id=unit.id, names=["Pak Joko"], at=NIGHT + timedelta(hours=8))
    retention.run_all(NIGHT + FIVE_YEARS)
    assert Duty.objects.get(id=duty.id).person_name == MARK_NAME
    later = NIGHT + FIVE_YEARS + timedelta(days=1)
    assert retention.run_all(later) >= 2
    emptied = Duty.objects.get(id=duty.id)
    assert (emptied.person_name, emptied.phone) == ("", "")
    names = CrewSeat.objects.filter(unit=unit).order_by("id").values_list("person_name", flat=True)
    assert list(names) == ["", "Pak Joko"]
    told = [entry.facts["model"] for entry in Entry.objects.filter(kind="journal.personal.emptied")]
    assert {"orgs.Duty", "fleet.CrewSeat"} <= set(told)
    assert retention.run_all(later) == 0
