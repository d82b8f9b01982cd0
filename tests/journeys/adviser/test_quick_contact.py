"""A contact recorded in seconds, by keyboard alone, from anywhere."""

import re
import time

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

MOST_INTERACTIONS = 3
MOST_SECONDS = 15


class Hands:
    """Two hands on a keyboard: a key pressed or a line typed is one interaction."""

    def __init__(self, page: Page) -> None:
        self.page, self.interactions, self.began = page, 0, time.monotonic()

    def press(self, key: str) -> None:
        self.interactions += 1
        self.page.keyboard.press(key)

    def type(self, line: str) -> None:
        self.interactions += 1
        self.page.keyboard.type(line, delay=20)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


def test_a_key_a_line_and_enter(context: BrowserContext, page: Page, product: Product, look: Look) -> None:
    come_in(context, product, PRIYA)
    page.goto("/caseload/")
    name = page.locator("table a.cx-link--name").first.inner_text()
    hands = Hands(page)

    hands.press("c")
    expect(page.get_by_label("Who with")).to_be_focused()
    hands.type(f"{name}, phone, no answer, rang out; try again after two")
    hands.press("Enter")
    expect(page.locator("main")).to_contain_text(f"Recorded. {name} comes up again")

    expect(page).to_have_url(re.compile("/caseload/$"))  # where the key was pressed
    print(f"\n{hands.interactions} interactions, {hands.seconds:.1f} s")
    assert hands.interactions <= MOST_INTERACTIONS
    assert hands.seconds <= MOST_SECONDS
    page.keyboard.press("c")
    expect(page.get_by_label("Who with")).to_be_focused()
    look(page, "quick-contact")


def test_on_a_record_the_line_is_about_them(
    context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, PRIYA)
    page.goto("/caseload/")
    page.locator("table a.cx-link--name").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    hands = Hands(page)
    hands.press("c")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Record a contact with {name}")
    look(page, "quick-contact-person")
    hands.type("text, he is on his way")
    hands.press("Enter")
    expect(page.locator("main")).to_contain_text(f"The contact with {name} is recorded")
    page.get_by_role("link", name="Contacts", exact=True).click()
    expect(page.locator("main")).to_contain_text("he is on his way")
    look(page, "contacts")
    page.get_by_role("button", name="Record a contact").first.click()
    page.get_by_label("Guide").select_option(label="Nowhere to stay")
    page.get_by_label("Note").fill("Half a sentence")
    page.get_by_role("button", name="Use this guide").click()
    expect(page.get_by_label("Anything else")).to_have_value("Half a sentence")
    page.get_by_text("Wrong number", exact=True).click()
    expect(page.get_by_label("Which number or address")).to_be_visible()
    look(page, "contact-record")
    presses(page.get_by_role("link", name="Files", exact=True))
    look(page, "files")


def test_without_javascript_it_is_a_page(context: BrowserContext, product: Product) -> None:
    come_in(context, product, PRIYA)
    plain = context.browser.new_context(java_script_enabled=False, base_url=product.localhost_url)  # type: ignore[union-attr]
    plain.add_cookies(context.cookies())  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto("/caseload/")
    name = page.locator("table a.cx-link--name").nth(1).inner_text()
    page.get_by_role("link", name="Record a contact").click()
    page.get_by_label("Who with").fill(name)
    page.get_by_text("Phone", exact=True).click()
    page.get_by_text("Left a message", exact=True).click()
    page.get_by_role("button", name="Save contact").click()
    expect(page.locator("main")).to_contain_text("Recorded.")
    plain.close()
