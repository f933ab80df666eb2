"""K1 Bodri dyke in a real browser (practice.md §8): cerita latihan; persons are invented."""

import io
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from kentongan.incidents.enums import PartyRole
from kentongan.journal.timekeeper import all_timers
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs.enums import Role
from kentongan.reports import services as reports
from kentongan.reports.enums import PaperKind
from kentongan.reports.models import Paper
from tests.browser.at_the_desk import answer, choose, fill, find_village, forward, open_ticket
from tests.browser.conftest import Sit
from tests.stories.centre import Centre, make_namesakes
from tests.stories.test_dyke import MORE_CALLERS, SAME

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

RED, GREEN = "LISTRIK BELUM DINYATAKAN PADAM", "Listrik padam"
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def namesakes(transactional_db: None, cast: object) -> Iterator[None]:
    """Both Tamanrejos, before the node has read its regions."""
    make_namesakes()
    yield


def test_dyke_from_the_first_call_to_the_paper_of_the_morning(
    namesakes: None, centre: Centre, sit: Sit
) -> None:
    centre.joins("bpbd_officer", Role.OFFICER, "disaster")
    for category in ("DYKE_BREACH", "LANDSLIDE"):
        centre.routing(category, disaster=PartyRole.LEAD)
    centre.body("pln", "PLN")
    bnpb = centre.body("bnpb", "BNPB")
    boat = centre.boat()
    leader, agency = sit("leader", "/papan"), sit("bpbd_officer", "/tiket")
    crew, desk = sit(boat), sit("operator", "/panggilan")
    crew.on("dialog", lambda dialog: dialog.accept())

    # 23.10: water; one key, and BPBD answers by name and sends its boat
    centre.call("0294000704")
    answer(desk, "0294000704")
    find_village(desk, "kebonharjo", "Kebonharjo, Patebon")
    fill(desk, "DYKE_BREACH", "Tanggul Bodri jebol, air masuk rumah")
    dyke = f"/incidents/{forward(desk)}"
    expect(desk.locator("#s-place")).to_contain_text("LENGKAPI LOKASI")
    open_ticket(agency, "Kebonharjo")
    agency.keyboard.press("F2")
    expect(desk.locator("#s-tickets")).to_contain_text("Diterima · Bpbd_Officer")
    expect(agency.locator("#ticket")).to_contain_text("Usulan unit menurut pos")
    agency.keyboard.press("1")
    expect(crew.locator("h1")).to_contain_text("Tanggul jebol")
    expect(crew.get_by_text("LOKASI BELUM PASTI — telepon pelapor")).to_be_visible()

    # five more callers in as many minutes, one of whom cannot speak; a prank in between
    for number, (_, said, waits) in enumerate(MORE_CALLERS):
        _link(centre, f"029400070{number + 5}", dyke, said, needs_open=waits)
    silent = _link(centre, "0294000710", dyke, "Diam; suara air deras", human_sound=True)
    centre.do("operator", f"/calls/{centre.call('0294000709')}/classify", {"disposition": "PRANK"})
    expect(desk.locator("#s-reports h2 + .count")).to_have_text("6")
    expect(desk.locator("#s-reports")).to_contain_text("Ibu saya lumpuh, masih di dalam rumah")
    expect(desk.locator("#s-reports")).to_contain_text("Jangan hubungi")
    assert centre.refused("supervisor", f"/calls/{silent}/callback", {"history_seen": True})

    # PLN is asked: red in the boat until somebody has said by name that the line is dead
    desk.locator("#ask-condition summary").click()
    choose(desk, "kind", "POWER_OFF")
    asked = desk.locator("#c-org option", has_text="PLN").first
    desk.select_option("#c-org", value=asked.get_attribute("value"))
    desk.fill("#c-where", "Gardu Kebonharjo")
    desk.locator("#ask-condition button[type=submit]").click()
    expect(crew.get_by_text(RED).first).to_be_visible()
    desk.locator("#s-conditions .condition input[name=name]").first.fill("Rudi, PLN")
    desk.get_by_role("button", name="Terpenuhi").click()
    expect(desk.locator("#s-conditions")).to_contain_text(GREEN)
    expect(crew.get_by_text(RED)).to_have_count(0)
    for key in ("Berangkat", "Tiba di lokasi"):
        crew.get_by_role("button", name=key).click()
    expect(agency.locator(".ticket-row")).to_contain_text("Di lokasi")

    # 23.50: a slide at Tamanrejo, of which there are two
    centre.call("0294000711")
    answer(desk, "0294000711")
    desk.keyboard.type("Tamanrejo")
    expect(desk.locator(".ask")).to_have_text("Tamanrejo Sukorejo atau Limbangan, Pak/Bu?")
    desk.keyboard.press("Enter")
    expect(desk.locator("#region")).to_have_value("")
    desk.locator("#places .pick", has_text="Sukorejo").click()
    expect(desk.locator("#region_label")).to_have_value("Tamanrejo, Sukorejo")
    fill(desk, "LANDSLIDE", "Tebing menimpa dapur")
    expect(desk.locator("#preview")).not_to_contain_text("Kebonharjo")
    forward(desk)
    expect(leader.locator("h1")).to_contain_text("2 kejadian terbuka")

    # the next day BPBD counts 617 displaced and BNPB 264: both stay, each with its source
    crew.get_by_role("button", name="Selesai", exact=True).click()
    expect(crew.locator("h1")).to_have_text("Tidak ada tugas")
    asked = centre.do("dispatcher", f"{dyke}/tickets", {"org_id": bnpb, "role": "SUPPORT"})
    answered = {"name": "Piket BNPB", "help_under_way": True}
    centre.do("dispatcher", f"/tickets/{asked['id']}/telephone", answered)
    centre.do(
        "dispatcher", f"/tickets/{asked['id']}/arrive", {"method": "PHONE", "name": "Piket BNPB"}
    )
    _report(
        centre, "dispatcher", asked["id"], "264", told={"method": "PHONE", "name": "Piket BNPB"}
    )
    [own] = [
        each["id"]
        for each in centre.ask("bpbd_officer", "/tickets")["items"]
        if dyke.endswith(each["incident_id"])
    ]
    _report(centre, "bpbd_officer", own, "617")
    for org, displaced in (("BPBD", "617"), ("BNPB", "264")):
        desk.goto(f"/kejadian/{dyke.rpartition('/')[2]}")
        desk.locator("#s-tickets .ticket-row", has_text=org).locator("[data-row], a").first.click()
        expect(desk.locator("#ticket")).to_contain_text(f"Mengungsi: {displaced}")
        expect(desk.locator("#ticket")).to_contain_text(org)

    # at seven the leader reads the night: who could not speak is among the real callers
    made_at, words = paper_of_the_morning()
    counted = ("Panggilan sungguhan 7", "Panggilan iseng 1", "Panggilan diam 0")
    for line in ("2 kejadian terbuka", *counted):
        assert line in words
    leader.goto("/papan/pagi")
    expect(leader.locator("main")).to_contain_text(f"{made_at:%d-%m-%Y} 07.00")


def _link(centre: Centre, phone: str, dyke: str, said: str, **heard: bool) -> str:
    """One more caller, at the desk beside. Gives the call's id."""
    call = centre.call(phone, by="second_operator")
    centre.do("second_operator", f"/calls/{call}/answer")
    if heard.pop("human_sound", False):
        listened = {"listened_s": 20, "tones": 0, "human_sound": True}
        centre.do("second_operator", f"/calls/{call}/silence", listened)
        silent = {"disposition": "SILENT", "human_sound": True}
        centre.do("second_operator", f"/calls/{call}/classify", silent)
    more = {"incident_id": dyke.rpartition("/")[2], "narrative": said}
    centre.do("second_operator", f"/calls/{call}/link", more | SAME | heard)
    return call


def _report(centre: Centre, by: str, ticket_id: str, displaced: str, **more: Any) -> None:
    """What one body has counted, on its own ticket."""
    answers = {"result": "DONE", "displaced": displaced}
    body = {"text": "Menurut hitungan pagi ini.", "answers": answers}
    centre.do(by, f"/tickets/{ticket_id}/report", body | more)


def paper_of_the_morning() -> tuple[datetime, str]:
    """The board as it is printed at the next seven o'clock: its hour and its words."""
    hour = reports.set_paper_hour(
        by=SETUP, kind=PaperKind.BOARD, hour=time(7), legal_basis="SK contoh", at=clock.now()
    )
    assert hour.next_at is not None
    with clock.using(clock.SetClock(hour.next_at)):
        assert all_timers()["reports.papers"].run(hour.next_at) == 1
    paper = Paper.objects.get()
    _, path = reports.open_paper(by=SETUP, paper_id=paper.id, at=hour.next_at)
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return hour.next_at.astimezone(WIB), " ".join(
        " ".join(page.extract_text().split()) for page in pages
    )
