"""An adviser records what a young person agrees; the partner's worker sees it; the young person takes it back on their
phone, and the partner's next click shows nothing."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.coming_in import JAY, PRIYA, come_in
from tests.journeys.conftest import PHONE
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

DEV = "dev.marchbank@tyneandwear.example.org"  # works for Wearbank Housing Advice
WEARBANK = "Wearbank Housing Advice"


def test_the_young_person_takes_it_back(
    page: Page,
    context: BrowserContext,
    other_context: BrowserContext,
    browser: Browser,
    product: Product,
    look: Look,
) -> None:
    come_in(context, product, PRIYA)
    the_adviser_records_what_jay_agrees(page, look)

    come_in(other_context, product, DEV)
    portal = other_context.new_page()
    the_partner_sees_only_that(portal, look)

    phone = browser.new_context(viewport=PHONE, base_url=product.localhost_url, locale="en-GB")
    come_in(phone, product, JAY)
    jays = phone.new_page()
    jay_sees_who_looked_and_stops_it(jays, look)
    phone.close()

    the_partner_sees_nothing_any_more(portal, look)
    the_adviser_sees_that_it_was_taken_back(page, look)


def the_adviser_records_what_jay_agrees(page: Page, look: Look) -> None:
    page.goto("/caseload/")
    page.get_by_role("link", name="Jay Holloway").first.click()
    page.get_by_role("navigation", name="Jay Holloway").get_by_role("link", name="Sharing").click()
    expect(page.get_by_role("heading", name="Sharing", exact=True)).to_be_visible()
    look(page, "sharing-record")
    page.get_by_role("button", name="Record what they agree").click()
    page.get_by_role("checkbox", name=WEARBANK).check()
    look(page, "sharing-whom")
    presses(page.get_by_role("button", name="Go on"))
    presses(page.get_by_role("button", name="Go on"))
    expect(page.get_by_role("alert")).to_contain_text("Tick at least one kind of information")
    page.get_by_role("checkbox", name="Date of birth").check()
    page.get_by_role("checkbox", name="Phone numbers").check()
    look(page, "sharing-what")
    presses(page.get_by_role("button", name="Go on"))
    page.get_by_role("radio", name="A home").check()
    presses(page.get_by_role("button", name="Go on"))
    presses(page.get_by_role("button", name="Go on"))
    page.get_by_role("radio", name="Spoken").check()
    presses(page.get_by_role("button", name="Go on"))
    expect(page.get_by_text("Name, date of birth and phone numbers")).to_be_visible()
    look(page, "sharing-check")
    presses(page.get_by_role("button", name="Record it"))
    expect(page.get_by_text(f"Recorded: {WEARBANK} may see what was agreed.")).to_be_visible()
    look(page, "sharing-recorded")


def the_partner_sees_only_that(page: Page, look: Look) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Young people shared with you")).to_be_visible()
    look(page, "portal")
    page.get_by_role("searchbox", name="Name").fill("hollo")
    presses(page.get_by_role("button", name="Search"))
    look(page, "portal-found")
    page.get_by_role("link", name="Jay Holloway").click()
    expect(page.get_by_role("heading", name="Jay Holloway")).to_be_visible()
    expect(page.get_by_text("Phone numbers", exact=True)).to_be_visible()
    expect(page.get_by_text("Home address")).to_have_count(0)
    look(page, "portal-record")


def jay_sees_who_looked_and_stops_it(page: Page, look: Look) -> None:
    page.goto("/me/sharing/")
    expect(page.get_by_text("Dev Marchbank").first).to_be_visible()
    look(page, "sharing-mine")
    page.get_by_role("button", name=re.compile(f"Stop sharing.*{WEARBANK}")).click()
    look(page, "sharing-stop")
    presses(page.get_by_role("button", name="Stop sharing"))
    expect(page.get_by_text(f"Done. {WEARBANK} cannot see it any more.")).to_be_visible()


def the_partner_sees_nothing_any_more(page: Page, look: Look) -> None:
    page.reload()
    expect(page.get_by_text("There is no young person at this address")).to_be_visible()
    expect(page.get_by_text("Jay Holloway")).to_have_count(0)
    page.goto("/portal/")
    expect(page.get_by_role("link", name="Jay Holloway")).to_have_count(0)


def the_adviser_sees_that_it_was_taken_back(page: Page, look: Look) -> None:
    page.reload()
    expect(page.get_by_text("Taken back by them").first).to_be_visible()
    look(page, "sharing-taken-back")
