"""Pengaturan › Kontak desa and Bidang layanan: by the regency, without a file."""

import pytest

from kentongan.geo.points import Point
from kentongan.incidents.errors import PointFarAway
from kentongan.incidents.selectors import find_service_area, require_near
from kentongan.journal.models import Entry
from kentongan.orgs.models import VillageContact
from kentongan.orgs.selectors import list_village_contacts
from tests.cast import PATEBON, VILLAGE
from tests.conftest import NIGHT

HEAD = {
    "region": VILLAGE, "role": "HEAD", "person_name": "Slamet", "phone": "0811 222 333",
    "legal_basis": "SK 140/7",
}  # fmt: skip
BOX = {"min_lat": "-7.3", "max_lat": "-6.7", "min_lon": "109.8", "max_lon": "110.6"}
HOSTILE = "<script>alert(1)</script> ﷽ 👩‍🚒 ' \" ; DROP TABLE"


@pytest.fixture
def admin(visit):
    return visit("admin")


def standing():
    return [(row.role, row.person_name) for row in list_village_contacts(VILLAGE, NIGHT)]


def test_contact_is_set_replaced_and_ended(admin):
    assert admin.post("console:set-contact", **HEAD).status_code == 204
    assert standing() == [("HEAD", "Slamet")]
    admin.post("console:set-contact", **HEAD | {"person_name": "Suharti"})
    assert standing() == [("HEAD", "Suharti")]
    admin.post("console:end-contact", region=VILLAGE, role="HEAD")
    assert standing() == []
    assert VillageContact.objects.count() == 2
    ended = Entry.objects.get(kind="orgs.village_contacts.ended")
    assert (ended.region, ended.facts["role"], ended.facts["contacts"]) == (VILLAGE, "HEAD", 1)


def test_page_says_where_nobody_is_known_and_masks_numbers(admin):
    admin.post("console:set-contact", **HEAD)
    page = admin.text("console:settings-villages", desa=VILLAGE)
    assert "Slamet" in page
    assert "0811 222 333" not in page
    assert "1 dari" in page
    assert "Patebon" in page


def test_ending_what_does_not_stand_changes_nothing(admin):
    admin.post("console:end-contact", region=VILLAGE, role="CAMAT")
    assert not Entry.objects.filter(kind="orgs.village_contacts.ended").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"person_name": " "}, {"phone": ""}, {"phone": "9" * 33}, {"role": "KING"},
        {"region": "33.99"}, {"region": HOSTILE}, {"person_name": "\x00"},
        {"person_name": "x" * 81}, {"legal_basis": "x" * 201},
    ],
)  # fmt: skip
def test_wrong_contact_is_a_clear_refusal(admin, wrong):
    assert admin.post("console:set-contact", **HEAD | wrong).status_code in {400, 404}
    assert not VillageContact.objects.exists()


def test_hostile_name_comes_back_as_text(admin):
    admin.post("console:set-contact", **HEAD | {"person_name": HOSTILE})
    assert "<script>alert" not in admin.text("console:settings-villages", desa=VILLAGE)
    assert VillageContact.objects.get().person_name == HOSTILE


@pytest.mark.parametrize("name", ["operator", "leader", "fire_officer", "auditor"])
def test_only_the_administrator_decides(visit, name):
    assert visit(name).get("console:settings-villages").status_code == 403
    assert visit(name).post("console:set-contact", **HEAD).status_code == 403
    assert visit(name).post("console:set-reach", **BOX).status_code == 403


def test_village_that_is_not_here_is_not_found(admin):
    assert admin.get("console:settings-villages", desa="9999").status_code == 404
    assert admin.get("console:settings-villages", desa=HOSTILE).status_code == 400


def test_box_holds_from_now_on_and_asks_about_points_beyond(admin):
    assert find_service_area(NIGHT) is None
    assert "Belum ditetapkan" in admin.text("console:settings-reach")
    admin.post("console:set-reach", **BOX, legal_basis="SK 1")
    require_near(Point(-6.92, 110.2), PATEBON, NIGHT)
    with pytest.raises(PointFarAway):
        require_near(Point(-8.6, 115.2), PATEBON, NIGHT)
    page = admin.text("console:settings-reach")
    assert "-7.3" in page
    assert "SK 1" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"min_lat": ""},
        {"max_lat": "utara"},
        {"min_lon": "181"},
        {"max_lat": "-8"},
        {"min_lat": "nan"},
    ],
)
def test_wrong_box_is_a_clear_refusal(admin, wrong):
    assert admin.post("console:set-reach", **BOX | wrong).status_code == 400
    assert find_service_area(NIGHT) is None


def test_pages_ask_few_questions(admin):
    assert admin.questions("console:settings-villages") <= 8
    assert admin.questions("console:settings-reach") <= 8
