"""A young person shares something themselves, on their phone, one question to a page."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.coming_in import JAY, come_in
from tests.journeys.conftest import PHONE
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

FRESH = "Fresh Start Drug and Alcohol Service"


def test_a_young_person_shares_and_stops(browser: Browser, product: Product, look: Look) -> None:
    phone = browser.new_context(viewport=PHONE, base_url=product.localhost_url, locale="en-GB")
    come_in(phone, product, JAY)
    page = phone.new_page()
    page.goto("/me/")
    expect(page.get_by_role("heading", name="Who can see this")).to_be_visible()
    page.get_by_role("link", name="See what each of them sees, share or stop").click()
    page.get_by_role("button", name="Share with somebody").click()
    jay_answers(page, look)
    presses(page.get_by_role("button", name="Share this"))
    expect(page.get_by_text(f"Done. {FRESH} can see what you chose.")).to_be_visible()
    look(page, "own-shared")
    page.get_by_role("button", name=re.compile(f"Stop sharing.*{FRESH}")).click()
    presses(page.get_by_role("button", name="Stop sharing"))
    expect(page.get_by_text(f"Done. {FRESH} cannot see it any more.")).to_be_visible()
    phone.close()


def jay_answers(page: Page, look: Look) -> None:
    presses(page.get_by_role("button", name="Go on"))
    expect(page.get_by_role("alert")).to_contain_text("Choose who you want to share with")
    look(page, "own-whom")
    page.get_by_role("checkbox", name=FRESH).check()
    presses(page.get_by_role("button", name="Go on"))
    page.get_by_role("checkbox", name="Phone numbers").check()
    look(page, "own-what")
    presses(page.get_by_role("button", name="Go on"))
    page.get_by_role("radio", name="To help you with your health").check()
    look(page, "own-why")
    presses(page.get_by_role("button", name="Go on"))
    page.get_by_role("radio", name="3 months").check()
    look(page, "own-until")
    presses(page.get_by_role("button", name="Go on"))
    expect(page.get_by_text("Name and phone numbers")).to_be_visible()
    look(page, "own-check")
