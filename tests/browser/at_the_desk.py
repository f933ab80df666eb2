"""What hands do at a desk in the stories: a call is answered, a place found, a form sent."""

from playwright.sync_api import Page, expect


def ready(page: Page) -> None:
    """The page's script runs and its stream is open: keys are heard, changes arrive."""
    expect(page.locator("#live-badge")).to_have_class("live-badge is-ok")


def answer(desk: Page, phone: str) -> None:
    """The call that rings from `phone`, by its key."""
    desk.goto("/panggilan")
    ready(desk)
    expect(desk.locator(".call-strip", has_text=phone[-3:])).to_be_visible()
    desk.keyboard.press("F2")
    desk.wait_for_url("**/panggilan/*")
    ready(desk)
    expect(desk.locator("#place-q")).to_be_focused()


def find_village(desk: Page, name: str, shown: str) -> None:
    """A name that is one village's: typed and taken."""
    desk.keyboard.type(name)
    expect(desk.locator("[data-settled]")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator("#region_label")).to_have_value(shown)


def fill(desk: Page, category: str, narrative: str, address: str = "") -> None:
    """What happened; the caller may be rung."""
    if address:
        desk.fill("#address", address)
    desk.select_option("#category", category)
    desk.fill("#narrative", narrative)
    choose(desk, "contact_safety", "SAFE")


def choose(desk: Page, name: str, value: str) -> None:
    """One of several: its word is pressed, as a hand does."""
    desk.locator("label.choice", has=desk.locator(f"[name={name}][value={value}]")).click()


def forward(desk: Page) -> str:
    """One key opens the incident and asks whoever answers for it. Gives its id."""
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/kejadian/*")
    ready(desk)
    return desk.url.rpartition("/")[2]


def open_ticket(agency: Page, place: str) -> None:
    """The ticket of that place, beside the agency's board."""
    agency.goto("/tiket")
    ready(agency)
    agency.locator(".ticket-row", has_text=place).first.locator("[data-row]").click()
    expect(agency.locator("#ticket")).to_be_visible()
