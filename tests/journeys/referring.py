"""Making a referral, a thing a page, as an adviser does it."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.look import Look
from tests.journeys.pressing import presses


def refers(page: Page, record: str, *, need: str, service: str, why: str, purpose: str, look: Look) -> str:
    """From a young person's *record* to the page that says it has gone; returns what that page said."""
    page.goto(f"{record}referrals/new/")
    look(page, "referral-need")
    page.get_by_label(re.compile(need)).first.check()
    presses(page.get_by_role("button", name="Go on"))
    page.get_by_label(re.compile(re.escape(service))).first.check()
    look(page, "referral-services")
    presses(page.get_by_role("button", name="Go on"))
    page.get_by_role("textbox").last.fill(why)
    look(page, "referral-why")
    presses(page.get_by_role("button", name="Go on"))
    page.get_by_label("What it is shared for").select_option(label=purpose)
    page.get_by_label("Phone numbers").check()
    look(page, "referral-told")
    presses(page.get_by_role("button", name="Go on"))
    expect(page.locator("main")).to_contain_text(why)
    expect(page.locator("main")).to_contain_text("Phone numbers")
    look(page, "referral-check")
    presses(page.get_by_role("button", name="Send it"))
    expect(page.locator("main")).to_contain_text(f"Sent to {service}.")
    look(page, "referral")
    return page.locator("main").inner_text()
