"""Stories of the practice in a real browser (practice.md §8): what those at their desks see.

Cerita latihan: persons are invented, places and hazards real. K1 has a file of its own; K8 is in
test_night.py.
"""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from kentongan.calls.models import Call
from kentongan.incidents.enums import PartyRole
from kentongan.incidents.models import Incident
from kentongan.kernel import clock
from kentongan.orgs.enums import OrgKind
from tests.browser.at_the_desk import answer, choose, fill, find_village, forward, open_ticket
from tests.browser.conftest import Sit
from tests.fleet.make import make_ambulance
from tests.stories.centre import Centre

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

WIB = ZoneInfo("Asia/Jakarta")


def fact(desk: Page, name: str, said: str) -> None:
    """One question that decides the priority, asked and answered."""
    if desk.locator(".facts-box[open]").count() == 0:
        desk.keyboard.press("Alt+f")
    choose(desk, f"fact_{name}", said)


def at_kilometre(desk: Page, stone: str, carriageway: str) -> None:
    """A caller who knows no village reads the stone by the road."""
    desk.keyboard.press("Alt+j")
    desk.select_option("#road", "TOLL")
    desk.fill("#road_km", stone)
    choose(desk, "carriageway", carriageway)


def test_toll_a_kilometre_is_the_place_and_a_partner_comes(centre: Centre, sit: Sit) -> None:
    """K4: the ambulance declines, a partner is asked, the operator stays on the line."""
    centre.routing("TRAFFIC_TOLL", medical=PartyRole.LEAD)
    centre.body("pmi", "PMI", OrgKind.PARTNER)
    make_ambulance(centre.cast)
    agency, board = sit("medical_officer", "/tiket"), sit("dispatcher", "/tiket")
    desk, beside = sit("operator", "/panggilan"), sit("second_operator", "/panggilan")
    call = centre.call("0294000712")
    answer(desk, "0294000712")
    at_kilometre(desk, "390", "A")
    fill(desk, "TRAFFIC_TOLL", "Dua truk, satu sopir terjepit")
    fact(desk, "TRAPPED", "yes")
    expect(desk.locator("#preview")).to_contain_text("P1 Merah")
    forward(desk)
    expect(desk.locator("#s-place")).to_contain_text(re.compile("KM 390.*A"))
    expect(desk.locator("#s-place")).to_contain_text("LENGKAPI LOKASI")
    expect(desk.locator("#s-proposal")).to_contain_text("Usulan unit menurut pos")
    expect(desk.locator("#s-proposal")).not_to_contain_text(re.compile(r"\d+–\d+ menit"))

    # nobody can come: it stands in red at the dispatcher's, and PMI is asked by telephone
    open_ticket(agency, "390")
    agency.locator("#tt-decline summary").click()
    choose(agency, "reason", "NO_UNIT_LEFT")
    agency.locator("#tt-decline button[type=submit]").click()
    expect(desk.locator("#s-tickets")).to_contain_text("Ditolak")
    desk.select_option("#f-org", label="PMI")
    desk.get_by_role("button", name="Teruskan", exact=True).click()
    expect(desk.locator("#s-tickets")).to_contain_text("PMI")
    board.goto("/tiket")
    board.locator(".ticket-row", has_text="PMI").locator("[data-row]").click()
    board.fill("#tp-name", "Yuni")
    board.locator("#tt-phone [name=help_under_way]").check()
    board.locator("#tt-phone button[type=submit]").click()
    expect(desk.locator("#s-tickets")).to_contain_text("Diterima · Yuni")
    expect(desk.locator("#s-tickets")).to_contain_text("Berangkat")

    # the other carriageway is another place: nothing is proposed as the same
    centre.call("0294000713", by="second_operator")
    answer(beside, "0294000713")
    at_kilometre(beside, "389+900", "B")
    fill(beside, "TRAFFIC_TOLL", "Mobil menabrak pembatas, nihil luka")
    expect(beside.locator("#p-same")).to_contain_text("Tidak ada kejadian serupa di dekatnya")
    desk.goto(f"/panggilan/{call}")
    expect(desk.locator(".agent-me")).to_contain_text("Menerima panggilan")


def test_wasps_wait_for_their_evening_and_a_bitten_child_does_not(centre: Centre, sit: Sit) -> None:
    """K6: work by appointment is not late; the snake of the same village is P1 at once."""
    centre.routing("WASP_NEST", fire=PartyRole.LEAD)
    centre.routing("SNAKE", medical=PartyRole.LEAD)
    desk, agency = sit("operator", "/panggilan"), sit("fire_officer", "/tiket")
    leader = sit("leader", "/papan")
    centre.call("0294000702")
    answer(desk, "0294000702")
    find_village(desk, "kebonharjo", "Kebonharjo, Patebon")
    fill(desk, "WASP_NEST", "Sarang tawon sebesar ember", "Dekat musala")
    fact(desk, "ALLERGIC_REACTION", "no")
    forward(desk)
    open_ticket(agency, "Dekat musala")
    tomorrow = clock.now().astimezone(WIB) + timedelta(days=1)
    agency.locator("#tt-schedule summary").click()
    agency.fill("#ts-at", f"{tomorrow:%Y-%m-%d}T18:30")
    agency.locator("#tt-schedule button").click()
    nest = agency.locator("tbody[data-lane=SCHEDULED] .ticket-row", has_text="Dekat musala")
    expect(nest).to_contain_text("18.30")
    expect(nest).not_to_contain_text("terlambat")
    expect(leader.locator("h1")).to_contain_text("semua tiket sudah dijawab OPD")

    centre.call("0294000703")
    answer(desk, "0294000703")
    find_village(desk, "kebonharjo", "Kebonharjo, Patebon")
    fill(desk, "SNAKE", "Anak enam tahun digigit ular", "Belakang balai desa")
    fact(desk, "BITTEN", "yes")
    expect(desk.locator("#preview")).to_contain_text("P1 Merah")
    expect(desk.locator("#p-same")).to_contain_text("Sarang tawon")
    desk.keyboard.press("Control+Alt+0")
    expect(desk.locator("#p-same")).to_contain_text("Kejadian baru")
    forward(desk)
    expect(leader.locator("h1")).to_contain_text("2 kejadian terbuka")
    expect(leader.locator("h1")).to_contain_text("1 belum diterima OPD")
    expect(nest).not_to_contain_text("terlambat")


def test_border_stays_ours_until_the_neighbour_says_a_name(centre: Centre, sit: Sit) -> None:
    """K7: the call came by the tower of the wrong side; it is counted on one side only."""
    desk, leader = sit("operator", "/panggilan"), sit("leader", "/papan")
    centre.call("0294000770", channel="SIMULATED")
    answer(desk, "0294000770")
    desk.keyboard.press("Alt+y")
    desk.fill("#third_phone", "0294381112")
    desk.get_by_role("button", name="Sambungkan", exact=True).click()
    expect(desk.get_by_role("list", name="Di saluran")).to_contain_text("0294381112")
    desk.keyboard.press("Alt+9")
    expect(desk.locator("#line")).to_contain_text("panggilan tetap terbuka sampai daerah tetangga")
    expect(desk.locator("#line")).to_contain_text("112 Batang")
    expect(desk.get_by_role("button", name="Ambil kembali: kami tangani")).to_be_visible()
    assert Call.objects.get().ended_at is None, "it is not disposed of"
    desk.select_option("#org_id", label="112 Batang")
    desk.fill("#taken_by", "Wulan")
    desk.get_by_role("button", name="Tetangga sudah menerima").click()
    desk.wait_for_url(re.compile("/panggilan$"))
    assert Call.objects.get().neighbour_confirmed_at is not None
    assert not Incident.objects.exists(), "the boy is in the neighbour's statistic, and only there"
    expect(leader.locator("h1")).to_contain_text("tidak ada kejadian terbuka")


def test_two_rts_are_told_of_one_fire_and_both_words_stay(centre: Centre, sit: Sit) -> None:
    """B1, its calls: RT 14 says six houses, RT 17 says seven."""
    centre.routing("FIRE_STRUCTURE", fire=PartyRole.LEAD)
    desk, beside = sit("operator", "/panggilan"), sit("second_operator", "/panggilan")
    agency = sit("fire_officer", "/tiket")
    for page, phone, said, lat in (
        (desk, "0294000721", "Kebakaran di RT 14, 6 rumah", "-6.9100"),
        (beside, "0294000722", "Kebakaran di RT 17, 7 rumah", "-6.9118"),
    ):
        centre.call(phone)
        answer(page, phone)
        page.fill("#coordinates", f"{lat}, 110.1650")
        expect(page.locator("[name=quality]:checked")).to_have_value("AREA_ESTIMATE")
        fill(page, "FIRE_STRUCTURE", said, "Gang di belakang pasar")
        if page is desk:
            forward(page)
    same = beside.locator("#p-same")
    expect(same).to_contain_text("200 m")
    assert Incident.objects.count() == 1, "nothing merges by itself"
    for question in ("same_place", "same_victims"):
        same.locator(f"[name={question}]").check()
    beside.keyboard.press("Control+Alt+1")
    beside.wait_for_url("**/kejadian/*")
    for page in (desk, beside):
        expect(page.locator("#s-reports h2 + .count")).to_have_text("2")
        expect(page.locator("#s-reports")).to_contain_text("RT 17, 7 rumah")
        expect(page.locator("#s-story")).to_contain_text("RT 14, 6 rumah")
    agency.goto("/tiket")
    expect(agency.locator(".ticket-row")).to_have_count(1)
    assert Incident.objects.count() == 1
