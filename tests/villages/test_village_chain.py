"""A camat and a village: what they see, what they send, what they answer; an officer decides."""

import json
from datetime import timedelta

import pytest

from kentongan.geo.places import PlaceQuality
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import Incident, LogLine, Report
from kentongan.journal import timekeeper
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.messaging.models import Message
from kentongan.villages import services
from kentongan.villages.enums import Finding
from kentongan.villages.errors import AlreadySettled, NotToBeAsked
from kentongan.villages.models import Verification, VillageReport
from kentongan.villages.rules import Pasted
from tests.board.make import browser_of
from tests.cast import PATEBON, VILLAGE
from tests.conftest import NIGHT
from tests.data import shared_data
from tests.incidents.make import make_categories, make_incident
from tests.orgs.make import make_duty
from tests.villages.make import LINK, MESSAGE, make_report

pytestmark = pytest.mark.usefixtures("night")

HERE = "33.24.15.2001"


@pytest.fixture(autouse=True)
def categories(cast):
    make_categories()


def test_pasted_message_is_read_back_and_nothing_is_kept(cast):
    village = browser_of(cast, "village_head")
    before = Entry.objects.count()
    page = village.post("/wilayah/baca-pesan", {"text": MESSAGE})
    assert page.status_code == 200
    assert "Pak Lurah" in page.content.decode()
    assert not VillageReport.objects.exists()
    assert Entry.objects.count() == before


def test_sent_message_waits_for_an_officer(cast):
    answer = browser_of(cast, "village_head").post("/wilayah/kirim", {"text": f"{MESSAGE} {LINK}"})
    assert answer.status_code == 302
    report = VillageReport.objects.get()
    assert (report.author, report.region, report.lat) == ("Pak Lurah", VILLAGE, -6.9217)
    assert not Incident.objects.exists()
    assert Message.objects.get().text == "Laporan desa menunggu diperiksa. Buka Kentongan."
    assert (
        "Menunggu petugas 112" in browser_of(cast, "village_head").get("/wilayah").content.decode()
    )
    assert (
        "Pohon tumbang di RT 3"
        in browser_of(cast, "operator").get("/laporan-desa").content.decode()
    )


def test_officer_makes_it_an_incident_whose_point_is_not_taken_for_the_place(cast):
    report = make_report(cast, lat=-6.9217, lon=110.2030)
    browser_of(cast, "operator").post(
        f"/laporan-desa/{report.id}/jadikan", {"category": "TREE_DOWN"}
    )
    incident = Incident.objects.get()
    assert (incident.place_quality, incident.lat) == (PlaceQuality.VILLAGE_ONLY, None)
    told = Report.objects.get()
    assert (told.source, told.reporter_name, told.narrative) == (
        "CHAT", "Pak Lurah", "Pohon tumbang di RT 3",
    )  # fmt: skip


def test_point_is_the_place_once_the_officer_says_so(cast):
    report = make_report(cast, lat=-6.9217, lon=110.2030)
    incident = services.confirm_report(
        by=cast.operator, report_id=report.id, category="TREE_DOWN", point_is_place=True, at=NIGHT
    )
    assert (incident.place_quality, incident.accuracy_m) == (PlaceQuality.AREA_ESTIMATE, 100)


def test_report_is_settled_once(cast):
    report = make_report(cast)
    services.dismiss_report(by=cast.operator, report_id=report.id, reason="Sudah ada", at=NIGHT)
    with pytest.raises(AlreadySettled):
        services.confirm_report(
            by=cast.operator, report_id=report.id, category="TREE_DOWN", at=NIGHT
        )


def test_village_speaks_for_itself_only(cast):
    with pytest.raises(NotAllowed):
        services.send_report(by=cast.village_head, region=PATEBON, said=Pasted(text="x"), at=NIGHT)
    for name in ("village_head", "fire_officer", "leader"):
        with pytest.raises((NotAllowed, NotFound)):
            services.dismiss_report(
                by=cast.actor(name), report_id=make_report(cast).id, reason="x", at=NIGHT
            )


def test_village_answers_in_two_taps_and_the_log_says_so(cast):
    incident = make_incident(region=HERE)
    browser_of(cast, "operator").post(f"/kejadian/{incident.id}/tanya-desa")
    asked = Verification.objects.get()
    page = browser_of(cast, "village_head").get("/wilayah").content.decode()
    assert f"v-{asked.id}" in page
    browser_of(cast, "village_head").post(
        f"/verifikasi/{asked.id}", {"finding": "TRUE", "note": "Menutup jalan"}
    )
    line = LogLine.objects.get(incident_id=incident.id)
    assert line.text == "Verifikasi Karangsari: Benar. Menutup jalan"
    entry = Entry.objects.get(kind="villages.verification.answered")
    assert entry.by_id == cast.people["village_head"].id
    assert "Menutup" not in entry.data


def test_village_is_asked_once_at_a_time(cast):
    incident = make_incident(region=HERE)
    for _ in range(2):
        services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)
    asked = Verification.objects.get()
    services.answer_verification(
        by=cast.camat, verification_id=asked.id, finding=Finding.UNSURE, at=NIGHT
    )
    with pytest.raises(AlreadySettled):
        services.answer_verification(
            by=cast.camat, verification_id=asked.id, finding=Finding.TRUE, at=NIGHT
        )
    services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)
    assert Verification.objects.count() == 2


def test_village_is_told_nothing_of_a_caller_who_hides(cast):
    incident = make_incident(
        category="DOMESTIC_VIOLENCE", region=HERE, contact_safety=ContactSafety.DO_NOT_CONTACT
    )
    with pytest.raises(NotToBeAsked):
        services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)
    page = browser_of(cast, "village_head").get("/wilayah").content.decode()
    assert "Tidak ada kejadian terbuka." in page


def test_another_areas_verification_is_not_there(cast):
    incident = make_incident(region="33.24.13.2001")
    asked = services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)
    with pytest.raises(NotFound):
        services.answer_verification(
            by=cast.village_head, verification_id=asked.id, finding=Finding.TRUE, at=NIGHT
        )


def test_hostile_messages_come_back_as_text_and_never_as_markup(cast):
    village = browser_of(cast, "village_head")
    strings = json.loads(shared_data("hostile/naughty_strings.json").read_text())
    for string in strings:
        said = {"text": f"[22/11/26 09.55] {string[:40]}: {string}"}
        page = village.post("/wilayah/baca-pesan", said)
        assert page.status_code in {200, 400}
        if page.status_code == 400 or not string.strip():
            continue
        services.send_report(by=cast.village_head, region=VILLAGE, at=NIGHT, said=Pasted(string))
        assert VillageReport.objects.latest("id").text == string
    page = browser_of(cast, "operator").get("/laporan-desa").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("address", ["/wilayah", "/laporan-desa"])
def test_page_is_a_handful_of_queries(cast, address, django_assert_max_num_queries):
    for _ in range(5):
        make_report(cast)
        incident = make_incident(region=HERE)
        services.ask_village(by=cast.operator, incident_id=incident.id, at=NIGHT)
    browser = browser_of(cast, "village_head" if address == "/wilayah" else "operator")
    browser.get(address)
    with django_assert_max_num_queries(8):
        browser.get(address)


# ── a report that nobody looks at rings (practice.md §1.3) ───────────────────────────────────


def at(seconds):
    return NIGHT + timedelta(seconds=seconds)


def rung():
    rows = Message.objects.filter(medium="PHONE_CALL").order_by("created_at")
    return [(row.recipient, (row.created_at - NIGHT).total_seconds()) for row in rows]


def test_report_that_nobody_looks_at_rings_one_telephone_of_the_centre_after_the_other(cast):
    make_duty(cast, "supervisor", phone="0294 777 112")
    report = make_report(cast)
    for second in (119, 120, 299, 300):
        timekeeper.run_due(at(second))
    assert rung() == [("0294 777 112", 120), (cast.orgs["centre"].phone, 300)]
    assert all("Pohon" not in row.text for row in Message.objects.all())
    unread = Entry.objects.filter(kind="villages.report.unread").order_by("seq")
    assert [(each.facts["round"], each.facts["rung"]) for each in unread] == [(1, True), (2, True)]
    services.dismiss_report(by=cast.operator, report_id=report.id, reason="Sudah", at=at(301))
    timekeeper.run_due(at(9000))
    assert len(rung()) == 2


def test_report_that_became_an_incident_rings_nobody(cast):
    report = make_report(cast)
    services.confirm_report(by=cast.operator, report_id=report.id, category="TREE_DOWN", at=at(60))
    timekeeper.run_due(at(9000))
    assert not rung()
    assert VillageReport.objects.get().rings_at is None


def test_worker_that_slept_rings_once_for_a_report(cast):
    make_report(cast)
    with clock.using(clock.SetClock(at(7200))):
        timekeeper.run_due(at(7200))
        timekeeper.run_due(at(7201))
    assert len(rung()) == 1


def test_ring_that_comes_twice_or_early_changes_nothing(cast):
    report = make_report(cast)
    services.ring_for_report(by=TIMEKEEPER, report_id=report.id, at=at(100))
    assert not rung()
    for _ in range(2):
        services.ring_for_report(by=TIMEKEEPER, report_id=report.id, at=at(120))
    assert len(rung()) == 1
